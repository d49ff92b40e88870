import { expect, test } from "vitest";

import { STANDINGS, killedOf, sayStanding, standingOf } from "../src/lib/datasets";

test("an address asks for a standing, or for all", () => {
  expect(STANDINGS.map(standingOf)).toEqual([...STANDINGS]);
  expect([standingOf(null), standingOf("everything")]).toEqual(["", ""]);
});

test("every standing has its words", () => {
  expect(new Set(STANDINGS.map(sayStanding)).size).toBe(STANDINGS.length);
});

test("killed are one figure, with the range where there is one", () => {
  expect(killedOf({ killed_low: 3, killed_best: 3, killed_high: 3 })).toBe("3");
  expect(killedOf({ killed_low: 2, killed_best: 3, killed_high: 5 })).toBe("3 (2–5)");
  expect(killedOf({ killed_low: null, killed_best: 0, killed_high: null })).toBe("0");
  expect(killedOf({ killed_low: null, killed_best: null, killed_high: null })).toBe("");
});
