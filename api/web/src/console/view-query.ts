import type { Condition } from "./desk-api.ts";
import type { Tab } from "./floor.ts";

/** What the list shows besides those who wait. */
export interface Shown {
  tab: Tab;
  label: string | null;
}

const equal = (attribute_key: string, value: string | number): Condition => ({
  attribute_key,
  filter_operator: "equal_to",
  values: [value],
});

/** As it is saved: in the terms of the API, so that other clients understand it. */
export function conditions(shown: Shown, me: number): Condition[] {
  return [
    equal("status", shown.tab === "resolved" ? "resolved" : "open"),
    ...(shown.tab === "mine" ? [equal("assignee_id", me)] : []),
    ...(shown.label === null ? [] : [equal("labels", shown.label)]),
  ];
}

/** What of a saved query this console can show; conditions that it does not know are passed over. */
export function shownBy(saved: readonly Condition[]): Shown {
  const value = (key: string) => saved.find((one) => one.attribute_key === key)?.values[0];
  const label = value("labels");
  return {
    tab: value("status") === "resolved" ? "resolved" : value("assignee_id") === undefined ? "all" : "mine",
    label: typeof label === "string" ? label : null,
  };
}
