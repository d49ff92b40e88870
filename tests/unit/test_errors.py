import pickle
import re
from collections.abc import Iterator

import pytest

from variorum import errors
from variorum.errors import ISSUES, Issue, ReportMissing, VariorumError


def descendants(kind: type[VariorumError]) -> Iterator[type[VariorumError]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


CODED = [kind for kind in descendants(VariorumError) if "code" in vars(kind)]


def test_str_opens_with_code_and_ends_with_remedy() -> None:
    """A message gives its code, what happened to which file, and what to do."""
    assert str(ReportMissing(path="a.txt")).startswith("[E101] a.txt: no such file. Check the name")


def test_pickle_keeps_message() -> None:
    """An exception that crosses a process border says the same on the other side."""
    error = ReportMissing(path="a {b}.txt")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(error), str(error)) == (type(copy), str(copy))


def test_codes_are_unique() -> None:
    """No two messages share a code."""
    codes = [kind.code for kind in CODED]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("kind", CODED, ids=lambda kind: kind.code)
def test_tree_in_docstring_names_every_error(kind: type[VariorumError]) -> None:
    """The drawing at the top of the module shows every exception that has a code."""
    assert re.search(rf"{kind.__name__} +{kind.code}$", errors.__doc__ or "", re.MULTILINE)


@pytest.mark.parametrize("kind", CODED, ids=lambda kind: kind.code)
def test_every_error_has_remedy(kind: type[VariorumError]) -> None:
    """Every message ends with a next step."""
    assert kind.remedy


@pytest.mark.parametrize("code", ISSUES)
def test_issue_fills_its_message(code: errors.IssueCode) -> None:
    """An issue gives its code, the file and a remedy."""
    issue = str(Issue.of(code, path="a.txt", count=3))
    assert issue.startswith(f"[{code}] a.txt: ")
