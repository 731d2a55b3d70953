import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import type {
  AttestRequest,
  Deliveries,
  Delivery,
  MonthView,
  RecordPreview,
  RecordRequest,
} from "../server/contract/api.ts";
import type { ComplexityRequest } from "../server/contract/decision-complexity.ts";
import type { OtherReads } from "../server/contract/other-reads.ts";
import { type House, useHouse } from "./house.tsx";

const pollEvery = 1_500;
const monthKey = (month: string) => ["month", month] as const;
const otherReadsKey = ["other-reads"] as const;
const deliveriesKey = (month: string) => ["deliveries", month] as const;

/**
 * One month as the server reads it from the chart; `current` is the month the practice is in. Read when asked for and
 * never by itself: what a person is reading does not change under their eyes.
 */
export function useMonth(month: string) {
  const house = useHouse();
  const client = useQueryClient();
  return useQuery({
    queryKey: monthKey(month),
    queryFn: async ({ signal }) => {
      const view = await house.ask<MonthView>({ path: `/api/month/${month}`, signal });
      return met(view, house, client);
    },
  });
}

/** An answer about another patient ends the session and never reaches the cache. */
function met(view: MonthView, { session }: House, client: QueryClient): MonthView {
  if (!session.meet(view)) throw new Error("The session has ended.");
  client.setQueryData<Deliveries>(deliveriesKey(view.head.month), view.record);
  return view;
}

/** How the reads ended that no month stands on; asked for when somebody looks. */
export function useOtherReads({ patient }: Pick<MonthView, "patient">) {
  const { ask, session } = useHouse();
  return useQuery({
    queryKey: otherReadsKey,
    queryFn: async ({ signal }) => {
      const others = await ask<OtherReads>({ path: "/api/other-reads", signal });
      if (others.patient !== patient.key) session.end("patient_mismatch");
      return others.reads;
    },
  });
}

/** Has the other reads done again: now where they are shown, else when they are next asked for. */
export function useReadOthersAgain(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries({ queryKey: otherReadsKey }), [client]);
}

/** What is known of the month's writes; asked again every 1.5 s while one of them is under way. */
export function useDeliveries(view: MonthView) {
  const { ask } = useHouse();
  const { month } = view.head;
  return useQuery({
    queryKey: deliveriesKey(month),
    queryFn: ({ signal }) =>
      ask<Deliveries>({ path: `/api/month/${month}/deliveries`, signal, background: true }),
    initialData: view.record,
    select: ({ deliveries }) => deliveries,
    refetchInterval: ({ state }) => (state.data?.deliveries.some(underWay) ? pollEvery : false),
  });
}

/** True while the EHR's answer is awaited or looked for. */
function underWay({ state }: Delivery): boolean {
  return state === "queued" || state === "sending" || state === "unknown";
}

/** Reads the chart again once every write has come to its end, so that what is shown is what the EHR holds. */
export function useReadAfterWrite(deliveries: readonly Delivery[]): void {
  const client = useQueryClient();
  const waiting = deliveries.some(underWay);
  const waited = useRef(false);
  useEffect(() => {
    if (waited.current && !waiting) void client.invalidateQueries({ queryKey: ["month"] });
    waited.current = waiting;
  }, [waiting, client]);
}

/** Records a person's word on one question, then reads the month again. */
export function useAttest(month: string) {
  const { ask } = useHouse();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AttestRequest) =>
      ask<null>({ path: `/api/month/${month}/attestations`, method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["month"] }),
  });
}

/** Records the billing practitioner's answer on the month's decision complexity, then reads the month again. */
export function useStateComplexity(month: string) {
  const { ask } = useHouse();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ComplexityRequest) =>
      ask<null>({ path: `/api/month/${month}/decision-complexity`, method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["month"] }),
  });
}

/** Asks what would be written. Nothing is sent to the EHR. */
export function usePreview(month: string) {
  const { ask, session } = useHouse();
  return useMutation({
    mutationFn: async (body: Pick<RecordRequest, "patient">) => {
      const preview = await ask<RecordPreview>({ path: `/api/month/${month}/preview`, method: "POST", body });
      if (preview.patient !== body.patient) session.end("patient_mismatch");
      return preview;
    },
  });
}

/** Orders exactly what a preview showed to be written. */
export function useRecord(month: string) {
  const { ask } = useHouse();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RecordRequest) =>
      ask<Deliveries>({ path: `/api/month/${month}/record`, method: "POST", body }),
    onSuccess: (deliveries) => client.setQueryData(deliveriesKey(month), deliveries),
    onError: () => client.invalidateQueries({ queryKey: deliveriesKey(month) }),
  });
}

/** Has the outcome of one write looked up in the EHR now instead of at the next round. */
export function useLookUp(month: string) {
  const { ask } = useHouse();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ delivery, patient }: { delivery: string; patient: string }) =>
      ask<Deliveries>({ path: `/api/deliveries/${delivery}/look-up`, method: "POST", body: { patient } }),
    onSuccess: (deliveries) => client.setQueryData(deliveriesKey(month), deliveries),
  });
}
