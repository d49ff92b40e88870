import type { Query } from "./source";

/**
 * What a reader has chosen to see. The same words are the query of the page, and of the API.
 *
 * `bbox` is west, south, east, north in degrees.
 */
export interface Filters {
  readonly after: string;
  readonly before: string;
  readonly place: string;
  readonly country: readonly string[];
  readonly province: string;
  readonly actor: string;
  readonly role: string;
  readonly type: readonly string[];
  readonly outcome: readonly string[];
  readonly contested: string;
  readonly origins_min: string;
  readonly text: string;
  readonly bbox: string;
  readonly sort: string;
}

export const NONE: Filters = {
  after: "",
  before: "",
  place: "",
  country: [],
  province: "",
  actor: "",
  role: "",
  type: [],
  outcome: [],
  contested: "",
  origins_min: "",
  text: "",
  bbox: "",
  sort: "",
};

const NAMES = Object.keys(NONE) as readonly (keyof Filters)[];

export function filtersOf(query: URLSearchParams): Filters {
  const found: Record<string, string | readonly string[]> = {};
  for (const name of NAMES) {
    const values = query.getAll(name).map((value) => value.trim());
    found[name] = Array.isArray(NONE[name]) ? [...new Set(values.filter(Boolean))] : (values[0] ?? "");
  }
  const filters = found as unknown as Filters;
  return {
    ...filters,
    after: isDay(filters.after) ? filters.after : "",
    before: isDay(filters.before) ? filters.before : "",
    bbox: boxOf(filters.bbox) ? filters.bbox : "",
  };
}

/** Give the query of the page and of the API; an actor's part means nothing where there is no actor. */
export function queryOf(filters: Filters): Query {
  return Object.fromEntries(
    NAMES.filter((name) => filters[name].length > 0 && (name !== "role" || filters.actor)).map((name) => [
      name,
      filters[name],
    ]),
  );
}

/** Count what narrows the choice: an order does not. */
export function narrowing(filters: Filters): number {
  return Object.keys(queryOf({ ...filters, sort: "" })).length;
}

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function boxOf(text: string): Box | null {
  const parts = text.split(",").map(Number);
  const [west, south, east, north] = parts;
  if (parts.length !== 4 || west === undefined || south === undefined || east === undefined || north === undefined) {
    return null;
  }
  if (!parts.every(Number.isFinite) || text.trim() === "" || south > north) return null;
  return { west, south, east, north };
}

export function writeBox({ west, south, east, north }: Box): string {
  return [west, south, east, north].map((degrees) => String(Math.round(degrees * 1000) / 1000)).join(",");
}

/** Tell whether a place lies within a box, which may reach over the date line. */
export function within(box: Box, latitude: number, longitude: number): boolean {
  if (latitude < box.south || latitude > box.north) return false;
  return box.west <= box.east ? longitude >= box.west && longitude <= box.east : longitude >= box.west || longitude <= box.east;
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
