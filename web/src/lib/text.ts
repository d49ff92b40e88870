/**
 * Text by code points. The record counts code points, JavaScript UTF-16 units; each index of `Text` is a code point.
 */
export class Text {
  readonly whole: string;
  /** Where each code point begins, in UTF-16 units; null where the two counts are one. */
  readonly #starts: Uint32Array | null;
  readonly length: number;

  constructor(whole: string) {
    this.whole = whole;
    let astral = false;
    for (let i = 0; i < whole.length && !astral; i++) {
      const unit = whole.charCodeAt(i);
      astral = unit >= 0xd800 && unit <= 0xdfff;
    }
    if (!astral) {
      this.#starts = null;
      this.length = whole.length;
      return;
    }
    const starts = new Uint32Array(whole.length + 1);
    let count = 0;
    for (let i = 0; i < whole.length; count++) {
      starts[count] = i;
      i += (whole.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
    }
    starts[count] = whole.length;
    this.#starts = starts;
    this.length = count;
  }

  slice(start: number, end: number): string {
    const from = Math.max(0, Math.min(start, this.length));
    const to = Math.max(from, Math.min(end, this.length));
    if (!this.#starts) return this.whole.slice(from, to);
    return this.whole.slice(this.#starts[from], this.#starts[to]);
  }

  /** Give the words around a span, cut between words, with whether something was left out. */
  around(start: number, end: number, room = 240): { before: string; found: string; after: string; cut: [boolean, boolean] } {
    let from = Math.max(0, start - room);
    let to = Math.min(this.length, end + room);
    const before = this.slice(from, start);
    const after = this.slice(end, to);
    if (from > 0 && !/\s/.test(this.slice(from - 1, from))) from += Array.from(/^\S*\s+/.exec(before)?.[0] ?? "").length;
    if (to < this.length && !/\s/.test(this.slice(to, to + 1))) to -= Array.from(/\s+\S*$/.exec(after)?.[0] ?? "").length;
    return {
      before: this.slice(from, start),
      found: this.slice(start, end),
      after: this.slice(end, to),
      cut: [from > 0, to < this.length],
    };
  }

  /** Find where a quote that has no offsets stands: the place nearest to *near*, or null. */
  find(quote: string, near = 0): { start: number; end: number } | null {
    if (!quote) return null;
    const length = Array.from(quote).length;
    let best: number | null = null;
    for (let at = this.whole.indexOf(quote), tries = 0; at >= 0 && tries < 1000; tries++) {
      const point = this.#starts ? this.#point(at) : at;
      if (best === null || Math.abs(point - near) < Math.abs(best - near)) best = point;
      at = this.whole.indexOf(quote, at + 1);
    }
    return best === null ? null : { start: best, end: best + length };
  }

  #point(unit: number): number {
    const starts = this.#starts;
    if (!starts) return unit;
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

// Control characters are what it is there to find.
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/gu;

/** Show characters that steer a screen and have no shape of their own (controls, bidi marks, tags) as a sign each. */
export function visible(text: string): string {
  return text.replace(UNSEEN, "\u{FFFD}");
}

/** Give a link that may be followed, or null: web addresses alone. */
export function webAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text)) return null;
  try {
    const url = new URL(text);
    return (url.protocol === "http:" || url.protocol === "https:") && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}
