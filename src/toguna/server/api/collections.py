"""What can be read, by the word in the address: the queries behind the pages, and nothing beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from toguna.base.dates import When
from toguna.base.errors import DateError, InputError
from toguna.base.text import Text
from toguna.server.actions import serving
from toguna.server.queries import (
    agreement_pages,
    alerts,
    answers,
    bodies,
    charters,
    codings,
    countersigning,
    cover,
    dialogues,
    divergences,
    entries,
    incident_pages,
    incident_stories,
    measure_pages,
    measures,
    meetings,
    pairs,
    parties,
    recommendations,
    report_pages,
    requests,
    result_figures,
    result_pages,
    reviews,
    road_pages,
    rule_pages,
    rumours,
    stories,
    support,
    told_states,
    undertaking_pages,
    yardstick,
)
from toguna.server.queries.incidents import IncidentRow
from toguna.server.queries.reading import Reading

MOST: Final = 200


class BadCursor(InputError):
    """`after` is not what an answer gave as `next`."""

    code = "bad-cursor"
    text = Text(
        fr="« after » n’est pas la valeur « next » d’une réponse. Reprendre sans ce paramètre.",
        en="“after” is not the “next” of an answer. Begin again without it.",
    )


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next ones begin."""

    rows: Sequence[Any]
    following: str | None


@dataclass(frozen=True)
class Collection:
    """One kind of thing: how it is listed, and how one of it is told; `row` and `one` are the types of what comes."""

    name: str
    what: Text
    row: Any
    page: Callable[[Reading, str, int], Page]
    one: Any = None
    story: Callable[[Reading, str], Any] | None = None


def _all(listed: Callable[[Reading], Sequence[Any]], key: Callable[[Any], str]) -> Callable[[Reading, str, int], Page]:
    """Pages of a list that is worked out whole: rows in the order of their ids, behind the last one given."""

    def page(reading: Reading, after: str, size: int) -> Page:
        rows = sorted((row for row in listed(reading) if key(row) > after), key=key)
        return Page(rows[:size], key(rows[size - 1]) if len(rows) > size else None)

    return page


def _in_order(listed: Callable[[Reading], Sequence[Any]]) -> Callable[[Reading, str, int], Page]:
    """Pages of a list whose rows have no id: what is told as numbers names nothing that could be followed."""

    def page(reading: Reading, after: str, size: int) -> Page:
        if after and not after.isdecimal():
            raise BadCursor
        begin = int(after or 0)
        rows = listed(reading)
        end = begin + size
        return Page(rows[begin:end], str(end) if len(rows) > end else None)

    return page


def _at_most_one(told: Callable[[Reading], Any]) -> Callable[[Reading], Sequence[Any]]:
    def rows(reading: Reading) -> Sequence[Any]:
        found = told(reading)
        return [] if found is None else [found]

    return rows


def _id(row: Any) -> str:
    found: str = row.id
    return found


def _incidents(reading: Reading, after: str, size: int) -> Page:
    mark = None
    if after:
        day, _, case = after.partition(" ")
        try:
            mark = incident_pages.Mark(When.parse(day).first, case)
        except DateError:
            raise BadCursor from None
    found = incident_pages.listed(reading, incident_pages.Asked(), mark, size)
    following = found.following
    return Page(found.rows, f"{following.day.isoformat()} {following.case}" if following else None)


def _entries(reading: Reading, after: str, size: int) -> Page:
    found = entries.page(reading, after, size)
    return Page(found.rows, found.after or None)


def _gap(row: cover.GapRow) -> str:
    return f"{row.road} {row.start.isoformat()} {row.after}"


COLLECTIONS: Final = {
    one.name: one
    for one in (
        Collection(
            "agreements",
            Text(fr="Accords, dispositions et engagements", en="Agreements, clauses and undertakings"),
            agreement_pages.AgreementNode,
            _all(lambda r: agreement_pages.tree(r)[0], _id),
            agreement_pages.AgreementStory,
            agreement_pages.story,
        ),
        Collection(
            "answers",
            Text(fr="Réponses aux formulaires, comptées", en="Answers to forms, counted"),
            answers.AnswerRow,
            _all(lambda r: answers.listed(r, serving.held()), _id),
        ),
        Collection(
            "pairs",
            Text(fr="Comptes rendus et incidents qui se ressemblent", en="Reports and incidents that are alike"),
            pairs.Suggested,
            _all(pairs.suggested, lambda row: f"{row.one.id} {row.two.id}"),
        ),
        Collection(
            "alerts",
            Text(fr="Alertes", en="Alerts"),
            alerts.AlertRow,
            _all(lambda r: alerts.listed(r) if alerts.how(r) in ("list", "own") else [], _id),
            alerts.AlertStory,
            alerts.story,
        ),
        Collection(
            "claims",
            Text(fr="Résultats annoncés", en="Announced results"),
            result_pages.ResultRow,
            _all(lambda r: result_pages.listed(r), lambda row: row.claim.id),
            result_pages.ResultStory,
            result_pages.story,
        ),
        Collection(
            "countersignings",
            Text(fr="Actes de deux personnes", en="Acts of two people"),
            countersigning.CountersigningRow,
            _all(countersigning.listed, _id),
            countersigning.CountersigningStory,
            countersigning.story,
        ),
        Collection(
            "dialogues",
            Text(fr="Dialogues et médiations", en="Dialogues and mediation"),
            dialogues.DialogueRow,
            _all(dialogues.listed, _id),
            dialogues.DialogueStory,
            dialogues.story,
        ),
        Collection(
            "disseminations",
            Text(fr="Diffusions des chartes et accords", en="Disseminations of charters and agreements"),
            charters.ToldRow,
            _all(charters.disseminations, _id),
            charters.ToldRow,
            charters.dissemination,
        ),
        Collection(
            "entries", Text(fr="Inscriptions du registre", en="Entries of the register"), entries.EntryRow, _entries
        ),
        Collection("gaps", Text(fr="Vides sécuritaires", en="Gaps in cover"), cover.GapRow, _all(cover.gaps, _gap)),
        Collection(
            "hand-overs",
            Text(fr="Relèves", en="Hand-overs"),
            measures.HandOverRow,
            _all(measures.hand_overs, _id),
            stories.HandOverStory,
            stories.hand_over_story,
        ),
        Collection(
            "incidents",
            Text(fr="Incidents", en="Incidents"),
            IncidentRow,
            _incidents,
            incident_stories.IncidentStory,
            incident_stories.story,
        ),
        Collection(
            "measures",
            Text(fr="Mesures", en="Measures"),
            measure_pages.MeasureRow,
            _all(measure_pages.listed, _id),
            measure_pages.MeasureStory,
            measure_pages.story,
        ),
        Collection(
            "meetings",
            Text(fr="Rencontres", en="Meetings"),
            meetings.MeetingRow,
            _all(lambda r: meetings.listed(r) if meetings.shown(r) else [], _id),
            meetings.MeetingStory,
            lambda r, case: meetings.story(r, case) if meetings.shown(r) else None,
        ),
        Collection(
            "orders",
            Text(fr="Ordres internes", en="Internal orders"),
            charters.OrderRow,
            _all(charters.orders, _id),
            charters.OrderRow,
            charters.order,
        ),
        Collection(
            "parties",
            Text(fr="Parties du cadre", en="Parties of the framework"),
            parties.PartyRow,
            _all(parties.listed, _id),
            parties.PartyStory,
            parties.story,
        ),
        Collection(
            "reports",
            Text(fr="Signalements, les siens et leur réponse", en="Reports, one’s own and their answer"),
            report_pages.ReportRow,
            _all(report_pages.listed, _id),
            report_pages.ReportRow,
            report_pages.story,
        ),
        Collection(
            "bodies",
            Text(
                fr="Organes créés par les dispositions, place par place",
                en="Bodies that clauses create, place by place",
            ),
            bodies.BodyLife,
            _all(bodies.lives, lambda row: row.clause),
        ),
        Collection(
            "divergences",
            Text(fr="Engagements où les versions divergent", en="Undertakings on which accounts differ"),
            divergences.Divergence,
            _all(divergences.divergences, lambda row: row.row.id),
        ),
        Collection(
            "codings",
            Text(fr="Relevés qui attendent ce titulaire", en="Codings that await this seat"),
            codings.ToDo,
            _all(codings.awaiting, _id),
        ),
        Collection(
            "recommendations",
            Text(fr="Recommandations et leur suite", en="Recommendations and their uptake"),
            recommendations.RecommendationRow,
            _all(recommendations.listed, _id),
            recommendations.RecommendationStory,
            recommendations.story,
        ),
        Collection(
            "reviews",
            Text(fr="Revues, avec leur date", en="Reviews, with their dates"),
            reviews.ReviewRow,
            _all(reviews.listed, _id),
        ),
        Collection(
            "rules",
            Text(fr="Règles et délais du cadre", en="Rules and timers of the framework"),
            rule_pages.RuleLine,
            _all(rule_pages.lines, _id),
            rule_pages.RuleLine,
            rule_pages.line,
        ),
        Collection(
            "requests",
            Text(fr="Plaidoyers", en="Requests"),
            requests.RequestItem,
            _all(lambda r: requests.listed(r) if requests.shown(r) else [], _id),
            requests.RequestStory,
            requests.story,
        ),
        Collection(
            "roads",
            Text(fr="Axes, avec ce qui s’y rapporte", en="Roads, with what stands on them"),
            road_pages.RoadRow,
            _all(road_pages.listed, _id),
            road_pages.RoadStory,
            road_pages.road_story,
        ),
        Collection(
            "rumours",
            Text(fr="Rumeurs et messages de réponse", en="Rumours and counter-messages"),
            rumours.RumourRow,
            _all(rumours.listed, _id),
            rumours.RumourStory,
            rumours.story,
        ),
        Collection(
            "testimonies",
            Text(fr="Témoignages recueillis, pour le secrétariat", en="Testimonies taken, for the secretariat"),
            result_pages.Taken,
            _all(result_pages.taken, _id),
            result_pages.Taken,
            result_pages.testimony,
        ),
        Collection(
            "testimonies-withdrawn",
            Text(fr="Témoignages repris, pour le secrétariat", en="Testimonies taken back, for the secretariat"),
            result_pages.TakenBack,
            _all(result_pages.taken_back, _id),
        ),
        Collection(
            "yardstick",
            Text(fr="Forces conjointes et autres, aux mêmes points", en="Joint forces and others on the same points"),
            yardstick.Side,
            _all(yardstick.sides, lambda row: row.code),
        ),
        Collection(
            "undertakings",
            Text(fr="Engagements", en="Undertakings"),
            undertaking_pages.UndertakingRow,
            _all(lambda r: undertaking_pages.listed(r) if undertaking_pages.shown(r) else [], _id),
            undertaking_pages.UndertakingStory,
            undertaking_pages.story,
        ),
        # What those who get numbers only read on their pages.
        Collection(
            "alert-counts",
            Text(fr="Alertes par niveau, en nombre", en="Alerts by level, as numbers"),
            alerts.LevelCount,
            _all(alerts.counts, lambda row: row.level),
        ),
        Collection(
            "incident-months",
            Text(fr="Incidents par mois, en nombre", en="Incidents by month, as numbers"),
            incident_pages.MonthRow,
            _all(incident_pages.by_month, lambda row: row.month.isoformat()),
        ),
        Collection(
            "result-figures",
            Text(fr="Résultats annoncés, en chiffres", en="Announced results, in figures"),
            result_figures.Figures,
            _in_order(result_figures.figures),
        ),
        Collection(
            "support",
            Text(fr="Ce que le soutien porte, en nombre", en="What support carries, as numbers"),
            support.Support,
            _in_order(_at_most_one(support.support)),
        ),
        Collection(
            "undertaking-counts",
            Text(fr="Engagements par état, en nombre", en="Undertakings by state, as numbers"),
            told_states.ToldStates,
            _in_order(_at_most_one(told_states.told_states)),
        ),
    )
}


def of_noun(noun: str) -> Collection | None:
    """The collection in which the cases of a noun are read, if they are read by themselves."""
    return COLLECTIONS.get("parties" if noun == "party" else f"{noun.replace('_', '-')}s")
