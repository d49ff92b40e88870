"""Places without a name of their own: borders, missions of other countries, "the capital", buildings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.reading.places.named import DASHES, POSSESSIVE, Named
from variorum.reading.places.streets import Streets

if TYPE_CHECKING:
    from variorum.nlp.columns import Entity

_APPOSED = 3


class Landmarks(Streets):
    """Finds what is named after a country, or by its kind alone."""

    def border(self, i: int) -> Named | None:
        """Find "the Mali-Niger border", "the border with Niger", "across the border"."""
        if self.lower(i) not in self.words.border or (self.tagged and self.doc[i].pos_ not in {"NOUN", "PROPN", "ADJ"}):
            return None
        codes: list[str] = []
        start, k = i, i
        while k > 0 and i - k < 8 and len(codes) < 2:
            joint = self.doc[k - 1].text in DASHES | POSSESSIVE or (codes and self.lower(k - 1) == "and")
            if joint or self.lower(k - 1) in self.words.border_adjectives or self.lower(k - 1) in self.words.directions:
                k -= 1
                continue
            match = self.country_ending(k)
            if match is None or (codes and k == start):
                break
            codes.append(match[0])
            start = k = match[1]
        end = i + 1
        if self.lower(end) in self.words.border_fillers:
            end += 1
        k = end + 1 if self.lower(end) in {"with", "between"} else len(self.doc)
        while k < min(len(self.doc), end + 9) and len(codes) < 2:
            if self.lower(k) in {"the", "and", "neighbouring", "neighboring"} or self.doc[k].text == "-":
                k += 1
                continue
            ahead = self.country_starting(k)
            if ahead is None:
                break
            codes.append(ahead[0])
            k = ahead[1]
        while start > 0 and not codes and self.lower(start - 1) in self.words.border_adjectives:
            start -= 1
        bare = self.lower(start - 1) in {"the", "their", "its", "a"} and self.lower(end) not in {
            "guards",
            "police",
            "guard",
        }
        if not codes and not bare:
            return None
        inside = self.country_starting(end + 1) if self.lower(end) in {"in", "inside", "within"} else None
        holder = inside[0] if inside is not None else None
        codes += [holder] if holder is not None and len(codes) < 2 else []
        sides = self._sides(i, tuple(dict.fromkeys(codes)))
        return Named(
            start=start,
            end=end,
            name=self.text(start, end),
            level="region",
            kind="border",
            borders=sides,
            holder=holder if holder in sides else None,
        )

    def _sides(self, i: int, sides: tuple[str, ...]) -> tuple[str, ...]:
        """Fill in the sides of a border from the countries named before it in its sentence, if they are neighbours."""
        codes = list(sides)
        k = i
        while k > max(0, i - 40) and not self.sentence_start(k) and len(codes) < 2:
            match = self.country_ending(k)
            if match is not None and match[0] not in codes:
                codes.append(match[0])
            k = match[1] if match is not None else k - 1
        first = self.countries.by_code(codes[0]) if len(codes) == 2 else None
        return tuple(codes) if first is not None and codes[1] in first.neighbours else sides

    def mission(self, i: int) -> Named | None:
        """Find "the German consulate": a site named after the country that it does not lie in."""
        entity = self.entity[i]
        owner = self.country_starting(i)
        if owner is None or (entity is not None and entity.label in {"PER", "PERSON"}):
            return None
        end = owner[1] + (self.lower(owner[1]) in POSSESSIVE)
        level, size, _ = self.type_at(end)
        if level != "site" or not any(self.lower(k) in self.words.missions for k in range(end, end + size)):
            return None
        end += size
        return Named(start=i, end=end, name=self.text(i, end), level="site", kind="site")

    def capital(self, i: int, last: int) -> Named | None:
        """Find "the capital", "the Malian capital", where no name follows; the last place before it ends at *last*."""
        if self.lower(i) != "capital" or i == 0 or self._is_apposed(i, last):
            return None
        country = self.countries.by_adjective(self.doc[i - 1].text)
        if self.lower(i - 1) in {"'s", "’s"} and i > 1:
            country = self.countries.by_name(self.doc[i - 2].text)
        if self.lower(i - 1) not in {"the", "this"} and country is None:
            return None
        following = self.doc[i + 1 : i + 3]
        if len(following) and (following[0].pos_ in {"NOUN", "PROPN"} or following[0].lower_ in {"of", "city", "-"}):
            return None
        if any(token.text[:1].isupper() and self.cased for token in following[: 1 + (following.text[:1] in ",(")]):
            return None
        code = country.code if country is not None else None
        return Named(start=i, end=i + 1, name="", level="settlement", kind="capital", holder=code)

    def _is_apposed(self, i: int, last: int) -> bool:
        """Tell whether "the capital" only says what the place before it is ("in Arbin, the capital, on Monday")."""
        if not 0 < last < i - 1 or i - last > _APPOSED or self.texts[last] != ",":
            return False
        ends = i + 1 >= len(self.texts) or not self.wordlike(i + 1)
        said = range(last + 1, i)
        return ends and all(self.lower(k) == "the" or self.is_demonym(k, k + 1) for k in said)

    def is_building(self, entity: Entity) -> bool:
        """Tell whether an organisation is a building that something happens at: "at Orrel University"."""
        if self.lowers[entity.end - 1] not in self.words.buildings:
            return False
        k = entity.start - 1
        while k >= 0 and (self.lower(k) in {"the", "a", "main"} or self.doc[k].pos_ == "ADJ"):
            k -= 1
        return k >= 0 and self.lower(k) in self.words.locative
