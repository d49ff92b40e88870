import { describe, expect, it } from "vitest";

import { boxOf, filtersOf, narrowing, NONE, queryOf, within, writeBox } from "../src/data/filters";
import { path, queryString } from "../src/data/source";

describe("filters", () => {
  it("come back from the address that they were written to", () => {
    const filters = {
      ...NONE,
      after: "2015-10-01",
      type: ["air_strike", "shelling"],
      country: ["AF"],
      actor: "us-armed-forces",
      role: "initiator",
      bbox: "60.5,29,75,38.25",
      text: "hospital & clinic",
    };
    expect(filtersOf(new URLSearchParams(queryString(queryOf(filters)).slice(1)))).toEqual(filters);
  });

  it("drop days and boxes that are none", () => {
    const found = filtersOf(new URLSearchParams("after=yesterday&before=2015-13-01&bbox=1,2,3"));
    expect(found).toEqual(NONE);
  });

  it("say nothing of an actor's part where there is no actor", () => {
    expect(queryOf({ ...NONE, role: "target" })).toEqual({});
  });

  it("do not count an order as narrowing", () => {
    expect(narrowing({ ...NONE, sort: "killed", contested: "true", type: ["clash"] })).toBe(2);
  });
});

describe("boxes", () => {
  it("are read from west, south, east, north", () => {
    expect(boxOf("60,29,75,38")).toEqual({ west: 60, south: 29, east: 75, north: 38 });
    expect(writeBox({ west: 60.12345, south: 29, east: 75, north: 38 })).toBe("60.123,29,75,38");
  });

  it.each(["", "1,2,3", "a,b,c,d", "1,40,3,30", "1,2,3,4,5", "NaN,1,2,3"])("are not read from %j", (text) => {
    expect(boxOf(text)).toBeNull();
  });

  it("reach over the date line", () => {
    const pacific = { west: 170, south: -20, east: -170, north: 0 };
    expect(within(pacific, -10, 179)).toBe(true);
    expect(within(pacific, -10, -175)).toBe(true);
    expect(within(pacific, -10, 0)).toBe(false);
  });
});

describe("addresses", () => {
  it("have their parameters in one order, without empty ones", () => {
    expect(queryString({ b: "2", a: ["x", "y"], c: "", d: null, e: undefined, f: false })).toBe("?a=x&a=y&b=2");
    expect(queryString({})).toBe("");
  });

  it("hold ids whole, slashes included", () => {
    expect(path("reports", "https://example.org/a b?c#d")).toBe("/reports/https%3A%2F%2Fexample.org%2Fa%20b%3Fc%23d");
  });
});
