"""Who asks: signing in and out, users, tokens."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter
from litestar.response import Response

from variorum.store import User
from variorum.web.answers import Asking
from variorum.web.callers import Caller, Doorkeeper, may
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

Id = Annotated[str, PathParameter(max_length=200)]


@get("/session", operation_id="getSession", sync_to_thread=True, opt={"open": True})
def get_session(request: Asking, door: NamedDependency[Doorkeeper]) -> Response[Session]:
    """Tell who is asking, and what that user may do; open to all."""
    return door.session(request)


@post("/session", operation_id="signIn", sync_to_thread=True, opt={"open": True})
def sign_in(request: Asking, data: JSONBody[SignIn], door: NamedDependency[Doorkeeper]) -> Response[Session]:
    """Sign in with a password: sets the cookie of a session. Wrong ones are slowed down, by user and by address."""
    return door.sign_in(request, data)


@delete("/session", operation_id="signOut", sync_to_thread=True, opt={"open": True}, status_code=200)
def sign_out(request: Asking, door: NamedDependency[Doorkeeper]) -> Response[Session]:
    """Sign out: ends the session and takes its cookie away."""
    return door.sign_out(request)


@get("/users", operation_id="listUsers", sync_to_thread=True, guards=[may("users")])
def list_users(door: NamedDependency[Doorkeeper]) -> UserList:
    """List the users."""
    return door.users()


@post("/users", operation_id="addUser", sync_to_thread=True, guards=[may("users")])
def add_user(data: JSONBody[NewUser], caller: NamedDependency[Caller], door: NamedDependency[Doorkeeper]) -> User:
    """Add a user."""
    return door.add_user(data, caller)


@patch("/users/{name:str}", operation_id="changeUser", sync_to_thread=True, guards=[may("users")])
def change_user(
    name: Id, data: JSONBody[UserChange], caller: NamedDependency[Caller], door: NamedDependency[Doorkeeper]
) -> User:
    """Give a user another role or password; the user's sessions end."""
    return door.change_user(name, data, caller)


@delete("/users/{name:str}", operation_id="removeUser", sync_to_thread=True, guards=[may("users")])
def remove_user(name: Id, caller: NamedDependency[Caller], door: NamedDependency[Doorkeeper]) -> None:
    """Remove a user with its sessions and tokens; what it did stays in the log."""
    door.remove_user(name, caller)


@get("/tokens", operation_id="listTokens", sync_to_thread=True, guards=[may("read")])
def list_tokens(caller: NamedDependency[Caller], door: NamedDependency[Doorkeeper]) -> TokenList:
    """List the caller's tokens, or all where the caller is an admin."""
    return door.tokens(caller)


@post("/tokens", operation_id="addToken", sync_to_thread=True, guards=[may("read")])
def add_token(
    data: JSONBody[NewToken], caller: NamedDependency[Caller], door: NamedDependency[Doorkeeper]
) -> MadeToken:
    """Make a token by which a program acts for the caller; its secret is shown this once."""
    return door.add_token(data, caller)


@delete("/tokens/{token:str}", operation_id="removeToken", sync_to_thread=True, guards=[may("read")])
def remove_token(token: Id, caller: NamedDependency[Caller], door: NamedDependency[Doorkeeper]) -> None:
    """Take a token back: one's own, or any where the caller is an admin."""
    door.remove_token(token, caller)


routes = Router(
    "/",
    route_handlers=[
        get_session,
        sign_in,
        sign_out,
        list_users,
        add_user,
        change_user,
        remove_user,
        list_tokens,
        add_token,
        remove_token,
    ],
    tags=["Users"],
)
