"""One table a noun. The file names are those of `toguna.domain`."""

from toguna.server.records.models.agreements import Agreement, Clause
from toguna.server.records.models.alerts import Alert, Response, Signal
from toguna.server.records.models.base import Mark, Statement, Version
from toguna.server.records.models.charters import Dissemination, Order
from toguna.server.records.models.claims import Claim, Study, Testimony
from toguna.server.records.models.countersigning import Countersigning
from toguna.server.records.models.cover import Advice
from toguna.server.records.models.dialogues import Committee, Dialogue, Rumour
from toguna.server.records.models.frameworks import Body, Framework, Party, Seat
from toguna.server.records.models.incidents import Distinction, HeardFrom, Incident, Report, Verification
from toguna.server.records.models.indicators import Indicator
from toguna.server.records.models.measures import HandOver, Measure, Outing, Withdrawal
from toguna.server.records.models.meetings import Decision, Meeting
from toguna.server.records.models.places import CalendarDay, Place, Road, Source
from toguna.server.records.models.recommendations import Recommendation
from toguna.server.records.models.requests import Request
from toguna.server.records.models.reviews import Review
from toguna.server.records.models.rules import DecidedRule
from toguna.server.records.models.undertakings import Undertaking

MODELS: dict[str, type[Version]] = {
    model.NOUN: model
    for model in (
        *(Framework, Party, Seat, Body),
        *(Agreement, Clause, Undertaking),
        *(Meeting, Decision),
        *(Measure, HandOver, Outing, Withdrawal),
        *(Report, Incident, Verification, HeardFrom, Distinction),
        *(Signal, Alert, Response, Indicator),
        *(Dialogue, Rumour, Committee),
        *(Dissemination, Order),
        *(Request, Recommendation),
        *(DecidedRule, Review, Countersigning),
        Advice,
        *(Claim, Study, Testimony),
        *(Place, Road, CalendarDay, Source),
    )
}

__all__ = ["MODELS", "Incident", "Mark", "Statement", "Version"]
