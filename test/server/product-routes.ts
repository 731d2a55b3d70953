import * as z from "zod";
import { startTestServer } from "./test-server.ts";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  /** Which launches it serves, and what it says its user must be allowed to do. */
  readonly launch: string;
  readonly act: string | undefined;
}

const Methods = z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]);

/** Asks the router itself which routes there are, and leaves out those that say they need no launch. */
export async function productRoutes(): Promise<Route[]> {
  const found: Route[] = [];
  const listing = await startTestServer({ onRoute: (route) => found.push(...requiring(route)) });
  await listing.close();
  return found;
}

function requiring({
  method,
  url,
  config,
}: {
  method: string | string[];
  url: string;
  config?: { launch?: string; act?: string };
}) {
  const { launch = "none", act } = config ?? {};
  if (launch === "none") return [];
  return [method].flat().map((one) => ({ method: Methods.parse(one), url, launch, act }));
}
