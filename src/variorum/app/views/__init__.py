"""Gives the record as pages show it: the API answers with these values, and a dossier holds them."""
