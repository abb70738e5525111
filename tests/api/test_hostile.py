"""Whatever is sent in an act's fields, by whichever way: a sentence or a receipt, never a fault of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from hypothesis import Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tried import NothingToChoose, fit, looks, token, undone

from toguna.base.errors import InputError, RuleError
from toguna.server.acts.act import Act
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.performing import perform
from toguna.server.queries.reading import Reading

WICKED = st.sampled_from(
    [
        "\ud800",
        "\u202e\u0000",
        "{0.__class__}",
        "{number}",
        "%s%n",
        "'; drop table records_measure; --",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "=cmd|'/c calc'!A0",
        "9" * 5000,
        "9999-12-31",
        "0001-01-01",
        "31/02/2031",
        "2031-06-16T25",
        "unknown",
        "\U0010ffff" * 50,
        "|",
        "a|b|c|d",
        "",
        " ",
        -1,
        2**70,
        1.5,
        float("nan"),
        True,
        None,
    ]
)
ANYTHING = st.recursive(
    WICKED | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(WICKED.filter(lambda v: isinstance(v, str)), inner, max_size=3)
    ),
    max_leaves=6,
)


def twisted(draw: Callable[..., Any], told: dict[str, Any], act: Act) -> dict[str, Any]:
    """Answers that fit, with one to three of them replaced or added."""
    names = [field.name for field in act.fields] + ["\ud800", "__proto__", "id", "status"]
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3)):
        told[name] = draw(ANYTHING)
    return told


def answers(reading: Reading, act: Act) -> dict[str, Any]:
    """Answers that fit where the lists are not empty."""
    try:
        return fit(reading, act)
    except NothingToChoose:
        return {}


@pytest.mark.slow
def test_no_value_of_any_field_is_our_fault(keys: dict[str, str]) -> None:
    """Straight to what all three ways do; a case is named where the act needs one."""
    from toguna.server.actions import serving

    readings, key = looks(settings.HOME), serving.held()
    standing = {act.noun: _some_case(readings["mediation"], act.noun) for act in ACTS.values()}
    fates = set()

    @examples(max_examples=600, phases=[Phase.generate])
    @given(st.data())
    def one(data: st.DataObject) -> None:
        act = ACTS[data.draw(st.sampled_from(sorted(ACTS)))]
        reading = readings[data.draw(st.sampled_from(["mediation", "army", "chiefs"]))]
        told = twisted(data.draw, answers(reading, act), act)
        case = None if act.opens else standing[act.noun]
        with undone():
            try:
                perform(reading, key, act.name, told, token=token(), lang="fr", case=case, proof=True)
                fates.add("done")
            except (InputError, RuleError) as refused:
                said = refused.say("fr") + refused.say("en")
                said.encode()
                fates.add(refused.code)

    one()
    assert {"done", "act-incomplete", "unknown-act"} <= fates


def _some_case(reading: Reading, noun: str) -> str:
    from toguna.domain.nouns import ALL_NOUNS

    if noun not in ALL_NOUNS:
        return "none"  # kept by the office alone, such as notes
    found = [one.id for one in reading.all(ALL_NOUNS[noun].entity) if getattr(one, "framework", "ostrine") == "ostrine"]
    return found[0] if found else "none"


@pytest.mark.parametrize("name", ["\ud800", "what", "kind"])
def test_half_a_character_is_a_sentence_by_every_way(ask: Any, name: str, tmp_path: Any) -> None:
    """JSON may write half of a surrogate pair, which no text can hold."""
    from homes import call

    sent = json.dumps({"kind": "robbery", name: "a\ud800b"})
    assert "\\ud800" in sent
    answer = ask("mediation", "acts/report.give", sent, **{"Idempotency-Key": token()})
    assert answer.status_code == 400, answer.content
    assert answer.json()["error"]["sentence"]
    file = tmp_path / "said.json"
    file.write_text(sent, encoding="utf-8")
    told = call(
        "act",
        "report.give",
        "--data",
        file,
        "--home",
        settings.HOME.path,
        "--framework",
        "ostrine",
        "--seat",
        "mediation",
    )
    assert told.code == 2
    assert told.err
    assert "Traceback" not in told.err
