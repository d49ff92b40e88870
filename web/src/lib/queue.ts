import type { Draft, NewJudgement, ReviewItem, Summary } from "../data/types";

/** What each key does in the queue; the help and the handler read the same list. */
export const KEYS = [
  { key: "a", does: "accept", says: "Accept it as it stands" },
  { key: "1–9", does: "choose", says: "Choose an answer" },
  { key: "c", does: "correct", says: "Correct a field" },
  { key: "m", does: "merge", says: "Merge: these are one" },
  { key: "s", does: "split", says: "Split: these are not one" },
  { key: "r", does: "reject", says: "Reject: this is no incident" },
  { key: "u", does: "undo", says: "Undo the last judgement" },
  { key: "n", does: "next", says: "Next, leave it open" },
  { key: "p", does: "previous", says: "Previous" },
  { key: "e", does: "reason", says: "Write a reason" },
  { key: "?", does: "help", says: "Show or hide the keys" },
] as const;

export type Deed = (typeof KEYS)[number]["does"];

const BY_KEY: ReadonlyMap<string, Deed> = new Map<string, Deed>([
  ...KEYS.filter((one) => one.key.length === 1).map((one): [string, Deed] => [one.key, one.does]),
  ["j", "next"],
  ["k", "previous"],
  ["ArrowRight", "next"],
  ["ArrowLeft", "previous"],
]);

/** Tell what a key asks for: a deed, the place of an answer (from 0), or nothing. */
export function deedOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): Deed | number | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (/^[1-9]$/.test(event.key)) return Number(event.key) - 1;
  return BY_KEY.get(event.key) ?? null;
}

export function judgementOf(draft: Draft, reason: string): NewJudgement {
  return {
    action: draft.action,
    incidents: [...draft.incidents],
    field: draft.field,
    value: draft.value,
    undoes: null,
    reason,
  };
}

/** Give `If-Match` for incidents as they were looked at. */
export function matchOf(incidents: readonly Pick<Summary, "version">[]): string | null {
  const versions = [...new Set(incidents.map((incident) => incident.version))];
  return versions.length ? versions.map((version) => `"${version}"`).join(", ") : null;
}

/** Find the answer of a kind that the question itself offers. */
export function draftOf(item: ReviewItem, action: Draft["action"]): Draft | null {
  const offered = [...(item.confirm ? [item.confirm] : []), ...item.drafts];
  return offered.find((draft) => draft.action === action) ?? null;
}

/** Give the reports' own incidents that words are quoted of, each once: what can be told apart. */
export function casesOf(item: ReviewItem): { id: string; report: string; incident: string }[] {
  const found = new Map<string, { id: string; report: string; incident: string }>();
  for (const voice of item.voices) {
    if (!voice.case) continue;
    const id = `${voice.case.report}:${voice.case.incident}`;
    found.set(id, { id, ...voice.case });
  }
  return [...found.values()];
}
