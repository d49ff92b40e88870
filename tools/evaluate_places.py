"""
Measure how well names of places are found and resolved on the geoparsing corpora.

    python tools/evaluate_places.py [--data DIRECTORY] [--end-to-end] [--write docs/scores.md] [--show N] [corpus ...]

A toponym counts as right where the place's coordinates lie within 161 km of the gold ones. Without ``--end-to-end`` the
gold names are given and only resolved; with it, raw text goes in. Demonyms ("Turkish") are left out, since the reader
gives none; so are, for coordinates, toponyms that the corpus does not link to GeoNames.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.util import filter_spans

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from scores import f1, write_block  # noqa: E402

from variorum.knowledge import load_countries, load_gazetteer  # noqa: E402
from variorum.nlp import load_pipeline  # noqa: E402
from variorum.reading.places import find_places  # noqa: E402
from variorum.reading.places.mention import PlaceMention, distance  # noqa: E402

WITHIN_KM = 161.0
FAR_KM = 20_000.0
NAMES = {"lgl": "LGL", "geowebnews": "GeoWebNews", "tr_news": "TR-News", "geovirus": "GeoVirus"}

NO_PLACES = frozenset({"Homonym", "Non_Toponym"})
"""What GeoWebNews marks that names no place."""

Toponym = dict[str, Any]


@dataclass
class Tally:
    """What was counted on one corpus; spans are of characters."""

    wanted: int = 0
    found: int = 0
    exact: int = 0
    overlapping: int = 0
    away: list[float] = field(default_factory=list)
    away_found: list[float] = field(default_factory=list)

    def within(self) -> int:
        return sum(km <= WITHIN_KM for km in self.away)


def reports(corpus: str, data: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(data / f"{corpus}_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def is_located(toponym: Toponym, corpus: str) -> bool:
    linked = toponym.get("fcode") or str(toponym.get("geonameid")).isdecimal() or corpus == "geovirus"
    return bool(toponym.get("lat") and linked)


def is_demonym(text: str) -> bool:
    countries = load_countries()
    return bool(countries.by_adjective(text) and not countries.by_name(text))


def is_name(toponym: Toponym, text: str) -> bool:
    """Tell whether a place is named, not described ("the city") or called by its people or language."""
    kind = toponym.get("type") or ""
    described = kind.endswith("_Expression") or kind in ("Demonym", "Language")
    return not described and not is_demonym(text[toponym["start"] : toponym["end"]])


def away(mentions: list[PlaceMention], toponym: Toponym) -> float:
    at = (float(toponym["lat"]), float(toponym["lon"]))
    if not mentions or mentions[0].place.latitude is None or mentions[0].place.longitude is None:
        return FAR_KM
    return distance(at, (mentions[0].place.latitude, mentions[0].place.longitude))


def tell(report: dict[str, Any], toponym: Toponym, mentions: list[PlaceMention], km: float) -> None:
    place = mentions[0].place if mentions else None
    got = f"{place.name} ({place.level}, {place.province}, {place.country})" if place else "nothing"
    context = report["text"][max(0, toponym["start"] - 50) : toponym["end"] + 40].replace("\n", " ")
    wanted = f"{toponym.get('name')} {toponym.get('fcode')} {toponym.get('country')}"
    print(f"  {toponym['phrase']}: {wanted}, read as {got}, {km:.0f} km | {context}")


def resolve(corpus: str, data: Path, show: int) -> Tally:
    """Resolve gold names."""
    nlp, tally = spacy.blank("en"), Tally()
    for report in reports(corpus, data):
        doc = nlp.make_doc(report["text"])
        gold: list[tuple[Span, Toponym]] = []
        for toponym in report["toponyms"]:
            span = doc.char_span(toponym["start"], toponym["end"], label="LOC", alignment_mode="expand")
            if span is not None and is_located(toponym, corpus) and not is_demonym(span.text):
                gold.append((span, toponym))
        doc.ents = filter_spans([span for span, _ in gold])
        mentions = find_places(doc, load_gazetteer(), parties=True)
        for span, toponym in gold:
            found = [m for m in mentions if m.start < span.end and span.start < m.end]
            tally.away.append(km := away(found, toponym))
            if km > WITHIN_KM and show > 0:
                show -= 1
                tell(report, toponym, found, km)
    return tally


def read(corpus: str, data: Path, show: int, nlp: Language) -> Tally:
    """Find and resolve names in raw text."""
    tally = Tally()
    for report in reports(corpus, data):
        doc: Doc = nlp(report["text"])
        marked = [t for t in report["toponyms"] if t.get("type") not in NO_PLACES]
        every = [(t["start"], t["end"]) for t in marked]
        gold = [t for t in marked if is_name(t, report["text"])]
        wanted = {(t["start"], t["end"]) for t in gold}
        mentions = [(spans(doc, m), m) for m in find_places(doc, load_gazetteer(), parties=True)]
        # What overlaps a demonym or a description is neither right nor wrong.
        counted = [s for s, _ in mentions if overlaps(s, wanted) or not overlaps(s, every)]
        tally.wanted += len(wanted)
        tally.found += len(counted)
        tally.exact += len(wanted & set(counted))
        tally.overlapping += pairs(wanted, counted)
        for toponym in gold:
            if not is_located(toponym, corpus):
                continue
            mine = (toponym["start"], toponym["end"])
            found = [m for span, m in mentions if overlaps(mine, [span])]
            tally.away.append(km := away(found, toponym))
            if found:
                tally.away_found.append(km)
            if km > WITHIN_KM and show > 0:
                show -= 1
                tell(report, toponym, found, km)
    return tally


def spans(doc: Doc, mention: PlaceMention) -> tuple[int, int]:
    span = doc[mention.start : mention.end]
    return span.start_char, span.end_char


def overlaps(span: tuple[int, int], others: Any) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def pairs(wanted: set[tuple[int, int]], found: list[tuple[int, int]]) -> int:
    """Count the pairs of overlapping spans, each span in one pair at most."""
    free, count = sorted(found), 0
    for start, end in sorted(wanted):
        match = next((span for span in free if span[0] < end and start < span[1]), None)
        if match is not None:
            free.remove(match)
            count += 1
    return count


def main() -> None:
    """Print a line for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("corpora", nargs="*", default=["geowebnews", "tr_news", "lgl"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "geoparsing")
    parser.add_argument("--end-to-end", action="store_true", help="raw text goes in, not gold names")
    parser.add_argument("--write", type=Path, help="a Markdown file whose block of geoparsing is replaced; end to end")
    parser.add_argument("--show", type=int, default=0, help="how many errors to show")
    arguments = parser.parse_args()
    raw = arguments.end_to_end or arguments.write
    nlp = load_pipeline() if raw else None
    lines = [
        "| corpus (development half) | names | found: F1, same span | found: F1, overlap "
        "| within 161 km, of those found | within 161 km, of all |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for corpus in arguments.corpora:
        if nlp is None:
            tally = resolve(corpus, arguments.data, arguments.show)
            right, number, median = tally.within(), len(tally.away), statistics.median(tally.away)
            print(f"{corpus}: {right}/{number} = {right / number:.1%} within 161 km, median {median:.1f} km")
            continue
        tally = read(corpus, arguments.data, arguments.show, nlp)
        same, overlap = f1(tally.exact, tally.found, tally.wanted), f1(tally.overlapping, tally.found, tally.wanted)
        among = 100 * sum(km <= WITHIN_KM for km in tally.away_found) / max(1, len(tally.away_found))
        whole = 100 * tally.within() / max(1, len(tally.away))
        lines.append(
            f"| {NAMES[corpus]} | {tally.wanted} | {same[2]:.1f} | {overlap[2]:.1f} | {among:.1f} | {whole:.1f} |"
        )
        print(lines[-1], "precision and recall:", " ".join(f"{x:.1f}" for x in (*same[:2], *overlap[:2])), flush=True)
    if arguments.write:
        write_block(arguments.write, "geoparsing scores", lines)


if __name__ == "__main__":
    main()
