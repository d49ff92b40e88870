import type { ActorEntry, Contest, Harm, IncidentPage, Name, Position, Side, Source, Telling } from "../data/types";
import { SIDES } from "./words";

/** The people and parties that a page speaks of, by their ids. */
export class Cast {
  readonly #names: ReadonlyMap<string, Pick<ActorEntry, "id" | "name"> & { parent?: string | null }>;

  constructor(actors: readonly (ActorEntry | Name)[]) {
    this.#names = new Map(actors.map((actor) => [actor.id, actor]));
  }

  name(id: string | null): string {
    return id === null ? "" : (this.#names.get(id)?.name ?? id);
  }

  /** Leave out those that are called as one before them: the same words of several reports. */
  distinct(ids: readonly string[]): string[] {
    const seen = new Set<string>();
    return ids.filter((id) => {
      const name = this.name(id).toLowerCase();
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    });
  }

  /** Name somebody with whom they belong to: "Zabihullah Mujahid, Afghan Taliban". */
  full(id: string | null): string {
    const parent = id === null ? null : this.#names.get(id)?.parent;
    const above = parent ? this.#names.get(parent)?.name : undefined;
    return this.name(id) + (above && above !== this.name(id) ? `, ${above}` : "");
  }
}

export const FIELDS = ["type", "when", "where", "initiators", "targets"] as const;
export type Field = (typeof FIELDS)[number];

/** A row of the table of accounts: what one voice says in one report, with its stand on what is contested. */
export interface Row {
  readonly telling: Telling;
  readonly report: Source | undefined;
  /** Whether the row before it is of the same voice. */
  readonly again: boolean;
  readonly positions: ReadonlyMap<string, readonly Position[]>;
  readonly harms: readonly { readonly harm: Harm; readonly parted: boolean }[];
}

export interface SideRows {
  readonly side: Side;
  readonly rows: readonly Row[];
}

/** Put the accounts of an incident into rows by side, each voice's reports after one another. */
export function accounts(page: Pick<IncidentPage, "tellings" | "reports" | "entry">): SideRows[] {
  const reports = new Map(page.reports.map((report) => [report.id, report]));
  const parted = new Set(page.entry.contested.map((contest) => contest.field));
  return SIDES.map((side) => {
    const tellings = page.tellings.filter((telling) => telling.side === side);
    const voices = [...new Set(tellings.map(voiceOf))];
    const sorted = voices.flatMap((voice) => tellings.filter((telling) => voiceOf(telling) === voice));
    return {
      side,
      rows: sorted.map((telling, i) => ({
        telling,
        report: reports.get(telling.report),
        again: i > 0 && voiceOf(telling) === voiceOf(sorted[i - 1] as Telling),
        positions: positionsOf(telling, page.entry.contested),
        harms: telling.harms.map((harm) => ({ harm, parted: parted.has(`harms ${harm.outcome} ${harm.group}`) })),
      })),
    };
  }).filter((group) => group.rows.length > 0);
}

/** A report's own voice is one for each report. */
function voiceOf(telling: Telling): string {
  return telling.speaker ?? ` ${telling.report}`;
}

function positionsOf(telling: Telling, contests: readonly Contest[]): Map<string, Position[]> {
  const found = new Map<string, Position[]>();
  for (const contest of contests) {
    const mine = contest.positions.filter(
      (position) => position.report === telling.report && position.speaker === telling.speaker,
    );
    if (mine.length) found.set(contest.field, mine);
  }
  return found;
}

/** Part the positions on a contested field by side, in the order of the sides. */
export function bySide(contest: Contest): { side: Side; positions: Position[] }[] {
  return SIDES.map((side) => ({ side, positions: contest.positions.filter((one) => one.side === side) })).filter(
    (group) => group.positions.length > 0,
  );
}
