/** The record that these pages show, and who is looking at it. */
import { EmbeddedSource, embedded } from "./embedded";
import { HttpSource } from "./http";
import { asProblem, type Problem } from "./problem";
import { path, queryString, type Query, type Source } from "./source";
import type { Judged, NewJudgement, Session } from "./types";

function open(): Source {
  const data = embedded(document);
  return data ? new EmbeddedSource(data) : new HttpSource();
}

class Record {
  readonly source = open();
  session = $state.raw<Session>();
  problem = $state.raw<Problem>();

  /** What the dossier is called, or nothing. */
  get title(): string {
    return this.source instanceof EmbeddedSource ? this.source.title : "";
  }

  get dossier(): boolean {
    return this.source.kind === "dossier";
  }

  may(what: Session["may"][number]): boolean {
    return this.session?.may.includes(what) ?? false;
  }

  /** Tell whether somebody has to sign in before anything can be shown. */
  get closed(): boolean {
    return this.session !== undefined && this.session.sign_in && this.session.user === null;
  }

  async start(): Promise<void> {
    if (this.dossier) {
      this.session = { user: null, role: "viewer", sign_in: false, csrf: null, may: ["read"] };
      return;
    }
    try {
      this.#take((await this.source.get<Session>("/session")).body);
    } catch (error) {
      this.problem = asProblem(error);
    }
  }

  async signIn(user: string, password: string): Promise<void> {
    this.#take((await this.source.send<Session>("/session", { body: { user, password } })).body);
  }

  async signOut(): Promise<void> {
    await this.source.send("/session", { body: undefined, method: "DELETE" });
    await this.start();
  }

  /** Send what changes something, and give the answer. */
  async send<T>(address: string, body: unknown, query: Query = {}, method: "POST" | "PATCH" | "DELETE" = "POST"): Promise<T> {
    return (await this.source.send<T>(address + queryString(query), { body, method })).body;
  }

  async judge(judgement: NewJudgement, etag?: string | null): Promise<Judged> {
    return (await this.source.send<Judged>("/judgements", { body: judgement, etag })).body;
  }

  #take(session: Session): void {
    this.session = session;
    this.problem = undefined;
    if (this.source instanceof HttpSource) this.source.csrf = session.csrf;
  }
}

export const record = new Record();

/** Ask for something by its path; ids go through `path`. */
export async function ask<T>(address: string, query: Query, signal?: AbortSignal): Promise<T> {
  return (await record.source.get<T>(address, query, signal)).body;
}

export { path };
