import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApi } from "./api.ts";
import { App } from "./app.tsx";
import { readLaunchSession } from "./launch-session.ts";
import { createSession } from "./session.ts";

const nonce = document.querySelector<HTMLMetaElement>("meta[name='csp-nonce']")?.content ?? "";
// The scroll lock under a dialog adds a style element and takes its nonce from here.
Reflect.set(globalThis, "__webpack_nonce__", nonce);

const launch = readLaunchSession(window);
const session = createSession();
if (launch === null) session.end("no_launch");

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element.");
createRoot(root).render(
  <StrictMode>
    <App
      api={createApi(launch ?? { launch: "", bearer: null })}
      session={session}
      nonce={nonce}
      kind={launch?.kind ?? "chart"}
      go={(address) => window.location.assign(address)}
    />
  </StrictMode>,
);
