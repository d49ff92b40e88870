"""
Read reports of armed violence: what each says happened, who says so, and in which words.

    >>> import variorum
    >>> account = variorum.read("KHOST, Afghanistan - A bomb killed three men on Monday, police said.")
    >>> account.incidents[0].type
    'bombing'

Importing the package costs next to nothing: the language model is loaded by the first `read`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from variorum.app.read_one import read
    from variorum.errors import VariorumError
    from variorum.model import (
        Account,
        Actor,
        Harm,
        Incident,
        Interval,
        Link,
        Place,
        Published,
        Report,
        Span,
        Statement,
        Statistic,
        When,
    )

__version__ = "0.1.0"

__all__ = [
    "Account",
    "Actor",
    "Harm",
    "Incident",
    "Interval",
    "Link",
    "Place",
    "Published",
    "Report",
    "Span",
    "Statement",
    "Statistic",
    "VariorumError",
    "When",
    "__version__",
    "read",
]

_HOMES = {"read": "variorum.app.read_one", "VariorumError": "variorum.errors"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "variorum.model")), name)


def __dir__() -> list[str]:
    return __all__
