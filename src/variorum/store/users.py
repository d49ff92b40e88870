"""Users, their sessions and tokens. Passwords and secrets come here hashed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from variorum.errors import LastAdmin, TokenMissing, UserMissing, UserTaken
from variorum.store.database import Database
from variorum.store.tables import sessions, tokens, users
from variorum.store.values import Role, Session, Token, User
from variorum.store.words import storable


class Users(Database):
    """What the store does with who may see and change the record."""

    def add_user(self, user: User, *, password: str) -> None:
        """
        Keep a user with the hash of a password.

        Raises:
            UserTaken: If there is one of that name.
        """
        with self.writing() as connection:
            if connection.scalar(select(users.c.key).where(users.c.name == user.name)) is not None:
                raise UserTaken(name=user.name)
            row = {"name": user.name, "role": user.role, "password": password, "created": user.created}
            connection.execute(insert(users).values(row))

    def users(self) -> tuple[User, ...]:
        """Give all users, by name."""
        with self.reading() as connection:
            return tuple(map(_user, connection.execute(select(users).order_by(users.c.name))))

    def user(self, name: str) -> tuple[User, str] | None:
        """Give a user and the hash of the password."""
        with self.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == storable(name))).first()
        return None if row is None else (_user(row), row.password)

    def change_user(self, name: str, *, role: Role | None = None, password: str | None = None) -> User:
        """
        Give a user another role, or the hash of another password; its sessions end.

        Raises:
            UserMissing: If there is none.
            LastAdmin: If no admin would be left.
        """
        values = {n: v for n, v in (("role", role), ("password", password)) if v is not None}
        with self.writing() as connection:
            row = self._row(connection, name)
            if role not in {None, "admin"}:
                self._keep_an_admin(connection, row)
            if values:
                connection.execute(update(users).where(users.c.key == row.key).values(values))
                connection.execute(delete(sessions).where(sessions.c.user == row.key))
            return _user(self._row(connection, name))

    def remove_user(self, name: str) -> None:
        """
        Remove a user with its sessions and tokens.

        Raises:
            UserMissing: If there is none.
            LastAdmin: If other users are left without an admin.
        """
        with self.writing() as connection:
            row = self._row(connection, name)
            if (connection.scalar(select(func.count()).select_from(users)) or 0) > 1:
                self._keep_an_admin(connection, row)
            connection.execute(delete(users).where(users.c.key == row.key))

    def save_session(self, session: Session, *, ended_before: str) -> None:
        """Keep a session, note when its user was seen, and drop the sessions of anybody last used before a time."""
        with self.writing() as connection:
            row = self._row(connection, session.user.name)
            connection.execute(delete(sessions).where(sessions.c.seen < ended_before))
            values = {n: getattr(session, n) for n in ("digest", "csrf", "created", "seen")}
            connection.execute(insert(sessions).values(user=row.key, **values))
            connection.execute(update(users).where(users.c.key == row.key).values(seen=session.seen))

    def session(self, digest: str) -> Session | None:
        """Give the session of this digest."""
        asked = select(
            sessions.c.digest, sessions.c.csrf, sessions.c.created.label("begun"), sessions.c.seen.label("used")
        )
        asked = asked.add_columns(users).join_from(sessions, users).where(sessions.c.digest == digest)
        with self.reading() as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        return Session(digest=row.digest, user=_user(row), csrf=row.csrf, created=row.begun, seen=row.used)

    def touch(self, *, session: str | None = None, token: str | None = None, at: str) -> None:
        """Note when a session, by its digest, or a token, by its id, was used last."""
        with self.writing() as connection:
            if session is not None:
                connection.execute(update(sessions).where(sessions.c.digest == session).values(seen=at))
            if token is not None:
                connection.execute(update(tokens).where(tokens.c.id == token).values(seen=at))

    def end_sessions(self, *, digest: str | None = None, user: str | None = None) -> None:
        """End a session, or all of a user's."""
        with self.writing() as connection:
            if digest is not None:
                connection.execute(delete(sessions).where(sessions.c.digest == digest))
            if user is not None:
                key = select(users.c.key).where(users.c.name == user).scalar_subquery()
                connection.execute(delete(sessions).where(sessions.c.user == key))

    def add_token(self, token: Token, *, digest: str) -> None:
        """
        Keep a token with the hash of its secret.

        Raises:
            UserMissing: If there is no such user.
        """
        with self.writing() as connection:
            row = self._row(connection, token.user)
            values = {n: getattr(token, n) for n in ("id", "role", "created", "expires")}
            connection.execute(insert(tokens).values(digest=digest, user=row.key, name=storable(token.name), **values))

    def token(self, digest: str) -> tuple[Token, User] | None:
        """Give the token whose secret has this hash, and its user."""
        asked = _TOKENS.add_columns(
            users.c.role.label("most"), users.c.created.label("since"), users.c.seen.label("last")
        )
        with self.reading() as connection:
            row = connection.execute(asked.where(tokens.c.digest == digest)).first()
        return row and (_token(row), User(name=row.user, role=row.most, created=row.since, seen=row.last))

    def tokens(self, user: str | None = None) -> tuple[Token, ...]:
        """Give all tokens, or those of a user, by user and age."""
        asked = _TOKENS.order_by(users.c.name, tokens.c.created, tokens.c.id)
        if user is not None:
            asked = asked.where(users.c.name == user)
        with self.reading() as connection:
            return tuple(map(_token, connection.execute(asked)))

    def remove_token(self, token: str, *, user: str | None = None) -> None:
        """
        Remove a token, or one of *user*'s.

        Raises:
            TokenMissing: If there is none.
        """
        with self.writing() as connection:
            found = _TOKENS.where(tokens.c.id == storable(token))
            row = connection.execute(found if user is None else found.where(users.c.name == user)).first()
            if row is None:
                raise TokenMissing(id=token)
            connection.execute(delete(tokens).where(tokens.c.id == row.id))

    @staticmethod
    def _row(connection: Any, name: str) -> Row[*tuple[Any, ...]]:
        row: Row[*tuple[Any, ...]] | None = connection.execute(
            select(users).where(users.c.name == storable(name))
        ).first()
        if row is None:
            raise UserMissing(name=name)
        return row

    @staticmethod
    def _keep_an_admin(connection: Any, row: Row[*tuple[Any, ...]]) -> None:
        others = select(users.c.key).where(users.c.role == "admin", users.c.key != row.key)
        if row.role == "admin" and connection.scalar(others.limit(1)) is None:
            raise LastAdmin(name=row.name)


_TOKENS = select(
    tokens.c.id,
    tokens.c.name,
    users.c.name.label("user"),
    tokens.c.role,
    tokens.c.created,
    tokens.c.expires,
    tokens.c.seen,
).join_from(tokens, users)


def _user(row: Row[*tuple[Any, ...]]) -> User:
    return User(name=row.name, role=row.role, created=row.created, seen=row.seen)


def _token(row: Row[*tuple[Any, ...]]) -> Token:
    return Token(**{name: getattr(row, name) for name in Token.__struct_fields__})
