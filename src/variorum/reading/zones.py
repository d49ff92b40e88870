"""What a page says about itself: its zones, its title, and who publishes, credits and signs it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

ZoneKind = Literal["title", "byline", "dateline", "date", "publisher", "caption", "subhead", "boilerplate", "body"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text, `[start, end)` in code points, that serves one purpose on the page."""

    start: int
    end: int
    kind: ZoneKind


BACK = 40
"""Zones back up to which one is sought: it bounds the cost."""


@dataclass(frozen=True, slots=True)
class Layout:
    """
    What the page says about itself; each name is printed as the page has it.

    A dateline's agency is not its publisher: `publisher` is null where only an agency is named.
    The words of every date on the page that may be its own date lie in zones of kind "date".
    """

    zones: tuple[Zone, ...] = ()
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    dateline_place: str | None = None
    agencies: tuple[str, ...] = ()

    def zone_at(self, offset: int) -> Zone | None:
        """Find the zone that a character of the text lies in."""
        index = bisect_right(self.zones, offset, key=lambda zone: zone.start) - 1
        return self.zones[index] if index >= 0 and offset < self.zones[index].end else None

    def zone_before(self, offset: int, kind: ZoneKind) -> Zone | None:
        """Find the last zone of a kind that ends before a character of the text."""
        index = bisect_right(self.zones, offset, key=lambda zone: zone.start)
        return next((zone for zone in reversed(self.zones[max(index - BACK, 0) : index]) if zone.kind == kind), None)

    @property
    def agency(self) -> str | None:
        """The first agency that the page credits."""
        return self.agencies[0] if self.agencies else None
