"""What requests carry, and the answers that are about requests themselves rather than about the record."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from variorum.app.views.shapes import Summary
from variorum.model.account import Value
from variorum.model.record import Judgement, JudgementAction
from variorum.store import Role, Token, User

Short = Annotated[str, Meta(max_length=400)]


class Problem(Value, frozen=True, kw_only=True):
    """
    What went wrong, as RFC 9457 has it, and what to do about it.

    `type` is `urn:variorum:` with the `code` of the message. `cause` says what happened, `remedy` what to do next.
    `fields` are the parameters that cannot be used, each with the reason.
    """

    type: str
    title: str
    status: int
    code: str
    cause: str
    remedy: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class SignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who signs in."""

    user: Annotated[str, Meta(max_length=100)]
    password: Annotated[str, Meta(max_length=1000)]


class Session(Value, frozen=True, kw_only=True):
    """
    Who is asking. `user` is None where nobody has signed in and that is needed.

    `sign_in` tells whether this server needs it. `csrf` is to come back as the header ``X-CSRF-Token`` of every
    request that changes something. `may` are the things that the role permits.
    """

    user: str | None = None
    role: Role | None = None
    sign_in: bool
    csrf: str | None = None
    may: tuple[Literal["read", "judge", "add", "users"], ...] = ()


class NewReport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A report to add: its text and what is known of it.

    `published` is a day, month, year or a range with a slash. `name` is what it is called in the record.
    """

    text: Annotated[str, Meta(max_length=2_000_000)]
    name: Short | None = None
    title: Short | None = None
    publisher: Short | None = None
    authors: Annotated[list[Short], Meta(max_length=50)] = []
    published: Annotated[str, Meta(max_length=40)] | None = None


class Added(Value, frozen=True, kw_only=True):
    """
    What became of a report that was handed in under `name`; it is read in a moment.

    `id` is its id in the record, `new` false where the record had its text already. A refused one has a `problem`.
    """

    name: str
    id: str | None = None
    new: bool = False
    warnings: tuple[str, ...] = ()
    problem: Problem | None = None


class AddedList(Value, frozen=True, kw_only=True):
    """What became of each report that was handed in, in their order."""

    items: tuple[Added, ...]


class NewJudgement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A judgement to make.

    `incidents` are ids, or single ones of reports (``report.txt:i3``): two or more for "same" and "different", one for
    "set" and "reject". `field` and `value` are for "set"; `undoes` is a judgement's id, for "undo".
    """

    action: JudgementAction
    incidents: Annotated[list[Annotated[str, Meta(max_length=500)]], Meta(max_length=100)] = []
    field: Annotated[str, Meta(max_length=40)] | None = None
    value: Annotated[str, Meta(max_length=2000)] | None = None
    undoes: Annotated[str, Meta(max_length=40)] | None = None
    reason: Annotated[str, Meta(max_length=2000)] = ""


class Judged(Value, frozen=True, kw_only=True):
    """A judgement that was made, and the incidents that it speaks of as they are now."""

    judgement: Judgement
    incidents: tuple[Summary, ...] = ()


class UserList(Value, frozen=True, kw_only=True):
    """All users, by name."""

    items: tuple[User, ...]
    next: str | None = None


class NewUser(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A user to add."""

    name: Annotated[str, Meta(max_length=100)]
    role: Role
    password: Annotated[str, Meta(max_length=1000)]


class UserChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of a user; what is left out stays."""

    role: Role | UnsetType = UNSET
    password: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET


class TokenList(Value, frozen=True, kw_only=True):
    """The tokens of a user, or, for an admin, of all."""

    items: tuple[Token, ...]
    next: str | None = None


class NewToken(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to make, with at most the role of who makes it; `days` until it ends, None for one without end."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    role: Role | None = None
    days: Annotated[int, Meta(ge=1, le=3660)] | None = 90


class MadeToken(Value, frozen=True, kw_only=True):
    """A token that was made; `secret` goes into the header ``Authorization: Bearer`` and is not kept."""

    token: Token
    secret: str
