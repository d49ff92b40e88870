import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.collation.lineage import (
    SHORTEST,
    Index,
    Page,
    align,
    boilerplate,
    candidates,
    keys,
    outlet_of,
    overlaps,
    resemblance,
    signature,
)


def words(count: int, seed: int) -> str:
    """Make a text of words that no other seed gives, in sentences of ten."""
    rng = random.Random(seed)
    made = [f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{seed}x{rng.randrange(900)}" for _ in range(count)]
    return " ".join(word + "." * (n % 10 == 9) for n, word in enumerate(made))


def edited(text: str, every: int) -> str:
    """Change one word in *every*."""
    return " ".join("changed" if n % every == every - 1 else word for n, word in enumerate(text.split()))


def test_align_finds_passage_with_offsets_in_both() -> None:
    """A paragraph within two texts is found, and both offsets give its words."""
    shared = words(40, 1)
    left, right = Page("a", f"{words(50, 2)}\n{shared}\n{words(9, 3)}"), Page("b", f"{words(20, 4)}\n{shared}")
    (passage,) = align(left, right).passages
    assert left.text[slice(*passage.left)] == right.text[slice(*passage.right)] == shared.rstrip(".")
    assert passage.words == 40


def test_align_bridges_small_edits() -> None:
    """A copy with a word changed here and there is one passage."""
    text = words(60, 1)
    (passage,) = align(Page("a", text), Page("b", edited(text, 15))).passages
    assert passage.words == 56


def test_align_gives_share_of_each_report() -> None:
    """A quarter of the long report is the whole of the short one."""
    short = words(50, 1)
    overlap = align(Page("long", f"{short} {words(150, 2)}"), Page("a", short))
    assert (overlap.left, overlap.shares) == ("a", (1.0, 0.25))


def test_align_finds_moved_paragraphs() -> None:
    """Paragraphs in another order are shared all the same."""
    first, second = words(30, 1), words(30, 2)
    overlap = align(Page("a", f"{first}\n{second}"), Page("b", f"{second}\n{first}"))
    assert overlap.shares == (1.0, 1.0)


def test_align_ignores_runs_below_shortest() -> None:
    """What is shorter than a passage is not shared."""
    formula = words(SHORTEST - 1, 1)
    overlap = align(Page("a", f"{words(9, 2)} {formula}"), Page("b", f"{formula} {words(9, 3)}"))
    assert (overlap.passages, overlap.shares) == ((), (0.0, 0.0))


def test_align_parts_quoted_speech() -> None:
    """What both print as quoted speech is shared, but not copied."""
    speech = words(30, 1)
    left, right = Page("a", f"{words(30, 2)} “{speech}” he said"), Page("b", f'"{speech}" was his word. {words(30, 3)}')
    overlap = align(left, right)
    assert [passage.quoted for passage in overlap.passages] == [True]
    assert overlap.copied == (0.0, 0.0)


def test_align_counts_no_boilerplate() -> None:
    """The lines that serve an outlet's pages are neither shared nor part of the report."""
    footer = f"{words(30, 7)}\n{words(30, 8)}"
    pages = [Page(str(n), f"{words(40, 20 + n)}\n{footer}", "post") for n in range(3)]
    overlap = align(pages[0], pages[1], boilerplate(pages))
    assert (overlap.passages, overlap.shares) == ((), (0.0, 0.0))


@pytest.mark.parametrize("text", ["word " * 5000, "“" * 5000, "a.b." * 3000, "\n" * 5000, "."])
def test_align_is_quick_on_monotonous_text(text: str) -> None:
    """A text that repeats itself is compared with itself like any other."""
    overlap = align(Page("a", text), Page("b", text))
    assert set(overlap.shares) <= {0.0, 1.0}


def test_boilerplate_keeps_lines_with_evidence() -> None:
    """A line in which the reader found something on one page is news on all of them."""
    line = words(20, 1)
    pages = [Page(str(n), f"{words(20, 10 + n)}\n{line}", "post") for n in range(4)]
    told = Page("told", line, "post", evidence=((5, len(line) - 5),))
    assert len(boilerplate(pages)) == 2
    assert boilerplate([*pages, told]) == frozenset()


def test_boilerplate_belongs_to_its_outlet() -> None:
    """A line on one page each of three outlets is nobody's boilerplate."""
    line = words(20, 1)
    assert boilerplate(Page(name, line, name) for name in ("post", "herald", "wire")) == frozenset()


def test_outlet_of_knows_name_and_address() -> None:
    """A catalogued outlet has one key by its name and by the address of its page; another is its own name."""
    assert outlet_of("The Associated Press") == outlet_of(None, "https://apnews.com/article/1") == "associated-press"
    assert outlet_of("The Lake Post") == "lake-post"
    assert outlet_of(None, "lake.txt") is None


def test_resemblance_falls_with_edits() -> None:
    """A lightly edited copy resembles the text, another text does not."""
    text = words(300, 1)
    mine = signature(Page("a", text))
    assert resemblance(mine, signature(Page("b", text.upper()))) == 1.0
    assert 0.5 < resemblance(mine, signature(Page("b", edited(text, 40)))) < 1.0
    assert resemblance(mine, signature(Page("b", words(300, 2)))) == 0.0
    assert resemblance(mine, signature(Page("b", ""))) == 0.0


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(SHORTEST, 30))
def test_keys_meet_in_every_shared_run(before: int, after: int, length: int) -> None:
    """Two texts with twelve words in a row in common share a key, wherever these stand."""
    shared = words(length, 1)
    left, right = Page("a", f"{words(before, 2)} {shared}"), Page("b", f"{shared} {words(after, 3)}")
    assert set(keys(signature(left))) & set(keys(signature(right)))


def test_keys_of_nothing_are_none() -> None:
    """A text too short for a sketch has no key, so that empty pages are no copies of one another."""
    assert keys(signature(Page("a", "Too short."))) == ()


TEXTS = st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=4), min_size=2, max_size=12).map(
    lambda reports: [
        Page(f"r{n}", "\n".join(words(15, part) for part in parts), f"outlet{n % 2}") for n, parts in enumerate(reports)
    ]
)


@settings(deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_overlaps_ignore_order(pages: list[Page], rng: random.Random) -> None:
    """What reports share does not depend on the order in which they come."""
    shuffled = list(pages)
    rng.shuffle(shuffled)
    assert overlaps(pages) == overlaps(shuffled)


@settings(deadline=None)
@given(TEXTS)
def test_overlaps_about_some_reports_are_those_of_all(pages: list[Page]) -> None:
    """Asked about one report, its overlaps are given as they are among all, and no other."""
    first = pages[0].id
    assert overlaps(pages, about={first}) == tuple(o for o in overlaps(pages) if first in (o.left, o.right))


@settings(deadline=None)
@given(st.integers(2, 30), st.randoms(use_true_random=False))
def test_index_finds_all_pairs_in_any_order(count: int, rng: random.Random) -> None:
    """Adding reports one by one names every pair that all of them together give."""
    signatures = {f"r{n}": signature(Page(f"r{n}", words(20, n % 2))) for n in range(count)}
    index, found = Index(), set()
    for report in rng.sample(sorted(signatures), count):
        found |= {tuple(sorted((report, other))) for other in index.add(report, signatures[report])}
    assert set(candidates(signatures)) <= found
    assert index.pairs() == candidates(signatures)


def test_candidates_grow_as_copies_do() -> None:
    """Many copies of one text are compared with a few of them, not each with each, and stay connected."""
    text = words(40, 1)
    signatures = {f"r{n:03}": signature(Page(f"r{n}", text)) for n in range(200)}
    pairs = candidates(signatures)
    assert len(pairs) < 200 * 8
    assert {report for pair in pairs for report in pair} == set(signatures)


@settings(deadline=None)
@given(st.text(), st.text())
def test_align_takes_any_text(left: str, right: str) -> None:
    """No text raises, and shares are parts of a whole."""
    overlap = align(Page("a", left), Page("b", right))
    assert all(0 <= share <= 1 for share in (*overlap.shares, *overlap.copied))
