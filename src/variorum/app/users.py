"""Who may see and change the record: users with a role each, their sessions, and tokens for programs."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

from variorum.app.clock import now
from variorum.errors import NotAllowed, PasswordBad, ServeRefused, SignInWrong, UserMissing, UserNameBad
from variorum.store import LogEntry, Role, Session, Store, Token, User

if TYPE_CHECKING:
    from argon2 import PasswordHasher

ROLES: tuple[Role, ...] = get_args(Role)

NAME = re.compile(r"[^\W_][\w.@-]{0,63}")

SHORTEST, LONGEST = 12, 1000
"""Characters of a password."""

IDLE = timedelta(hours=12)
"""A session ends when it was not used for so long."""

WHOLE = timedelta(days=14)
"""A session ends after this however much it was used."""

SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is noted when a session or token was used: noting is writing."""

TOKEN = "vt_"  # noqa: S105 - how secrets of tokens begin, so that they are found where they do not belong


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A session that was begun, and the secret that its cookie holds."""

    session: Session
    secret: str


def at_least(role: Role, needed: Role) -> bool:
    """Tell whether *role* may all that *needed* may."""
    return ROLES.index(role) >= ROLES.index(needed)


def add_user(store: Store, name: str, role: Role, password: str, *, by: str) -> User:
    """
    Add a user.

    Raises:
        UserNameBad: If nobody can have that name.
        PasswordBad: If the password is too easy to guess.
        UserTaken: If there is a user of that name.
    """
    if NAME.fullmatch(name) is None:
        raise UserNameBad(name=name[:80])
    user = User(name=name, role=role, created=now())
    hashed = _hashed(name, password)
    with store.transaction():
        store.add_user(user, password=hashed)
        _note(store, by, "user add", f"{name}, {role}")
    return user


def change_user(store: Store, name: str, *, role: Role | None = None, password: str | None = None, by: str) -> User:
    """
    Give a user another role or password, and end the user's sessions.

    Raises:
        UserMissing: If there is none.
        PasswordBad: If the password is too easy to guess.
        LastAdmin: If no admin would be left.
    """
    hashed = None if password is None else _hashed(name, password)
    with store.transaction():
        user = store.change_user(name, role=role, password=hashed)
        what = ", ".join(filter(None, (role, "new password" if password else None)))
        _note(store, by, "user change", f"{name}, {what}")
    return user


def remove_user(store: Store, name: str, *, by: str) -> None:
    """
    Remove a user with its sessions and tokens; what it did stays in the log.

    Raises:
        UserMissing: If there is none.
        LastAdmin: If others are left without an admin.
    """
    with store.transaction():
        store.remove_user(name)
        _note(store, by, "user remove", name)


def sign_in(store: Store, name: str, password: str) -> SignedIn:
    """
    Begin a session.

    Raises:
        SignInWrong: If name and password do not fit; it takes as long whichever of the two is wrong.
    """
    from argon2.exceptions import VerificationError

    found = store.user(name)
    hasher = _hasher()
    try:
        fits: bool = hasher.verify(found[1] if found else _nobody(), password[:LONGEST])
    except VerificationError:
        fits = False
    if not found or not fits:
        raise SignInWrong
    user, hashed = found
    if hasher.check_needs_rehash(hashed):
        store.change_user(user.name, password=hasher.hash(password))
    secret, at = secrets.token_urlsafe(32), now()
    session = Session(digest=digest(secret), user=user, csrf=secrets.token_urlsafe(32), created=at, seen=at)
    try:
        store.save_session(session, ended_before=_before(at, IDLE))
    except UserMissing:
        raise SignInWrong from None
    return SignedIn(session=session, secret=secret)


def session_of(store: Store, secret: str) -> Session | None:
    """Give the session whose cookie holds *secret*, unless it has ended, and note that it was used."""
    session, at = store.session(digest(secret)), now()
    if session is None:
        return None
    if session.seen < _before(at, IDLE) or session.created < _before(at, WHOLE):
        store.end_sessions(digest=session.digest)
        return None
    if session.seen < _before(at, SEEN_EVERY):
        store.touch(session=session.digest, at=at)
    return session


def add_token(
    store: Store, user: User, name: str, *, role: Role | None = None, days: int | None = 90
) -> tuple[Token, str]:
    """
    Make a token by which a program acts for *user*, and give it with its secret, which is not kept.

    Raises:
        NotAllowed: If it were to have a greater role than its user.
    """
    if role is not None and not at_least(user.role, role):
        raise NotAllowed(user=user.name, role=user.role, thing=f"make a token with the role {role}", needed=role)
    secret, at = TOKEN + secrets.token_urlsafe(32), now()
    ends = None if days is None else _stamp(datetime.now(UTC) + timedelta(days=days))
    token = Token(
        id=f"t-{secrets.token_hex(6)}", name=name, user=user.name, role=role or user.role, created=at, expires=ends
    )
    with store.transaction():
        store.add_token(token, digest=digest(secret))
        _note(store, user.name, "token add", f"{token.id}, {token.role}, {name}")
    return token, secret


def token_of(store: Store, secret: str) -> tuple[Token, User] | None:
    """Give the token of this secret and its user, unless it has ended; its role is never greater than the user's."""
    found, at = store.token(digest(secret)), now()
    if found is None:
        return None
    token, user = found
    if token.expires is not None and token.expires < at:
        return None
    if token.seen is None or token.seen < _before(at, SEEN_EVERY):
        store.touch(token=token.id, at=at)
    return token, user


def remove_token(store: Store, token: str, *, by: User, any_user: bool) -> None:
    """
    Take a token back: one of the user's own, or any.

    Raises:
        TokenMissing: If there is none.
    """
    with store.transaction():
        store.remove_token(token, user=None if any_user else by.name)
        _note(store, by.name, "token remove", token)


def digest(secret: str) -> str:
    """Give the hash under which a secret is kept; it is long and random, and needs no slow one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _hashed(name: str, password: str) -> str:
    reason = None
    if len(password) < SHORTEST:
        reason = "it is too short"
    elif len(password) > LONGEST:
        reason = f"it has more than {LONGEST} characters"
    elif len(set(password)) < 5:
        reason = "it has too few different characters"
    elif name.casefold() in password.casefold() and len(password) < len(name) + SHORTEST:
        reason = "it is little more than the name"
    if reason:
        raise PasswordBad(reason=reason, least=SHORTEST)
    return _hasher().hash(password)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise ServeRefused(
            reason="argon2 is not installed", advice="Install it: pip install 'variorum[serve]'"
        ) from error
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


def _note(store: Store, by: str, what: str, detail: str) -> None:
    store.write_log(LogEntry(at=now(), user=by, what=what, detail=detail))


def _before(at: str, span: timedelta) -> str:
    return _stamp(datetime.fromisoformat(at) - span)


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
