import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/global.layer.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/parts.css";
import "./ui/table.css";
import "./ui/tree.css";
import "./shell.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Api } from "./api.ts";
import { HouseProvider, useSession } from "./house.tsx";
import type { LaunchKind } from "./launch-session.ts";
import { MonthScreen } from "./month/month-screen.tsx";
import { PanelScreen } from "./panel/panel-screen.tsx";
import type { Session } from "./session.ts";
import { SessionEnded } from "./session-ended.tsx";
import { Shell } from "./shell.tsx";
import { cssVariables, theme } from "./ui/theme.ts";

interface AppProps {
  readonly api: Api;
  readonly session: Session;
  /** The nonce of this response; every style element made at run time carries it. */
  readonly nonce: string;
  readonly kind: LaunchKind;
  /** Takes this frame to another address. */
  readonly go: (address: string) => void;
}

/** The whole app of one frame: one launch, one patient or none. */
export function App({ api, session, nonce, kind, go }: AppProps) {
  const [client] = useState(createClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme="light"
      deduplicateCssVariables={false}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={client}>
        <HouseProvider api={api} session={session} go={go}>
          <Frame client={client} kind={kind} />
        </HouseProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** The chart is read when a person asks for it: nothing is fetched again behind their back or tried twice unseen. */
function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** The screens while the session lasts; afterwards a page without anything of the chart, and an empty cache. */
function Frame({ client, kind }: { client: QueryClient; kind: LaunchKind }) {
  const { end } = useSession();
  useEffect(() => {
    if (end) client.clear();
  }, [end, client]);
  if (end) return <SessionEnded end={end} kind={kind} />;
  if (kind === "panel") return <PanelScreen />;
  return (
    <Shell>
      <MonthScreen />
    </Shell>
  );
}
