"""The unit square against published corners, and back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.server.tiles.mercator import EXTENT, MAX_LATITUDE, MAX_ZOOM, NoSuchTile, Tile, degrees_of, tile_at, world

DEGREES = st.tuples(st.floats(-180, 180), st.floats(-85, 85))


def test_the_corners_of_the_world():
    assert world(0, 0) == (0.5, 0.5)
    assert world(-180, MAX_LATITUDE) == pytest.approx((0, 0), abs=1e-8)
    assert world(180, -90) == pytest.approx((1, 1), abs=1e-8)


def test_a_known_tile():
    # Timbuktu, 16.773 N 3.007 W: x = (180 - 3.007) / 360 * 1024 = 503.4; y by the published formula = 463.5.
    assert tile_at(10, -3.007, 16.773) == Tile(10, 503, 463)


@given(DEGREES)
def test_there_and_back(place):
    assert degrees_of(world(*place)) == pytest.approx(place, abs=1e-9)


@given(DEGREES, st.integers(0, MAX_ZOOM))
def test_a_place_lies_in_its_tile(place, z):
    x, y = tile_at(z, *place).steps(world(*place))
    assert 0 <= x <= EXTENT and 0 <= y <= EXTENT


@pytest.mark.parametrize("address", [(-1, 0, 0), (MAX_ZOOM + 1, 0, 0), (3, 8, 0), (3, 0, 8), (0, -1, 0)])
def test_no_tile_outside_the_world(address):
    with pytest.raises(NoSuchTile) as caught:
        Tile(*address)
    assert str(MAX_ZOOM) in caught.value.say("fr") and caught.value.say("en") != caught.value.say("fr")
