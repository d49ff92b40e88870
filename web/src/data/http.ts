import { Problem, problemOf } from "./problem";
import { queryString, type Answer, type Query, type Source, type Write } from "./source";

const ROOT = "/api/v1";

/** The API of the server that the pages came from. */
export class HttpSource implements Source {
  readonly kind = "server";
  /** Comes with the session, and goes with every request that changes something. */
  csrf: string | null = null;

  async get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer<T>> {
    return this.#ask<T>(path + queryString(query), { ...(signal ? { signal } : {}) });
  }

  async send<T>(path: string, { body, etag, method = "POST" }: Write): Promise<Answer<T>> {
    const headers: Record<string, string> = {};
    // Of a form with files, the browser says itself what it is.
    const form = body instanceof FormData;
    if (body !== undefined && !form) headers["Content-Type"] = "application/json";
    if (this.csrf) headers["X-CSRF-Token"] = this.csrf;
    if (etag) headers["If-Match"] = etag;
    return this.#ask<T>(path, { method, headers, ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }) });
  }

  async #ask<T>(address: string, init: RequestInit): Promise<Answer<T>> {
    let answer: Response;
    try {
      answer = await fetch(ROOT + address, {
        ...init,
        headers: { Accept: "application/json", ...init.headers },
        credentials: "same-origin",
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new Problem({
        status: 0,
        cause: "The server does not answer.",
        remedy: "See whether `variorum serve` still runs, then try again.",
      });
    }
    const body: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
    if (!answer.ok) throw problemOf(answer.status, body);
    return { body: body as T, etag: answer.headers.get("ETag") };
  }
}
