import { useQuery } from "@tanstack/react-query";
import type { PanelHead } from "../../server/contract/ways-in.ts";
import { useHouse } from "../house.tsx";

/** Who is signed in where, outside every chart. */
export function usePanelHead() {
  const { ask } = useHouse();
  return useQuery({
    queryKey: ["panel-head"],
    queryFn: ({ signal }) => ask<PanelHead>({ path: "/api/panel-head", signal }),
  });
}
