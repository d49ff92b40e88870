"""What a site's robots.txt asks of programs."""

from __future__ import annotations

from protego import Protego

MAX_BYTES = 512_000
"""RFC 9309 has programs read at least the first 500 kibibytes."""

LONGEST_DELAY = 30.0


class Rules:
    """What one site asks; None for the text where its robots.txt could not be had, which forbids all of it."""

    def __init__(self, text: str | None, agent: str) -> None:
        self._agent = agent
        self._parsed = Protego.parse(text[:MAX_BYTES]) if text is not None else None

    @property
    def known(self) -> bool:
        """Tell whether the site's wishes are known."""
        return self._parsed is not None

    def allows(self, url: str) -> bool:
        """Tell whether a program may fetch *url*."""
        return self._parsed is not None and bool(self._parsed.can_fetch(url, self._agent))

    @property
    def delay(self) -> float:
        """Give the seconds that are to pass between two fetches; 0 where the site says nothing."""
        stated = self._parsed.crawl_delay(self._agent) if self._parsed is not None else None
        return min(LONGEST_DELAY, max(0.0, float(stated or 0.0)))
