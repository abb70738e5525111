"""Texts in both languages, and French typography."""

import pytest

from toguna.base.text import Text, Words, french_typography, phrase


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("Vraiment ?", "Vraiment\u202f?"),
        ("un ; deux", "un\u202f; deux"),
        ("note : deux", "note\u00a0: deux"),
        ("12:30", "12:30"),
    ],
)
def test_french_typography(typed: str, printed: str) -> None:
    assert french_typography(typed) == printed
    assert french_typography(printed) == printed, "doing it twice changes something"


def test_a_text_says_the_same_data_in_both_languages() -> None:
    with pytest.raises(ValueError, match="different data"):
        Text(fr="{one}", en="{two}")


def test_a_text_inside_a_text_is_said_in_the_same_language() -> None:
    outer, inner = Text(fr="voir {what}", en="see {what}"), Text(fr="la note", en="the brief")
    assert outer.say("fr", what=inner) == "voir la note"
    assert outer.say("en", what=inner) == "see the brief"


def test_words_fall_back_to_the_language_they_were_entered_in() -> None:
    words = Words(en="two quiet months")
    assert words.say("fr") == "two quiet months"
    assert words.language("fr") == "en"
    with pytest.raises(ValueError, match="neither"):
        Words()


def test_a_sentence_stands_inside_another_without_its_full_stop():
    assert phrase(Text(fr="Le carburant s’épuise. ", en="Fuel runs low")) == Text(
        fr="Le carburant s’épuise", en="Fuel runs low"
    )
