import * as z from "zod";
import type { PersonFields } from "../../server/contract/index.ts";
import { type Sandbox, startSandbox } from "../sandbox-ehr/sandbox.ts";
import type { SandboxOptions } from "../sandbox-ehr/sandbox-options.ts";
import { connection, origin, startTestServer, type TestServer } from "./test-server.ts";

/** A sandbox EHR and a server that listens on a real socket and may be launched from it. */
export interface Clinic extends TestServer {
  readonly sandbox: Sandbox;
  /** Where the server really listens; browsers know it by its origin. */
  readonly address: string;
}

export async function startClinic(
  options: Partial<SandboxOptions> = {},
  config: (iss: string) => Readonly<Record<string, unknown>> = () => ({}),
  people: (iss: string) => readonly PersonFields[] = () => [],
): Promise<Clinic> {
  const sandbox = await startSandbox({
    now: () => new Date(),
    client: { id: connection.client_id, redirectUris: [`${origin}/callback`], auth: "none" },
    launchUrl: `${origin}/launch`,
    resources: [
      { resourceType: "Patient", id: "p01" },
      { resourceType: "Patient", id: "p02" },
      { resourceType: "Practitioner", id: "rn-1" },
      { resourceType: "Practitioner", id: "rn-2" },
    ],
    ...options,
  });
  const ours = { ...connection, iss: sandbox.fhirBase, insecure_http: true };
  const idle = { ...connection, frame_ancestors: ["https://other.example.org"] };
  const server = await startTestServer({
    config: { connections: [ours, idle], ...config(sandbox.fhirBase) },
    people: people(sandbox.fhirBase),
  });
  const address = await server.app.listen({ port: 0, host: "127.0.0.1" });
  const close = async () => {
    await server.close();
    await sandbox.close();
  };
  return { ...server, sandbox, address, close };
}

/** From now on the sandbox's discovery document says nothing of one of its capabilities. */
export async function hideCapability({ sandbox }: Clinic, capability: string): Promise<void> {
  const path = "/fhir/.well-known/smart-configuration";
  const { capabilities, ...usual } = await (await fetch(`${sandbox.url}${path}`)).json();
  const left = capabilities.filter((one: string) => one !== capability);
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ ...usual, capabilities: left });
  sandbox.intercept((request) =>
    request.path === path ? { kind: "status", status: 200, headers, body } : null,
  );
}

interface BrowserKind {
  readonly keepsCookies?: boolean;
  /** What the browser says it will do with what it asks for; an old browser says nothing. */
  readonly dest?: "iframe" | "document" | null;
}

/** The browser in one chart window: follows redirects, keeps cookies or does not, and knows our server by its origin. */
export class LaunchingBrowser {
  readonly jar = new Map<string, string>();
  readonly #clinic: Pick<Clinic, "address" | "sandbox">;
  readonly #keepsCookies: boolean;

  readonly #dest: Readonly<Record<string, string>>;

  constructor(
    clinic: Pick<Clinic, "address" | "sandbox">,
    { keepsCookies = true, dest = "iframe" }: BrowserKind = {},
  ) {
    this.#clinic = clinic;
    this.#keepsCookies = keepsCookies;
    this.#dest = dest === null ? {} : { "sec-fetch-dest": dest };
  }

  /** One request, with the cookies of our site; redirects are the caller's to follow. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const ours = url.startsWith(`${origin}/`);
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...this.#dest, ...(ours && cookie !== "" ? { cookie } : {}), ...init.headers };
    const target = ours ? url.replace(origin, this.#clinic.address) : url;
    const response = await fetch(target, { ...init, headers, redirect: "manual" });
    if (ours && this.#keepsCookies) this.#keep(response.headers.getSetCookie());
    return response;
  }

  /** Opens our launch address for a chart of the sandbox and signs in, as far as our callback's own address. */
  async signIn(launch: string, iss = this.#clinic.sandbox.fhirBase): Promise<string> {
    return this.follow(`${origin}/launch?${new URLSearchParams({ iss, launch })}`);
  }

  /** Signs in without a chart, choosing the patient on the sandbox's page, as far as our callback's own address. */
  signInChoosing(patient: string, user = "rn-1"): Promise<string> {
    const address = `${origin}/launch?${new URLSearchParams({ iss: this.#clinic.sandbox.fhirBase })}`;
    return this.follow(address, { patient, user });
  }

  /** From any address to our callback's own; `choice` is made where the EHR asks for one. */
  async follow(address: string, choice?: Readonly<Record<string, string>>): Promise<string> {
    let next = address;
    for (let hop = 0; hop < 9; hop += 1) {
      const response = await this.ask(next);
      const chosen = choice && !next.startsWith(origin) && !new URL(next).searchParams.has("user");
      const asks = response.status === 200 && chosen;
      const location = asks ? `?${new URLSearchParams(choice)}` : response.headers.get("location");
      if (location === null)
        throw new Error(`The sign-in ended with ${response.status} at ${new URL(next).pathname}.`);
      next = new URL(location, next).href;
      if (next.startsWith(`${origin}/callback`)) return next;
    }
    throw new Error("The sign-in never came back.");
  }

  /** A whole launch: the answer of our callback. */
  async launch(patient: string, user = "rn-1"): Promise<Response> {
    return this.ask(await this.signIn(this.#clinic.sandbox.newLaunch({ patient, user })));
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/; Expires=Thu, 01 Jan 1970/.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }
}

const Shell = z.object({
  launch: z.string(),
  bearer: z.string().nullable(),
  kind: z.enum(["chart", "panel"]),
});

/** What a page of ours tells the app of its launch. */
export function shellOf(html: string): z.infer<typeof Shell> {
  const [, data = ""] =
    /<script type="application\/json" id="caremonth-launch">(.+?)<\/script>/.exec(html) ?? [];
  return Shell.parse(JSON.parse(data));
}
