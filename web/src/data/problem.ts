/** What went wrong, in the API's own words where there are any (RFC 9457), and what to do about it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  readonly fields: Readonly<Record<string, string>>;

  constructor(what: { status: number; cause: string; code?: string; remedy?: string; fields?: Record<string, string> }) {
    super(what.cause);
    this.name = "Problem";
    this.status = what.status;
    this.code = what.code ?? "";
    this.remedy = what.remedy ?? "";
    this.fields = what.fields ?? {};
  }

  /** Somebody else judged in between, so that what was on the page is no more what is in the record. */
  get stale(): boolean {
    return this.status === 412;
  }

  get signIn(): boolean {
    return this.status === 401;
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const cause = error instanceof Error ? error.message : String(error);
  return new Problem({ status: 0, cause, remedy: "Load the page again; if that does not help, tell who runs this record." });
}

/** Read the body of an answer that is none of the good ones, whatever it is. */
export function problemOf(status: number, body: unknown): Problem {
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  if (typeof body !== "object" || body === null) {
    return new Problem({ status, cause: `The server answered with ${String(status)}.` });
  }
  const read = body as Record<string, unknown>;
  const fields: Record<string, string> = {};
  if (typeof read["fields"] === "object" && read["fields"] !== null) {
    for (const [name, reason] of Object.entries(read["fields"])) fields[name] = text(reason);
  }
  return new Problem({
    status,
    cause: text(read["cause"]) || text(read["detail"]) || text(read["title"]) || `The server answered with ${String(status)}.`,
    code: text(read["code"]),
    remedy: text(read["remedy"]),
    fields,
  });
}
