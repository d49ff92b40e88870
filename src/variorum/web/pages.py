"""Serves the pages that are built from `web/`: one page for all addresses, and what it needs."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from litestar import get
from litestar.params import FromPath
from litestar.response import Response

from variorum.errors import NothingThere
from variorum.web.answers import Asking, tags

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}

FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose names hold their hash."""

UNBUILT = b"""<!doctype html><meta charset="utf-8"><title>Variorum</title>
<p>The pages are not built. The API is at /api/v1, and /api/v1/openapi.json describes it.</p>
"""


@get(["/", "/{path:path}"], operation_id="getPage", include_in_schema=False)
async def get_page(request: Asking, path: FromPath[str] = "") -> Response[bytes]:
    """
    Give a file of the pages, or for any other address the page that shows it.

    Raises:
        NothingThere: If it is an address of the API, or of a file that is not there.
    """
    asked = PurePosixPath(path.lstrip("/"))
    if asked.parts[:1] == ("api",):
        raise NothingThere(path=request.url.path[:200])
    content = _content(asked)
    if content is None:
        if asked.suffix in TYPES and asked.parts[:1] == ("assets",):
            raise NothingThere(path=request.url.path[:200])
        asked, content = PurePosixPath("index.html"), _content(PurePosixPath("index.html")) or UNBUILT
    tag = hashlib.sha256(content).hexdigest()[:16]
    headers = {"ETag": f'"{tag}"', "Cache-Control": FOR_EVER if asked.parts[0] == "assets" else "no-cache"}
    if tag in tags(request.headers.get("if-none-match", "")):
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type=TYPES[asked.suffix], headers=headers)


@lru_cache(maxsize=512)
def _content(path: PurePosixPath) -> bytes | None:
    """Give what a file of the pages holds; None where there is none that may be given out."""
    if path.suffix not in TYPES or not path.parts or any(part in {"..", "."} for part in path.parts):
        return None
    found: Traversable = resources.files("variorum.web") / "pages"
    for part in path.parts:
        found = found / part
    return found.read_bytes() if found.is_file() else None
