"""What must not stand in a seat's JSON, read from the scenario as in `../web/test_matrix.py`: words, days as ISO."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from test_matrix import FRAMEWORK, facts, may_know, only_in, secrets, told_elsewhere
from test_who_sees_what import ends, hand_overs

LAST = date(2031, 6, 16)


@cache
def _withheld() -> list[tuple[str, frozenset[str]]]:
    out = list(secrets())
    out += [(one["date"].isoformat(), frozenset({"mediation"})) for one in facts("incidents") if _alone(one)]
    out += [(end.isoformat(), may_know(end)) for end in ends(FRAMEWORK) if end > LAST and end not in told_elsewhere()]
    return [*out, *((id_, frozenset(allowed)) for id_, allowed in hand_overs(FRAMEWORK).items())]


def _alone(incident: dict[str, object]) -> bool:
    return isinstance(incident["date"], date) and incident["date"] in only_in("incidents")


def leaks(party: str | None, body: str) -> list[str]:
    """What a seat's answer says and must not."""
    return [
        secret
        for secret, allowed in _withheld()
        if party not in allowed and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", body, flags=re.I)
    ]


def party_of(seat: str) -> str:
    """The party of a seat: an alternate's code is its party's with a tail."""
    return seat.removesuffix("-suppleant")
