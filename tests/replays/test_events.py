"""R2 and R10: an abduction that becomes a clash, and a rival's false allegation, replayed through the acts."""

from __future__ import annotations

from collections.abc import Callable

from theatre import SEATS, VALLEY, Theatre

from toguna.domain.alerts import Alert
from toguna.domain.doing import NeedsReason
from toguna.domain.incidents import Incident, Report
from toguna.domain.verifying import OneSidedTeam
from toguna.server.actions.alerts import NoFeedback
from toguna.server.actions.cases import UnknownCase
from toguna.server.acts.performing import UnknownAct
from toguna.server.queries import alerts, incidents
from toguna.server.queries.incident_pages import Asked, listed
from toguna.server.queries.situation import situation

Play = Callable[[str], Theatre]


def shown(stage: Theatre, seat: str, day: str | None = None) -> dict[str, tuple[str, str]]:
    """How finely a seat places each incident that it is told of, and where."""
    rows = incidents.incidents(stage.reads(seat, day))
    return {row.id: (row.shown_as, row.where.fr) for row in rows}


def test_r2_the_alert_stands_before_the_clash_and_closes_with_an_answer_to_whoever_raised_it(play: Play) -> None:
    stage = play("2019-09-16")
    taken = stage.incident("ABD", "2019-09-16", "aubane", abducted=1)
    stage = play("2019-09-18")
    stage.does("jeunes", "signal.record", kind="barricade", date="2019-09-18", where=["aubane"], what="rue barrée")
    alert = stage.does(
        "notables", "alert.raise", level="orange", date="2019-09-18", where=["aubane"], rule="enlèvement, rue barrée",
        responder="brigade",
    ).case  # fmt: skip
    alone = {row.id: row for row in alerts.listed(stage.reads("bureau"))}[alert]
    assert (alone.level, alone.raised_at) == ("yellow", "orange"), "one constituency alone does not bear orange"
    stage.does("bureau", "alert.confirm", alert, party="jeunes")
    (row,) = [one for one in alerts.listed(stage.reads("brigade")) if one.id == alert]
    assert (row.level, row.open, row.answered) == ("orange", True, False), "a day before the clash"
    # The next day comes, nobody has answered: the clash.
    clash = play("2019-09-19").incident("CLA-COM", "2019-09-19", "aubane", killed=1)
    (late,) = [one for one in alerts.listed(stage.reads("bureau")) if one.id == alert]
    assert (late.step, late.due.isoformat() if late.due else None) == ("acknowledge", "2019-09-19")
    stage.does("brigade", "alert.acknowledge", alert)
    stage.refuses(UnknownAct, "brigade", "alert.decide", alert, decision="act")
    stage.refuses(NeedsReason, "province", "alert.decide", alert, decision="none")
    stage.does("province", "alert.decide", alert, decision="act")
    stage.does("brigade", "alert.respond", alert, what="poste aux deux quartiers", by=["brigade"], date="2019-09-19")
    play("2019-09-22").does("notables", "signal.record", kind="families_leave", date="2019-09-22", where=["aubane"])
    stage.does("brigade", "alert.follow_up", alert, outcome="calme depuis deux jours")
    stage.refuses(NoFeedback, "bureau", "alert.close", alert)
    # The elders decide on the 27th; whoever raised the alert is told.
    play("2019-09-27")
    talks = stage.does(
        "notables", "dialogue.open", what="paix entre quartiers", parties=["notables", "jeunes"],
        mediators=["notables"], where=["aubane"],
        start="2019-09-24",
    ).case  # fmt: skip
    stage.does("notables", "dialogue.settle", talks, end="2019-09-27")
    stage.does("bureau", "alert.feed_back", alert, feedback="les sages ont tranché, les deux quartiers l’ont entendu")
    stage.does("bureau", "alert.close", alert)
    assert stage.held(Alert, alert).status == "closed"
    # A clash between communities is placed by its cercle for everybody, an abduction by its week for others.
    play("2019-10-01")
    for seat in SEATS:
        told = shown(stage, seat)
        if clash in told:
            assert told[clash][0] == "cercle", seat
            assert "Aubane" not in told[clash][1], seat
    assert shown(stage, "troupe")[taken][0] == "segment" and shown(stage, "bureau")[taken][0] == "point"
    assert taken not in shown(stage, "troupe", "2019-09-18"), "not before 72 hours have passed"
    # What was known on the 18th is still what it was: an alert, and no clash.
    before = situation(stage.reads("bureau", "2019-09-18"))
    assert clash not in shown(stage, "bureau", "2019-09-18") and before.today.isoformat() == "2019-09-18"


def test_r10_a_false_allegation_is_borne_by_no_page_and_the_accused_learns_its_end_never_its_source(play: Play) -> None:
    stage = play("2019-05-03")
    said = "des hommes du Mouvement du Héron ont braqué un camion"
    report = stage.does(
        "saule", "report.give", kind="ROB-ROAD", date="2019-05-02", where=[VALLEY], told=said, basis="others"
    ).case
    alert = stage.does(
        "saule", "alert.raise", level="red", date="2019-05-03", where=[VALLEY], rule="braquage imputé"
    ).case
    (row,) = [one for one in alerts.listed(stage.reads("bureau")) if one.id == alert]
    assert (row.level, row.raised_at) == ("yellow", "red"), "a rival alone moves no alert above yellow"
    stage.does("bureau", "report.screen", report, reliability="E", credibility="5")
    case = stage.incident("ROB-ROAD", "2019-05-02", VALLEY, basis="others")
    stage.does("bureau", "report.merge", report, incident=case)
    # The accuser's words, and that it was his, are on no page of anybody but the secretariat.
    play("2019-05-08")
    for seat in SEATS:
        if seat == "bureau":
            continue
        reading = stage.reads(seat)
        held = repr((shown(stage, seat), listed(reading, Asked()), alerts.listed(reading), situation(reading)))
        assert "imputé" not in held or seat == "saule", seat
        assert "hommes du Mouvement" not in held, seat
    # Nobody verifies alone what concerns him: a team of one party is refused, one of both sides goes.
    stage.refuses(OneSidedTeam, "bureau", "verification.name", incident=case, team=["saule"])
    team = stage.does("bureau", "verification.name", incident=case, team=["heron", "brigade"]).case
    stage.refuses(UnknownCase, "saule", "verification.go", team, date="2019-05-09")
    play("2019-05-09").does("heron", "verification.go", team, date="2019-05-09")
    stage.does("brigade", "verification.exchange", team, finding="aucun camion n’a été arrêté ce jour-là")
    stage.does("heron", "verification.dissent", team, what="le rapport aurait dû nommer le jour exact")
    play("2019-05-14").does(
        "bureau", "verification.adopt", team, date="2019-05-14", finding="le fait n’est pas confirmé"
    )
    stage.does("bureau", "incident.deny", case, why="l’équipe mixte n’a rien trouvé")
    stage.does("bureau", "report.answer", report, answer_text="vérifié sur place, non confirmé")
    held = stage.held(Incident, case)
    assert (held.status, held.attribution) == ("not_confirmed", "unknown"), "no perpetrator was ever written down"
    before = len(listed(stage.reads("bureau"), Asked()).rows)
    stage.does("bureau", "incident.retract", case, why="fausse accusation")
    assert len(listed(stage.reads("bureau"), Asked()).rows) == before - 1
    # Withdrawn today, it is still what was known on the 8th: kept, and told as it stands.
    assert case in shown(stage, "bureau", "2019-05-08") and case not in shown(stage, "bureau")
    assert stage.held(Report, report).status == "answered"
    # The accused movement reads that it ended, and never who had said it.
    own = repr(listed(stage.reads("heron"), Asked())) + repr(alerts.listed(stage.reads("heron")))
    assert "saule" not in own and "Saule" not in own
