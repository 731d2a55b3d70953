import { expect } from "vitest";

/** What a page of ours says. */
export async function page(response: Response): Promise<{ status: number; text: string }> {
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  return { status: response.status, text: await response.text() };
}
