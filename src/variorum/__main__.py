"""Makes ``python -m variorum`` the same as the command."""

from variorum.cli import main

main()
