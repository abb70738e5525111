"""The lines of the never-list that are no question of fields; and the page that says where each line is tested."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from toguna.domain.matrix import MATRIX, OUTSIDE, Reader, Role, Rule

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "toguna"
LINES = 22


def imported() -> Iterator[tuple[Path, str]]:
    """Each module that the product imports, with the file."""
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, one.name) for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield path, node.module


def test_no_analysis_takes_who_people_are():
    """Line 4: nothing is estimated of persons or communities, since nothing that estimates is told of them."""
    from toguna.analysis import cover, effect, monitor, scan, watch

    forbidden = re.compile(
        r"person|individual|ethni|tribe|clan|communit|religion|party|parties|group_of|suspect|age|sex"
    )
    asked = [
        (f"{module.__name__}.{name}", parameter)
        for module in (cover, effect, monitor, scan, watch)
        for name, held in vars(module).items()
        if inspect.isfunction(held) and held.__module__.startswith("toguna.analysis") and not name.startswith("_")
        for parameter in inspect.signature(held).parameters
    ]
    assert len(asked) > 40
    assert [one for one in asked if forbidden.search(one[1])] == []


def test_no_role_gets_everything_and_a_plan_is_nobodys_but_its_owners():
    """Line 14: no line of the matrix makes a role that sees all; the secretariat only knows that a plan exists."""
    for role in Role:
        assert any(rows.get(role, Rule.NOTHING) is not Rule.FULL for rows in MATRIX.values()), role
    plan = next(rows for row, rows in MATRIX.items() if row.value == "plan-others")
    assert {rule for rule in plan.values() if rule is not Rule.NOTHING} == {Rule.EXISTS}
    attribution = next(rows for row, rows in MATRIX.items() if row.value == "attribution")
    assert {rule for rule in attribution.values() if rule is not Rule.NOTHING} == {Rule.OWN}


def test_there_is_no_administrators_site_and_no_account_above_the_seats():
    """Line 14: what an administrator could open would be a master key."""
    from django.conf import settings

    names = {name for _, name in imported()}
    assert not [one for one in names if one.startswith(("django.contrib.admin", "django.contrib.auth"))]
    assert not {"django.contrib.admin", "django.contrib.auth"} & set(settings.INSTALLED_APPS)


def test_the_state_and_the_movements_read_the_same_rows():
    """Line 14: no access for one side only. Reading as an army and as a movement differ in no row."""
    for row, rows in MATRIX.items():
        assert rows.get(Role.ARMY, Rule.NOTHING) is rows.get(Role.MOVEMENT, Rule.NOTHING), row


def test_nothing_of_the_product_calls_out_or_learns_a_model():
    """Lines 9, 15, 20: no collector, no interface to a command post or a police file, no model that attributes."""
    clients = ("requests", "httpx", "aiohttp", "urllib.request", "smtplib", "ftplib", "telnetlib", "paho", "websockets")
    models = ("sklearn", "torch", "tensorflow", "transformers", "openai", "anthropic", "spacy", "xgboost")
    found = [
        (path.relative_to(SRC), name)
        for path, name in imported()
        if name.startswith(tuple(f"{one}" for one in (*clients, *models))) and name.split(".")[0] != "toguna"
    ]
    assert found == []
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    assert not [one for one in (*clients, *models) if re.search(rf"^{re.escape(one)}==", lock, flags=re.M)]


def test_only_people_settle_an_attribution():
    """Line 15: one statement sets it, one act says it, and nothing that computes or imports does."""
    from toguna.domain.nouns import ALL_NOUNS
    from toguna.server.acts.catalogue import ACTS

    setting = [kind.name for noun in ALL_NOUNS.values() for kind in noun.types if "attribution" in kind.fields]
    assert setting == ["incident.attribution_settled"]
    assert [act.name for act in ACTS.values() if "attribution" in act.by_name] == ["incident.attribute"]
    assert ACTS["incident.attribute"].strong
    for folder in ("analysis", "server/intake", "server/layers"):
        for path in (SRC / folder).rglob("*.py"):
            assert "attribution_settled" not in path.read_text(encoding="utf-8"), path


def test_the_public_is_told_of_incidents_late_and_by_the_cercle_only():
    """Line 16."""
    from toguna.domain.visibility import INCIDENT_HOURS, incident_place

    for kind in ("ROB-ROAD", "REP", "KIL-TGT"):
        assert incident_place(OUTSIDE, ["army"], kind, INCIDENT_HOURS - 1) is None
        assert incident_place(OUTSIDE, ["army"], kind, 10_000) == "cercle"


def test_outside_the_framework_no_alert_is_read_only_the_advice():
    """Line 19: a red alert is pushed to nobody; what all may read is word for word the same with or without it."""
    from toguna.domain.visibility import alert_view

    for concerned in ((), ("army",)):
        assert alert_view(OUTSIDE, concerned) is None
    assert MATRIX[next(row for row in MATRIX if row.value == "alert")][Role.PUBLIC] is Rule.ADVICE


def test_means_are_never_money_and_no_kind_of_weapon():
    """Lines 12, 13: what a measure needs to protect, in kinds that no war ledger is made of."""
    from toguna.domain import codes

    said = " ".join(f"{label.fr} {label.en}" for label in codes.MEANS_KINDS.labels.values()).lower()
    for word in ("arme", "munition", "weapon", "ammunition", "cash", "argent", "espèces", "solde"):
        assert word not in said


def test_no_word_of_the_pages_ranks_or_congratulates():
    """Lines 17, 18, 22."""
    from toguna.server.web.texts import TEXTS

    forbidden = re.compile(
        r"\b(classement|palmarès|score|médaille|badge|bravo|félicit\w*|meilleure partie|ranking|leaderboard|congrat\w*|"
        r"well done|best party)\b"
    )
    denied = re.compile(r"\b(jamais de|aucun|never a|no)\s+\w+")
    said = {key: denied.sub("", f"{held.fr} {held.en}".lower()) for key, held in TEXTS.items()}
    found = [key for key, words in said.items() if forbidden.search(words)]
    assert found == []


def test_a_planned_outing_is_read_by_its_own_party_alone():
    """Line 6, whoever asks: the secretariat, the prefect, another force, and an administrator who has no seat."""
    from toguna.domain.visibility import outing_view

    for role in Role:
        assert outing_view(Reader("another", role), ["army"], "planned", -12) is None, role
        assert outing_view(Reader(None, role), ["army"], "planned", -12) is None, role
    assert outing_view(Reader("army", Role.ARMY), ["army"], "planned", -12) == "exact"


def test_a_meeting_apart_is_read_by_those_who_were_there_alone():
    """Line 8: the secretariat and the administrator included."""
    from toguna.domain.visibility import caucus_visible

    for role in Role:
        assert not caucus_visible(Reader("another", role), ["army", "kite"]), role
        assert not caucus_visible(Reader(None, role), ["army", "kite"]), role
    assert caucus_visible(Reader("kite", Role.MOVEMENT), ["army", "kite"])


# The page.

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_gives_each_line_its_tests_or_the_reason_why_there_is_none(lang: str):
    page = (ROOT / "docs" / lang / "reference" / "never.md").read_text(encoding="utf-8")
    rows = {int(n): row for n, row in re.findall(r"^\| (\d+) \|(.*)$", page, flags=re.M)}
    assert sorted(rows) == list(range(1, LINES + 1))
    reason = {"en": "cannot be a test", "fr": "ne peut pas être un test"}[lang]
    for n, row in rows.items():
        assert NAMED.search(row) or reason in row, n


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_test_that_the_page_names_exists(lang: str):
    page = (ROOT / "docs" / lang / "reference" / "never.md").read_text(encoding="utf-8")
    named = NAMED.findall(page)
    assert len(named) > 40
    for path, name in named:
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), flags=re.M), (path, name)


def test_both_languages_name_the_same_tests():
    pages = [(ROOT / "docs" / lang / "reference" / "never.md").read_text(encoding="utf-8") for lang in ("en", "fr")]
    rows = [dict(re.findall(r"^\| (\d+) \|(.*)$", page, flags=re.M)) for page in pages]
    for n in rows[0]:
        assert set(NAMED.findall(rows[0][n])) == set(NAMED.findall(rows[1][n])), n
