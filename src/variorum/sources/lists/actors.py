"""Lists of actors, in and out: CSV, YAML, and entities of FollowTheMoney, one a line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha1
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from variorum.errors import LibraryMissing, ListUnusable
from variorum.knowledge.actors import load_actors, organs
from variorum.knowledge.names import fold
from variorum.model.account import ActorType
from variorum.model.knowledge import KnownActor
from variorum.sources.lists.places import country_code
from variorum.sources.lists.rows import Found, RowFault, collect, lines_of, one_line, table_rows
from variorum.sources.text import shown

ActorFormat = Literal["csv", "yaml", "ftm"]
FIELDS = tuple("name type country parent organ aliases domains".split())
TYPES: frozenset[str] = frozenset(get_args(ActorType))
SUFFIXES: dict[str, ActorFormat] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".zip": "csv",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "ftm",
    ".jsonl": "ftm",
    ".ndjson": "ftm",
    ".ijson": "ftm",
}

MAX_ACTORS = 100_000
MAX_YAML = 10_000_000
"""Bytes; a parser of YAML is slow, and its memory is many times this."""

MAX_DEPTH = 6
LONGEST_NAME = 160
MAX_ALIASES = 200
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")

_SCHEMATA: dict[str, ActorType] = {
    "Person": "person",
    "PublicBody": "government",
    "Organization": "other",
    "Company": "other",
    "LegalEntity": "other",
    "PoliticalParty": "political_party",
}
_TOPICS: dict[str, ActorType] = {
    "crime.terror": "armed_group",
    "crime.war": "armed_group",
    "mil": "military",
    "pol.party": "political_party",
    "gov.igo": "intergovernmental",
    "gov.security": "intelligence",
    "gov.national": "government",
    "gov": "government",
    "media": "media",
}
_OUT: dict[ActorType, tuple[str, str | None]] = {
    "state": ("PublicBody", "gov.national"),
    "government": ("PublicBody", "gov"),
    "military": ("PublicBody", "mil"),
    "police": ("PublicBody", "gov"),
    "intelligence": ("PublicBody", "gov.security"),
    "armed_group": ("Organization", "crime.terror"),
    "political_party": ("Organization", "pol.party"),
    "intergovernmental": ("PublicBody", "gov.igo"),
    "media": ("Organization", "media"),
    "research": ("Organization", None),
    "civilians": ("LegalEntity", None),
    "person": ("Person", None),
    "other": ("LegalEntity", None),
}
"""The schema and the topic that an actor has; what these cannot say stands in `keywords`, in our words."""


def format_of(path: Path, stated: ActorFormat | None = None) -> ActorFormat:
    """
    Tell a file's format by its name.

    Raises:
        ListUnusable: If the name does not tell.
    """
    found = stated or SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise ListUnusable(
            path=shown(path), reason="its name does not tell its format", advice="Say --as csv, yaml or ftm"
        )
    return found


def read_actors(
    path: Path, *, form: ActorFormat | None = None, columns: Mapping[str, str] | None = None
) -> Found[KnownActor]:
    """
    Read the actors of a list.

    Args:
        columns: Of a table, which column holds a field where it is not called so.

    Raises:
        ListUnusable: If the file is no such list, or too large.
        LibraryMissing: If it is YAML and no library is there to read it.
    """
    name, found = shown(path), Found[KnownActor]()
    form = format_of(path, form)
    rows = _table(path, columns or {}) if form == "csv" else _yaml(path) if form == "yaml" else _ftm(path)

    def take(_: int, row: Mapping[str, Any]) -> None:
        if not row:
            found.other += 1
            return
        if len(found.entries) >= MAX_ACTORS:
            raise ListUnusable(
                path=name, reason=f"it has more than {MAX_ACTORS:,} actors", advice="Leave out whom no report names"
            )
        found.entries.append(_actor(row))

    collect(rows, take, name, found.faults)
    if not found.entries:
        first = found.faults[0].values if found.faults else None
        reason = "it has no actors" + (f"; row {first['row']}: {first['reason']}" if first else "")
        raise ListUnusable(path=name, reason=reason, advice="Give each a name and a type; see `variorum actors export`")
    return found


def _table(path: Path, columns: Mapping[str, str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    return iter(table_rows(lines_of(path), shown(path), FIELDS, columns, ("name", "type")))


def _yaml(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        import yaml
    except ImportError as error:
        raise LibraryMissing(path=shown(path), kind="YAML", library="yaml") from error

    name, text = shown(path), "".join(lines_of(path))
    advice = "Write a list of actors, each with name, type and, if it has some, country, parent, aliases, domains"
    if len(text) > MAX_YAML:
        raise ListUnusable(path=name, reason=f"it has more than {MAX_YAML:,} characters", advice="Save it as CSV")
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            at = event.start_mark.line + 1 if event.start_mark else 0
            # An alias may stand for as much as one likes, many times over.
            if isinstance(event, yaml.AliasEvent):
                raise ListUnusable(path=name, reason=f"line {at} refers to another part (*)", advice=advice)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise ListUnusable(path=name, reason=f"line {at} is too deep inside others", advice=advice)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        loader = yaml.SafeLoader("")
        if not isinstance(node, yaml.SequenceNode):
            raise ListUnusable(path=name, reason="it is no list", advice=advice)
        for item in node.value:
            value = loader.construct_document(item) if isinstance(item, yaml.MappingNode) else {"name": ""}
            yield item.start_mark.line + 1, {str(k): v for k, v in value.items()} or {"name": ""}
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        problem = " ".join(str(getattr(error, "problem", None) or error).split())[:160]
        raise ListUnusable(path=name, reason=f"{where}{problem}", advice=advice) from error


def _ftm(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Give the parties and people among the entities; their parents are named by id, anywhere in the file."""
    names: dict[str, str] = {}
    for _, entity in _entities(path):
        captions = _texts(entity.get("properties"), "name")
        if captions and isinstance(entity.get("id"), str):
            names[entity["id"]] = captions[0]
    for number, entity in _entities(path):
        properties = entity.get("properties")
        schema = str(entity.get("schema"))
        if schema not in _SCHEMATA:
            yield number, {}
            continue
        ours = [
            word.removeprefix("variorum:") for word in _texts(properties, "keywords") if word.startswith("variorum:")
        ]
        kinds = [_TOPICS[topic] for topic in _texts(properties, "topics") if topic in _TOPICS]
        given = _texts(properties, "name")
        parents = [names[parent] for parent in _texts(properties, "parent") if parent in names]
        yield number, {
            "name": given[0] if given else "",
            "type": next((word for word in ours if word in TYPES), (kinds or [_SCHEMATA[schema]])[0]),
            "country": next(iter(_texts(properties, "country") or _texts(properties, "jurisdiction")), ""),
            "parent": parents[0] if parents else next((w[7:] for w in ours if w.startswith("parent=")), ""),
            "organ": next((word[6:] for word in ours if word.startswith("organ=")), ""),
            "aliases": [*given[1:], *_texts(properties, "alias"), *_texts(properties, "weakAlias"),
                        *_texts(properties, "abbreviation")],
            "domains": [_host(url) for url in _texts(properties, "website")],
        }  # fmt: skip


def _entities(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            entity = msgspec.json.decode(line)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            reason, advice = f"line {number} is no JSON: {error}"[:200], "Write one entity a line"
            raise ListUnusable(path=shown(path), reason=reason, advice=advice) from error
        if not isinstance(entity, dict):
            raise ListUnusable(path=shown(path), reason=f"line {number} is no entity", advice="Write one entity a line")
        yield number, entity


def _texts(properties: Any, name: str) -> list[str]:
    values = properties.get(name) if isinstance(properties, dict) else None
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.") or url


def _actor(row: Mapping[str, Any]) -> KnownActor:
    name = one_line(_text(row, "name"), "name", LONGEST_NAME)
    if not fold(name):
        raise RowFault("it has no name")
    kind = _text(row, "type").strip().casefold()
    if kind not in TYPES:
        raise RowFault(f"'{kind[:40]}' is no type; the types are {', '.join(sorted(TYPES))}")
    country, parent, organ = (_text(row, field).strip() for field in ("country", "parent", "organ"))
    if organ and organ not in organs():
        raise RowFault(f"'{organ[:40]}' is no part of a state that is known")
    aliases = [one_line(alias, "alias", LONGEST_NAME) for alias in _several(row, "aliases")]
    if len(aliases) > MAX_ALIASES:
        raise RowFault(f"it has {len(aliases)} aliases, more than {MAX_ALIASES}")
    if parted := [alias for alias in (name, *aliases) if ";" in alias]:
        raise RowFault(f"'{parted[0][:40]}' has a semicolon, which parts one name from another")
    if short := [alias for alias in (name, *aliases) if len(fold(alias)) < 2 and not _is_known(alias)]:
        raise RowFault(f"'{short[0]}' is too short to be told from other words")
    domains = [domain.strip().casefold() for domain in _several(row, "domains")]
    if bad := [domain for domain in domains if not _DOMAIN.fullmatch(domain)]:
        raise RowFault(f"'{bad[0][:60]}' is no domain")
    return KnownActor(
        name=name,
        type=kind,  # type: ignore[arg-type]
        country=country_code(country) if country else None,
        parent=one_line(parent, "parent", LONGEST_NAME) or None,
        organ=organ or None,
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
        domains=tuple(dict.fromkeys(domains)),
    )


def _is_known(name: str) -> bool:
    found = load_actors().find(name)
    return found is not None and found.name == name


def _text(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if isinstance(value, bool):  # YAML takes the code of Norway for one
        raise RowFault(f"its {field} is no text; put it in quotes")
    if not isinstance(value, str):
        raise RowFault(f"its {field} is no text")
    return value


def _several(row: Mapping[str, Any], field: str) -> list[str]:
    value = row.get(field)
    parts = value if isinstance(value, list) else _text(row, field).split(";")
    if not all(isinstance(part, str) for part in parts):
        raise RowFault(f"its {field} are no texts; put them in quotes")
    return [part for part in (" ".join(part.split()) for part in parts) if part]


def write_actors(actors: Iterable[KnownActor], form: ActorFormat) -> str:
    """
    Write a list that `read_actors` gives back.

    Raises:
        LibraryMissing: If it is to be YAML and no library is there to write it.
    """
    if form == "ftm":
        listed = tuple(actors)
        names = frozenset(actor.name for actor in listed)
        return "".join(_entity(actor, names) for actor in listed)
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(FIELDS)
        for actor in actors:
            cells = (actor.name, actor.type, actor.country, actor.parent, actor.organ)
            writer.writerow([*(cell or "" for cell in cells), ";".join(actor.aliases), ";".join(actor.domains)])
        return out.getvalue()
    try:
        import yaml
    except ImportError as error:
        raise LibraryMissing(path="actors.yaml", kind="YAML", library="yaml") from error
    plain = [
        {
            field: list(value) if isinstance(value, tuple) else value
            for field in FIELDS
            if (value := getattr(actor, field))
        }
        for actor in actors
    ]
    written: str = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)
    return written


def _entity(actor: KnownActor, names: frozenset[str]) -> str:
    schema, topic = _OUT[actor.type]
    ours: list[str] = [actor.type]
    if actor.organ:
        ours.append(f"organ={actor.organ}")
    # People have no parent there, and one that is not in the file would be a name of nothing.
    if actor.parent and (actor.parent not in names or schema == "Person"):
        ours.append(f"parent={actor.parent}")
    properties: dict[str, list[str]] = {
        "name": [actor.name],
        "alias": list(actor.aliases),
        "country": [actor.country.lower()] if actor.country else [],
        "parent": [_id(actor.parent)] if actor.parent and actor.parent in names and schema != "Person" else [],
        "topics": [topic] if topic else [],
        "website": [f"https://{domain}/" for domain in actor.domains],
        "keywords": [f"variorum:{word}" for word in ours],
    }
    entity = {
        "id": _id(actor.name),
        "schema": schema,
        "properties": {name: values for name, values in properties.items() if values},
    }
    return msgspec.json.encode(entity).decode() + "\n"


def _id(name: str) -> str:
    return "variorum-" + sha1(fold(name).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:20]
