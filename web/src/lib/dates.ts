import type { Published, When } from "../data/types";

const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"] as const;

/** Give the first moment of an ISO day, UTC. Days of the record know no time zones. */
export function dayOf(text: string): Date {
  return new Date(`${text}T00:00:00Z`);
}

export function isoOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function addDays(text: string, days: number): string {
  return isoOf(new Date(dayOf(text).getTime() + days * DAY));
}

export function daysBetween(from: string, to: string): number {
  return Math.round((dayOf(to).getTime() - dayOf(from).getTime()) / DAY);
}

/** Write a day as people do: 3 Oct 2015. */
export function sayDay(text: string): string {
  const [year, month, day] = text.split("-").map(Number);
  return `${String(day)} ${MONTHS[(month ?? 1) - 1] ?? ""} ${String(year)}`;
}

/** Write a stretch of days as shortly as it can be said. */
export function sayDays(start: string, end: string): string {
  if (start === end) return sayDay(start);
  const [y1, m1, d1] = start.split("-").map(Number) as [number, number, number];
  const [y2, m2, d2] = end.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(y2, m2, 0)).getUTCDate();
  if (y1 === y2 && m1 === 1 && d1 === 1 && m2 === 12 && d2 === 31) return String(y1);
  if (y1 === y2 && m1 === m2 && d1 === 1 && d2 === last) return `${MONTHS[m1 - 1] ?? ""} ${String(y1)}`;
  if (y1 === y2 && m1 === m2) return `${String(d1)}–${sayDay(end)}`;
  if (y1 === y2) return `${String(d1)} ${MONTHS[m1 - 1] ?? ""} – ${sayDay(end)}`;
  return `${sayDay(start)} – ${sayDay(end)}`;
}

export function sayWhen(when: Pick<When, "start" | "end">): string {
  const start = when.start ?? when.end;
  const end = when.end ?? when.start;
  return start && end ? sayDays(start, end) : "date not known";
}

export function sayPublished(published: Published): string {
  if (!published.start || !published.end) return "no date";
  return (published.basis === "inferred" ? "about " : "") + sayDays(published.start, published.end);
}

/** Write a moment in UTC, to the minute. */
export function sayMoment(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return `${sayDay(isoOf(date))}, ${date.toISOString().slice(11, 16)} UTC`;
}

export function sayLag(lag: readonly [number, number] | readonly number[] | null): string {
  const [least, most] = lag ?? [];
  if (least === undefined || most === undefined) return "";
  if (least === most) return least === 0 ? "the same day" : `${String(least)} ${least === 1 ? "day" : "days"} later`;
  return `${String(least)} to ${String(most)} days later`;
}
