"""Serves the record over HTTP: the API, the pages, and who may do what."""
