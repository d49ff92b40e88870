/** Words for what stands in a published data set, in the record, or in both. */
import type { Compared } from "../data/types";

export type Standing = Compared["standing"];

export const STANDINGS = ["same", "lacking", "beyond", "shared"] as const satisfies readonly Standing[];

const WORDS: Readonly<Record<Standing, string>> = {
  same: "in both",
  lacking: "in the data set alone",
  beyond: "in the record alone",
  shared: "part of an incident that another event fits better",
};

export function sayStanding(standing: Standing): string {
  return WORDS[standing];
}

/** Take a word from an address for a standing; what is none stands for all. */
export function standingOf(word: string | null): Standing | "" {
  return STANDINGS.find((one) => one === word) ?? "";
}

interface Killed {
  readonly killed_low: number | null;
  readonly killed_best: number | null;
  readonly killed_high: number | null;
}

/** Say how many an event has killed: one figure, with its range where it has one; nothing where none is given. */
export function killedOf({ killed_low: low, killed_best: best, killed_high: high }: Killed): string {
  const known = best ?? low ?? high;
  if (known === null) return "";
  const from = low ?? known;
  const until = high ?? known;
  return from === until ? String(known) : `${String(known)} (${String(from)}–${String(until)})`;
}

export function sayScore(score: number): string {
  return score.toFixed(2);
}
