import { type Behaviour, behaviourOf, type Flavour } from "./flavour.ts";

/** The flavour a sandbox has at the moment; somebody may change it while the sandbox runs. */
export class FlavourSwitch {
  #flavour: Flavour;
  #behaviour: Behaviour;
  readonly #fixed: Partial<Behaviour>;

  /** `fixed` stays, whatever the flavour. */
  constructor(flavour: Flavour, fixed: Partial<Behaviour>) {
    this.#fixed = fixed;
    this.#flavour = flavour;
    this.#behaviour = behaviourOf(flavour, fixed);
  }

  get flavour(): Flavour {
    return this.#flavour;
  }

  get behaviour(): Behaviour {
    return this.#behaviour;
  }

  use(flavour: Flavour): void {
    this.#flavour = flavour;
    this.#behaviour = behaviourOf(flavour, this.#fixed);
  }
}
