import { Problem } from "./problem";
import type { Answer, Source } from "./source";

export type Embedded = Record<string, unknown>;

/** Read what the file brings with it, or null where the pages came from a server. */
export function embedded(page: Document): Embedded | null {
  const text = page.getElementById("variorum-dossier")?.textContent;
  if (!text) return null;
  const data = JSON.parse(text) as Embedded | null;
  return data ?? {};
}

/** The record that the file holds; filters run in the browser. */
export class EmbeddedSource implements Source {
  readonly kind = "dossier";

  constructor(readonly data: Embedded) {}

  get<T>(path: string): Promise<Answer<T>> {
    return Promise.reject(new Problem({ status: 404, cause: `This file holds nothing at ${path}.` }));
  }

  send<T>(): Promise<Answer<T>> {
    return Promise.reject(
      new Problem({ status: 405, cause: "A dossier cannot be changed.", remedy: "Judge in the record that it was made from." }),
    );
  }
}
