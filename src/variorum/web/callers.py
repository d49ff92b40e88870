"""Who asks, and whether that may be: sign-in, roles, requests that other sites' pages forge."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
from anyio import to_thread
from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler

from variorum.app import users
from variorum.app.clock import current_user
from variorum.errors import ForeignPage, NotAllowed, NotSignedIn
from variorum.model.account import Value
from variorum.store import Role, Store, User
from variorum.web.answers import Asking
from variorum.web.shapes import (
    MadeToken,
    NewToken,
    NewUser,
    Session,
    SignIn,
    TokenList,
    UserChange,
    UserList,
)
from variorum.web.tries import Tries

Connection = ASGIConnection[Any, Any, Any, Any]

Thing = Literal["read", "judge", "add", "users"]

NEEDED: dict[Thing, Role] = {"read": "viewer", "judge": "coder", "add": "editor", "users": "admin"}
"""The least role that may do each thing."""

WORDS: dict[Thing, str] = {
    "read": "read the record",
    "judge": "judge",
    "add": "add reports",
    "users": "see or change users",
}

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Caller(Value, frozen=True, kw_only=True):
    """
    Who asks.

    `csrf` is what a page of this server sends with what changes something; None where no browser can be made to ask in
    this caller's name. `session` is the digest of the session, `stored` whether the caller is a user of the record.
    """

    user: str
    role: Role
    csrf: str | None = None
    session: str | None = None
    stored: bool = True


def may(thing: Thing) -> Callable[[Connection, BaseRouteHandler], None]:
    """Give the guard of routes that do *thing*."""

    def guard(connection: Connection, _: BaseRouteHandler) -> None:
        caller = connection.scope.get("user")
        if not isinstance(caller, Caller):
            raise NotSignedIn
        if not users.at_least(caller.role, NEEDED[thing]):
            raise NotAllowed(user=caller.user, role=caller.role, thing=WORDS[thing], needed=NEEDED[thing])

    return guard


class Doorkeeper:
    """
    Lets in who may.

    Without *sign_in* whoever reaches the server is its owner. With *secure* the cookie goes over encrypted connections
    alone.
    """

    def __init__(self, store: Store, *, sign_in: bool, secure: bool, tries: Tries | None = None) -> None:
        self._store, self._sign_in, self._secure = store, sign_in, secure
        self._tries = tries or Tries()
        self._owner = Caller(user=current_user(), role="admin", csrf=secrets.token_urlsafe(32), stored=False)
        self._cookie = "__Host-variorum" if secure else "variorum"

    # Requests

    async def admit(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """
        Find out who asks, for the guards and handlers after this one.

        Raises:
            NotSignedIn: If nobody is signed in, and the route is not open to all.
            ForeignPage: If the page of another site may have sent the request.
        """
        self._check_site(connection)
        # Without sign-in nothing is asked of the database, and to wait for a thread takes longer than all the rest.
        caller = await to_thread.run_sync(self._caller, connection) if self._sign_in else self._caller(connection)
        connection.scope["user"] = caller
        open_to_all = handler.opt.get("open", False)
        if caller is None and not open_to_all:
            raise NotSignedIn
        changes = connection.scope["method"] not in SAFE  # type: ignore[typeddict-item]
        if caller is not None and changes and not (open_to_all and connection.scope["method"] == "POST"):  # type: ignore[typeddict-item]
            self._check_token(connection, caller)

    def _caller(self, connection: Connection) -> Caller | None:
        kind, _, secret = connection.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._sign_in:
            found = users.token_of(self._store, secret.strip())
            if found is None:
                raise NotSignedIn
            token, user = found
            role = token.role if users.at_least(user.role, token.role) else user.role
            return Caller(user=user.name, role=role)
        if not self._sign_in:
            return self._owner
        secret = connection.cookies.get(self._cookie, "")
        session = users.session_of(self._store, secret) if secret else None
        if session is None:
            return None
        return Caller(user=session.user.name, role=session.user.role, csrf=session.csrf, session=session.digest)

    def _check_site(self, connection: Connection) -> None:
        headers = connection.headers
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            raise ForeignPage
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            raise ForeignPage

    def _check_token(self, connection: Connection, caller: Caller) -> None:
        headers = connection.headers
        if caller.csrf is None:
            return
        # Without sign-in, what no browser sends is a program of who sits there: browsers name the page's origin.
        if caller.session is None and not any(name in headers for name in ("origin", "sec-fetch-site", "referer")):
            return
        if not hmac.compare_digest(headers.get("x-csrf-token", "").encode(), caller.csrf.encode()):
            raise ForeignPage

    # Sessions

    def session(self, request: Asking) -> Response[Session]:
        """Tell who asks."""
        return self._told(request.scope.get("user"))

    def sign_in(self, request: Asking, data: SignIn) -> Response[Session]:
        """
        Begin a session.

        Raises:
            TooManyTries: If there were too many wrong ones before.
            SignInWrong: If name and password do not fit.
        """
        if not self._sign_in:
            return self.session(request)
        address = request.client.host if request.client else ""
        self._tries.check(data.user, address)
        made = users.sign_in(self._store, data.user, data.password)
        self._tries.right(data.user, address)
        before = request.scope.get("user")
        if isinstance(before, Caller) and before.session:
            self._store.end_sessions(digest=before.session)
        user = made.session.user
        caller = Caller(user=user.name, role=user.role, csrf=made.session.csrf, session=made.session.digest)
        return self._told(caller, self._made(made.secret, int(users.WHOLE.total_seconds())))

    def sign_out(self, request: Asking) -> Response[Session]:
        """End the session."""
        caller = request.scope.get("user")
        if not isinstance(caller, Caller) or caller.session is None:
            return self._told(caller)
        self._store.end_sessions(digest=caller.session)
        return self._told(None, self._made("", 0))

    def _made(self, secret: str, seconds: int) -> Cookie:
        return Cookie(
            self._cookie, value=secret, path="/", max_age=seconds, secure=self._secure, httponly=True, samesite="strict"
        )

    def _told(self, caller: object, *cookies: Cookie) -> Response[Session]:
        told = Session(sign_in=self._sign_in)
        if isinstance(caller, Caller):
            allowed = tuple(thing for thing, needed in NEEDED.items() if users.at_least(caller.role, needed))
            told = Session(user=caller.user, role=caller.role, sign_in=self._sign_in, csrf=caller.csrf, may=allowed)
        return Response(told, headers={"Cache-Control": "no-store"}, cookies=cookies)

    # Users and tokens

    def users(self) -> UserList:
        """List the users."""
        return UserList(items=self._store.users())

    def add_user(self, data: NewUser, caller: Caller) -> User:
        """Add a user."""
        return users.add_user(self._store, data.name, data.role, data.password, by=caller.user)

    def change_user(self, name: str, data: UserChange, caller: Caller) -> User:
        """Give a user another role or password."""
        role = None if data.role is msgspec.UNSET else data.role
        password = None if data.password is msgspec.UNSET else data.password
        return users.change_user(self._store, name, role=role, password=password, by=caller.user)

    def remove_user(self, name: str, caller: Caller) -> None:
        """Remove a user."""
        users.remove_user(self._store, name, by=caller.user)

    def tokens(self, caller: Caller) -> TokenList:
        """List the caller's tokens; an admin's list has all."""
        return TokenList(items=self._store.tokens(None if caller.role == "admin" else caller.user))

    def add_token(self, data: NewToken, caller: Caller) -> MadeToken:
        """
        Make a token for the caller.

        Raises:
            UserMissing: If the caller is no user of the record, as is so where nobody signs in.
        """
        user = User(name=caller.user, role=caller.role, created="")
        token, secret = users.add_token(self._store, user, data.name, role=data.role, days=data.days)
        return MadeToken(token=token, secret=secret)

    def remove_token(self, token: str, caller: Caller) -> None:
        """Take a token back."""
        user = User(name=caller.user, role=caller.role, created="")
        users.remove_token(self._store, token, by=user, any_user=caller.role == "admin")
