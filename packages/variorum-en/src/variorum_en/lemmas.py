"""Lemmas as edit scripts: how many characters to cut from the end of the lower-cased form, and what to put there."""

from __future__ import annotations

from functools import lru_cache


def script(form: str, lemma: str) -> str:
    """Give the script that turns *form* into *lemma*: ``3|be`` cuts three characters and adds ``be``."""
    form, lemma = form.lower(), lemma.lower()
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return f"{len(form) - shared}|{lemma[shared:]}"


@lru_cache(maxsize=65_536)
def apply(form: str, rule: str, *, keep_case: bool) -> str:
    """Apply a script; a script that cuts more than the form has leaves the lower-cased form as it is."""
    cut, add = rule.split("|", 1)
    base = form if keep_case else form.lower()
    if int(cut) >= len(base) and not add:
        return base
    stem = base[: len(base) - int(cut)] if int(cut) else base
    return stem + (add.upper() if keep_case and base.isupper() and len(base) > 1 else add)
