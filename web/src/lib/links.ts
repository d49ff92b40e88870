import { path, queryString, type Query } from "../data/source";
import { href } from "./router.svelte";

export const to = {
  overview: (query: Query = {}): string => href("/" + queryString(query)),
  incident: (id: string): string => href(path("incidents", id)),
  report: (id: string, words?: { start: number; end: number }): string =>
    href(path("reports", id) + (words ? `#${String(words.start)}-${String(words.end)}` : "")),
  reports: (): string => href("/reports"),
  actors: (query: Query = {}): string => href("/actors" + queryString(query)),
  actor: (id: string): string => href(path("actors", id)),
  statistics: (): string => href("/statistics"),
  forecasts: (): string => href("/forecasts"),
  datasets: (): string => href("/datasets"),
  dataset: (name: string, query: Query = {}): string => href(path("datasets", name) + queryString(query)),
  search: (q = ""): string => href("/search" + queryString({ q })),
  log: (): string => href("/log"),
  review: (query: Query = {}): string => href("/review" + queryString(query)),
  add: (): string => href("/add"),
  users: (): string => href("/users"),
  signIn: (): string => href("/sign-in"),
};
