/** The API's filters, orders and totals, for a record that is held in the page itself. */
import { OUTCOMES } from "../lib/words";
import { boxOf, within, type Filters } from "./filters";
import type { Facet, Facets, Outcome, Summary, Sum, Totals } from "./types";

const WORD = /[\p{L}\p{N}]+/gu;

/** Bring a word into the form in which words are compared: without case and accents. */
export function folded(word: string): string {
  return word.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
}

export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

export function tokens(text: string): Token[] {
  return [...text.matchAll(WORD)].map((found) => ({
    word: folded(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** Words that are sought: single ones, and runs of them where they stand in quotation marks. */
export function terms(q: string): string[][] {
  const found: string[][] = [];
  for (const part of q.matchAll(/["“]([^"”]*)["”]|([^"“”]+)/g)) {
    if (part[1] !== undefined) found.push(tokens(part[1]).map((token) => token.word));
    else for (const token of tokens(part[2] ?? "")) found.push([token.word]);
  }
  return found.filter((run) => run.length > 0);
}

/** Give where the words sought stand, or null where one of them does not. */
export function hits(where: readonly Token[], sought: readonly string[][]): { start: number; end: number }[] | null {
  const found: { start: number; end: number }[] = [];
  for (const run of sought) {
    let any = false;
    for (let i = 0; i + run.length <= where.length; i++) {
      if (!run.every((word, k) => where[i + k]?.word === word)) continue;
      any = true;
      found.push({ start: (where[i] as Token).start, end: (where[i + run.length - 1] as Token).end });
    }
    if (!any) return null;
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Tell whether a name holds all the words of *q*. */
export function named(names: readonly (string | null)[], q: string): boolean {
  const sought = terms(q);
  return names.some((name) => name !== null && hits(tokens(name), sought) !== null);
}

/** What has to be known of the record to filter its incidents. */
export interface Known {
  /** Names and aliases of an actor. */
  called(actor: string): readonly string[];
  /** Whether a report that tells of the incident holds the words. */
  told(incident: Summary, text: string): boolean;
}

export type Chosen = Filters & { readonly rejected?: string; readonly report?: string };

/** Give the incidents that all filters leave. */
export function choose(incidents: readonly Summary[], filters: Chosen, known: Known): Summary[] {
  const box = boxOf(filters.bbox);
  return incidents.filter((one) => {
    if (one.rejected !== (filters.rejected === "true")) return false;
    const start = one.when.start ?? one.when.end;
    const end = one.when.end ?? one.when.start;
    if (filters.after && !(end && end >= filters.after)) return false;
    if (filters.before && !(start && start <= filters.before)) return false;
    if (filters.type.length && !filters.type.includes(one.type)) return false;
    if (filters.country.length && !one.where.some((place) => place.country && filters.country.includes(place.country))) {
      return false;
    }
    if (filters.province && !one.where.some((place) => place.province === filters.province)) return false;
    if (filters.place && !one.where.some((place) => named([place.name, place.province], filters.place))) return false;
    if (filters.outcome.length && !one.tolls.some((toll) => filters.outcome.includes(toll.outcome))) return false;
    if (filters.contested && one.contested !== (filters.contested === "true")) return false;
    if (filters.origins_min && one.origins < Number(filters.origins_min)) return false;
    if (filters.actor && !partakes(one, filters, known)) return false;
    if (box && !one.where.some((place) => place.latitude !== null && place.longitude !== null && within(box, place.latitude, place.longitude))) {
      return false;
    }
    return !filters.text || known.told(one, filters.text);
  });
}

function partakes(incident: Summary, { actor, role }: Chosen, known: Known): boolean {
  const parties = [
    ...(role === "target" ? [] : incident.initiators),
    ...(role === "initiator" ? [] : incident.targets),
  ];
  return parties.some((party) => party.id === actor || named([party.name, ...known.called(party.id)], actor));
}

/** Bring incidents into an order; what has no date or figure comes last. */
export function inOrder(incidents: readonly Summary[], sort: string): Summary[] {
  const most = (figure: (one: Summary) => number | null) =>
    [...incidents].sort((a, b) => (figure(b) ?? -1) - (figure(a) ?? -1));
  if (sort === "killed" || sort === "injured") {
    return most((one) => one.tolls.find((toll) => toll.outcome === sort)?.best ?? null);
  }
  if (sort === "origins") return most((one) => one.origins);
  const way = sort === "oldest" ? 1 : -1;
  return [...incidents].sort((a, b) => {
    const left = a.when.start ?? a.when.end;
    const right = b.when.start ?? b.when.end;
    if (!left || !right) return left ? -1 : right ? 1 : 0;
    return left === right ? 0 : left < right ? -way : way;
  });
}

/** Count what was chosen. Where a toll is open above, the sum takes its best figure, and `open` counts it. */
export function totals(incidents: readonly Summary[]): Totals {
  const sums = new Map<Outcome, { -readonly [K in keyof Sum]: Sum[K] }>();
  for (const incident of incidents) {
    for (const toll of incident.tolls) {
      const sum = sums.get(toll.outcome) ?? { outcome: toll.outcome, incidents: 0, low: 0, best: 0, high: 0, open: 0 };
      sum.incidents += 1;
      sum.low += toll.low;
      sum.best += toll.best;
      sum.high += toll.high ?? toll.best;
      if (toll.high === null) sum.open += 1;
      sums.set(toll.outcome, sum);
    }
  }
  return {
    incidents: incidents.length,
    contested: incidents.filter((one) => one.contested).length,
    undated: incidents.filter((one) => !one.when.start && !one.when.end).length,
    unplaced: incidents.filter((one) => !one.where.some((place) => place.latitude !== null)).length,
    tolls: OUTCOMES.flatMap((outcome) => sums.get(outcome) ?? []),
  };
}

/** Count the values of each filter under all the others. */
export function recounted(facets: Facets, incidents: readonly Summary[], filters: Chosen, known: Known): Facets {
  const count = (values: readonly Facet[], without: Partial<Chosen>, has: (one: Summary, value: string) => boolean): Facet[] => {
    const left = choose(incidents, { ...filters, ...without }, known);
    return values
      .map((facet) => ({ ...facet, incidents: left.filter((one) => has(one, facet.value)).length }))
      .sort((a, b) => b.incidents - a.incidents);
  };
  return {
    ...facets,
    types: count(facets.types, { type: [] }, (one, value) => one.type === value),
    countries: count(facets.countries, { country: [] }, (one, value) => one.where.some((place) => place.country === value)),
    outcomes: count(facets.outcomes, { outcome: [] }, (one, value) => one.tolls.some((toll) => toll.outcome === value)),
  };
}
