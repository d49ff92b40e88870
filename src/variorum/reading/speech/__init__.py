"""Reported speech: quotations, cues, sources and contents, as token spans."""
