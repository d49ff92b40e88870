"""The main text of pages in the manner of ten outlets, without what stands around it."""

import re

import pytest

from outlets import OUTLETS, Outlet
from variorum.settings import IntakeLimits
from variorum.sources.items import Captured, Document
from variorum.sources.parsing import parse

LEAST_RECALL = 0.99
LEAST_PRECISION = 0.98
"""Of words. What a page says under its headline, of its pictures and of who wrote it may be taken or left."""


def text_of(outlet: Outlet) -> str:
    """Take the text of a page as `variorum add` does."""
    captured = Captured(name="page.html", content=outlet.page.encode(), url="https://outlet.example/2031/05/09/ambush")
    (document,) = [item for item in parse(captured, IntakeLimits()) if isinstance(item, Document)]
    return document.text


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def shared(wanted: list[str], found: list[str]) -> int:
    """Count the words that two texts share, each as often as both have it."""
    return sum(min(wanted.count(word), found.count(word)) for word in set(wanted))


@pytest.mark.parametrize("name", OUTLETS)
def test_paragraphs_come_in_order(name: str) -> None:
    """Headline and all paragraphs are there, in their order, each a block of its own."""
    outlet = OUTLETS[name]()
    text = text_of(outlet)
    places = [" ".join(text.split()).find(" ".join(paragraph.split())) for paragraph in outlet.wanted]
    assert -1 not in places, outlet.wanted[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.parametrize("name", OUTLETS)
def test_nothing_around_is_taken(name: str) -> None:
    """Navigation, comments, read-also lines, promotions and footers stay out."""
    outlet = OUTLETS[name]()
    text = text_of(outlet)
    assert [line for line in outlet.around if line in text] == []


def test_words_are_those_of_the_reports() -> None:
    """Over all pages, nearly all words of the reports are taken, and nearly nothing else."""
    wanted = found = both = 0
    for make in OUTLETS.values():
        outlet = make()
        mine, taken = words(" ".join(outlet.wanted)), words(text_of(outlet))
        wanted, found, both = wanted + len(mine), found + len(taken), both + shared(mine, taken)
    assert both / wanted >= LEAST_RECALL
    assert both / found >= LEAST_PRECISION
