"""The pages in the package are what their sources build, and ask for nothing from elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "web"
BUILT = ROOT / "src/variorum/web/pages"


def _node() -> tuple[int, ...]:
    """Give the version of Node that is installed; nothing where there is none."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return ()
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in said.strip().removeprefix("v").split("."))


needs_node = pytest.mark.skipif(
    _node() < (20, 19) or not (SOURCES / "node_modules").is_dir(),
    reason="needs Node 20.19 or newer, and npm ci in web/",
)


@needs_node
@pytest.mark.parametrize("mode", ["production", "dossier"])
def test_sources_build_what_is_committed(tmp_path: Path, mode: str) -> None:
    """Building the pages anew gives the files that the package holds, to the byte."""
    command = ["npx", "--no-install", "vite", "build", "--mode", mode, "--outDir", str(tmp_path), "--logLevel", "error"]
    subprocess.run(command, cwd=SOURCES, check=True, capture_output=True, timeout=280)

    made = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    committed = {name: (BUILT / name).read_bytes() if (BUILT / name).is_file() else None for name in made}
    assert sorted(name for name in made if made[name] != committed[name]) == []
    if mode == "production":
        kept = {str(path.relative_to(BUILT)) for path in BUILT.rglob("*") if path.is_file()}
        assert kept - {"dossier.html"} == set(made)


@needs_node
@pytest.mark.parametrize("script", ["lint", "check", "test"])
def test_sources_pass_their_checks(script: str) -> None:
    """Style, types and tests of the sources of the pages are as they should be."""
    command = ["npm", "run", "--silent", script]
    made = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, timeout=280)

    assert made.returncode == 0, made.stdout[-3000:]


def test_served_page_has_nothing_inline() -> None:
    """The page that the server hands out holds no script, style or handler of its own."""
    page = (BUILT / "index.html").read_text(encoding="utf-8")

    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page) == []


@pytest.mark.parametrize("name", ["index.html", "dossier.html"])
def test_page_names_no_other_host(name: str) -> None:
    """No script, style, picture or font of a page comes from elsewhere."""
    page = (BUILT / name).read_text(encoding="utf-8")
    shell = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    styles = "".join(path.read_text(encoding="utf-8") for path in BUILT.rglob("*.css"))
    styles += "".join(re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL))

    assert re.findall(r"""(?:src|href)=["']?(?:\w+:)?//[^"'> ]*""", shell) == []
    assert re.findall(r"""url\(["']?(?:https?:)?//|@import""", styles) == []


def test_dossier_runs_its_own_program_alone() -> None:
    """A dossier's policy names its program and its styles by hash, and allows nothing inline besides."""
    page = (BUILT / "dossier.html").read_text(encoding="utf-8")
    policy = re.search(r'content="(default-src[^"]*)"', page)

    assert policy is not None
    assert "unsafe" not in policy[1]
    assert len(re.findall(r"(?:script|style)-src 'sha256-[\w+/=]+';", policy[1])) == 2


def test_sources_put_no_text_into_pages_as_markup() -> None:
    """No source of the pages hands text over as HTML."""
    markup = re.compile(r"\{@html|\.(?:inner|outer)HTML|insertAdjacentHTML|document\.write")
    sources = [path for path in (SOURCES / "src").rglob("*") if path.suffix in {".svelte", ".ts"}]

    assert sources
    assert [path.name for path in sources if markup.search(path.read_text(encoding="utf-8"))] == []
