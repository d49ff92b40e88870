"""Reads many reports on many processors, whose results are kept as files and then stored together."""
