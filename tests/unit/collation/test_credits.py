import pytest

from variorum.collation.credits import Credit, credits_of
from variorum.model import Account, Report


def named(text: str, **report: object) -> list[str]:
    return [credit.name for credit in credits_of(Account(report=Report(id="r", text=text, **report)))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MARADA (Reuters) - Shells hit a market.\nMore of it.", ["Reuters"]),
        ("MARADA, 3 MAY 90 (ACAN-EFE) -- [TEXT] SHELLS HIT A MARKET.", ["EFE"]),
        ("Shells hit market\nBy Ada Moor, Associated Press\nShells hit a market.", ["Associated Press"]),
        ("Shells hit market\nAP/AFP\nShells hit a market.", ["Agence France-Presse", "Associated Press"]),
        ("Shells hit a market.\n(With inputs from AFP)", ["Agence France-Presse"]),
        ("Shells hit a market.\nMore on our site. ab/cd (Reuters, dpa)", ["Deutsche Presse-Agentur", "Reuters"]),
        (
            "Shells hit a market.\nAssociated Press writer Bo Lin in Marada contributed to this report.",
            ["Associated Press"],
        ),
        ("A market after the shelling. (Bo Lin/Reuters)\nShells hit a market.", []),
        ("The mayor spoke to reporters (AFP) on Monday.", []),
        ("(NEW MARADA) — Shells hit a market.", []),
        ("Shells hit a market, Reuters reported on Monday.", []),
    ],
)
def test_credits_of_reads_head_and_foot(text: str, names: list[str]) -> None:
    """Datelines, bylines and credits name agencies; captions and running text do not."""
    assert named(text) == names


def test_credits_of_puts_agency_before_publisher() -> None:
    """Who printed an agency's text is not where it is from."""
    assert named("MARADA (Reuters) - Shells hit a market.", publisher="The Lake Post") == ["Reuters"]


def test_credits_of_falls_back_on_publisher() -> None:
    """A report without credits is its publisher's."""
    account = Account(report=Report(id="r", text="The Lake Post\nShells hit a market.", publisher="The Lake Post"))
    assert credits_of(account) == (Credit("lake-post", "The Lake Post", "publisher"),)


def test_credits_of_reads_authors() -> None:
    """An agency among the authors is credited."""
    assert named("Shells hit a market.", authors=("Ada Moor", "Associated Press")) == ["Associated Press"]
