"""Says when, and who, as judgements and the log have it."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime


def now() -> str:
    """Give the time in UTC, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def current_user() -> str:
    """Give the name of who is at the keyboard."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
