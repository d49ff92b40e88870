import pytest

from factory import TEXT, make_account
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


def test_new_keys_take_the_place(store: Store) -> None:
    """A case stands where it was put last, and others stay."""
    store.save_case_keys(keys("a1 1 x", "a2 1 x"))
    store.save_case_keys(keys("a1 2 y"))
    assert store.keys_of([case("a1"), case("a2")]) == {
        case("a1"): ("2", frozenset("y")),
        case("a2"): ("1", frozenset("x")),
    }


def test_keys_of_cases(store: Store) -> None:
    """A case leads to where it stands and to its blocks."""
    store.save_case_keys(keys("a1 1 x y", "a2 2 x"))
    assert store.keys_of([case("a1"), case("b1"), case("z1")]) == {case("a1"): ("1", frozenset("xy"))}


def test_first_cases_of_blocks(store: Store) -> None:
    """Of each block so many cases are given as are asked for, and none of a block that has none."""
    store.save_case_keys(keys("a1 1 x y", "a2 2 x", "b1 3 x"))
    assert store.first_in(["x", "y", "z"], 2) == {"x": [case("a1"), case("a2")], "y": [case("a1")]}


def test_cases_of_undated_reports_can_be_left_out(store: Store) -> None:
    """The cases of reports that came undated do not count among the first of a block where dated ones are asked for."""
    account = make_account(text=TEXT + " No date stands here.")
    store.add_report(account.report)
    store.save_account(account, reader="1")
    store.save_undated(account)
    undated = Member(report="marada.txt", incident="i1")
    store.save_case_keys({undated: ("0", ["x"]), **keys("a1 1 x", "a2 2 x")})
    assert store.first_in(["x"], 1) == {"x": [undated]}
    assert store.first_in(["x"], 1, dated=True) == {"x": [case("a1")]}
    assert store.sizes(["x", "y"], 9) == {"x": 3, "y": 0}
    assert store.sizes(["x", "y"], 9, dated=True) == {"x": 2, "y": 0}
    assert store.sizes(["x"], 1) == {"x": 1}
    store.drop_undated(["marada.txt"])
    assert store.first_in(["x"], 1, dated=True) == {"x": [undated]}


def test_keys_of_reports(store: Store) -> None:
    """A report leads to all its cases, with where they stand and in which blocks."""
    store.save_case_keys(keys("a1 1 x y", "a2 2 x", "b1 1 x"))
    assert store.keys_of_reports(["a", "z"]) == {case("a1"): ("1", {"x", "y"}), case("a2"): ("2", {"x"})}


def test_cases_around_places(store: Store) -> None:
    """The nearest cases before and after each place of a block are given in their order."""
    store.save_case_keys(keys("a1 1 x", "a2 2 x", "a3 3 x", "a4 4 x", "a5 5 x", "b3 3 y"))
    around = store.cases_around([("x", "3"), ("x", "0"), ("y", "9")], 1)
    assert {place: [standing for standing, _ in near] for place, near in around.items()} == {
        ("x", "0"): ["1", "2"],
        ("x", "3"): ["2", "3", "4"],
        ("y", "9"): ["3"],
    }


def test_cases_between_places_are_counted(store: Store) -> None:
    """What stands between two places of a block is counted, as far as it is asked for."""
    store.save_case_keys(keys("a1 1 x", "a2 2 x", "a3 3 x", "a4 4 x", "a5 5 x", "b3 3 y"))
    stretches = [("x", "1", "5"), ("x", "1", "2"), ("y", "1", "5")]
    assert store.counts_between(stretches, 2) == dict(zip(stretches, (2, 0, 1), strict=True))


def test_many_blocks_at_once(store: Store) -> None:
    """More blocks than one statement asks for are all answered."""
    blocks = [f"block {n:03}" for n in range(200)]
    store.save_case_keys(keys("b1 2 x") | {case("a1"): ("1", blocks)})
    assert list(store.first_in(blocks, 1)) == blocks
    assert all(len(near) == 1 for near in store.cases_around([(block, "1") for block in blocks], 3).values())
    assert set(store.counts_between([(block, "0", "2") for block in blocks], 5).values()) == {1}


def test_pairs_that_are_kept(store: Store) -> None:
    """Of pairs that are asked for, those that are kept are known."""
    store.save_pairs([pair("b1", "a1"), pair("c1", "b1")])
    asked = [(case("a1"), case("b1")), (case("a1"), case("c1")), (case("b1"), case("c1")), (case("a1"), case("z1"))]
    assert store.compared(asked) == {asked[0], asked[2]}


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
    assert (list(store.pairs()), store.first_in(["x"], 9)) == ([], {})


def test_account_read_anew_leaves_what_was_compared(store: Store) -> None:
    """Keys and pairs of a report's former account stay until they are dropped, for others stand in relation to them."""
    account = make_account()
    store.add_report(account.report)
    here = Member(report="marada.txt", incident="i1")
    store.save_account(account, reader="1")
    store.save_case_keys({here: ("1", ["x"]), **keys("a1 1 x")})
    store.save_pairs([Pair(left=case("a1"), right=here, probability=0.5)])
    store.save_account(account, reader="2")
    assert list(store.keys_of_reports(["marada.txt"])) == [here]
    assert len(list(store.pairs())) == 1
