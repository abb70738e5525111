"""Every kind of seat × every record of the process: what §8.4 and §9.1 withhold is on no page.

Who may know what is worked out here from the scenario files, not from the code under test.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

import pytest
import yaml
from homes import shipped
from pages import dates_in, main_of, text

# One seat for each way in which §8.4 reads: None is the copy for all.
PARTIES = {
    "ostrine": (None, "mediation", "governorate", "army", "kite", "chiefs", "observer", "donor"),
    "timbuktu-taoudeni": (None, "hd", "governorates", "fama", "cma", "youth", "denmark"),
}
DAYS = {"ostrine": ("2031-03-28", "2031-06-16"), "timbuktu-taoudeni": ("2019-04-12", "2020-05-01")}
SCENARIO = {"ostrine": "veranda", "timbuktu-taoudeni": "timbuktu-taoudeni"}
MEDIATOR = {"ostrine": "mediation", "timbuktu-taoudeni": "hd"}
EMBARGO = timedelta(days=14)
SEALED = ("d’aucun des deux quartiers", "aucun de ces groupes", "chef de village", "une personne de la région")


@cache
def scenario(framework: str) -> dict:
    return yaml.safe_load(shipped(SCENARIO[framework]).read_text(encoding="utf-8"))


def addresses(framework: str) -> list[str]:
    held = scenario(framework)

    def of(section: str, folder: str) -> list[str]:
        return [f"{folder}/{one['id']}/" for one in held[section] if one.get("framework", framework) == framework]

    promises = [f"engagements/{u['id']}/" for a in held["agreements"] for u in a.get("undertakings", [])]
    return [
        *("rencontres/", "accords/", "engagements/", "plaidoyers/", "bilan/"),
        *of("meetings", "rencontres"),
        *of("agreements", "accords"),
        *of("undertakings", "engagements"),
        *promises,
        *of("requests", "plaidoyers"),
        *of("claims", "bilan"),
    ]


def hidden_measures(framework: str, party: str, day: date) -> set[str]:
    """Measures that a party may not know of yet: neither its own nor one it may fill, and not begun long enough ago."""
    out = set()
    for one in scenario(framework)["measures"]:
        start = one.get("start")
        began = start if isinstance(start, date) else None
        known = began is None and start is not None
        own = {*one["by"], *one.get("may_fill", [])}
        if party not in own and not known and (began is None or began > day - EMBARGO):
            out.add(one["id"])
    return out


def offices(framework: str) -> list[str]:
    names = [re.escape(r["to_text"]["fr"]) for r in scenario(framework)["requests"] if isinstance(r["to_text"], dict)]
    return [*names, "représentants à bamako", "responsables de la cma", "président de l’autorité"]


@pytest.mark.slow
@pytest.mark.parametrize("framework", list(DAYS))
def test_no_seat_finds_in_a_record_what_is_withheld_from_it(framework, seated, client):
    for party in PARTIES[framework]:
        browser = seated(framework, party) if party else client
        # The early day is where measures are being arranged: it is asked of those who may not know of them.
        for day in DAYS[framework] if party in (None, "chiefs", "governorates") else DAYS[framework][-1:]:
            for address in addresses(framework):
                check(browser, framework, party, day, address)


def check(browser, framework: str, party: str | None, day: str, address: str) -> None:
    answer = browser.get(f"/fr/{framework}/{address}", {"le": day})
    where = (framework, party, day, address)
    assert answer.status_code in (200, 404), where
    if answer.status_code == 404:
        return
    body, said = main_of(answer), text(answer)
    secretariat = party == MEDIATOR[framework]
    for sealed in SEALED:
        assert sealed not in said, where
    if not secretariat:
        for office in offices(framework):
            assert not re.search(office, said, flags=re.I), (*where, office)
        for measure in hidden_measures(framework, party or "", date.fromisoformat(day)):
            assert f"({measure})" not in said, (*where, measure)
    if party is None:
        assert not {d for d in dates_in(body, "fr") if d > date.fromisoformat(day)}, where
        assert "Représentés" not in said or "Les présences vont à ceux qui y étaient" in said, where


def test_the_same_holds_in_english_for_everybody(client):
    for framework in DAYS:
        for day in DAYS[framework]:
            for address in addresses(framework):
                answer = client.get(f"/en/{framework}/{address}", {"le": day})
                assert answer.status_code in (200, 404)
                if answer.status_code == 200:
                    late = {d for d in dates_in(main_of(answer), "en") if d > date.fromisoformat(day)}
                    assert not late, (framework, day, address, late)
