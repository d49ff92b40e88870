"""The use cases: where a piece of work begins and ends."""
