import json
import re
from importlib import resources

import pytest

from variorum.app.views.dossier import Dossier
from variorum.app.views.shapes import Facets, Overview
from variorum.errors import DataUnusable
from variorum.store import Counts
from variorum.web import dossier as module
from variorum.web.dossier import dossier_page

PAGE = (
    "<!doctype html><title>Variorum dossier</title>"
    '<script type="application/json" id="variorum-dossier">null</script><script>program()</script>'
)
ATTACK = "</script><script>alert(1)</script><!--<title>Variorum dossier</title>{}\u2028"


def make(title: str) -> Dossier:
    counts = Counts(**dict.fromkeys(Counts.__struct_fields__, 0))
    overview = Overview(name="x", version="1", counts=counts, policy="ucdp")
    return Dossier(title=title, whole=True, overview=overview, facets=Facets())


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    _place(monkeypatch, tmp_path, PAGE)


def _place(monkeypatch: pytest.MonkeyPatch, folder: object, content: str) -> None:
    from pathlib import Path

    assert isinstance(folder, Path)
    (folder / "pages").mkdir()
    (folder / "pages" / "dossier.html").write_text(content, encoding="utf-8")
    monkeypatch.setattr(module.resources, "files", lambda _: folder)


@pytest.mark.usefixtures("page")
def test_attack_stays_within_the_data() -> None:
    """Whatever words the record holds, the file has the elements of the built page and no other."""
    made = dossier_page(make(ATTACK)).decode()
    assert made.count("<script") == PAGE.count("<script")
    assert made.count("</script>") == PAGE.count("</script>")
    assert "<!--" not in made
    data = re.search(r'id="variorum-dossier">(.*?)</script>', made, re.DOTALL)
    assert data
    assert json.loads(data[1])["title"] == ATTACK


@pytest.mark.usefixtures("page")
def test_title_is_words() -> None:
    """The title of the file is the dossier's, as words."""
    made = dossier_page(make("<b>Tolls & places</b>")).decode()
    assert "<title>&lt;b&gt;Tolls &amp; places&lt;/b&gt;</title>" in made


@pytest.mark.parametrize("content", ["", PAGE * 2, PAGE.replace("null", "{}")])
def test_page_that_does_not_fit(content: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A page without its one place for the record is refused."""
    _place(monkeypatch, tmp_path, content)
    with pytest.raises(DataUnusable):
        dossier_page(make("x"))


def test_built_page_has_the_place() -> None:
    """The page that ships fits this version."""
    found = resources.files("variorum.web") / "pages" / "dossier.html"
    if not found.is_file():
        pytest.skip("the pages are not built")
    assert b"variorum-dossier" in dossier_page(make("x"))
