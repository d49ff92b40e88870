import type { Mark } from "../data/types";

/** A stretch of text over which the same marks stand; `marks` are from the widest to the narrowest. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Mark[];
}

/**
 * Cut `[0, length)` wherever a mark begins or ends, so that marks that overlap can be drawn without being nested.
 *
 * Marks beyond the text are left out. Cost grows with marks times how deep they lie.
 */
export function stretches(marks: readonly Mark[], length: number): Stretch[] {
  const real = marks.filter((mark) => mark.start >= 0 && mark.start < mark.end && mark.end <= length);
  const cuts = [...new Set([0, length, ...real.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  const opening = [...real].sort((a, b) => a.start - b.start || b.end - a.end);
  const found: Stretch[] = [];
  let open: Mark[] = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const start = cuts[i] as number;
    const end = cuts[i + 1] as number;
    open = open.filter((mark) => mark.end > start);
    for (let mark = opening[next]; mark && mark.start <= start; mark = opening[++next]) open.push(mark);
    found.push({ start, end, marks: [...open].sort((a, b) => b.end - b.start - (a.end - a.start)) });
  }
  return found;
}

/** Part a text into its paragraphs: spans between line breaks, empty ones left out. */
export function paragraphs(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let start = 0;
  let point = 0;
  for (const character of text) {
    if (character === "\n") {
      if (point > start) found.push({ start, end: point });
      start = point + 1;
    }
    point++;
  }
  if (point > start) found.push({ start, end: point });
  return found;
}
