import type { Evidence } from "../../server/contract/index.ts";
import { payerOf, readCoverage } from "../coverage.ts";
import { evidenceOf } from "../evidence.ts";
import type { Chart, FactSource, Known } from "./chart.ts";

const pointers = ["/payer", "/payer/type", "/payer/part_b"];

/** Who pays for the month, where the chart can say. */
export const coverageFacts: FactSource = { type: "Coverage", pointers, know };

function know({ reads, month, timezone }: Chart): Known {
  const payer = payerOf(reads.Coverage.resources.map((one) => readCoverage(one, month, timezone)));
  const read: Evidence[] = reads.Coverage.resources.map((one) => evidenceOf(reads.Coverage, one));
  const evidence = read.length === 0 ? {} : Object.fromEntries(pointers.map((pointer) => [pointer, read]));
  return { facts: payer === undefined ? {} : { payer }, evidence };
}
