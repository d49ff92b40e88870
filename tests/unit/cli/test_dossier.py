import json
from pathlib import Path
from typing import Any

import pytest

from shellings import Run
from variorum.web import dossier as module

PAGE = '<title>Variorum dossier</title><script type="application/json" id="variorum-dossier">null</script>'


@pytest.fixture(autouse=True)
def _page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a page in place of the built one."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "dossier.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(module, "resources", type("Resources", (), {"files": staticmethod(lambda _: tmp_path)}))


def held(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.split('"variorum-dossier">', 1)[1].split("</script>", 1)[0])
    return found


def test_whole_record_in_one_file(run: Run, record: Path, tmp_path: Path) -> None:
    """The file holds every incident with its page, every report with its text and marks."""
    out = tmp_path / "record.html"
    assert run("dossier", "-o", str(out), "--title", "Mine").exit_code == 0
    data = held(out)
    assert (data["title"], data["whole"], data["format"]) == ("Mine", True, 1)
    assert {incident["id"] for incident in data["incidents"]} == data["pages"].keys()
    assert len(data["incidents"]) == len(data["points"]) == 2
    assert [report["report"]["id"] for report in data["reports"]] == ["marada.txt", "second.txt"]
    assert all(report["marks"]["marks"] for report in data["reports"])


def test_ids_have_names(run: Run, record: Path, tmp_path: Path) -> None:
    """Every actor that is spoken of in the file has a name in it, in a selection too."""
    out = tmp_path / "some.html"
    run("dossier", "-o", str(out), "--type", "shelling")
    data = held(out)
    known = {name["id"] for name in data["names"]}
    spoken = {statement["speaker"] for statement in data["statements"]}
    spoken |= {name["id"] for incident in data["incidents"] for name in incident["initiators"] + incident["targets"]}
    assert spoken <= known
    assert {incident["type"] for incident in data["incidents"]} == {"shelling"}
    assert not data["whole"]


def test_same_record_same_bytes(run: Run, record: Path, tmp_path: Path) -> None:
    """The same record gives the same file."""
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    for out in (one, two):
        run("dossier", "-o", str(out))
    assert one.read_bytes() == two.read_bytes()


def test_file_that_is_there_is_kept(run: Run, record: Path, tmp_path: Path) -> None:
    """A file is written over only where that is said."""
    out = tmp_path / "record.html"
    out.write_text("mine")
    assert run("dossier", "-o", str(out)).exit_code == 2
    assert out.read_text() == "mine"
    assert run("dossier", "-o", str(out), "--force").exit_code == 0
    assert out.read_text() != "mine"
