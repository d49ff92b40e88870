from pathlib import Path

import pytest

CONSTRAINTS = sorted((Path(__file__).parents[2] / "constraints").glob("*.txt"))


@pytest.mark.parametrize("path", CONSTRAINTS, ids=lambda path: path.name)
def test_constraints_name_no_index(path: Path) -> None:
    """Pins hold names, versions and hashes; where packages come from is the installer's affair."""
    content = path.read_text(encoding="utf-8")
    assert "://" not in content
    assert not any(line.startswith("--") for line in content.splitlines())


@pytest.mark.parametrize("path", CONSTRAINTS, ids=lambda path: path.name)
def test_every_pin_has_a_hash(path: Path) -> None:
    """Each package is followed by at least one hash."""
    pins = path.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    assert [pin for pin in pins if pin and not pin.startswith("#") and "--hash=sha256:" not in pin] == []
