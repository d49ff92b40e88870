"""Frozen values of the account contract; standard library and msgspec only, no I/O."""

from variorum.model.account import (
    Account,
    Actor,
    Bases,
    Capture,
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
    "Bases",
    "Capture",
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
