"""
Measure how well names of places are resolved on the geoparsing corpora, gold names given.

    python tools/evaluate_places.py [--data DIRECTORY] [--show N] [corpus ...]

A toponym counts as right where the place's coordinates lie within 161 km of the gold ones. Demonyms ("Turkish") are
left out, since the reader gives none; so are toponyms that the corpus does not link to GeoNames.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
from pathlib import Path

import spacy
from spacy.util import filter_spans

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from variorum.knowledge import load_countries, load_gazetteer  # noqa: E402
from variorum.reading.places import find_places  # noqa: E402
from variorum.reading.places.mention import distance  # noqa: E402

WITHIN_KM = 161.0


def main() -> None:
    """Print a line for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("corpora", nargs="*", default=["lgl", "geowebnews", "tr_news", "geovirus"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "geoparsing")
    parser.add_argument("--show", type=int, default=0, help="how many errors to show")
    arguments = parser.parse_args()
    gazetteer, countries = load_gazetteer(), load_countries()
    nlp = spacy.blank("en")
    for corpus in arguments.corpora:
        away: list[float] = []
        shown = 0
        with gzip.open(arguments.data / f"{corpus}_dev.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                report = json.loads(line)
                doc = nlp.make_doc(report["text"])
                gold = []
                for toponym in report["toponyms"]:
                    span = doc.char_span(toponym["start"], toponym["end"], label="LOC", alignment_mode="expand")
                    if (
                        span is None
                        or not toponym.get("lat")
                        or not (
                            toponym.get("fcode") or str(toponym.get("geonameid")).isdecimal() or corpus == "geovirus"
                        )
                    ):
                        continue
                    if countries.by_adjective(span.text) and not countries.by_name(span.text):
                        continue
                    gold.append((span, toponym))
                doc.ents = filter_spans([span for span, _ in gold])
                mentions = find_places(doc, gazetteer, parties=True)
                for span, toponym in gold:
                    at = (float(toponym["lat"]), float(toponym["lon"]))
                    found = [m for m in mentions if m.start < span.end and span.start < m.end]
                    km = 20_000.0
                    if found and found[0].place.latitude is not None and found[0].place.longitude is not None:
                        km = distance(at, (found[0].place.latitude, found[0].place.longitude))
                    away.append(km)
                    if km > WITHIN_KM and shown < arguments.show:
                        shown += 1
                        place = found[0].place if found else None
                        got = f"{place.name} ({place.level}, {place.province}, {place.country})" if place else "nothing"
                        context = report["text"][max(0, toponym["start"] - 50) : toponym["end"] + 40].replace("\n", " ")
                        wanted = f"{toponym.get('name')} {toponym.get('fcode')} {toponym.get('country')}"
                        print(f"  {toponym['phrase']}: {wanted} {at}, read as {got}, {km:.0f} km | {context}")
        right = sum(km <= WITHIN_KM for km in away)
        median = statistics.median(away)
        print(f"{corpus}: {right}/{len(away)} = {right / len(away):.1%} within 161 km, median {median:.1f} km")


if __name__ == "__main__":
    main()
