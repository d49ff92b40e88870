import { utcMonth } from "d3-time";
import { describe, expect, it } from "vitest";

import type { Point, Series } from "../src/data/types";
import { apart, linesOf, stretch, tollsOf } from "../src/lib/steps";
import { bins, binsOf, core, dated, lanes, span, unitFor, windowOf } from "../src/lib/timeline";

function point(id: string, change: Partial<Point> = {}): Point {
  return {
    id,
    type: "clash",
    start: null,
    end: null,
    precision: "day",
    latitude: null,
    longitude: null,
    radius_km: null,
    level: null,
    place: null,
    killed: null,
    injured: null,
    contested: false,
    origins: 1,
    ...change,
  };
}

describe("the timeline", () => {
  it("leaves out what has no date, and takes one day for an interval", () => {
    const found = dated([point("a"), point("b", { start: "2020-05-02" }), point("c", { start: "2020-01-01", end: "2020-02-01" })]);
    expect(found.map(({ point: one, start, end }) => [one.id, start, end])).toEqual([
      ["c", "2020-01-01", "2020-02-01"],
      ["b", "2020-05-02", "2020-05-02"],
    ]);
  });

  it("spans all of its incidents with room at both ends", () => {
    const [from, to] = span(dated([point("a", { start: "2020-01-10", end: "2020-03-01" }), point("b", { start: "2020-02-01" })])) ?? [];
    expect(from && from < new Date("2020-01-10")).toBe(true);
    expect(to && to > new Date("2020-03-02")).toBe(true);
    expect(span([])).toBeNull();
  });

  it("adds up days that were counted as it does incidents", () => {
    const days = [
      { day: "2020-01-30", incidents: 2, contested: 1, low: 1, best: 2, high: 4 },
      { day: "2020-01-31", incidents: 1, contested: 0, low: 0, best: 1, high: 1 },
      { day: "2020-02-01", incidents: 5, contested: 0, low: 0, best: 0, high: 0 },
    ];
    expect(binsOf(days, utcMonth)).toMatchObject([
      { start: new Date("2020-01-01"), end: new Date("2020-02-01"), count: 3, contested: 1, seen: 3, low: 1, best: 3, high: 5 },
      { start: new Date("2020-02-01"), count: 5, best: 0 },
    ]);
  });

  it("leaves out the few that stand far from all others, where there are many", () => {
    const near = Array.from({ length: 300 }, (_, i) => point(`n${String(i)}`, { start: `2020-0${String(1 + (i % 9))}-05` }));
    const far = point("far", { start: "2100-01-01" });
    expect(core(dated([...near, far])).some((one) => one.point.id === "far")).toBe(false);
    expect(core(dated([...near.slice(0, 20), far])).some((one) => one.point.id === "far")).toBe(true);
    expect(core(dated(near))).toHaveLength(300);
  });

  it.each([
    [20, "day"],
    [300, "week"],
    [3000, "month"],
    [9000, "quarter"],
    [30_000, "year"],
    [900_000, "decade"],
  ])("counts %i days in a unit of which a hundred fit", (days, name) => {
    expect(unitFor([new Date(0), new Date(days * 86_400_000)], 100).name).toBe(name);
  });

  it("counts each incident once, in the unit in which it began", () => {
    const items = dated([
      point("a", { start: "2020-01-31", end: "2020-02-02", killed: [1, 2, null], contested: true }),
      point("b", { start: "2020-01-01", killed: [3, 3, 5] }),
      point("c", { start: "2020-02-01" }),
    ]);
    const [january, february] = bins(items, utcMonth, (one) => one.id !== "b");
    expect(january).toMatchObject({ count: 2, contested: 1, seen: 1, low: 4, best: 5, high: 7 });
    expect(february).toMatchObject({ count: 1, contested: 0, seen: 1, best: 0 });
  });

  it("puts intervals that overlap on lanes of their own, as few as can be", () => {
    expect(lanes([{ from: 0, to: 10 }, { from: 5, to: 8 }, { from: 11, to: 20 }, { from: 13, to: 15 }], 4, 1)).toEqual([0, 1, 0, 1]);
  });

  it("never makes more lanes than there is room for", () => {
    const boxes = Array.from({ length: 20 }, () => ({ from: 0, to: 9 }));
    expect(Math.max(...lanes(boxes, 3))).toBe(2);
  });

  it("widens what was drawn to whole days, in their order and within the axis", () => {
    const axis = [new Date("2020-01-01"), new Date("2020-02-01")] as const;
    expect(windowOf(new Date("2020-01-20T18:00Z"), new Date("2020-01-10T03:00Z"), axis)).toEqual({
      after: "2020-01-10",
      before: "2020-01-20",
    });
    expect(windowOf(new Date("2019-01-01"), new Date("2021-01-01"), axis)).toEqual({ after: "2020-01-01", before: "2020-02-01" });
  });
});

function series(speaker: string, figures: [string | null, number, number | null, object?][]): Series {
  return {
    outcome: "killed",
    group: "civilian",
    speaker,
    publisher: null,
    side: "third",
    figures: figures.map(([day, low, high, change = {}]) => ({
      published: { start: day, end: day, basis: "metadata" },
      low,
      high,
      approximate: false,
      stance: "asserts",
      certainty: "reported",
      superseded: false,
      reversed: false,
      source: { report: "a.txt", start: 0, end: 1, quote: "x" },
      ...change,
    })),
  };
}

describe("the step chart", () => {
  it("turns at the largest figure of a day, since the others are parts of it", () => {
    const [line] = linesOf([series("a", [["2020-01-02", 19, 19], ["2020-01-01", 3, 3], ["2020-01-01", 12, 12]])], "killed", "civilian");
    expect(line?.turns).toEqual([
      { day: "2020-01-01", value: 12 },
      { day: "2020-01-02", value: 19 },
    ]);
  });

  it("does not run through figures that are denied or were taken back", () => {
    const [line] = linesOf([series("a", [["2020-01-01", 46, 46, { stance: "denies" }], ["2020-01-02", 9, 9, { reversed: true }]])], "killed", "civilian");
    expect(line?.turns).toEqual([]);
    expect(line?.steps).toHaveLength(2);
  });

  it("keeps figures without a date beside the chart", () => {
    const [line] = linesOf([series("a", [[null, 5, 5], ["2020-01-01", 6, null]])], "killed", "civilian");
    expect([line?.steps.length, line?.undated.length]).toEqual([1, 1]);
    expect(line?.turns).toEqual([{ day: "2020-01-01", value: 6 }]);
  });

  it("gives the voice that spoke first first, and nothing of other tolls", () => {
    const lines = linesOf([series("b", [["2020-01-02", 1, 1]]), series("a", [["2020-01-01", 1, 1]]), { ...series("c", []), group: "militant" }], "killed", "civilian");
    expect(lines.map((line) => line.series.speaker)).toEqual(["a", "b"]);
  });

  it("offers the toll with the most figures first", () => {
    expect(tollsOf([{ ...series("a", [["2020-01-01", 1, 1]]), outcome: "injured" }, series("b", [["2020-01-01", 1, 1], ["2020-01-02", 1, 1]])])).toEqual([
      { outcome: "killed", group: "civilian", figures: 2 },
      { outcome: "injured", group: "civilian", figures: 1 },
    ]);
  });

  it("has no stretch of time where no figure has a date", () => {
    expect(stretch(linesOf([series("a", [[null, 5, 5]])], "killed", "civilian"))).toBeNull();
  });

  it("moves labels apart within their room, in their order", () => {
    const found = apart([50, 50, 52, 10], 16, 0, 100);
    const sorted = [...found].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++) expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(16);
    expect(found[3]).toBe(10);
    expect(Math.max(...apart([99, 99], 16, 0, 100))).toBeLessThanOrEqual(100);
  });
});
