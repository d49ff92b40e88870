import { describe, expect, it } from "vitest";

import type { Mark } from "../src/data/types";
import { paragraphs, stretches } from "../src/lib/marks";
import { laidOut } from "../src/lib/reading";

function mark(kind: Mark["kind"], start: number, end: number): Mark {
  return { kind, start, end, item: `${kind} ${String(start)}` };
}

describe("stretches", () => {
  it("covers the text once, whatever overlaps", () => {
    const found = stretches([mark("statement", 2, 9), mark("harm", 5, 12), mark("actor", 5, 7)], 15);
    expect(found.map(({ start, end }) => [start, end])).toEqual([
      [0, 2],
      [2, 5],
      [5, 7],
      [7, 9],
      [9, 12],
      [12, 15],
    ]);
  });

  it("orders the marks over a stretch from the widest to the narrowest", () => {
    const [, , inner] = stretches([mark("actor", 5, 7), mark("statement", 2, 9), mark("harm", 5, 8)], 9);
    expect(inner?.marks.map((one) => one.kind)).toEqual(["statement", "harm", "actor"]);
  });

  it("leaves out marks that are empty or beyond the text", () => {
    expect(stretches([mark("harm", 4, 4), mark("harm", 3, 99), mark("harm", -1, 2)], 5)).toEqual([
      { start: 0, end: 5, marks: [] },
    ]);
  });

  it("gives nothing for an empty text", () => {
    expect(stretches([], 0)).toEqual([]);
  });
});

describe("laidOut", () => {
  it("gives every character of every paragraph once, marks reaching over a line end included", () => {
    const text = "One 😀 two.\n\nThree four\nfive.";
    const points = Array.from(text);
    const marks = [mark("statement", 0, 20), mark("harm", 4, 9)];
    const layout = laidOut(text, points.length, marks, new Set(["statement", "harm"] as const));
    expect(layout.map(({ start, end }) => points.slice(start, end).join(""))).toEqual(["One 😀 two.", "Three four", "five."]);
    for (const { start, end, stretches: cut } of layout) {
      expect(cut[0]?.start).toBe(start);
      expect(cut.at(-1)?.end).toBe(end);
      for (let i = 1; i < cut.length; i++) expect(cut[i]?.start).toBe(cut[i - 1]?.end);
    }
  });

  it("leaves out kinds that are not chosen", () => {
    const [only] = laidOut("abc", 3, [mark("actor", 0, 2)], new Set());
    expect(only?.stretches).toEqual([{ start: 0, end: 3, marks: [] }]);
  });

  it("leaves out empty paragraphs", () => {
    expect(paragraphs("\n\na\n\n")).toEqual([{ start: 2, end: 3 }]);
  });
});
