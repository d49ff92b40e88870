"""Collates accounts into a record: which incidents are one, what is known of each, and where the accounts part."""
