import type { Connection } from "../../launch/connections.ts";
import type { Config } from "../config.ts";
import { escaped } from "../plain-page.ts";

/** Where a launch of this connection begins without an EHR having asked for it: the EHR has a patient chosen. */
export function standalonePath({ iss }: Connection): string {
  return `/launch?${new URLSearchParams({ iss })}`;
}

/** The body of the page from which people start by themselves: one link for each EHR, and nobody's data. */
export function startPage({ connections, practices }: Config): string {
  const links = connections.map((connection) => {
    const names = practices.filter(({ id }) => connection.practices.includes(id)).map(({ name }) => name);
    const practice = names.join(", ");
    const href = escaped(standalonePath(connection));
    return `<li><a href="${href}">${escaped(practice)}, ${escaped(connection.name)}</a></li>`;
  });
  return `<p>Sign in at your EHR and choose a patient there. Where your EHR does not offer that, open CareMonth from inside
the patient's chart.</p>
<ul>
${links.join("\n")}
</ul>`;
}
