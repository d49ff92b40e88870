"""The formats by name: what each is for, what its main file is called, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from variorum.exports.codes import Codes
from variorum.exports.parts import Export
from variorum.model.record import Record


@dataclass(frozen=True)
class Format:
    """
    A format; `module` is loaded when it is asked for.

    `ending` is that of its file; an empty one means that it has several, which go into a folder.
    """

    name: str
    module: str
    ending: str
    about: str

    def make(self, record: Record, codes: Codes, *, statements: bool = False) -> Export:
        """
        Write *record* in this format.

        Args:
            statements: Give statements as events as well, where the format has such events.
        """
        make: Callable[..., Export] = import_module(f"variorum.exports.{self.module}").make
        return make(record, codes, statements=True) if statements and self.verbal else make(record, codes)

    @property
    def verbal(self) -> bool:
        """Tell whether the format has events that are statements."""
        return self.name == "plover"


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("json", "record_json", ".json", "one object, the record; loses nothing"),
        Format("ged", "ged", ".csv", "events with deaths, as UCDP GED has them"),
        Format("acled", "acled", ".csv", "events as ACLED has them"),
        Format("plover", "plover", ".jsonl", "events as PLOVER has them, one a line"),
        Format("airwars", "airwars", "", "Airwars' tables of civilian harm"),
        Format("hxl", "hxl", "", "incidents and claims with HXL hashtags"),
        Format("geojson", "geojson", ".geojson", "incidents for a map, and chains of reprisals"),
        Format("parquet", "parquet", "", "every part of the record as a table"),
        Format("ftm", "ftm", ".csv", "FollowTheMoney statements, one row a value"),
    )
}
