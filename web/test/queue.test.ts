import { describe, expect, it } from "vitest";

import { Problem, problemOf } from "../src/data/problem";
import type { Draft, ReviewItem, Summary } from "../src/data/types";
import { casesOf, deedOf, draftOf, judgementOf, KEYS, matchOf } from "../src/lib/queue";

const key = (name: string, change: object = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...change });
const draft = (action: Draft["action"], incidents = ["i-1", "i-2"]): Draft => ({ label: action, action, incidents, field: null, value: null });

function item(change: Partial<ReviewItem> = {}): ReviewItem {
  return {
    key: "same:i-1:i-2",
    question: "same",
    asked: "Do these tell of one incident?",
    weight: 1,
    probability: 0.5,
    field: null,
    incidents: [{ id: "i-1", version: "v1" } as Summary, { id: "i-2", version: "v2" } as Summary],
    voices: [],
    confirm: draft("different"),
    drafts: [draft("same")],
    ...change,
  };
}

describe("keys", () => {
  it("each do one thing", () => {
    const letters = KEYS.filter((one) => one.key.length === 1).map((one) => one.key);
    expect(new Set(letters).size).toBe(letters.length);
    for (const one of KEYS) if (one.key.length === 1) expect(deedOf(key(one.key))).toBe(one.does);
  });

  it("choose an answer by its number", () => {
    expect(deedOf(key("1"))).toBe(0);
    expect(deedOf(key("9"))).toBe(8);
    expect(deedOf(key("0"))).toBeNull();
  });

  it("of the browser's own are left to it", () => {
    expect(deedOf(key("r", { ctrlKey: true }))).toBeNull();
    expect(deedOf(key("s", { metaKey: true }))).toBeNull();
  });
});

describe("judging", () => {
  it("carries the versions of the incidents as they were looked at", () => {
    expect(matchOf(item().incidents)).toBe('"v1", "v2"');
    expect(matchOf([])).toBeNull();
  });

  it("takes the answer that the question itself offers", () => {
    expect(draftOf(item(), "same")?.label).toBe("same");
    expect(draftOf(item(), "different")?.label).toBe("different");
    expect(draftOf(item(), "reject")).toBeNull();
  });

  it("sends what the draft holds, with the reason", () => {
    expect(judgementOf(draft("same"), "same words")).toEqual({
      action: "same",
      incidents: ["i-1", "i-2"],
      field: null,
      value: null,
      undoes: null,
      reason: "same words",
    });
  });

  it("splits between the reports' own incidents, each once", () => {
    const voice = (report: string, incident: string) =>
      ({ case: { report, incident }, source: { report, start: 0, end: 1, quote: "x" } }) as ReviewItem["voices"][number];
    const cases = casesOf(item({ voices: [voice("a.txt", "i1"), voice("a.txt", "i1"), voice("b.txt", "i2")] }));
    expect(cases.map((one) => one.id)).toEqual(["a.txt:i1", "b.txt:i2"]);
  });
});

describe("problems", () => {
  it("tell cause, remedy and fields as the API has them", () => {
    const problem = problemOf(400, { cause: "It is none.", remedy: "Take another.", code: "E1", fields: { after: "no day" } });
    expect([problem.message, problem.remedy, problem.code, problem.fields]).toEqual(["It is none.", "Take another.", "E1", { after: "no day" }]);
  });

  it("have a cause whatever the answer was", () => {
    for (const body of [null, "<html>", 5, {}, { cause: 5 }]) expect(problemOf(502, body).message).toBe("The server answered with 502.");
  });

  it("know when somebody else was there first", () => {
    expect(new Problem({ status: 412, cause: "" }).stale).toBe(true);
    expect(new Problem({ status: 409, cause: "" }).stale).toBe(false);
  });
});
