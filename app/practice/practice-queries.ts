import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Person } from "../../server/contract/people.ts";
import type { PersonRequest, PracticeView } from "../../server/contract/practice-view.ts";
import type { SettingChange, SettingRequest } from "../../server/contract/settings.ts";
import { useHouse } from "../house.tsx";

const practiceKey = ["practice"] as const;

/** The practice as it is set up: its settings with their history, its people, and what this user may do. */
export function usePractice() {
  const { ask } = useHouse();
  return useQuery({
    queryKey: practiceKey,
    queryFn: ({ signal }) => ask<PracticeView>({ path: "/api/practice", signal }),
  });
}

/** Decides one setting from a day on. */
export function useChangeSetting() {
  const { ask } = useHouse();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (body: SettingRequest) =>
      ask<SettingChange>({ path: "/api/practice/settings", method: "POST", body }),
    onSuccess: readAgain,
  });
}

/** Adds a person, or writes the next version of one. */
export function useChangePerson() {
  const { ask } = useHouse();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (body: PersonRequest) => ask<Person>({ path: "/api/practice/people", method: "POST", body }),
    onSuccess: readAgain,
  });
}

/** Months and the head of the page stand on settings and people too: they are read again when next shown. */
function useReadAgain(): () => Promise<unknown> {
  const client = useQueryClient();
  const stale = [practiceKey, ["month"], ["panel-head"]];
  return () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
}
