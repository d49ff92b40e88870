import pytest

from variorum.sources.language import foreign_language

SPECIMENS = {
    "Spanish": "El portavoz dijo que las tropas llegaron al puente por la noche y que no hay noticias de los heridos, "
    "pero según los vecinos fueron más de tres.",
    "French": "Le porte-parole a dit que les troupes sont arrivées au pont dans la nuit et que deux soldats ont été "
    "blessés, selon une source qui n'est pas nommée.",
    "German": "Der Sprecher sagte, dass die Truppen in der Nacht an der Brücke waren und dass zwei Soldaten bei dem "
    "Angriff verletzt wurden, was sich nicht prüfen ließ.",
    "Polish": "Rzecznik powiedział, że wojsko przyszło w nocy na most i że dwóch żołnierzy jest rannych, ale nie jest "
    "to pewne, bo nikt o tym nie mówi po ataku.",
}


@pytest.mark.parametrize(("language", "text"), SPECIMENS.items())
def test_foreign_language_names_language(language: str, text: str) -> None:
    """Prose in another language of Latin script is named by its function words."""
    assert foreign_language(text) == f"more like {language}"


@pytest.mark.parametrize(
    ("text", "script"),
    [("Войска вошли в город", "Cyrillic"), ("دخلت القوات المدينة", "Arabic"), ("部队进入了城市", "Cjk")],
)
def test_foreign_language_names_script(text: str, script: str) -> None:
    """Text in another script needs no function words to be told."""
    assert foreign_language(text) == f"{script} script"


@pytest.mark.parametrize(
    "text",
    [
        "TWO SOLDIERS WERE HURT WHEN A MINE WENT OFF NEAR THE BRIDGE AT DAWN, THE ARMY SAID. IT HAS SENT A TEAM TO "
        "CLEAR THE ROAD. THERE WAS NO WORD FROM THE REBELS.",
        "The minister, quoting the poem, said “не забудем” to the crowd, which took up the words at once and sang.",
        "Juan de la Cruz, Pedro del Valle",
        "",
        "12 34 !?",
    ],
    ids=["upper case", "foreign quote", "names only", "empty", "no letter"],
)
def test_foreign_language_accepts_english(text: str) -> None:
    """Wires in upper case, foreign quotes, and texts too short to judge are read."""
    assert foreign_language(text) is None


def test_foreign_language_refuses_what_is_no_language() -> None:
    """A text of many words without function words is not English."""
    assert foreign_language("lorem zxq ipsum vbn " * 20) == "hardly any English word"
