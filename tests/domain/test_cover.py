"""Which segments of a road a measure is on."""

from __future__ import annotations

import pytest

from toguna.base.text import Words
from toguna.domain.cover import covers
from toguna.domain.measures import Measure, Stretch
from toguna.domain.places import Road

ROAD = Road(id="r", name=Words(en="road"), via=("a", "b", "c", "d"))


def on(where: tuple[str, ...] = (), *stretches: tuple[str, str, str]) -> list[str]:
    parts = tuple(Stretch(road=road, segment_from=one, segment_to=two) for road, one, two in stretches)
    held = Measure(id="m", framework="f", kind="road_patrol", by=("p",), where=where, stretches=parts)
    return ["".join(segment) for segment in ROAD.segments() if covers(held, ROAD, segment)]


@pytest.mark.parametrize(
    ("where", "stretches", "segments"),
    [
        (("r",), (), ["ab", "bc", "cd"]),
        (("other",), (), []),
        (("r",), (("r", "b", "c"),), ["bc"]),
        (("r",), (("r", "a", "b"), ("r", "c", "d")), ["ab", "cd"]),
        (("r",), (("r", "a", "b"), ("r", "b", "c")), ["ab", "bc"]),
        ((), (("r", "d", "b"),), ["bc", "cd"]),
        (("r",), (("r", "a", "nowhere"),), []),
        (("r",), (("other", "a", "b"),), ["ab", "bc", "cd"]),
    ],
)
def test_every_stretch_of_a_measure_counts(where, stretches, segments):
    assert on(where, *stretches) == segments
