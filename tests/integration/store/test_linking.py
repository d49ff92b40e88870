import pytest

from factory import make_account
from variorum.model import Report
from variorum.model.record import Member
from variorum.store import Pair, Store


@pytest.fixture
def store(store: Store) -> Store:
    """A store with four reports."""
    for id_ in "abcd":
        store.add_report(Report(id=id_, text=f"text {id_}"))
    return store


def case(name: str) -> Member:
    return Member(report=name[0], incident=f"i{name[1:]}")


def keys(*cases: str) -> dict[Member, tuple[str, list[str]]]:
    """Give where cases stand and in which blocks, each said as "a1 standing block block"."""
    split = (said.split() for said in cases)
    return {case(name): (standing, blocks) for name, standing, *blocks in split}


def pair(left: str, right: str, probability: float = 0.5, evidence: bytes = b'{"day":1}') -> Pair:
    return Pair(left=case(left), right=case(right), probability=probability, evidence=evidence)


def test_cases_share_blocks(store: Store) -> None:
    """The cases of a block are given, sorted by where they stand, whatever the order in which they came."""
    store.save_case_keys(keys("b1 2 x y x", "a2 3 x", "a1 3 x", "c1 1 z"))
    assert list(store.cases_in(["y", "x", "nothing"])) == [
        ("x", "2", case("b1")),
        ("x", "3", case("a1")),
        ("x", "3", case("a2")),
        ("y", "2", case("b1")),
    ]


def test_large_blocks_can_be_left_out(store: Store) -> None:
    """A block that holds more cases than asked for is left out as a whole."""
    store.save_case_keys(keys("a1 1 x y", "b1 1 x y", "c1 1 x"))
    assert {block for block, _, _ in store.cases_in(["x", "y"], largest=2)} == {"y"}


def test_new_keys_take_the_place(store: Store) -> None:
    """A case stands where it was put last, and others stay."""
    store.save_case_keys(keys("a1 1 x", "a2 1 x"))
    store.save_case_keys(keys("a1 2 y"))
    assert list(store.cases_in(["x", "y"])) == [("x", "1", case("a2")), ("y", "2", case("a1"))]


def test_keys_of_cases(store: Store) -> None:
    """A case leads to where it stands and to its blocks."""
    store.save_case_keys(keys("a1 1 x y", "a2 2 x"))
    assert store.keys_of([case("a1"), case("b1"), case("z1")]) == {case("a1"): ("1", frozenset("xy"))}


def test_sizes_of_blocks(store: Store) -> None:
    """The cases of each block are counted."""
    store.save_case_keys(keys("a1 1 x y", "a2 2 x"))
    assert store.block_sizes(["x", "y", "z"]) == {"x": 2, "y": 1}


def test_cases_around_a_place(store: Store) -> None:
    """The nearest cases of a block before and after a place are given in their order, and counted between two."""
    store.save_case_keys(keys("a1 1 x", "a2 2 x", "a3 3 x", "a4 4 x", "a5 5 x", "b3 3 y"))
    assert [standing for standing, _ in store.cases_around("x", "3", 1)] == ["2", "3", "4"]
    assert store.count_between("x", "1", "5") == 3


def test_pair_comes_back_whichever_is_left(store: Store) -> None:
    """A pair is one pair whichever of its cases is named first."""
    store.save_pairs([pair("b1", "a1")])
    store.save_pairs([pair("a1", "b1", 0.75, b"2")])
    assert list(store.pairs()) == [pair("a1", "b1", 0.75, b"2")]


def test_pairs_of_cases(store: Store) -> None:
    """The pairs of a case are those in which it is either one, each once."""
    store.save_pairs([pair("a1", "b1"), pair("b1", "c1"), pair("c1", "d1"), pair("b2", "c1")])
    assert list(store.pairs([case("b1"), case("a1")])) == [pair("a1", "b1"), pair("b1", "c1")]


def test_pairs_above_a_probability(store: Store) -> None:
    """Pairs that are less probable than asked for are left out."""
    store.save_pairs([pair("a1", "b1", 0.2), pair("b1", "c1", 0.9)])
    assert list(store.pairs(least=0.9)) == list(store.pairs([case("b1")], least=0.5)) == [pair("b1", "c1", 0.9)]


def test_dropped_pairs_are_gone(store: Store) -> None:
    """A pair that is dropped is gone, and the others stay."""
    store.save_pairs([pair("a1", "b1"), pair("b1", "c1")])
    store.drop_pairs([(case("a1"), case("b1"))])
    assert list(store.pairs()) == [pair("b1", "c1")]


def test_more_pairs_than_a_batch(store: Store) -> None:
    """All pairs are given in pieces, each once and sorted."""
    made = [pair(f"a{n}", f"b{n}") for n in range(5100)]
    store.save_pairs(reversed(made))
    assert list(store.pairs()) == sorted(made, key=lambda pair: (pair.left, pair.right))


def test_unknown_report_is_refused(store: Store) -> None:
    """A pair or a key of a report that is not there is refused as a whole."""
    with pytest.raises(LookupError):
        store.save_pairs([pair("a1", "b1"), pair("a1", "z1")])
    with pytest.raises(LookupError):
        store.save_case_keys(keys("a1 1 x", "z1 1 x"))
    assert (list(store.pairs()), list(store.cases_in(["x"]))) == ([], [])


def test_account_read_anew_drops_what_was_compared(store: Store) -> None:
    """Keys and pairs of a report go when it gets another account, and no others."""
    account = make_account()
    store.add_report(account.report)
    here = Member(report="marada.txt", incident="i1")
    store.save_case_keys({here: ("1", ["x"]), **keys("a1 1 x")})
    store.save_pairs([Pair(left=case("a1"), right=here, probability=0.5), pair("a1", "b1")])
    store.save_account(account, reader="2")
    assert list(store.cases_in(["x"])) == [("x", "1", case("a1"))]
    assert list(store.pairs()) == [pair("a1", "b1")]
