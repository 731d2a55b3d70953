import { createContext, type ReactNode, useContext, useMemo } from "react";
import { createFormat, type Format } from "./format.ts";

const FormatContext = createContext<Format>(createFormat("UTC", "1970-01"));

/** Gives everything inside it dates in one practice's zone, short within one month. */
export function FormatProvider(props: { zone: string; month: string; children: ReactNode }) {
  const format = useMemo(() => createFormat(props.zone, props.month), [props.zone, props.month]);
  return <FormatContext value={format}>{props.children}</FormatContext>;
}

/** The formats of the practice and month on screen. */
export function useFormat(): Format {
  return useContext(FormatContext);
}
