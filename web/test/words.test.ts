import { describe, expect, it } from "vitest";

import { addDays, sayDays, sayLag, sayWhen } from "../src/lib/dates";
import { sayBounds, sayFigure, sayShare } from "../src/lib/figures";
import { sayField, sayList, sayWhere, titleOf } from "../src/lib/words";

describe("figures", () => {
  it.each([
    [{ low: 7, high: 7 }, "7"],
    [{ low: 7, high: null }, "at least 7"],
    [{ low: 0, high: 200 }, "up to 200"],
    [{ low: 200, high: 200, approximate: true }, "about 200"],
    [{ low: 10, high: 15 }, "10–15"],
    [{ low: 0, high: 0 }, "0"],
    [{ low: 1200, high: null }, "at least 1,200"],
  ])("say %j as their speakers do", (figure, words) => {
    expect(sayFigure(figure)).toBe(words);
  });

  it("give bounds only where there is room between them", () => {
    expect(sayBounds({ low: 9, best: 19, high: 22 })).toBe("9–22");
    expect(sayBounds({ low: 19, best: 19, high: 19 })).toBe("");
    expect(sayBounds({ low: 3, best: 3, high: null })).toBe("or more");
    expect(sayBounds({ low: 3, best: 9, high: null })).toBe("3 or more");
  });

  it("give no share of nothing", () => {
    expect(sayShare(0, 0)).toBe("–");
    expect(sayShare(1, 3)).toBe("33 %");
  });
});

describe("days", () => {
  it.each([
    ["2015-10-03", "2015-10-03", "3 Oct 2015"],
    ["2015-10-03", "2015-10-05", "3–5 Oct 2015"],
    ["2015-09-28", "2015-10-05", "28 Sept – 5 Oct 2015"],
    ["2015-12-28", "2016-01-05", "28 Dec 2015 – 5 Jan 2016"],
    ["2016-02-01", "2016-02-29", "Feb 2016"],
    ["2016-01-01", "2016-12-31", "2016"],
  ])("from %s to %s are said shortly", (start, end, words) => {
    expect(sayDays(start, end)).toBe(words);
  });

  it("are said even where one end alone is known", () => {
    expect(sayWhen({ start: null, end: "2015-10-03" })).toBe("3 Oct 2015");
    expect(sayWhen({ start: null, end: null })).toBe("date not known");
  });

  it("are added across the end of a month", () => {
    expect(addDays("2016-02-28", 2)).toBe("2016-03-01");
    expect(addDays("2016-03-01", -1)).toBe("2016-02-29");
  });

  it("between two incidents are said as a lag", () => {
    expect(sayLag([0, 0])).toBe("the same day");
    expect(sayLag([1, 1])).toBe("1 day later");
    expect(sayLag([2, 5])).toBe("2 to 5 days later");
    expect(sayLag(null)).toBe("");
  });
});

describe("names", () => {
  const kunduz = { name: "Kunduz", level: "settlement", country: "AF", province: null, latitude: null, longitude: null, radius_km: null, quote: null } as const;

  it("of places have their country once", () => {
    expect(sayWhere([kunduz, { ...kunduz, name: "Khanabad" }])).toBe("Kunduz and Khanabad, Afghanistan");
    expect(sayWhere([{ ...kunduz, name: "Afghanistan" }])).toBe("Afghanistan");
    expect(sayWhere([])).toBe("");
  });

  it("of incidents say what and where", () => {
    expect(titleOf({ type: "air_strike", where: [kunduz] })).toBe("Air strike, Kunduz");
    expect(titleOf({ type: "clash", where: [] })).toBe("Clash");
  });

  it("of contested fields are plain words", () => {
    expect(sayField("harms killed civilian")).toBe("civilians killed");
    expect(sayField("happened")).toBe("whether it happened");
  });

  it("in a list are cut with a count of what is left", () => {
    expect(sayList(["a", "b", "c", "d", "e"], 3)).toBe("a, b and 3 more");
    expect(sayList(["a", "b"])).toBe("a and b");
    expect(sayList([])).toBe("");
  });
});
