import pytest

from variorum.sources.formats.properties import people, real_title


@pytest.mark.parametrize(
    ("authors", "wanted"),
    [
        ("Idriss Bello; Ann Oe", ("Idriss Bello", "Ann Oe")),
        ("Idriss Bello and Ann Oe", ("Idriss Bello", "Ann Oe")),
        ("python-docx", ()),
        ("Microsoft Office User", ()),
        ("Administrator, Ann Oe", ("Ann Oe",)),
        ("1024", ()),
        (None, ()),
    ],
)
def test_authors_are_people(authors: str | None, wanted: tuple[str, ...]) -> None:
    """Names that programs and new computers come with are no authors."""
    assert people(authors) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Shells  hit market", "Shells hit market"),
        ("Microsoft Word - bulletin.doc", None),
        ("Document1", None),
        ("--", None),
        (None, None),
    ],
)
def test_title_is_what_someone_wrote(title: str | None, wanted: str | None) -> None:
    """A title that a program made of a file's name is none."""
    assert real_title(title) == wanted
