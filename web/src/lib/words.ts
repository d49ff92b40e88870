import type { ActorRow, Group, IncidentType, MarkKind, Name, Origin, Outcome, Place, PlaceLevel, Side, Summary } from "../data/types";

/** The record's terms as words for people. A term that is not listed is shown as it is. */
export function sayTerm(term: string): string {
  return term.replaceAll("_", " ");
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Give all terms of a type in the order given; where one is missing, or there is none such, it does not compile. */
function every<T extends string>(terms: Record<T, 1>): readonly T[] {
  return Object.keys(terms) as T[];
}

export const TYPES = every<IncidentType>({
  air_strike: 1,
  shelling: 1,
  suicide_bombing: 1,
  bombing: 1,
  armed_attack: 1,
  clash: 1,
  killing: 1,
  abduction: 1,
  arrest: 1,
  sexual_violence: 1,
  destruction: 1,
  territory_change: 1,
  operation: 1,
  protest: 1,
  riot: 1,
  expulsion: 1,
  closure: 1,
  talks: 1,
  agreement: 1,
  other: 1,
});

export const ACTOR_TYPES = every<ActorRow["type"]>({
  state: 1,
  government: 1,
  military: 1,
  police: 1,
  intelligence: 1,
  armed_group: 1,
  political_party: 1,
  intergovernmental: 1,
  media: 1,
  research: 1,
  civilians: 1,
  person: 1,
  other: 1,
});

export const OUTCOMES = every<Outcome>({
  killed: 1,
  injured: 1,
  casualty: 1,
  abducted: 1,
  captured: 1,
  missing: 1,
  displaced: 1,
  detained: 1,
});

const SIDE: Record<Side, string> = {
  initiator: "The initiator’s side",
  target: "The target’s side",
  third: "Third parties",
  reporter: "The reports themselves",
};

export const SIDES = Object.keys(SIDE) as Side[];

export function saySide(side: Side): string {
  return SIDE[side];
}

const GROUP: Record<Group, string> = {
  civilian: "civilians",
  military: "soldiers",
  police: "police",
  security_forces: "security forces",
  militant: "militants",
  official: "officials",
  unknown: "people",
};

export function sayGroup(group: Group): string {
  return GROUP[group];
}

export function sayOutcome(outcome: Outcome): string {
  return outcome === "casualty" ? "killed or injured" : outcome;
}

const LEVEL: Record<PlaceLevel, string> = {
  site: "a site",
  settlement: "a settlement",
  district: "somewhere in the district",
  province: "somewhere in the province",
  country: "somewhere in the country",
  region: "somewhere in the region",
};

export function sayLevel(level: PlaceLevel): string {
  return LEVEL[level];
}

/** Tell whether coordinates of such a place mean a point rather than the middle of something large. */
export function isExact(level: PlaceLevel | null): boolean {
  return level === "site" || level === "settlement";
}

let regions: Intl.DisplayNames | undefined;

export function sayCountry(code: string | null): string {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code ?? "";
  regions ??= new Intl.DisplayNames(["en"], { type: "region" });
  return regions.of(code) ?? code;
}

/** Say where, each place once, with its country where that is not the place itself. */
export function sayWhere(places: readonly Place[]): string {
  const names = places.map((place) => place.name);
  const country = new Set(places.map((place) => sayCountry(place.country)));
  const [only] = country;
  const list = sayList(names);
  return country.size === 1 && only && !names.includes(only) && list ? `${list}, ${only}` : list;
}

export function sayList(words: readonly string[], most = 4): string {
  const shown = [...new Set(words)];
  if (shown.length > most) return `${shown.slice(0, most - 1).join(", ")} and ${String(shown.length - most + 1)} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}` : (shown[0] ?? "");
}

export function sayNames(names: readonly Name[], most = 3): string {
  return sayList(
    names.map((name) => name.name),
    most,
  );
}

/** Name an incident as a headline would: what, where. */
export function titleOf(incident: Pick<Summary, "type" | "where">): string {
  const place = sayList(incident.where.map((one) => one.name).slice(0, 2));
  return capital(sayTerm(incident.type)) + (place ? `, ${place}` : "");
}

/** Say a contested field in words: "harms killed civilian" is "civilians killed". */
export function sayField(field: string): string {
  const [kind, outcome, ...group] = field.split(" ");
  if (kind === "harms" && outcome) {
    const whom = group.join(" ");
    return `${whom in GROUP ? sayGroup(whom as Group) : sayTerm(whom)} ${sayOutcome(outcome as Outcome)}`.trim();
  }
  return (
    {
      happened: "whether it happened",
      initiators: "who did it",
      targets: "who or what was hit",
      type: "what it was",
      when: "when",
      where: "where",
    }[field] ?? sayTerm(field)
  );
}

const KIND: Record<MarkKind, string> = {
  incident: "Incidents",
  harm: "Harms",
  statement: "Statements",
  cue: "Cues",
  speaker: "Speakers",
  actor: "Actors",
  time: "Times",
  place: "Places",
  statistic: "Statistics",
  link: "Links",
};

export const MARK_KINDS = Object.keys(KIND) as MarkKind[];

export function sayKind(kind: MarkKind): string {
  return KIND[kind];
}

const ORIGIN: Record<Origin["kind"], string> = {
  report: "its own reporting",
  copy: "shared text",
  agency: "an agency",
  speaker: "one speaker",
};

export function sayOrigin(kind: Origin["kind"]): string {
  return ORIGIN[kind];
}
