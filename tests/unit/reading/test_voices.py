from variorum.reading.voices import Voice, Voices


def test_the_innermost_voice_speaks():
    """Inside a saying told by another speaker, the words are the inner speaker's."""
    outer, inner = Voice(0, 20, "minister", "asserts"), Voice(5, 10, "rebels", "denies")

    voices = Voices([outer, inner])

    assert [outer, inner, outer] == [voices.at(i) for i in (4, 5, 10)]


def test_outside_every_saying_the_reporter_speaks():
    """No voice means the report's own."""
    assert Voices([Voice(3, 5, "army", "asserts")]).at(5) is None
