"""
Write `web/openapi.json`, the description of the API from which the pages take their types.

    python tools/write_openapi.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from variorum.web.openapi import api_description  # noqa: E402

if __name__ == "__main__":
    path = ROOT / "web" / "openapi.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(api_description(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Wrote {path.relative_to(ROOT)}")
