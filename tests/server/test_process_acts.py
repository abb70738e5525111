"""Meetings, undertakings, requests and recommendations through their acts: what is counted, refused, and in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.base.errors import TogunaError
from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.actions.receipts import Receipt
from toguna.server.actions.registers import open_key
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.performing import perform
from toguna.server.acts.visible import entity_of
from toguna.server.queries import meetings, recommendations, requests, undertaking_pages
from toguna.server.queries.integrity import proofs
from toguna.server.queries.reading import Reading, read

DAY = "2031-12-31"
"""The last day of the register: what is done is done on it."""
HELD = ["mediation", "governorate", "governorate-suppleant", "army", "kite", "chiefs"]
"""Five parties: one of them sits with both its holder and its alternate."""


class Framework:
    """The invented framework, in which seats act."""

    def __init__(self, home: Home) -> None:
        self.home, self.key, self.number = home, open_key(home, PASSPHRASE), 0

    def look(self, seat: str = "mediation", as_of: date | None = None) -> Reading:
        return read(self.home, framework="ostrine", seat=seat, as_of=as_of)

    def do(self, seat: str, act: str, data: dict[str, Any], case: str | None = None, proof: bool = False) -> Receipt:
        self.number += 1
        token = f"test-token-{self.number}"
        return perform(self.look(seat), self.key, act, data, token=token, lang="fr", case=case, proof=proof)

    def offers(self, seat: str, noun: str, case: str) -> set[str]:
        reading = self.look(seat)
        entity = entity_of(reading, noun, case)
        return {
            act.name for act in ACTS.values() if act.noun == noun and act.opens is None and act.may(reading, entity)
        }

    def rule(self, on: str = DAY, **fields: Any) -> None:
        """Say the framework's rules anew; the day is the register's last, so later acts fall on it."""
        said = {"name": {"fr": "Cadre"}, "members": ["mediation", "army"], **fields}
        enter(
            self.look().register,
            self.key,
            [(Payload("framework.founded", "ostrine", said, date.fromisoformat(on), "mediation"), "open")],
        )


@pytest.fixture
def frame(own: Home) -> Framework:
    return Framework(own)


def called(frame: Framework) -> str:
    return frame.do("mediation", "meeting.call", {"kind": "ordinary", "called_for": DAY, "what": "essai"}).case


def row_of(frame: Framework, case: str) -> meetings.MeetingRow:
    story = meetings.story(frame.look(), case)
    assert story is not None
    return story.row


@pytest.mark.parametrize(
    ("quorum", "state", "quorate"), [(5, "quorate", True), (6, "not_quorate", False), (None, "held", None)]
)
def test_the_quorum_is_counted_by_the_rule_a_party_once(frame, quorum, state, quorate):
    frame.rule(**({"quorum": quorum} if quorum else {}))
    case = called(frame)
    frame.do("mediation", "meeting.hold", {"start": DAY, "present": HELD}, case)
    row = row_of(frame, case)
    assert (row.quorate, row.counted, row.quorum) == (quorate, 5, quorum)
    held = entity_of(frame.look(), "meeting", case)
    assert held is not None and held.status == state  # type: ignore[attr-defined]


def drafted(frame: Framework) -> str:
    case = called(frame)
    frame.do("mediation", "meeting.hold", {"start": DAY, "present": HELD}, case)
    frame.do("mediation", "meeting.conclude", {"conclusions": "Les patrouilles reprennent."}, case)
    return case


def test_conclusions_are_adopted_when_the_frameworks_silence_is_over_and_not_before(frame):
    frame.rule(silence_hours=96)
    case = drafted(frame)
    frame.do("mediation", "meeting.submit", {"conclusions": "Les patrouilles reprennent."}, case)
    assert "meeting.adopt" not in frame.offers("mediation", "meeting", case)
    with pytest.raises(TogunaError) as early:
        frame.do("mediation", "meeting.adopt", {"conclusions": "Les patrouilles reprennent."}, case)
    assert early.value.code == "act-not-open"
    frame.rule("2032-01-03", silence_hours=96)
    assert "meeting.adopt" not in frame.offers("mediation", "meeting", case)
    frame.rule("2032-01-04", silence_hours=96)
    assert "meeting.adopt" in frame.offers("mediation", "meeting", case)


def test_a_reservation_is_recorded_in_the_partys_words_and_nothing_else(frame):
    case = drafted(frame)
    frame.do("army", "meeting.reserve", {"what": "Trois mois au plus.", "party": "kite"}, case)
    frame.do("mediation", "meeting.adopt", {"conclusions": "Les patrouilles reprennent."}, case)
    story = meetings.story(frame.look("youth"), case)
    assert story is not None and story.adopted
    assert [(p.fr, w.fr) for p, w in story.reservations] == [("Forces armées", "Trois mois au plus.")]
    with pytest.raises(TogunaError) as late:
        frame.do("army", "meeting.reserve", {"what": "Trop tard."}, case)
    assert late.value.code == "needs-reason"


@pytest.mark.parametrize("digest", ["abc", "g" * 64, "0" * 63])
def test_a_fingerprint_is_one(frame, digest):
    case = drafted(frame)
    with pytest.raises(TogunaError) as wrong:
        frame.do("mediation", "meeting.adopt", {"conclusions": "Oui.", "sha256": digest}, case)
    assert wrong.value.code == "bad-fingerprint"
    frame.do("mediation", "meeting.adopt", {"conclusions": "Oui.", "sha256": "A" * 64, "kept_at": "coffre"}, case)
    story = meetings.story(frame.look(), case)
    assert story is not None and story.paper == "a" * 64 and story.kept_at is not None


def undertaken(frame: Framework, **more: Any) -> str:
    said = {"what": "Deux patrouilles par jour", "who": ["army", "kite"], "where": ["valombrine-talvane"], **more}
    return frame.do("mediation", "undertaking.draft", said).case


def test_what_is_neither_filled_nor_said_to_be_open_is_not_agreed(frame):
    case = undertaken(frame, due="2032-09-01", verifier="observateur")
    with pytest.raises(TogunaError) as wanting:
        frame.do("mediation", "undertaking.agree", {"agreed": DAY}, case)
    assert wanting.value.code == "points-left-open"
    assert "moyens" in wanting.value.say("fr") and "qui vérifie" not in wanting.value.say("fr")
    rest = ["frequency", "means", "authority", "proof", "end", "handed_to", "fallback", "clause"]
    frame.do("mediation", "undertaking.agree", {"agreed": DAY, "not_agreed": rest}, case)
    story = undertaking_pages.story(frame.look("youth"), case)
    assert story is not None and story.row.state == "agreed"
    assert {point.state for point in story.points} == {"filled", "not_agreed"}


def agreed(frame: Framework, **more: Any) -> str:
    case = undertaken(frame, due="2032-09-01", **more)
    rest = ["frequency", "means", "authority", "proof", "verifier", "end", "handed_to", "fallback", "clause"]
    frame.do("mediation", "undertaking.agree", {"agreed": DAY, "not_agreed": rest}, case)
    return case


def test_each_party_that_undertakes_it_endorses_it_and_brings_it_into_force(frame):
    case = agreed(frame)

    def proof() -> tuple[set[str], bool]:
        found = proofs(frame.look(), "undertaking", [case])[case]
        return set(found.awaited), found.since is not None

    assert proof() == ({"army", "kite"}, False)
    assert "undertaking.endorse" not in frame.offers("youth", "undertaking", case)
    with pytest.raises(TogunaError) as bare:
        frame.do("army", "undertaking.endorse", {}, case)
    assert bare.value.code == "passphrase-again"
    frame.do("army", "undertaking.endorse", {}, case, proof=True)
    assert proof() == ({"kite"}, False)
    assert "undertaking.endorse" not in frame.offers("army", "undertaking", case)
    for seat in ("army", "youth"):
        with pytest.raises(TogunaError) as refused:
            frame.do(seat, "undertaking.endorse", {}, case, proof=True)
        assert refused.value.code == "act-not-open", "not twice, and not by a party that it does not bind"
    frame.do("kite", "undertaking.endorse", {}, case, proof=True)
    assert proof() == (set(), True)
    # What is said of its progress asks nobody to endorse again; a change of its text does.
    frame.do("army", "undertaking.start", {"start": DAY}, case)
    frame.do("observer", "undertaking.rate", {"scale": "pam", "step": 1, "date": DAY}, case)
    assert proof() == (set(), True)
    frame.do("mediation", "undertaking.amend", {"what": "Trois patrouilles par jour"}, case)
    assert proof() == ({"army", "kite"}, False)


def test_a_deadline_counts_from_its_event_once_that_has_a_day(frame):
    meeting = called(frame)
    told = {"days": 30, "after": "la rencontre", "event_meeting": meeting}
    case = frame.do("mediation", "undertaking.draft", {"what": "Écrire le plan", "who": ["army"], **told}).case

    def due() -> str | None:
        story = undertaking_pages.story(frame.look(), case)
        assert story is not None
        return story.row.due.iso() if story.row.due else None

    assert due() is None
    frame.do("mediation", "meeting.hold", {"start": "2031-12-10", "present": HELD}, meeting)
    assert due() == "2032-01-09"
    assert undertaking_pages.story(frame.look().as_reader(_all()), case).row.reserved  # type: ignore[union-attr]
    frame.do(
        "mediation",
        "undertaking.amend",
        {"what": "Écrire le plan", "days": 2, "after": "x", "happened": "2031-12-01"},
        case,
    )
    assert due() == "2031-12-03"


def _all() -> Any:
    from toguna.domain.visibility import EVERYBODY

    return EVERYBODY


def test_the_fourth_promise_shows_the_three_before_it(frame):
    last = undertaken(frame, same_as=["u06"])
    story = undertaking_pages.story(frame.look("youth"), last)
    assert story is not None
    assert [link.id for link in story.repeats] == ["u06", "u04", "u00"] and story.row.repeats == 3


def test_a_recommendations_uptake_is_said_by_those_who_count(frame):
    before = recommendations.uptake(frame.look("youth"))
    said = {"what": "Tenir une rencontre par mois", "level": "regional", "to": ["governorate"], "since": "2031-05-01"}
    one = frame.do("observer", "recommendation.make", said).case
    two = frame.do("mediation", "recommendation.make", said).case
    assert frame.offers("governorate", "recommendation", one) == set()
    frame.do("observer", "recommendation.part", {"date": DAY, "evidence": "une rencontre sur deux"}, one)
    counted = recommendations.uptake(frame.look("youth"))
    assert counted is not None and before is not None
    names = ("taken_up", "partly", "not_taken_up", "unknown")
    assert counted.total - before.total == 2
    assert [getattr(counted, name).part - getattr(before, name).part for name in names] == [0, 1, 0, 1]
    assert recommendations.uptake(frame.look("donor")) is None
    assert [row.id for row in recommendations.listed(frame.look("youth")) if row.id in (one, two)] == [two, one]


def test_a_request_is_endorsed_by_each_that_carries_it_before_it_is_sent(frame):
    said = {"what": "Du carburant", "level": "national", "to_text": "le ministère", "by": ["army", "chiefs"]}
    case = frame.do("army", "request.draft", said).case
    assert requests.story(frame.look("youth"), case) is None
    with pytest.raises(TogunaError) as early:
        frame.do("army", "request.send", {"date": DAY}, case)
    assert early.value.code == "illegal-move"
    frame.do("army", "request.endorse", {}, case)
    assert "request.endorse" not in frame.offers("army", "request", case)
    frame.do("chiefs", "request.endorse", {}, case)
    frame.do("army", "request.send", {"date": DAY, "channel": "letter"}, case)
    held = entity_of(frame.look(), "request", case)
    assert held is not None and held.endorsed_by == ("army", "chiefs")  # type: ignore[attr-defined]
    office = {
        seat: requests.story(frame.look(seat), case).item.office for seat in ("army", "mediation", "youth", "kite")
    }  # type: ignore[union-attr]
    assert office["army"] and office["mediation"] and office["youth"] is None and office["kite"] is None
