import { longestRecord } from "./split-lines.ts";

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);
const openingList = 0x5b;

/**
 * Cuts the items of the list `cases` out of a JSON document as it arrives, by brackets and strings alone: each item
 * is parsed by itself afterwards, so that a wrong one spoils no other. Before the list is found the text is held,
 * since a document without one is itself the record.
 */
export class CaseSplitter {
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  /** The latest string directly in the document; before a colon it is a key. */
  #key = "";
  #cases: "awaited" | "open" | "closed" = "awaited";
  #held: string[] = [];
  #length = 0;
  #isOver = false;
  #trailing = false;
  #items: (string | null)[] = [];

  /** The items that end in this chunk; null for one longer than a record may be. */
  push(chunk: string): (string | null)[] {
    this.#items = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (this.#inString) this.#readString(code);
      else from = this.#readMark(code, chunk, { from, at });
    }
    if (this.#cases !== "closed") this.#hold(chunk.slice(from));
    return this.#items;
  }

  /** What is wrong with the document's end, or the whole document where it has no list of cases. */
  end(): { readonly fault: string | null; readonly whole: string | null } {
    const whole = this.#cases === "awaited" ? this.#take() : null;
    if (whole !== null) return { fault: null, whole };
    if (this.#cases === "awaited") return { fault: "The document is too long to be a record.", whole };
    if (!this.#isOver) return { fault: "The document breaks off before its end.", whole };
    return { fault: this.#trailing ? "Something follows the end of the document." : null, whole };
  }

  #readString(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (code === backslash) this.#isEscaped = true;
    else if (code === quote) this.#inString = false;
    if (this.#depth === 1 && this.#inString) this.#key += String.fromCharCode(code);
  }

  #readMark(code: number, chunk: string, { from, at }: { from: number; at: number }): number {
    if (this.#isOver) this.#trailing ||= code > 0x20;
    if (code === quote) this.#openString();
    else if (opening.has(code)) return this.#open(code) ? at + 1 : from;
    else if (closing.has(code)) return this.#close(chunk.slice(from, at)) ? at : from;
    else if (code === comma && this.#cases === "open" && this.#depth === 2) {
      this.#emit(chunk.slice(from, at));
      return at + 1;
    }
    return from;
  }

  #openString(): void {
    this.#inString = true;
    if (this.#depth === 1) this.#key = "";
  }

  /** Whether the list of cases opens here. */
  #open(code: number): boolean {
    this.#depth += 1;
    if (this.#cases !== "awaited" || this.#depth !== 2 || code !== openingList) return false;
    if (this.#key !== "cases") return false;
    this.#cases = "open";
    this.#take();
    return true;
  }

  /** Whether the list of cases closes here. */
  #close(before: string): boolean {
    this.#depth -= 1;
    this.#isOver ||= this.#depth <= 0;
    if (this.#cases !== "open" || this.#depth !== 1) return false;
    this.#emit(before);
    this.#cases = "closed";
    return true;
  }

  #emit(last: string): void {
    this.#hold(last);
    const item = this.#take();
    if (item?.trim() !== "") this.#items.push(item);
  }

  #hold(part: string): void {
    this.#length += part.length;
    if (this.#length <= longestRecord) this.#held.push(part);
    else this.#held = [];
  }

  #take(): string | null {
    const text = this.#length <= longestRecord ? this.#held.join("") : null;
    this.#held = [];
    this.#length = 0;
    return text;
  }
}
