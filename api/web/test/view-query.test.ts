import assert from "node:assert/strict";
import { test } from "node:test";
import { conditions, shownBy, type Shown } from "../src/console/view-query.ts";

test("reads back what it wrote", () => {
  const all: Shown[] = [
    { tab: "mine", label: null },
    { tab: "all", label: "vip" },
    { tab: "resolved", label: "late" },
  ];
  for (const shown of all) assert.deepEqual(shownBy(conditions(shown, 11)), shown);
});

test("passes over conditions of other clients", () => {
  assert.deepEqual(shownBy([{ attribute_key: "browser_language", filter_operator: "equal_to", values: ["et"] }]), {
    tab: "all",
    label: null,
  });
  assert.deepEqual(shownBy([]), { tab: "all", label: null });
});
