import { buildApp } from "../demo/build-app.ts";

export async function setup(): Promise<void> {
  await buildApp("test-app");
}
