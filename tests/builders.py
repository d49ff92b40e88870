"""Small cases and actors of a record, built from sentences with the figure's words in brackets."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from variorum.collation.actors import actor_ids
from variorum.collation.cases import Case
from variorum.model import Account, Actor, Harm, Incident, Place, Published, Report, Span, Statement, When
from variorum.model.account import ActorType
from variorum.model.record import ActorEntry

SAME: Any = object()


def entries(*actors: ActorEntry) -> dict[str, ActorEntry]:
    """Give actors by their ids."""
    return {actor.id: actor for actor in actors}


def entry(
    name: str, kind: ActorType = "person", country: str | None = None, parent: str | None = None, **rest: Any
) -> ActorEntry:
    """Give an actor of the record whose id is its name."""
    return ActorEntry(id=name, name=name, type=kind, country=country, parent=parent, **rest)


def harm(sentence: str, low: int, high: Any = SAME, **rest: Any) -> tuple[str, dict[str, Any]]:
    """Give a sentence and the harm of the words in brackets; killed civilians unless told otherwise."""
    fields = {"outcome": "killed", "group": "civilian", "low": low, "high": low if high is SAME else high, **rest}
    return sentence, fields


def says(sentence: str, speaker: str, stance: str = "asserts", **rest: Any) -> tuple[str, dict[str, Any]]:
    """Give a sentence and the statement of the words in brackets."""
    return sentence, {"speaker": speaker, "stance": stance, **rest}


def day(text: str | None) -> Published:
    """Give a date of publication, unknown for None."""
    if text is None:
        return Published()
    return Published(start=date.fromisoformat(text), end=date.fromisoformat(text), basis="metadata")


def when(start: str, end: str | None = None, precision: str = "day") -> When:
    return When(start=date.fromisoformat(start), end=date.fromisoformat(end or start), precision=precision)


def place(name: str, level: str = "settlement", country: str | None = None, province: str | None = None) -> Place:
    return Place(name=name, level=level, country=country, province=province, quote=name)


def case(
    report: str,
    *said: tuple[str, dict[str, Any]],
    on: str | None = None,
    publisher: str | None = None,
    incident_id: str = "i1",
    statements: Iterable[tuple[str, dict[str, Any]]] = (),
    **incident: Any,
) -> Case:
    """Build one case; actors have the same ids in the account and in the record."""
    text = ""
    harms, made = [], []
    for sentence, fields in (*said, *statements):
        start = len(text) + sentence.index("[")
        end = len(text) + sentence.index("]") - 1
        text += sentence.replace("[", "").replace("]", "") + " "
        span = {"start": start, "end": end, "quote": text[start:end]}
        if "outcome" in fields:
            harms.append(Harm(**fields, **span))
        else:
            made.append(Statement(**fields, **span))
    parties = (*incident.get("initiators", ()), *incident.get("targets", ()))
    ids = sorted({*parties, *(h.speaker for h in harms if h.speaker), *(s.speaker for s in made)})
    incident.setdefault("type", "air_strike")
    mentions = (Span(start=0, end=len(text.split(" ")[0]), quote=text.split(" ")[0]),) if text else ()
    account = Account(
        report=Report(id=report, text=text, publisher=publisher, published=day(on)),
        actors=tuple(Actor(id=i, name=i, type="other") for i in ids),
        incidents=(Incident(id=incident_id, harms=tuple(harms), mentions=mentions, **incident),),
        statements=tuple(made),
    )
    return Case(account, account.incidents[0], {i: i for i in ids})


def case_in(
    report: str,
    text: str,
    mention: str | None = None,
    *harms: tuple[str, int, str | None],
    actors: Iterable[Actor] = (),
    statements: Iterable[tuple[str, str, str | None]] = (),
    publisher: str | None = None,
) -> Case:
    """
    Build one case of a given text; actors have the record's ids that `merge_actors` gives them.

    Harms are words of the text, a number of killed and a speaker; statements are words, a speaker and an outlet.
    """

    def at(quote: str) -> dict[str, Any]:
        start = text.index(quote)
        return {"start": start, "end": start + len(quote), "quote": quote}

    account = Account(
        report=Report(id=report, text=text, publisher=publisher),
        actors=tuple(actors),
        incidents=(
            Incident(
                id="i1",
                type="shelling",
                mentions=(Span(**at(mention)),) if mention else (),
                harms=tuple(
                    Harm(outcome="killed", group="civilian", low=low, high=low, speaker=speaker, **at(quote))
                    for quote, low, speaker in harms
                ),
            ),
        ),
        statements=tuple(
            Statement(speaker=speaker, stance="asserts", incident="i1", via=via, **at(quote))
            for quote, speaker, via in statements
        ),
    )
    return Case(account, account.incidents[0], actor_ids(account))
