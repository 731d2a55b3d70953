/** The most characters one record may have; a longer one is refused and never held. */
export const longestRecord = 16 * 1024 * 1024;

/** The lines of a text as it arrives; null for one that is longer than a record may be. */
export async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string | null> {
  const held: string[] = [];
  let length = 0;
  const hold = (part: string) => {
    length += part.length;
    if (length <= longestRecord) held.push(part);
    else held.length = 0;
  };
  const line = () => {
    const whole = length <= longestRecord ? held.join("") : null;
    held.length = 0;
    length = 0;
    return whole;
  };
  for await (const chunk of chunks) {
    const parts = chunk.split("\n");
    for (const [index, part] of parts.entries()) {
      if (index > 0) yield line();
      hold(part);
    }
  }
  if (length > 0) yield line();
}
