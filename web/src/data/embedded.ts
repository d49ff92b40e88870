/** The record that a dossier holds: the API's answers, worked out in the browser. */
import { choose, hits, inOrder, named, recounted, terms, tokens, totals, type Chosen, type Known, type Token } from "./choose";
import { filtersOf } from "./filters";
import { Problem } from "./problem";
import { queryString, type Answer, type Query, type Source } from "./source";
import type {
  ActorPage,
  ActorRow,
  Dossier,
  DossierReport,
  Name,
  Part,
  Passage,
  PassageList,
  ReportPage,
  SearchPage,
  StatementEntry,
  Summary,
} from "./types";

const PLACE = "variorum-dossier";
const FIRST = 10;
const ROOM = 110;

/** Read what the file brings with it, or null where the pages came from a server. */
export function embedded(page: Document): Dossier | null {
  const place = page.getElementById(PLACE);
  if (!place) return null;
  const data = JSON.parse(place.textContent || "null") as Dossier | null;
  if (data && data.format !== 1) throw new Error("This dossier is of a format that its pages do not know.");
  return data ?? EMPTY;
}

interface Page<T> {
  items: readonly T[];
  next: string | null;
  total: number;
}

export class EmbeddedSource implements Source, Known {
  readonly kind = "dossier";
  readonly title: string;
  readonly #data: Dossier;
  readonly #reports: ReadonlyMap<string, DossierReport>;
  readonly #summaries: ReadonlyMap<string, Summary>;
  readonly #actors: ReadonlyMap<string, ActorRow>;
  readonly #tellers = new Map<string, DossierReport[]>();
  readonly #words = new Map<string, Token[]>();

  constructor(data: Dossier) {
    this.#data = data;
    this.title = data.title;
    this.#reports = new Map(data.reports.map((report) => [report.report.id, report]));
    this.#summaries = new Map(data.incidents.map((incident) => [incident.id, incident]));
    this.#actors = new Map(data.actors.map((actor) => [actor.id, actor]));
    for (const report of data.reports) {
      for (const incident of report.incidents) this.#tellers.set(incident, [...(this.#tellers.get(incident) ?? []), report]);
    }
  }

  get<T>(path: string, query: Query = {}): Promise<Answer<T>> {
    try {
      const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
      const found = this.#answer(parts, new URLSearchParams(queryString(query)));
      if (found !== undefined) return Promise.resolve({ body: found as T, etag: null });
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    return Promise.reject(
      new Problem({
        status: 404,
        cause: "This file does not hold what the address names.",
        remedy: this.#data.whole ? "" : "It is a part of a record; what it was left out of may be in the whole.",
      }),
    );
  }

  send<T>(): Promise<Answer<T>> {
    const remedy = "Judge in the record that it was made from.";
    return Promise.reject(new Problem({ status: 405, cause: "A dossier cannot be changed.", remedy }));
  }

  called(actor: string): readonly string[] {
    return this.#actors.get(actor)?.aliases ?? [];
  }

  told(incident: Summary, text: string): boolean {
    const sought = terms(text);
    return (this.#tellers.get(incident.id) ?? []).some((report) => hits(this.#tokens(report), sought) !== null);
  }

  #answer([kind, id, more]: readonly string[], query: URLSearchParams): unknown {
    const data = this.#data;
    const get = (name: string): string => query.get(name) ?? "";
    switch (kind) {
      case "status":
        return data.overview;
      case "incidents":
        if (id === "points") return this.#points(query);
        if (id === "facets") return recounted(data.facets, data.incidents, chosen(query), this);
        return id === undefined ? this.#incidents(query) : this.#incident(id);
      case "reports":
        if (id === undefined) return this.#reportList(query);
        return more === "marks" ? this.#reports.get(id)?.marks : this.#report(id);
      case "actors":
        return id === undefined ? this.#actorList(query) : this.#actor(id);
      case "statements":
        return this.#named(
          data.statements.filter(
            (one) =>
              (!get("speaker") || one.speaker === get("speaker")) &&
              (!get("report") || one.report === get("report")) &&
              (!get("incident") || one.incident === get("incident")),
          ),
          query,
        );
      case "statistics":
        return this.#named(
          data.statistics.filter((one) => get("flagged") !== "true" || one.flags.length > 0),
          query,
        );
      case "forecasts": {
        const page = this.#named(data.forecasts, query);
        const ids = new Set(page.items.flatMap((one) => one.incidents));
        return { ...page, incidents: [...ids].flatMap((one) => this.#summaries.get(one) ?? []) };
      }
      case "search":
        return id === "passages" ? this.#passages(get("q"), get("kind"), query) : this.#search(get("q"));
      case "judgements":
        return cut(data.judgements, query);
      case "log":
        return cut(data.log, query);
      default:
        return undefined;
    }
  }

  #named<T>(items: readonly T[], query: URLSearchParams): Page<T> & { actors: readonly Name[] } {
    return { ...cut(items, query), actors: this.#data.names };
  }

  #incidents(query: URLSearchParams): unknown {
    const found = choose(this.#data.incidents, chosen(query), this);
    return { ...cut(inOrder(found, query.get("sort") ?? ""), query), totals: totals(found) };
  }

  #points(query: URLSearchParams): unknown {
    const found = choose(this.#data.incidents, chosen(query), this);
    const ids = new Set(found.map((one) => one.id));
    return { items: this.#data.points.filter((point) => ids.has(point.id)), next: null, totals: totals(found) };
  }

  #incident(wanted: string): unknown {
    const exact = this.#data.pages[wanted];
    if (exact) return exact;
    const known = Object.keys(this.#data.pages).filter((id) => id.startsWith(wanted));
    return known.length === 1 ? this.#data.pages[known[0] ?? ""] : undefined;
  }

  #reportList(query: URLSearchParams): unknown {
    const name = query.get("name") ?? "";
    const state = query.get("state");
    const sort = query.get("sort") ?? "id";
    const rows = this.#data.reports
      .map((one) => one.report)
      .filter((one) => (!name || named([one.id, one.title, one.publisher], name)) && (!state || one.state === state));
    if (sort !== "id") {
      const way = sort === "oldest" ? 1 : -1;
      rows.sort((a, b) => {
        const [left, right] = [a.published.start, b.published.start];
        if (!left || !right) return left ? -1 : right ? 1 : 0;
        return left === right ? 0 : left < right ? -way : way;
      });
    }
    return cut(rows, query);
  }

  #report(id: string): ReportPage | undefined {
    const found = this.#reports.get(id);
    if (!found) return undefined;
    const incidents = found.incidents.flatMap((one) => this.#summaries.get(one) ?? []);
    return { report: found.report, text: found.text, incidents };
  }

  #actorList(query: URLSearchParams): unknown {
    const name = query.get("name") ?? "";
    const type = query.get("type");
    const sort = query.get("sort") ?? "claims";
    const rows = this.#data.actors.filter(
      (one) => (!name || named([one.name, ...one.aliases], name)) && (!type || one.type === type),
    );
    if (sort === "claims") rows.sort((a, b) => b.claims - a.claims || b.statements - a.statements);
    if (sort === "incidents") rows.sort((a, b) => b.initiator + b.target - a.initiator - a.target);
    return cut(rows, query);
  }

  #actor(id: string): ActorPage | undefined {
    const actor = this.#actors.get(id);
    if (!actor) return undefined;
    const parents: Name[] = [];
    for (let above = actor.parent; above && !parents.some((one) => one.id === above?.id); ) {
      parents.push(above);
      above = this.#actors.get(above.id)?.parent ?? null;
    }
    const children = this.#data.actors
      .filter((one) => one.parent?.id === id)
      .map((one): Name => ({ id: one.id, name: one.name, type: one.type, country: one.country, parent: id }));
    const part = this.#data.incidents.filter(
      (one) => !one.rejected && [...one.initiators, ...one.targets].some((party) => party.id === id),
    );
    const statements = this.#data.statements.filter((one) => one.speaker === id);
    return {
      actor,
      parents,
      children,
      incidents: part.slice(0, FIRST),
      statements: statements.slice(0, FIRST),
      actors: this.#data.names,
    };
  }

  #search(q: string): SearchPage {
    const first = new URLSearchParams({ limit: String(FIRST) });
    const told = choose(this.#data.incidents, chosen(new URLSearchParams({ text: q })), this);
    const people = this.#data.actors.filter((one) => named([one.name, ...one.aliases], q));
    return {
      q,
      reports: this.#passages(q, "report", first),
      statements: this.#passages(q, "statement", first),
      incidents: { ...cut(told, first), items: told.slice(0, FIRST), totals: totals(told) },
      actors: { ...cut(people, first), items: people.slice(0, FIRST) },
    };
  }

  #passages(q: string, kind: string, query: URLSearchParams): PassageList {
    const sought = terms(q);
    if (sought.length === 0) return { items: [], next: null, actors: [] };
    const found: { passage: Passage; hits: number }[] = [];
    const add = (text: string, words: readonly Token[], id: string, statement: StatementEntry | null): void => {
      const at = hits(words, sought);
      if (!at) return;
      const title = this.#reports.get(id)?.report.title ?? null;
      found.push({ passage: { report: id, title, parts: parts(text, at), statement }, hits: at.length });
    };
    if (kind === "statement") {
      for (const one of this.#data.statements) add(one.quote, tokens(one.quote), one.report, one);
    } else {
      for (const one of this.#data.reports) add(one.text, this.#tokens(one), one.report.id, null);
    }
    found.sort((a, b) => b.hits - a.hits);
    const page = cut(
      found.map((one) => one.passage),
      query,
    );
    return { items: [...page.items], next: page.next, actors: this.#data.names };
  }

  /** Give the words of a report, which are made once. */
  #tokens(report: DossierReport): Token[] {
    let words = this.#words.get(report.report.id);
    if (!words) {
      words = tokens(report.text);
      this.#words.set(report.report.id, words);
    }
    return words;
  }
}

function chosen(query: URLSearchParams): Chosen {
  return { ...filtersOf(query), rejected: query.get("rejected") ?? "", report: query.get("report") ?? "" };
}

/** Give a page of a list; a cursor is the place of what follows. */
function cut<T>(items: readonly T[], query: URLSearchParams): Page<T> & { items: T[] } {
  const limit = Number(query.get("limit")) || 50;
  const from = Number(query.get("cursor")) || 0;
  const next = from + limit < items.length ? String(from + limit) : null;
  return { items: items.slice(from, from + limit), next, total: items.length };
}

/** Give the words around the first that were found, with all of these that stand among them. */
function parts(text: string, at: readonly { start: number; end: number }[]): Part[] {
  const first = at[0];
  if (!first) return [];
  let from = Math.max(0, first.start - ROOM);
  let to = Math.min(text.length, first.end + 2 * ROOM);
  if (from > 0) from = Math.min(first.start, text.indexOf(" ", from) + 1 || from);
  if (to < text.length) to = Math.max(first.end, text.lastIndexOf(" ", to));
  const found: Part[] = [];
  const say = (words: string, is = false): void => {
    if (words) found.push({ text: words, found: is });
  };
  say(from > 0 ? "… " : "");
  let next = from;
  for (const { start, end } of at) {
    if (start < next || end > to) continue;
    say(text.slice(next, start));
    say(text.slice(start, end), true);
    next = end;
  }
  say(text.slice(next, to) + (to < text.length ? " …" : ""));
  return found;
}

/** What the page shows before anything was put into it. */
const EMPTY: Dossier = {
  format: 1,
  title: "",
  whole: true,
  overview: {
    name: "",
    version: "",
    counts: {
      reports: 0,
      read: 0,
      failed: 0,
      waiting: 0,
      uncollated: 0,
      undated: 0,
      incidents: 0,
      contested: 0,
      rejected: 0,
      actors: 0,
      links: 0,
      statistics: 0,
      statements: 0,
      forecasts: 0,
      judgements: 0,
    },
    policy: "ucdp",
    days: null,
    pending: false,
    reading: 0,
    failures: [],
    last: null,
  },
  facets: { types: [], countries: [], provinces: [], outcomes: [], actors: [], first: null, last: null },
  incidents: [],
  points: [],
  pages: {},
  reports: [],
  actors: [],
  names: [],
  statements: [],
  statistics: [],
  forecasts: [],
  judgements: [],
  log: [],
};
