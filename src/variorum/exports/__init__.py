"""
Writes the record in the forms that others use: pure functions from a `Record` to rows, one module for each format.

An export says for every value what it rests on, and lists what its format cannot hold. Nothing in it is a guess, and no
id in it is another project's.
"""
