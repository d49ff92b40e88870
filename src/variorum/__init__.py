"""Read reports of armed violence: what each says happened, who says so, and in which words."""

__version__ = "0.1.0"
