/** Where the record comes from: a server, or the file that the pages themselves are in. */
export type Value = string | number | boolean | null | undefined | readonly string[];
export type Query = Readonly<Record<string, Value>>;

export interface Answer<T> {
  readonly body: T;
  /** Changes with what was read; goes back as `If-Match` of what is written. */
  readonly etag: string | null;
}

export interface Write {
  readonly body: unknown;
  readonly etag?: string | null | undefined;
  readonly method?: "POST" | "DELETE" | "PATCH" | undefined;
}

export interface Source {
  readonly kind: "server" | "dossier";
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer<T>>;
  send<T>(path: string, write: Write): Promise<Answer<T>>;
}

/** Write a query in one order, without what is empty, so that one question has one address. */
export function queryString(query: Query): string {
  const parts = new URLSearchParams();
  for (const name of Object.keys(query).sort()) {
    const value = query[name];
    if (value === null || value === undefined || value === "" || value === false) continue;
    if (Array.isArray(value)) {
      for (const one of value) parts.append(name, String(one));
    } else {
      parts.set(name, String(value));
    }
  }
  const text = parts.toString();
  return text ? `?${text}` : "";
}

/** Write a path of which the last part is an id, which may hold anything, slashes included. */
export function path(...parts: readonly string[]): string {
  return "/" + parts.map(encodeURIComponent).join("/");
}
