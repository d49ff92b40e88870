import pytest

from variorum.model import Report
from variorum.model.record import StatementEntry
from variorum.store import Store

TEXTS = {
    "a": ("Shelling in Teltow", "Mortar rounds hit the old market.\nThe mayor of Teltów spoke of AK-47 fire."),
    "b": ("A quiet week", "The market in Marada opened again; insurgents attacked nobody."),
    "c": (None, "Who was it? Nobody knows who was there.\x00 NASA's \udcff satellites saw 3.5 km of ÇELİK."),
}


@pytest.fixture
def store(store: Store) -> Store:
    """A store with three reports."""
    for id_, (title, text) in TEXTS.items():
        store.add_report(Report(id=id_, title=title, text=text))
    return store


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("market", "ab"),
        ("MARKETS", "ab"),
        ("market mortar", "a"),
        ('"old market"', "a"),
        ('"market old"', ""),
        ("teltów", "a"),
        ("teltow", "a"),
        ("attacking", "b"),
        ("insur*", "b"),
        ("insur", ""),
        ("ak-47", "a"),
        ("AK47", ""),
        ("the who", ""),
        ("who was", "c"),
        ('"who was there"', "c"),
        ("nasa", "c"),
        ("3.5", "c"),
        ("shelling", "a"),
        ('"market', "ab"),
        ("", ""),
        ('"" * - ()', ""),
        ("market OR mortar", ""),
        ("market & | ! <-> : \\ ' NEAR(", ""),
        ("market:*", "ab"),
        ("title:market", ""),
        ("a" * 5000, ""),
    ],
)
def test_reports_are_found(store: Store, query: str, wanted: str) -> None:
    """The same reports are found by the same words on every database, and no query is an error."""
    assert "".join(sorted(hit.report for hit in store.search(query))) == wanted


def test_hit_shows_the_words(store: Store) -> None:
    """A hit has the title of its report and a snippet in which what was sought is marked."""
    (hit,) = store.search("mortar")
    assert hit.title == "Shelling in Teltow"
    assert ("Mortar", True) in hit.snippet
    assert " ".join("".join(part for part, _ in hit.snippet).split()) in " ".join(TEXTS["a"][1].split())


def test_hits_are_limited(store: Store) -> None:
    """Hits can be asked for some at a time."""
    first, second = (store.search("market", limit=1, skip=skip) for skip in (0, 1))
    assert {first[0].report, second[0].report} == {"a", "b"}


def test_huge_text_is_added_and_found(store: Store) -> None:
    """A text of more different words than a database indexes is added, and found by its beginning."""
    words = " ".join(f"w{n}x{n * 7919}" for n in range(90_000))
    store.add_report(Report(id="huge", text=f"Beginning. {words}"))
    assert [hit.report for hit in store.search("beginning w1x7919")] == ["huge"]


def said(report: str, quote: str, start: int = 0) -> StatementEntry:
    return StatementEntry(report=report, speaker="p", stance="asserts", start=start, end=start + 9, quote=quote)


def test_statements_are_found(store: Store) -> None:
    """Statements are found by their words, each with its report."""
    made = [said("a", "they fired at the market"), said("b", "nobody was hurt")]
    store.replace_statements([], made)
    (hit,) = store.search("firing", kind="statement")
    assert (hit.report, hit.title, hit.statement) == ("a", "Shelling in Teltow", made[0])
    assert ("fired", True) in hit.snippet


def test_dropped_statements_are_not_found(store: Store) -> None:
    """A statement that was replaced is found by its new words alone."""
    store.replace_statements([], [said("a", "they fired at the market")])
    store.replace_statements(["a"], [said("a", "they left")])
    assert (store.search("fired", kind="statement"), len(store.search("left", kind="statement"))) == ((), 1)
