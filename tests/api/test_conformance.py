"""Schemathesis on the whole API, from the document that the code writes: every seat's key, every address, requests that
fit and requests that do not. No answer is a fault of ours, none differs from what the document promises, and none says
what §8.4 and §9.1 withhold from its seat.

TOGUNA_API_EXAMPLES=20 make test      every seat × every address × twenty requests of each sort
"""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from leaks import leaks, party_of
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from test_matrix import READERS

EXAMPLES = int(os.environ.get("TOGUNA_API_EXAMPLES", "1"))
PROMISED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def operations(keys: dict[str, str]) -> list[Any]:
    """Every address of the document with its method."""
    from django.core.wsgi import get_wsgi_application

    from toguna.server.api.openapi import document

    described = schemathesis.openapi.from_dict(document("fr"))
    described.app = get_wsgi_application()
    return [found.ok() for found in described.get_all_operations()]


@pytest.fixture(scope="module")
def cases(ask_all: Any) -> list[str]:
    """Ids of what stands, whoever may read it, and one that does not."""
    from toguna.server.api.collections import COLLECTIONS

    held = ["nothing-of-that-name"]
    for name, one in COLLECTIONS.items():
        if one.story is not None:
            rows = ask_all("mediation", f"{name}?limit=200").json()["items"]
            held += [row.get("id") or row["claim"]["id"] for row in rows]
    return held


def send(operation: Any, key: str, seat: str, cases: list[str], mode: GenerationMode, seen: Counter[int]) -> None:
    """Requests of one seat to one address, each held to the document."""

    @hypothesis.seed(random.Random(f"{os.environ['TOGUNA_SEED']} {seat} {operation.label}").randrange(2**32))
    @hypothesis.settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(operation.as_strategy(generation_mode=mode), st.sampled_from(cases))
    def one(case: Any, id_: str) -> None:
        case.path_parameters["framework"] = "ostrine"
        if "id" in case.path_parameters:
            case.path_parameters["id"] = id_
        if "case" in (case.query or {}):
            case.query["case"] = id_
        answer = case.call(
            base_url="http://testserver", headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
        )
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=PROMISED)
        if operation.method == "get":
            assert leaks(party_of(seat), answer.text) == [], (seat, operation.label, id_)

    one()


@pytest.mark.slow
def test_every_seat_gets_what_the_document_promises_and_nothing_withheld(
    operations: list[Any], keys: dict[str, str], cases: list[str]
) -> None:
    """A seat of every role reads everywhere; each act is tried by one seat and its form read by two, drawn anew in each
    run (`test_matrix.py` opens the forms as everybody); with more examples every seat does everything.
    """
    seen: Counter[int] = Counter()
    drawn = random.Random(os.environ["TOGUNA_SEED"])
    seats = sorted(set(keys) - {"short"})
    for operation in operations:
        reads, on_act = operation.method == "get", "/acts/" in operation.path
        few = [seat for seat in READERS if seat] if reads and not on_act else drawn.sample(seats, 1 + reads)
        for seat in few if EXAMPLES == 1 else seats:
            send(operation, keys[seat], seat, cases, GenerationMode.POSITIVE, seen)
        send(operation, keys["mediation"], "mediation", cases, GenerationMode.NEGATIVE, seen)
    assert {200, 400, 401, 404} <= set(seen), seen
    assert not [status for status in seen if status >= 500]


def test_the_leak_that_is_looked_for_would_be_found(ask_all: Any) -> None:
    """The secretariat's own answers hold what others must not read: the search is not blind."""
    told = " ".join(
        ask_all("mediation", path).content.decode() for path in ("measures?limit=200", "incidents?limit=200", "gaps")
    )
    assert leaks("mediation", told) == []
    assert leaks("donor", told)
    assert re.search(r'"next"', told)
    assert json.loads(ask_all("mediation", "situation").content)["item"]["mode"] == "exercise"
