"""The verdict table: each word by its rule, what forbids it, and when "ended" may be said."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from toguna.base.verdicts import RULES, WORDS, Evidence, ended, judge, percentage_allowed
from toguna.domain.codes import VERDICTS

REFERENCE = Path(os.environ.get("TOGUNA_REFERENCE", Path(__file__).parents[3] / "shared" / "reference"))

FOUND = Evidence(
    measured=True,
    incidents=40,
    ratio=0.3,
    interval=(0.1, 0.6),
    p_value=0.004,
    p_month=0.004,
    p_shift=0.02,
    floor=0.001,
    chance_lower=0.99,
    chance_quarter=0.97,
    tipping=1.67,
)


@pytest.mark.parametrize(
    ("evidence", "word", "code"),
    [
        (Evidence(), "no_data", "no-counts"),
        (Evidence(claimed=True), "reported", "claim-only"),
        (Evidence(claimed=True, backed=True), "consistent_with", "backed"),
        (Evidence(claimed=True, contrary=1), "contested", "contrary-sources"),
        (Evidence(claimed=True, backed=True, contrary=1), "contested", "contrary-sources"),
        (replace(FOUND, voice=True), "reported", "voice"),
        (Evidence(measured=True), "no_data", "no-incidents"),
        (replace(FOUND, informative=False), "cannot_tell_yet", "comparisons-empty"),
        (FOUND, "strongly_supported", "strong"),
        (replace(FOUND, p_value=0.03), "supported", "found"),
        (replace(FOUND, p_shift=0.2), "supported", "found"),
        (replace(FOUND, chance_quarter=0.9), "supported", "found"),
        (replace(FOUND, tipping=1.2), "supported", "found"),
        (replace(FOUND, tipping=1.05), "consistent_with", "fragile"),
        (replace(FOUND, overlap=0.5), "consistent_with", "overlapping-measures"),
        (replace(FOUND, returned=True), "consistent_with", "returned"),
        (replace(FOUND, moved=True), "contested", "moved-next-door"),
        (replace(FOUND, control_moved=True), "contested", "control-moved"),
        (replace(FOUND, contrary=2), "contested", "contrary-sources"),
        (replace(FOUND, ratio=2.0), "contested", "rose"),
        (replace(FOUND, p_value=0.08), "consistent_with", "likely"),
        (replace(FOUND, p_value=0.3), "cannot_tell_yet", "chance-not-excluded"),
        (replace(FOUND, p_value=0.08, chance_lower=0.8), "cannot_tell_yet", "chance-not-excluded"),
        (replace(FOUND, p_value=0.2, floor=0.2), "cannot_tell_yet", "floor"),
    ],
)
def test_the_first_rule_that_applies_gives_the_word(evidence: Evidence, word: str, code: str) -> None:
    given, reasons = judge(evidence)
    assert (given, reasons[0].code) == (word, code)
    assert all(reason.say(lang) for reason in reasons for lang in ("fr", "en"))


def test_every_word_can_be_given_and_every_rule_gives_a_word() -> None:
    assert {rule.word for rule in RULES} == set(WORDS)
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_the_register_knows_the_same_words_by_the_same_codes() -> None:
    assert VERDICTS.labels == dict(WORDS)


def test_few_incidents_get_no_percentage() -> None:
    assert not percentage_allowed(9)
    assert percentage_allowed(10)
    assert "few-incidents" in {reason.code for reason in judge(replace(FOUND, incidents=9))[1]}


@pytest.mark.parametrize(
    ("incidents", "reported", "periods", "before", "allowed", "code"),
    [
        (1, 12, 12, 2.0, False, "still-incidents"),
        (0, 9, 12, 2.0, False, "reporting-inadequate"),
        (0, 4, 4, 2.0, False, "too-short"),
        (0, 7, 7, 2.0, True, "quiet"),
        (0, 12, 12, 0.0, False, "nothing-before"),
        (0, 0, 0, 2.0, False, "too-short"),
    ],
)
def test_ended_is_refused_but_for_a_long_well_reported_quiet(
    incidents: int, reported: int, periods: int, before: float, allowed: bool, code: str
) -> None:
    answer = ended(incidents, reported, periods, before)
    assert (answer.allowed, answer.reason.code) == (allowed, code)
    assert answer.reason.say("fr")


def test_the_rule_of_three() -> None:
    answer = ended(0, 12, 12, 2.0)
    assert answer.upper_rate == pytest.approx(0.25)
    # Exactly: the rate at which twelve empty periods have a chance of 5 %.
    assert answer.upper_rate == pytest.approx(0.2496, abs=0.001)
    assert ended(0, 4, 4, 2.0).wait == 3


def test_the_basque_placebo_rank_cannot_be_told() -> None:
    """Rank 6 of 17 among the placebos, as published; its floor alone, 1/17, is above 5 %."""
    textbook = Evidence(claimed=True, measured=True, incidents=100, ratio=0.9, p_value=6 / 17, floor=1 / 17)
    assert judge(textbook)[0] == "cannot_tell_yet"


@pytest.mark.slow
@pytest.mark.skipif(not (REFERENCE / "effect").is_dir(), reason=f"no data in {REFERENCE} (set TOGUNA_REFERENCE)")
def test_the_oracle_gives_the_basque_countrys_known_weights() -> None:
    pandas = pytest.importorskip("pandas")
    pysyncon = pytest.importorskip("pysyncon")
    table = pandas.read_csv(REFERENCE / "effect" / "basque.csv")
    sectors = ["agriculture", "energy", "industry", "construction", "services.venta", "services.nonventa"]
    prepared = pysyncon.Dataprep(
        foo=table,
        predictors=["school.illit", "school.prim", "school.med", "school.high", "school.post.high", "invest"],
        predictors_op="mean",
        time_predictors_prior=range(1964, 1970),
        special_predictors=[
            ("gdpcap", range(1960, 1970), "mean"),
            *((f"sec.{sector}", range(1961, 1970, 2), "mean") for sector in sectors),
            ("popdens", [1969], "mean"),
        ],
        dependent="gdpcap",
        unit_variable="regionname",
        time_variable="year",
        treatment_identifier="Basque Country (Pais Vasco)",
        controls_identifier=[name for name in table.regionname.unique() if not name.startswith("Basque")],
        time_optimize_ssr=range(1960, 1970),
    )
    synthetic = pysyncon.Synth()
    synthetic.fit(dataprep=prepared, optim_method="Nelder-Mead", optim_initial="equal")
    weights = synthetic.weights()
    assert weights["Cataluna"] == pytest.approx(0.850816306, abs=1e-3)
    assert weights["Madrid (Comunidad De)"] == pytest.approx(0.149183694, abs=1e-3)
