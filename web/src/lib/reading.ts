import type { Item, Mark, MarkKind, MarkList } from "../data/types";
import { paragraphs, stretches, type Stretch } from "./marks";

/** A paragraph of a report, cut where marks begin and end. */
export interface Paragraph {
  readonly start: number;
  readonly end: number;
  readonly stretches: readonly Stretch[];
}

/** Cut a text into paragraphs, and these where marks of the chosen kinds begin and end. */
export function laidOut(text: string, length: number, marks: readonly Mark[], kinds: ReadonlySet<MarkKind>): Paragraph[] {
  const cut = stretches(
    marks.filter((mark) => kinds.has(mark.kind)),
    length,
  );
  const found: Paragraph[] = [];
  let next = 0;
  for (const { start, end } of paragraphs(text)) {
    const mine: Stretch[] = [];
    while (next < cut.length && (cut[next] as Stretch).end <= start) next++;
    for (let i = next; i < cut.length && (cut[i] as Stretch).start < end; i++) {
      const one = cut[i] as Stretch;
      mine.push({ start: Math.max(start, one.start), end: Math.min(end, one.end), marks: one.marks });
    }
    found.push({ start, end, stretches: mine });
  }
  return found;
}

/** Give which kinds a report has marks of, with how many. */
export function kindsOf(marks: readonly Mark[]): ReadonlyMap<MarkKind, number> {
  const found = new Map<MarkKind, number>();
  for (const mark of marks) found.set(mark.kind, (found.get(mark.kind) ?? 0) + 1);
  return found;
}

/** Give the first words of each item, by its key. */
export function firstMarks(list: MarkList): ReadonlyMap<string, Mark> {
  const found = new Map<string, Mark>();
  for (const mark of list.marks) {
    const known = found.get(mark.item);
    if (!known || rank(mark) < rank(known)) found.set(mark.item, mark);
  }
  return found;
}

const RANK: Partial<Record<MarkKind, number>> = { statement: 0, incident: 0, harm: 0, statistic: 0, actor: 0, link: 0 };

function rank(mark: Mark): number {
  return (RANK[mark.kind] ?? 1) * 1e9 + mark.start;
}

/** Give the items of one kind in the order in which they stand in the text. */
export function ordered(list: MarkList, kind: Item["kind"]): Item[] {
  const first = firstMarks(list);
  return list.items
    .filter((item) => item.kind === kind)
    .sort((a, b) => (first.get(a.key)?.start ?? Infinity) - (first.get(b.key)?.start ?? Infinity));
}
