"""Who may do what: loopback, sign-in, roles, tokens, forged requests, guessed passwords."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from variorum.app import users
from variorum.store import Role, Store
from variorum.web.application import Settings, make_app
from variorum.web.callers import NEEDED
from variorum.web.openapi import api_description
from variorum.web.tries import PER_BOTH, Tries

PASSWORD = "correct horse battery"
ORIGIN = "http://127.0.0.1:8480"
OPEN = {("get", "/api/v1/session"), ("post", "/api/v1/session"), ("delete", "/api/v1/session")}
REJECT = {"action": "reject", "incidents": ["marada.txt:i2"]}

Connect = Callable[..., TestClient]
SignedIn = Callable[[Role], TestClient]


def operations() -> Iterator[tuple[str, str]]:
    for path, some in api_description()["paths"].items():
        for method in some:
            yield method, path


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


# Without sign-in


def test_on_this_machine_nobody_signs_in(client: TestClient) -> None:
    """Who sits at the machine may do all, and the pages know it."""
    told = client.get("/api/v1/session").json()
    assert (told["role"], told["sign_in"], told["may"]) == ("admin", False, list(NEEDED))
    assert client.post("/api/v1/judgements", json=REJECT).status_code == 201


def test_others_are_not_let_in_without_sign_in(store: Store) -> None:
    """No server that others reach can be made without sign-in."""
    with pytest.raises(ValueError, match="sign-in"):
        make_app(store, Settings(host="0.0.0.0"))


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8480", "", "127.0.0.1.evil.example", "[::2]", "192.0.2.7"]
)
def test_other_names_are_refused(host: str, client: TestClient) -> None:
    """A page whose name was made to lead here is not answered, whatever it asks for."""
    for path in ("/", "/api/v1/status", "/api/v1/session"):
        assert code(client.get(path, headers={"Host": host})) == (421, "E507")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8480", "LOCALHOST:1", "[::1]:8480", "localhost"])
def test_own_names_are_answered(host: str, client: TestClient) -> None:
    """By each name of this machine the server is reached."""
    assert client.get("/api/v1/session", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_what_a_proxy_hands_on_is_refused(header: str, client: TestClient) -> None:
    """Whoever comes through a proxy is not who sits here."""
    assert code(client.get("/api/v1/status", headers={header: "for=192.0.2.7"})) == (421, "E507")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": ORIGIN},
        {"Sec-Fetch-Site": "same-origin"},
        {"Referer": f"{ORIGIN}/"},
        {"Origin": ORIGIN, "X-CSRF-Token": "guessed"},
        {"Origin": ORIGIN, "X-CSRF-Token": "é"},
    ],
)
def test_forged_request_changes_nothing(headers: dict[str, str], client: TestClient, store: Store) -> None:
    """What another site's page sends, or what lacks the token of the pages, is refused, files too."""
    encoded = {name: value.encode() for name, value in headers.items()}
    assert code(client.post("/api/v1/judgements", json=REJECT, headers=encoded)) == (403, "E506")
    files = {"files": ("a.txt", b"text")}
    assert code(client.post("/api/v1/reports/files", files=files, headers=encoded)) == (403, "E506")
    assert store.judgements() == ()


def test_pages_send_their_token(client: TestClient) -> None:
    """What a page of this server sends with its token is done."""
    token = client.get("/api/v1/session").json()["csrf"]
    headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": token}
    assert client.post("/api/v1/judgements", json=REJECT, headers=headers).status_code == 201


def test_other_sites_cannot_read(client: TestClient) -> None:
    """What a page of another site asks for is refused, and no header invites it."""
    assert code(client.get("/api/v1/incidents", headers={"Sec-Fetch-Site": "cross-site"})) == (403, "E506")
    assert "access-control-allow-origin" not in client.get("/api/v1/incidents").headers


# With sign-in


@pytest.mark.parametrize(("method", "path"), sorted(set(operations()) - OPEN))
def test_nobody_gets_nothing(method: str, path: str, connect: Connect) -> None:
    """Who has not signed in is refused at every address but that of signing in."""
    client = connect(sign_in=True)
    answer = client.request(method, path.format(incident="i", report="r", actor="a", name="n", token="t", dataset="d"))
    assert code(answer) == (401, "E502")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_session_is_told_to_anybody(connect: Connect) -> None:
    """Who has not signed in learns that this is needed."""
    assert connect(sign_in=True).get("/api/v1/session").json() == {
        "user": None,
        "role": None,
        "sign_in": True,
        "csrf": None,
        "may": [],
    }


REQUESTS: list[tuple[str, str, dict[str, Any], Role]] = [
    ("get", "/incidents", {}, "viewer"),
    ("get", "/tokens", {}, "viewer"),
    ("post", "/judgements", REJECT, "coder"),
    ("post", "/reports", {"text": "A report of some words in English on the day."}, "editor"),
    ("get", "/users", {}, "admin"),
    ("post", "/users", {"name": "new", "role": "viewer", "password": PASSWORD}, "admin"),
    ("patch", "/users/nobody", {"role": "viewer"}, "admin"),
    ("delete", "/users/nobody", {}, "admin"),
]


@pytest.mark.parametrize("role", ["viewer", "coder", "editor", "admin"])
def test_roles(role: Role, signed_in: SignedIn) -> None:
    """A role may do what the ones before it may and what is its own, and is told who may do the rest."""
    client = signed_in(role)
    for method, path, body, needed in REQUESTS:
        answer = client.request(method, f"/api/v1{path}", json=body or None)
        if users.at_least(role, needed):
            assert answer.status_code != 403, (path, answer.text)
        else:
            assert code(answer) == (403, "E503")
            assert f"{role}-1 is {role}" in answer.json()["cause"]
            assert needed in answer.json()["remedy"]


def test_refused_write_changes_nothing(signed_in: SignedIn, store: Store) -> None:
    """A viewer's judgement is refused, and none is kept."""
    assert code(signed_in("viewer").post("/api/v1/judgements", json=REJECT)) == (403, "E503")
    assert store.judgements() == ()


def test_writes_are_logged_with_their_user(signed_in: SignedIn, store: Store) -> None:
    """The log and the judgement name who was signed in."""
    signed_in("coder").post("/api/v1/judgements", json=REJECT)
    assert [j.user for j in store.judgements()] == ["coder-1"]
    assert next(entry for entry in store.log() if entry.what == "judge").user == "coder-1"


@pytest.mark.parametrize("token", [None, "", "guessed"])
def test_session_without_its_token_changes_nothing(token: str | None, signed_in: SignedIn, store: Store) -> None:
    """The cookie alone, which a browser sends with everything, changes nothing."""
    client = signed_in("admin")
    del client.headers["X-CSRF-Token"]
    headers = {} if token is None else {"X-CSRF-Token": token}
    assert code(client.post("/api/v1/judgements", json=REJECT, headers=headers)) == (403, "E506")
    assert code(client.delete("/api/v1/session", headers=headers)) == (403, "E506")
    assert store.judgements() == ()


def test_cookie_is_out_of_reach(store: Store, connect: Connect) -> None:
    """The cookie goes to this server alone, over encrypted connections alone, and no script reads it."""
    users.add_user(store, "ana", "viewer", PASSWORD, by="test")
    client = connect(sign_in=True, secure=True, base="https://127.0.0.1:8480")
    made = client.post("/api/v1/session", json={"user": "ana", "password": PASSWORD})
    name, *rest = made.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-variorum=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= set(rest)
    assert made.headers["strict-transport-security"]
    assert made.headers["cache-control"] == "no-store"


def test_sign_out_ends_the_session(signed_in: SignedIn, store: Store) -> None:
    """After signing out the cookie opens nothing, even for who has kept it."""
    client = signed_in("admin")
    kept = dict(client.cookies)
    assert client.delete("/api/v1/session").json()["user"] is None
    answer = client.get("/api/v1/status", headers={"Cookie": "; ".join(f"{k}={v}" for k, v in kept.items())})
    assert code(answer) == (401, "E502")


def test_wrong_password_and_unknown_user_are_one(store: Store, connect: Connect) -> None:
    """Whether there is a user of a name is told to nobody."""
    users.add_user(store, "ana", "viewer", PASSWORD, by="test")
    client = connect(sign_in=True)
    wrong = [
        client.post("/api/v1/session", json={"user": user, "password": "wrong password"}) for user in ("ana", "eva")
    ]
    assert [code(answer) for answer in wrong] == [(401, "E504")] * 2
    assert wrong[0].content == wrong[1].content


def test_guessing_is_slowed_down(store: Store, connect: Connect) -> None:
    """After some wrong passwords even the right one is refused, and the answer says for how long."""
    users.add_user(store, "ana", "viewer", PASSWORD, by="test")
    now = [0.0]
    client = connect(sign_in=True, tries=Tries(lambda: now[0]))

    def sign_in(password: str) -> Any:
        return client.post("/api/v1/session", json={"user": "ana", "password": password})

    for _ in range(PER_BOTH):
        assert sign_in("wrong password").status_code == 401
    refused = sign_in(PASSWORD)
    assert code(refused) == (429, "E505")
    now[0] += int(refused.headers["retry-after"])
    assert sign_in(PASSWORD).status_code == 201


def test_new_password_ends_sessions(signed_in: SignedIn, store: Store) -> None:
    """Who has another's session loses it with a new password."""
    client = signed_in("viewer")
    users.change_user(store, "viewer-1", password="another good password", by="test")
    assert code(client.get("/api/v1/status")) == (401, "E502")


def test_removed_user_is_out_at_once(signed_in: SignedIn, store: Store) -> None:
    """With the user its sessions go."""
    client = signed_in("viewer")
    users.remove_user(store, "viewer-1", by="test")
    assert code(client.get("/api/v1/status")) == (401, "E502")


def test_old_session_ends(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that was not used for long opens nothing."""
    client = signed_in("viewer")
    monkeypatch.setattr(users, "now", lambda: "2199-01-01T00:00:00.000000Z")
    assert code(client.get("/api/v1/status")) == (401, "E502")


# Tokens


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_token_acts_for_its_user(signed_in: SignedIn, connect: Connect, store: Store) -> None:
    """A program with a token needs neither cookie nor the pages' token, and is logged as its user."""
    made = signed_in("coder").post("/api/v1/tokens", json={"name": "script"}).json()
    program = connect(sign_in=True)
    assert program.post("/api/v1/judgements", json=REJECT, headers=bearer(made["secret"])).status_code == 201
    assert [j.user for j in store.judgements()] == ["coder-1"]


def test_token_is_kept_hashed(signed_in: SignedIn, store: Store) -> None:
    """Neither the list nor the database has a token's secret."""
    client = signed_in("viewer")
    secret = client.post("/api/v1/tokens", json={"name": "script"}).json()["secret"]
    assert secret not in client.get("/api/v1/tokens").text
    raw = store.engine.raw_connection()
    assert secret not in "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
    raw.close()


def test_token_has_no_greater_role(signed_in: SignedIn, connect: Connect, store: Store) -> None:
    """A token cannot be made with more than its user's role, and loses what its user loses."""
    client = signed_in("editor")
    assert code(client.post("/api/v1/tokens", json={"name": "x", "role": "admin"})) == (403, "E503")
    weak = client.post("/api/v1/tokens", json={"name": "x", "role": "viewer"}).json()["secret"]
    strong = client.post("/api/v1/tokens", json={"name": "y"}).json()["secret"]
    program = connect(sign_in=True)
    assert code(program.post("/api/v1/judgements", json=REJECT, headers=bearer(weak))) == (403, "E503")
    users.change_user(store, "editor-1", role="viewer", by="test")
    assert code(program.post("/api/v1/judgements", json=REJECT, headers=bearer(strong))) == (403, "E503")


def test_token_ends(signed_in: SignedIn, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token opens nothing after its last day, or when it was taken back."""
    client = signed_in("viewer")
    kept, gone = (client.post("/api/v1/tokens", json={"name": "x", "days": 2}).json() for _ in range(2))
    program = connect(sign_in=True)
    assert client.delete(f"/api/v1/tokens/{gone['token']['id']}").status_code == 204
    assert code(program.get("/api/v1/status", headers=bearer(gone["secret"]))) == (401, "E502")
    assert program.get("/api/v1/status", headers=bearer(kept["secret"])).status_code == 200
    monkeypatch.setattr(users, "now", lambda: "2199-01-01T00:00:00.000000Z")
    assert code(program.get("/api/v1/status", headers=bearer(kept["secret"]))) == (401, "E502")


def test_others_tokens_are_out_of_reach(signed_in: SignedIn, store: Store) -> None:
    """Who is no admin sees and takes back own tokens alone."""
    admin = signed_in("admin")
    mine = admin.post("/api/v1/tokens", json={"name": "x"}).json()["token"]["id"]
    viewer = signed_in("viewer")
    assert viewer.get("/api/v1/tokens").json()["items"] == []
    assert code(viewer.delete(f"/api/v1/tokens/{mine}")) == (404, "E606")
    assert [token.id for token in store.tokens()] == [mine]


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic YTpi", "bearer  \u00e9", ""])
def test_bad_token_opens_nothing(header: str, connect: Connect) -> None:
    """What is no token of the record's is refused."""
    answer = connect(sign_in=True).get("/api/v1/status", headers={"Authorization": header.encode("latin-1")})
    assert code(answer) == (401, "E502")


# Users


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"name": "", "role": "viewer", "password": PASSWORD}, (400, "E603")),
        ({"name": "a b", "role": "viewer", "password": PASSWORD}, (400, "E603")),
        ({"name": "<script>", "role": "viewer", "password": PASSWORD}, (400, "E603")),
        ({"name": "admin-1", "role": "viewer", "password": PASSWORD}, (409, "E602")),
        ({"name": "eva", "role": "viewer", "password": "short"}, (400, "E604")),
        ({"name": "eva", "role": "viewer", "password": "aaaaaaaaaaaaaaaa"}, (400, "E604")),
        ({"name": "evangelina", "role": "viewer", "password": "evangelina12"}, (400, "E604")),
        ({"name": "eva", "role": "owner", "password": PASSWORD}, (400, "E501")),
        ({"name": "eva", "role": "viewer", "password": PASSWORD, "admin": True}, (400, "E501")),
        ({"name": "eva", "password": PASSWORD}, (400, "E501")),
    ],
)
def test_bad_user_is_refused(body: dict[str, Any], found: tuple[int, str], signed_in: SignedIn) -> None:
    """A user that cannot be is refused with the reason."""
    assert code(signed_in("admin").post("/api/v1/users", json=body)) == found


def test_users_are_kept_and_changed(signed_in: SignedIn, store: Store) -> None:
    """An admin adds, changes and removes users, each of which the log has with who did it."""
    client = signed_in("admin")
    assert client.post("/api/v1/users", json={"name": "eva", "role": "viewer", "password": PASSWORD}).status_code == 201
    assert client.patch("/api/v1/users/eva", json={"role": "coder"}).json()["role"] == "coder"
    assert [user["name"] for user in client.get("/api/v1/users").json()["items"]] == ["admin-1", "eva"]
    assert client.delete("/api/v1/users/eva").status_code == 204
    done = [(entry.user, entry.what) for entry in store.log()][:3]
    assert done == [("admin-1", "user remove"), ("admin-1", "user change"), ("admin-1", "user add")]


@pytest.mark.parametrize("change", [{"role": "editor"}, None])
def test_last_admin_stays(change: dict[str, str] | None, signed_in: SignedIn, store: Store) -> None:
    """The only admin can be neither removed nor made less while there are others."""
    client = signed_in("admin")
    users.add_user(store, "eva", "editor", PASSWORD, by="test")
    path = "/api/v1/users/admin-1"
    answer = client.delete(path) if change is None else client.patch(path, json=change)
    assert code(answer) == (409, "E605")


def test_passwords_are_never_told(signed_in: SignedIn, store: Store) -> None:
    """No answer and no line of the log has a password or its hash."""
    client = signed_in("admin")
    told = "".join(client.get(f"/api/v1/{path}").text for path in ("users", "log", "session"))
    assert PASSWORD not in told
    assert "argon2" not in told
