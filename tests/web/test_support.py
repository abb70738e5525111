"""What a donor reads: numbers by month, what a cut would end, nothing of persons, parties, roads or days to come."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from pages import main_of, text
from test_who_sees_what import scenario

ADDRESS = "/fr/{}/soutien/"


@pytest.mark.parametrize(("framework", "donor"), [("ostrine", "donor"), ("timbuktu-taoudeni", "denmark")])
def test_a_donor_reads_numbers_and_nobodys_name(seated: Any, framework: str, donor: str) -> None:
    browser = seated(framework, donor)
    assert "/soutien/" in browser.get(f"/fr/{framework}/bilan/").content.decode()
    page = browser.get(ADDRESS.format(framework))
    assert page.status_code == 200
    said = text(page)
    assert "Ce qu’une coupe arrêterait" in said
    assert "jamais par des arrestations" in said
    body = main_of(page).split("Présence constatée", 1)[1]
    for road in scenario(framework).get("roads", []):
        for name in road["name"].values() if isinstance(road.get("name"), dict) else [road.get("name") or "—"]:
            assert name not in body, name
    assert not re.search(r"\b0 (tronçons-jours|mesures)", said), "too few is not zero"
    assert {int(n) % 3 for n in re.findall(r"(\d+) (?:tronçons-jours|mesures) au moins", said)} <= {0}


@pytest.mark.parametrize("seat", ["army", "kite", "chiefs", "youth", "governorate"])
def test_others_have_no_such_page(seated: Any, client: Any, seat: str) -> None:
    assert seated("ostrine", seat).get(ADDRESS.format("ostrine")).status_code == 404
    assert client.get(ADDRESS.format("ostrine")).status_code == 403, "a visitor is shown the door"
    assert "/soutien/" not in seated("ostrine", seat).get("/fr/ostrine/bilan/").content.decode()


def test_the_numbers_are_those_of_the_scenario_a_month_later(home: Any) -> None:
    """Counted here from the file: stretches and days on which a passage was reported, by month."""
    from toguna.server.queries.reading import read
    from toguna.server.queries.support import _segment_days, support

    whole = read(home, framework="ostrine", seat="mediation", as_of=date(2031, 6, 16))
    counted = {month: _segment_days(whole, date(2031, month, 1)) for month in (3, 4, 6)}
    found = support(read(home, framework="ostrine", seat="donor", as_of=date(2031, 6, 16)))
    assert found is not None
    done = {
        (one["road"], str(one["segment"]), one["date"])
        for one in scenario("ostrine")["outings"]
        if one["state"] in ("logged", "seen")
        and one["date"] <= date(2031, 6, 16)
        and one["road"].startswith("valombrine")
    }
    assert counted == {month: sum(day.month == month for _, _, day in done) for month in counted}
    assert sum(counted.values()) > 3
    for row in found.months:
        held = sum(day.strftime("%Y-%m") == row.month.iso() for _, _, day in done)
        assert row.segment_days == (held // 3 * 3 or None), row
    assert all(row.month.last < date(2031, 5, 31) for row in found.months)
    assert (
        read(home, framework="ostrine", seat="army", as_of=None)
        and support(read(home, framework="ostrine", seat="army", as_of=None)) is None
    )


def test_the_api_gives_a_donor_what_his_pages_give(home: Any, seated: Any) -> None:
    """The same queries, read here as the API's collections and on the pages."""
    from toguna.server.api.collections import COLLECTIONS
    from toguna.server.api.plain import plain
    from toguna.server.queries.reading import read

    day = date(2031, 6, 16)
    donor, army = (read(home, framework="ostrine", seat=seat, as_of=day) for seat in ("donor", "army"))
    names = ("alert-counts", "incident-months", "result-figures", "support", "undertaking-counts")
    rows = {name: plain(COLLECTIONS[name].page(donor, "", 200).rows) for name in names}
    page = text(seated("ostrine", "donor").get(ADDRESS.format("ostrine")))
    (support,) = rows["support"]
    for one in support["months"]:
        if one["segment_days"]:
            assert f"{one['segment_days']} tronçons-jours au moins" in page
    (counts,) = rows["undertaking-counts"]
    assert f"Engagements : {counts['total']} au moins" in page
    for one in counts["states"]:
        if one["number"]:
            assert f"{one['number']} au moins" in page.split(one["label"]["fr"][1:], 1)[1][:20]
    assert len(rows["result-figures"]) == 4
    incidents = text(seated("ostrine", "donor").get("/fr/ostrine/incidents/"))
    assert len(rows["incident-months"]) == 13, "each month, also the one with too few to be told"
    for one in rows["incident-months"]:
        if one["dated"]:
            assert f" {one['dated']} " in incidents
    assert [one["level"] for one in rows["alert-counts"]] == ["green", "orange", "red", "yellow"]
    for name in ("alert-counts", "result-figures", "support", "undertaking-counts"):
        assert COLLECTIONS[name].page(army, "", 200).rows == [], name


def test_a_review_is_read_by_donors_with_its_dates_and_not_with_its_words(home: Any) -> None:
    from toguna.domain.entity import typed
    from toguna.domain.reviews import Review
    from toguna.domain.visibility import OUTSIDE
    from toguna.server.queries.reading import read
    from toguna.server.queries.reviews import latest, listed

    data = {
        "id": "rev-1", "framework": "ostrine", "kind": "dpia", "date": "2031-02", "finding": "to_correct",
        "until": "2031-05-31", "by": ["mediation"], "kept_at": {"fr": "Armoire du bureau"}, "note": {"fr": "Le délai."},
    }  # fmt: skip
    held = typed(data, Review)
    found = {}
    for seat in ("donor", "army", "mediation"):
        reading = read(home, framework="ostrine", seat=seat, as_of=None)
        reading._held["review"] = (held,)
        (found[seat],) = listed(reading)
        kinds = {one.kind: one.review for one in latest(reading)}
        assert kinds["dpia"] == found[seat]
        assert kinds["consents"] is None, "what is not recorded is not known"
    assert (found["donor"].in_date, found["donor"].finding) == (False, "to_correct")
    assert (found["donor"].by, found["donor"].kept_at, found["donor"].note) == (None, None, None)
    assert found["army"].note is not None
    assert latest(reading.as_reader(OUTSIDE)) == []
