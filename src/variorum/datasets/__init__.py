"""
Reads data sets that others have published, and lays them beside the record.

Nothing of them enters the record itself: they are another account of the same days, made by other rules.
"""
