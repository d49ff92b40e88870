"""Fetches pages from the open internet, and from nowhere else; bounded, patient and polite."""

from variorum.fetching.addresses import Allowed, anywhere, is_public
from variorum.fetching.fetcher import Fetched, Fetcher, FetchSettings, Kept

__all__ = ["Allowed", "FetchSettings", "Fetched", "Fetcher", "Kept", "anywhere", "is_public"]
