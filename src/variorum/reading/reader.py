"""The reader: one report in, its account out. Every step is a module of its own; this one sets their order."""

from __future__ import annotations

import dataclasses
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from variorum.knowledge import load_actors, load_gazetteer
from variorum.model import Account, Report
from variorum.nlp import syntax
from variorum.reading.actors import ActorIndex
from variorum.reading.context import Context
from variorum.reading.incidents import Read, find_happenings, find_incidents, sides_of
from variorum.reading.layout import find_layout
from variorum.reading.links import find_links, taken_up
from variorum.reading.places import find_places
from variorum.reading.publication import infer_published
from variorum.reading.quantities import find_quantities
from variorum.reading.referents import MentionRef
from variorum.reading.statements import find_statements, to_statements
from variorum.reading.statistics import HARMED, find_statistics
from variorum.reading.times import find_times
from variorum.reading.victims import unite_victims
from variorum.reading.voices import Voice, Voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from variorum.model import Harm, Statistic
    from variorum.reading.statements import Said


class Reader:
    """
    Reads reports with one pipeline.

    `version` names what an account depends on beside its report: this program and the pipeline.
    """

    def __init__(self, pipeline: Language) -> None:
        self.pipeline = pipeline
        meta = pipeline.meta
        self.version = (
            f"variorum {version('variorum')} with {meta.get('name', 'pipeline')} {meta.get('version', '')}".strip()
        )

    def read(self, report: Report) -> Account:
        """Read a report that is within the limits on length; what its text holds never raises."""
        return read_context(make_context(report, self.pipeline(report.text)))


def make_context(report: Report, doc: Doc) -> Context:
    """Find what all readers need of a report whose text the pipeline has parsed."""
    layout = find_layout(report.text)
    catalogue, places = load_actors(), load_gazetteer()
    published = infer_published(report.published, layout, report.text)
    return Context(
        report=report,
        doc=doc,
        layout=layout,
        published=published,
        times=find_times(report.text),
        quantities=find_quantities(report.text),
        places=find_places(doc, places),
        actors=ActorIndex.build(doc, layout, catalogue, places, on=published.start),
    )


def spoken_in(said: Sequence[Said]) -> list[Voice]:
    """Give who speaks where, from the statements that were found."""
    spans = [(s, span) for s in said for span in (*s.content, *([s.tail] if s.tail and s.stance == "asserts" else []))]
    return [Voice(*span, by, s.stance) for s, span in spans for by in s.speakers[:1]]


def read_context(context: Context) -> Account:
    """Run the readers that need the whole context, in their order."""
    said = find_statements(context)
    happenings = find_happenings(context, Voices(spoken_in(said)))
    unite_victims(context, happenings)
    said = tuple(dataclasses.replace(s, speakers=tuple(map(context.actors.now, s.speakers))) for s in said)
    spoken = spoken_in(said)
    voices = Voices(spoken)
    reads = find_incidents(context, happenings, voices, [v for v in spoken if v.stance == "claims_responsibility"])
    counted = {i for r in reads for start, end in r.counts for i in range(start, end)}

    def taken(start: int, end: int) -> bool:
        return not counted.isdisjoint(range(start, end))

    def speaker_at(token: int) -> str | None:
        voice = voices.at(token)
        return voice.speaker if voice else None

    statistics = find_statistics(context, taken, speaker_at)
    reads = _without_statistics(context, reads, statistics)
    refs = sorted((ref for r in reads for ref in _refs(context, r)), key=lambda m: (m.start, m.end))
    bare = {r.incident.id for r in reads if not r.incident.harms}
    again = {one: other for one, other in taken_up(context, refs).items() if one in bare}
    at_token = {i: again.get(r.incident.id, r.incident.id) for r in reversed(reads) for i in r.tokens}
    reads = tuple(r for r in reads if r.incident.id not in again)

    def incident_of(start: int, end: int) -> str | None:
        return next((at_token[i] for i in range(start, end) if i in at_token), None)

    statements = to_statements(context, said, incident_of)
    incidents = tuple(r.incident for r in reads)
    first = {ref.incident: ref for ref in reversed(refs)}
    meant = ((ref, first[again.get(ref.incident, ref.incident)]) for ref in refs)
    links = find_links(context, [dataclasses.replace(told, start=ref.start, end=ref.end) for ref, told in meant])
    used = [
        *(i for r in incidents for i in (*r.initiators, *r.targets)),
        *(h.speaker for r in incidents for h in r.harms if h.speaker),
        *(s.speaker for s in statements),
        *(s.speaker for s in statistics if s.speaker),
    ]
    report = msgspec.structs.replace(
        context.report,
        title=context.report.title or context.layout.title,
        publisher=context.report.publisher or context.layout.publisher or context.layout.agency,
        authors=context.report.authors or context.layout.authors,
        published=context.published,
    )
    return Account(
        report=report,
        actors=context.actors.account(used),
        incidents=incidents,
        statements=statements,
        statistics=statistics,
        links=links,
    )


_NARROW = frozenset({"site", "settlement", "district"})


def _refs(context: Context, read: Read) -> Iterator[MentionRef]:
    incident = read.incident
    sides, against = (frozenset(sides_of(context, who)) for who in (incident.initiators, incident.targets))
    when = incident.when
    told = MentionRef(
        incident.id,
        0,
        0,
        type=incident.type,
        initiators=incident.initiators,
        targets=incident.targets,
        sides=sides,
        against=against,
        places=frozenset(w.name.casefold() for w in incident.where if w.level in _NARROW),
        provinces=frozenset(w.province.casefold() for w in incident.where if w.province),
        days=(when.start, when.end) if when.start and when.end else None,
    )
    for start, end in read.parts:
        yield dataclasses.replace(told, start=start, end=end)


def _without_statistics(
    context: Context, reads: tuple[Read, ...], statistics: tuple[Statistic, ...]
) -> tuple[Read, ...]:
    """
    Take back harms that turned out to be counts over a period, and incidents that are no more than what they sum.

    These are those that only such a harm named, and those without harm that only a plural names beside such a count
    ("Raids have killed 90 people since May").
    """
    counted = {i for s in statistics for i in range(s.start, s.end)}
    summed = {i for s in statistics if s.measure in HARMED for i in range(*context.tokens(s.start, s.end))}

    def is_counted(harm: Harm) -> bool:
        """Tell whether a harm is a statistic's count, or a part of one ("90 people, among them one teacher")."""
        if not counted.isdisjoint(range(harm.start, harm.end)):
            return True
        first, last = context.tokens(harm.start, harm.end)
        root = syntax.root(context.doc, first, last)
        while root.dep_ in {"conj", "nmod", "appos"}:
            root = root.head
            if root.i in summed:
                return True
        return False

    kept = []
    for read in reads:
        if read.unheard:
            continue
        harms = tuple(h for h in read.incident.harms if not is_counted(h))
        series = read.by_harm_alone or _is_series(context, read, statistics)
        if harms or not (series or (read.incident.harms and _only_counts(context, read, statistics))):
            kept.append(dataclasses.replace(read, incident=msgspec.structs.replace(read.incident, harms=harms)))
    return tuple(kept)


def _only_counts(context: Context, read: Read, statistics: tuple[Statistic, ...]) -> bool:
    """Tell deeds told by the verbs of counts beside a series ("carried out 35 raids and detained 230 people")."""
    counted = {i for s in statistics for i in range(*context.tokens(s.start, s.end))}
    series = {context.token_at(s.start) for s in statistics if s.measure not in HARMED | {"arrests"}}
    for start, end in read.mentions:
        head = syntax.root(context.doc, start, end)
        if head.pos_ != "VERB" or not any(t.i in counted for t in syntax.patients(head)):
            return False
        if not any(head.sent.start <= i < head.sent.end for i in series):
            return False
    return True


def _is_series(context: Context, read: Read, statistics: tuple[Statistic, ...]) -> bool:
    """Tell happenings in the plural, without a day, whose every mention stands in the sentence of a sum of harm."""
    doc = context.doc
    bare = all(_is_bare_cause(doc[start:end].root) for start, end in read.mentions)
    if (read.incident.when.precision == "day" and not bare) or not read.mentions:
        return False
    summed = {context.token_at(s.start) for s in statistics if s.measure in HARMED}
    for start, end in read.mentions:
        head = syntax.root(doc, start, end)
        if head.dep_ in {"compound", "amod"}:
            head = head.head
        if head.tag_ not in {"NNS", "NNPS"} and not bare:
            return False
        if not any(head.sent.start <= i < head.sent.end for i in summed):
            return False
    return True


def _is_bare_cause(head: Token) -> bool:
    """Tell the kinds of deeds that harm came from: "most of them from shelling and air strikes"."""
    first = syntax.first_conjunct(head)
    if head.pos_ != "NOUN" or syntax.preposition(first) not in {"from", "by", "in", "to"}:
        return False
    return not any(c.dep_ in {"det", "nmod:poss", "nummod", "nmod"} for c in head.children)
