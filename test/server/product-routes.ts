import * as z from "zod";
import { startTestServer } from "./test-server.ts";

interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
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
  config?: { launch?: string };
}) {
  if (config?.launch !== "required") return [];
  return [method].flat().map((one) => ({ method: Methods.parse(one), url }));
}
