"""Keeps captured bytes as they were, each under the hash of its content."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from variorum.errors import OriginalsRefused


class Originals:
    """A folder of captured bytes: ``ab/abcdef...``; what is there is never written again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, sha256: str) -> Path:
        """Give where the bytes with this hash are, if they are kept."""
        return self.folder / sha256[:2] / sha256

    def keep(self, content: bytes) -> str:
        """
        Keep *content* and give its hash.

        Raises:
            OriginalsRefused: If it cannot be written.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path_of(sha256)
        if path.exists():
            return sha256
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Written beside its place and moved there: whoever looks sees all of it or nothing.
            handle, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(name, path)  # noqa: PTH105 - of two names as they came
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise OriginalsRefused(path=str(self.folder), reason=error.strerror or str(error)) from error
        return sha256
