"""Turns a report into its account: one module for each thing that is read, put in order by `reader`."""
