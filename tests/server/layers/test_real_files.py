"""The publishers' own files beside the repository: read whole, with the numbers that their README gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from homes import Home, call

from toguna.server.queries import layers
from toguna.server.queries.reading import read

Shared = Callable[[str], Path]


def bring(home: Home, what: str, path: Path, *more: str):
    return call("import", what, path, "--home", home.path, "--json", "--lang", "en", *more)


def test_insecurity_insight(own: Home, shared: Shared) -> None:
    folder = shared("data/insecurity_insight")
    mali = bring(own, "insecurity-insight", folder / "incidents_mali_2016_2025.csv").json
    assert (mali["rows"], mali["new"], mali["first"], mali["last"]) == (368, 368, "2016-01-01", "2025-09-01")
    sahel = bring(own, "insecurity-insight", folder / "incidents_sahel_2016_2025.csv").json
    assert (sahel["new"], sahel["unchanged"], sahel["absent"]) == (472, 368, 0)
    reading = read(own, framework="ostrine", seat=None, as_of=None)
    rows = list(layers.published(reading, "insecurity-insight"))
    assert len({r.event for r in rows if r.country == "Mali"}) == 331
    assert Counter(r.country for r in rows)["Burkina Faso"] == 357
    counted = layers.counts(reading, "insecurity-insight", by="adm1", period="year", country="Mali")
    assert counted.table.sum() + counted.unplaced.sum() == 331 and counted.undated.sum() == counted.neither == 0
    assert counted.periods[0] == "2016" and not counted.covered[-1], "2025 is not over in the file"


def test_ged(own: Home, shared: Shared) -> None:
    account = bring(own, "ucdp-ged", shared("data/ucdp") / "ged_central_african_republic_full.csv.gz").json
    assert (account["rows"], account["new"], account["refused"]) == (1848, 1848, 0)
    reading = read(own, framework="ostrine", seat=None, as_of=None)
    rows = list(layers.published(reading, "ucdp-ged"))
    assert {r.kind for r in rows} == {None}
    assert {r.original for r in rows} == {"state-based", "non-state", "one-sided"}
    counted = layers.counts(reading, "ucdp-ged", by="adm1", period="month")
    everything = counted.table.sum() + counted.undated.sum() + counted.unplaced.sum() + counted.neither
    assert everything == 1848 and counted.undated.sum() > 0


@pytest.mark.parametrize("name", ["ged_v25_1_sample_sahel.csv", "organized_violence_country_year_v25_1_sahel.csv"])
def test_a_sample_and_yearly_totals_are_not_events(own: Home, shared: Shared, name: str) -> None:
    answer = bring(own, "ucdp-ged", shared("data/ucdp") / name)
    assert answer.code == 2 and "columns missing" in answer.err


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("mali_adm0", 1),
        ("mali_adm1_regions", 9),
        ("mali_adm2_cercles", 50),
        ("roads", 65),
        ("places", 51),
        ("rivers", 16),
    ],
)
def test_base_maps(own: Home, shared: Shared, name: str, number: int) -> None:
    path = shared("data/geo") / f"{name}.geojson"
    assert bring(own, "geojson", path, "--layer", "carte").json["new"] == number
    assert bring(own, "geojson", path, "--layer", "carte").json["unchanged"] == number


def test_events_are_counted_in_the_cercles_of_a_map(own: Home, shared: Shared) -> None:
    bring(own, "geojson", shared("data/geo") / "mali_adm2_cercles.geojson", "--layer", "cercles")
    bring(own, "insecurity-insight", shared("data/insecurity_insight") / "incidents_mali_2016_2025.csv")
    reading = read(own, framework="ostrine", seat=None, as_of=None)
    counted = layers.counts(reading, "insecurity-insight", by="map:cercles", period="year")
    assert len(counted.unit_names) == 50
    by_name = dict(zip(counted.unit_names, counted.table.sum(axis=0).tolist(), strict=True))
    # Gao's point events lie in Gao; nothing lies in two cercles.
    assert by_name["Gao"] >= 20 and counted.table.sum() + counted.unplaced.sum() == 331
