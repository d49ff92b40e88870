import pytest

from variorum.app import doctor
from variorum.app.doctor import examine
from variorum.errors import PipelineMissing


def test_examine_gives_remedy_for_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is not installed is a finding with a remedy, not an exception."""
    monkeypatch.setattr(doctor, "DISTRIBUTIONS", ("no-such-package-of-ours",))
    finding = next(finding for finding in examine() if finding.subject == "no-such-package-of-ours")
    assert (finding.found, finding.remedy) == ("not installed", "Install no-such-package-of-ours")


def test_examine_gives_remedy_for_broken_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline that does not load is a finding that says why."""

    def fail(name: str | None, threads: int) -> None:
        raise PipelineMissing(name=name, reason="broken")

    monkeypatch.setattr(doctor, "make_reader", fail)
    finding = next(finding for finding in examine("xx") if finding.subject == "pipeline")
    assert finding.remedy is not None
    assert finding.found.startswith("[E201] The pipeline 'xx' does not load: broken")
