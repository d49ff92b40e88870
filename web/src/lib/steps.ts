import type { Figure, Series } from "../data/types";
import { dayOf } from "./dates";

/** What a voice held from one day on. */
export interface Step {
  readonly day: string;
  readonly figure: Figure;
  readonly low: number;
  /** Null where the figure is open above. */
  readonly high: number | null;
  /** Where the line runs: the one figure, or the upper of two. */
  readonly value: number;
}

export interface Line {
  readonly key: string;
  readonly series: Series;
  readonly steps: readonly Step[];
  /** Where the line turns: of the figures that a voice gives on one day, the largest; the others are parts of it. */
  readonly turns: readonly { readonly day: string; readonly value: number }[];
  /** Figures on no known day. */
  readonly undated: readonly Figure[];
}

/** Give the lines of one outcome and group; those that begin earlier first. */
export function linesOf(toll: readonly Series[], outcome: string, group: string): Line[] {
  return toll
    .filter((series) => series.outcome === outcome && series.group === group)
    .map((series, i) => lineOf(series, i))
    .sort((a, b) => ((a.steps[0]?.day ?? "9") < (b.steps[0]?.day ?? "9") ? -1 : 1));
}

function lineOf(series: Series, i: number): Line {
  const steps = series.figures
    .flatMap((figure): Step[] => {
      const day = figure.published.start;
      if (!day) return [];
      return [{ day, figure, low: figure.low, high: figure.high, value: figure.high ?? figure.low }];
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const turns = new Map<string, number>();
  for (const { day, figure, value } of steps) {
    if (figure.stance === "asserts" && !figure.reversed) turns.set(day, Math.max(turns.get(day) ?? 0, value));
  }
  return {
    key: `${series.speaker ?? series.publisher ?? ""} ${String(i)}`,
    series,
    steps,
    turns: [...turns].map(([day, value]) => ({ day, value })),
    undated: series.figures.filter((figure) => !figure.published.start),
  };
}

/** Give which tolls there is something to draw of, those with the most figures first. */
export function tollsOf(toll: readonly Series[]): { outcome: Series["outcome"]; group: Series["group"]; figures: number }[] {
  const found = new Map<string, { outcome: Series["outcome"]; group: Series["group"]; figures: number }>();
  for (const series of toll) {
    const key = `${series.outcome} ${series.group}`;
    const one = found.get(key) ?? { outcome: series.outcome, group: series.group, figures: 0 };
    found.set(key, { ...one, figures: one.figures + series.figures.length });
  }
  return [...found.values()].sort((a, b) => b.figures - a.figures);
}

/** Give the stretch of time that steps span, with a day at either end. */
export function stretch(lines: readonly Line[]): [Date, Date] | null {
  const days = lines.flatMap((line) => line.steps.map((step) => step.day)).sort();
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const room = Math.max(86_400_000, (dayOf(last).getTime() - dayOf(first).getTime()) * 0.04);
  return [new Date(dayOf(first).getTime() - room / 2), new Date(dayOf(last).getTime() + room)];
}

/** Move labels apart that would lie over one another, each as little as can be. */
export function apart(wanted: readonly number[], gap: number, least: number, most: number): number[] {
  const order = wanted.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
  const found = new Array<number>(wanted.length).fill(0);
  let at = least - gap;
  for (const { value, i } of order) {
    at = Math.max(value, at + gap);
    found[i] = at;
  }
  let over = most + gap;
  for (const { i } of [...order].reverse()) {
    over = Math.min(found[i] ?? 0, over - gap);
    found[i] = Math.max(least, over);
  }
  return found;
}
