from hypothesis import given
from hypothesis import strategies as st

from builders import when
from variorum.collation.chains import chains
from variorum.model import Account, Link, Report
from variorum.model.record import Member

WHENS = {"X": when("2031-05-01"), "Y": when("2031-05-03", "2031-05-04", "range")}
CLUSTERS = {Member(report=r, incident=i): i.upper() for r in "abc" for i in "xyzw"}


def account(report, *links):
    made = tuple(Link(from_=f, to=t, type=k, start=i, end=i + 1, quote="q") for i, (f, t, k) in enumerate(links))
    return Account(report=Report(id=report, text="q" * 9), links=made)


def found(*accounts):
    return [(link.from_, link.to, link.type) for link in chains(accounts, CLUSTERS, WHENS)]


def test_a_link_of_two_reports_is_one_with_two_bases():
    """The same link is told once, with the words of both reports."""
    (link,) = chains([account(r, ("y", "x", "response_to")) for r in "ab"], CLUSTERS, WHENS)
    assert [b.report for b in link.basis] == ["a", "b"]


def test_the_lag_is_least_and_most():
    """From the first to the third or fourth of May are two to three days."""
    (link,) = chains([account("a", ("y", "x", "response_to"))], CLUSTERS, WHENS)
    assert link.lag_days == (2, 3)


def test_what_is_part_of_another_has_no_lag():
    """A part does not follow its whole."""
    (link,) = chains([account("a", ("y", "x", "part_of"))], CLUSTERS, WHENS)
    assert link.lag_days is None


def test_a_link_within_one_incident_is_dropped():
    """Two incidents of a report that are one in the record answer nothing."""
    merged = {Member(report="a", incident="x"): "X", Member(report="a", incident="y"): "X"}
    assert chains([account("a", ("y", "x", "response_to"))], merged, WHENS) == ()


def test_of_two_opposite_links_the_better_supported_stays():
    """Two reports outweigh one."""
    one = account("a", ("x", "y", "response_to"))
    assert found(one, *(account(r, ("y", "x", "response_to")) for r in "bc")) == [("Y", "X", "response_to")]


def test_of_two_opposite_links_the_one_that_the_dates_allow_stays():
    """What happened first answers nothing."""
    assert found(account("a", ("x", "y", "response_to")), account("b", ("y", "x", "response_to"))) == [
        ("Y", "X", "response_to")
    ]


def test_a_longer_circle_is_opened():
    """Of three links in a circle one goes."""
    ring = account("a", ("z", "w", "response_to"), ("w", "y", "response_to"), ("y", "z", "response_to"))
    assert len(found(ring)) == 2


def test_a_link_of_an_unknown_incident_is_left_out():
    """A link whose incident is not in the record has nothing to join."""
    assert found(account("d", ("x", "y", "response_to"))) == []


LINKS = st.lists(st.tuples(*[st.sampled_from("xyzw")] * 2, st.sampled_from(["response_to", "part_of"])), max_size=6)


@given(LINKS, LINKS, LINKS, st.permutations(range(3)))
def test_the_order_of_accounts_does_not_matter_and_no_circle_is_left(a, b, c, order):
    """Any order of accounts gives the same links, and none of one type lead back."""
    accounts = [account("a", *a), account("b", *b), account("c", *c)]
    links = found(*accounts)
    assert links == found(*(accounts[i] for i in order))
    for kind in ("response_to", "part_of"):
        edges = {(f, t) for f, t, k in links if k == kind}
        for _ in range(4):
            edges |= {(f, u) for f, t in edges for s, u in edges if t == s}
        assert all(f != t for f, t in edges)
