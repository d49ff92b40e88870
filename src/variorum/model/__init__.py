"""Frozen values of the account contract; standard library and msgspec only, no I/O."""

from variorum.model.account import (
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
    "When",
]
