import { utcDay, utcMonday, utcMonth, utcYear, type TimeInterval } from "d3-time";

import type { DayCount, Point } from "../data/types";
import { addDays, dayOf, isoOf } from "./dates";

/** Two days, in order. */
export interface Stretch {
  readonly start: string;
  readonly end: string;
}

/** An incident with both its days. */
export interface Dated extends Stretch {
  readonly point: Point;
}

export interface Bin {
  readonly start: Date;
  readonly end: Date;
  readonly count: number;
  readonly contested: number;
  /** Those that the map shows. */
  readonly seen: number;
  readonly low: number;
  readonly best: number;
  readonly high: number;
}

export function dated(points: readonly Point[]): Dated[] {
  const found: Dated[] = [];
  for (const point of points) {
    const start = point.start ?? point.end;
    const end = point.end ?? point.start;
    if (start && end) found.push({ point, start, end });
  }
  return found.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.end < b.end ? -1 : 1));
}

/** Give the days that all of them span, with some room, or null where there are none. */
export function span(items: readonly Stretch[]): [Date, Date] | null {
  const first = items[0];
  if (!first) return null;
  let last = first.end;
  for (const item of items) if (item.end > last) last = item.end;
  const days = (dayOf(last).getTime() - dayOf(first.start).getTime()) / 86_400_000;
  const room = Math.max(2, Math.round(days * 0.02));
  return [dayOf(addDays(first.start, -room)), dayOf(addDays(last, room + 1))];
}

const MANY = 200;

/**
 * Leave out the few incidents that stand far from all others, such as a year misread: of more than 200, the first and
 * last half a hundredth, where they take more than half of the axis.
 */
export function core<T extends Stretch>(items: readonly T[]): readonly T[] {
  if (items.length <= MANY) return items;
  const cut = Math.floor(items.length * 0.005);
  const kept = items.slice(cut, items.length - cut);
  return length(kept) < length(items) / 2 ? kept : items;
}

function length(items: readonly Stretch[]): number {
  const found = span(items);
  return found ? found[1].getTime() - found[0].getTime() : 0;
}

const UNITS: readonly { readonly name: string; readonly every: TimeInterval; readonly days: number }[] = [
  { name: "day", every: utcDay, days: 1 },
  { name: "week", every: utcMonday, days: 7 },
  { name: "month", every: utcMonth, days: 30 },
  { name: "quarter", every: utcMonth.every(3) ?? utcMonth, days: 91 },
  { name: "year", every: utcYear, days: 365 },
  { name: "decade", every: utcYear.every(10) ?? utcYear, days: 3652 },
];

/** Choose the finest unit of which at most *most* fit into a stretch of time. */
export function unitFor([from, to]: readonly [Date, Date], most: number): { name: string; every: TimeInterval } {
  const days = (to.getTime() - from.getTime()) / 86_400_000;
  return UNITS.find((unit) => days / unit.days <= most) ?? (UNITS.at(-1) as (typeof UNITS)[number]);
}

/**
 * Count incidents by the unit in which they began, with the sums of those killed.
 *
 * A toll that is open above is counted with its best figure.
 */
export function bins(items: readonly Dated[], every: TimeInterval, seen: (point: Point) => boolean): Bin[] {
  const found = new Map<number, { -readonly [K in keyof Bin]: Bin[K] }>();
  for (const { point, start } of items) {
    const from = every.floor(dayOf(start));
    let bin = found.get(from.getTime());
    if (!bin) {
      bin = { start: from, end: every.offset(from, 1), count: 0, contested: 0, seen: 0, low: 0, best: 0, high: 0 };
      found.set(from.getTime(), bin);
    }
    bin.count += 1;
    if (point.contested) bin.contested += 1;
    if (seen(point)) bin.seen += 1;
    const [low = 0, best = 0, high = best] = point.killed ?? [];
    bin.low += low ?? 0;
    bin.best += best ?? 0;
    bin.high += high ?? best ?? 0;
  }
  return [...found.values()].sort((a, b) => a.start.getTime() - b.start.getTime());
}

/** Add up by a longer unit what was counted by day; the map is taken to show all of it. */
export function binsOf(days: readonly DayCount[], every: TimeInterval): Bin[] {
  const found = new Map<number, { -readonly [K in keyof Bin]: Bin[K] }>();
  for (const one of days) {
    const from = every.floor(dayOf(one.day));
    let bin = found.get(from.getTime());
    if (!bin) {
      bin = { start: from, end: every.offset(from, 1), count: 0, contested: 0, seen: 0, low: 0, best: 0, high: 0 };
      found.set(from.getTime(), bin);
    }
    bin.count += one.incidents;
    bin.contested += one.contested;
    bin.seen += one.incidents;
    bin.low += one.low;
    bin.best += one.best;
    bin.high += one.high;
  }
  return [...found.values()].sort((a, b) => a.start.getTime() - b.start.getTime());
}

/** Put intervals on as few lanes as keep them apart by *gap* pixels; those that find no lane share the last one. */
export function lanes(boxes: readonly { readonly from: number; readonly to: number }[], most: number, gap = 2): number[] {
  const ends: number[] = [];
  return boxes.map(({ from, to }) => {
    let lane = ends.findIndex((end) => end + gap <= from);
    if (lane < 0) lane = ends.length < most ? ends.length : most - 1;
    ends[lane] = Math.max(ends[lane] ?? -Infinity, to);
    return lane;
  });
}

/** Widen what was drawn with the pointer to whole days, in order and within the axis. */
export function windowOf(a: Date, b: Date, [from, to]: readonly [Date, Date]): { after: string; before: string } {
  const [first, last] = a <= b ? [a, b] : [b, a];
  const start = utcDay.floor(new Date(Math.max(first.getTime(), from.getTime())));
  const end = utcDay.floor(new Date(Math.min(last.getTime(), to.getTime())));
  return { after: isoOf(start), before: isoOf(end) };
}
