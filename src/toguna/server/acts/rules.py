"""Acts on what a framework decides of its own rules, and on its reviews."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import DOING
from toguna.domain.rules import SETTINGS, DecidedRule, kind_of
from toguna.server.actions.rules import decide
from toguna.server.acts.act import Act, Asking, Field, Kind, Offered, Said
from toguna.server.acts.fields import WHY_NEEDED, case, code, party, text, when, words
from toguna.server.acts.plain import saying
from toguna.server.queries.reading import Reading
from toguna.server.queries.rules import standing

_MEETING: Final = case("meeting", "Décidé dans quelle rencontre", "Decided in which meeting", "deciding", needed=True)


def _number(name: str) -> Field:
    return Field(name, Kind.COUNT, SETTINGS[name])


def _decide(type_: str) -> Callable[[Asking, str, Said], Sequence[bytes]]:
    def done(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
        held = standing(asking.reading, case)
        assert held is not None, "the act is done on a rule that stands"
        rule = (held.framework, held.subject)
        return [decide(asking.register, asking.reading.reader, asking.key, type_, rule, said, known=asking.known)]

    return done


def _of(kind: str) -> Offered:
    def offered(reading: Reading, entity: Any) -> bool:
        held: DecidedRule = entity
        return kind_of(held.subject) == kind

    return offered


def _as_decided(names: Sequence[str]) -> Callable[[Reading, Any], Said]:
    def filled(reading: Reading, entity: Any) -> Said:
        told = {name: getattr(entity, name) for name in names} if entity.status == "decided" else {}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items() if value}

    return filled


def _deciding(type_: str, name: str, fr: str, en: str, kind: str, fields: Sequence[Field], note: Text) -> Act:
    return Act(
        name,
        "rule",
        Text(fr=fr, en=en),
        (*fields, _MEETING, WHY_NEEDED),
        _decide(type_),
        DOING[type_].roles,
        note=note,
        offered=_of(kind),
        filled=_as_decided([field.name for field in fields]),
    )


_KEPT: Final = Text(
    fr="Ce qui est laissé vide garde la valeur par défaut. La décision vaut à partir de demain ; ce qui est déjà lancé "
    "garde sa règle.",
    en="What is left empty keeps its default. The decision holds from tomorrow on; what is raised already keeps its "
    "rule.",
)

ACTS: Final[tuple[Act, ...]] = (
    _deciding(
        "rule.alert_decided",
        "rule.decide_alert",
        "Décider d’une règle d’alerte",
        "Decide a rule of alerts",
        "alert",
        (
            Field(
                "enabled",
                Kind.FLAG,
                Text(fr="La règle est en service", en="The rule is in use"),
                Text(fr="« Non » : elle ne propose plus rien.", en="“No”: it proposes nothing any more."),
            ),
            replace(
                code("level", "Niveau", "Level", codes.ALERT_LEVELS),
                help=Text(
                    fr="« Routine » : une ligne à vérifier, sans alarme.", en="“Routine”: a line to verify, no alarm."
                ),
            ),
            _number("least"),
            _number("days"),
            _number("sources"),
        ),
        _KEPT,
    ),
    _deciding(
        "rule.timers_decided",
        "rule.decide_timers",
        "Décider des délais et des échelons",
        "Decide the timers and the levels",
        "timers",
        (
            _number("acknowledge_hours"),
            _number("decide_hours"),
            _number("act_hours"),
            code(
                "ladder",
                "Échelons, du plus proche au plus haut",
                "Levels, from the nearest up",
                codes.DECISION_LEVELS,
                many=True,
            ),
        ),
        _KEPT,
    ),
    _deciding(
        "rule.verification_decided",
        "rule.decide_verification",
        "Décider des délais de vérification",
        "Decide the clock of verification",
        "verification",
        (_number("screen_hours"), _number("settle_hours")),
        _KEPT,
    ),
    Act(
        "rule.restore",
        "rule",
        Text(fr="Revenir à la règle par défaut", en="Go back to the default rule"),
        (_MEETING, WHY_NEEDED),
        _decide("rule.default_restored"),
        DOING["rule.default_restored"].roles,
        offered=lambda reading, entity: entity.status == "decided",
    ),
    saying(
        "review.recorded",
        "review.record",
        "Inscrire une revue",
        "Record a review",
        code("kind", "Laquelle", "Which kind", codes.REVIEW_KINDS, needed=True),
        when("date", "Faite le", "Made on", needed=True),
        code("finding", "Ce qu’elle conclut", "What it came to", codes.REVIEW_FINDINGS, needed=True),
        when("until", "Valable jusqu’au", "In date until", needed=True, unknown=True),
        party("by", "Faite par", "Made by", many=True, past=True),
        words("by_text", "Faite par, en d’autres mots", "Made by, in other words"),
        words("kept_at", "Où le papier est gardé", "Where the paper is kept"),
        text("note", "Ce qui est à corriger", "What is to be corrected"),
        opens="rev",
        note=Text(
            fr="Des institutions, jamais des noms de personnes ; rien de ce qui a été lu.",
            en="Institutions, never names of persons; nothing of what was read.",
        ),
    ),
)
