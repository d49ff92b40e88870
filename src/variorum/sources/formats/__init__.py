"""One module for each family of formats: captured bytes in, documents and what else they hold out; no network."""
