"""Every fault speaks both languages, has a code of its own, and tells what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toguna.base.errors import RegisterFault
from toguna.base.text import placeholders
from toguna.register import cbor_faults, faults, log_faults

CLASSES = sorted(
    {
        item
        for module in (cbor_faults, faults, log_faults)
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, RegisterFault) and "text" in vars(item)
    },
    key=lambda item: item.__name__,
)
# What a person is told to do, in the imperative.
_NEXT_EN = re.compile(
    r"\b(ask|do not|update|check|correct|use|go back|have|shorten|tell|must make|nothing to do|has no effect)\b",
    re.IGNORECASE,
)
_NEXT_FR = re.compile(
    r"demander|ne pas|mettre|vérifier|corriger|joindre|reprendre|faire|raccourcir|garder|sans effet", re.IGNORECASE
)


@pytest.mark.parametrize("fault", CLASSES, ids=lambda item: item.code)
def test_a_sentence_in_both_languages_says_what_to_do(fault: type[RegisterFault]) -> None:
    error = fault(**dict.fromkeys(placeholders(fault.text.en), 7))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fault.code)
    assert _NEXT_EN.search(error.say("en")), error.say("en")
    assert _NEXT_FR.search(error.say("fr")), error.say("fr")
    assert error.say("fr") != error.say("en")


def test_codes_are_told_apart() -> None:
    codes = [fault.code for fault in CLASSES]
    doubled = {code for code in codes if codes.count(code) > 1}
    # The same finding by two ways: a note by itself, and a note in a stored log.
    assert doubled == {"bad-signature"}


def test_the_specification_names_every_code() -> None:
    text = (Path(__file__).parents[2] / "spec" / "register.md").read_text()
    assert {fault.code for fault in CLASSES if f"`{fault.code}`" not in text} == {"cbor"}
