"""Acts on dialogues, rumours, committees and the advice agreed for a road."""

from __future__ import annotations

from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import DATE, SAID_BY, WHERE, WHY_NEEDED, case, code, count, party, text, when, words
from toguna.server.acts.plain import saying


def _answered(asking: Asking, said: Said) -> dict[str, Any]:
    return {"answered": asking.reading.today.isoformat(), **said}


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "dialogue.opened",
        "dialogue.open",
        "Ouvrir un dialogue",
        "Open a dialogue",
        text("what", "Ce qui divise", "What divides them", needed=True),
        code("issue", "De quel ordre", "Of which kind", codes.DIALOGUE_ISSUES),
        code(
            "constituencies",
            "Entre quelles composantes",
            "Between which constituencies",
            codes.CONSTITUENCIES,
            many=True,
        ),
        party("parties", "Quelles parties du cadre", "Which parties of the framework", many=True, past=True),
        party("mediators", "Médiation", "Mediation", many=True),
        WHERE,
        when("start", "Depuis le", "Since"),
        opens="dl",
        note=Text(
            fr="Des composantes et des groupes, jamais des personnes.", en="Constituencies and groups, never people."
        ),
    ),
    saying(
        "dialogue.settled",
        "dialogue.settle",
        "Inscrire le règlement",
        "Record the settlement",
        when("end", "Le", "On", needed=True),
        case("agreement", "Par quel accord", "By which agreement", "agreement"),
    ),
    saying(
        "dialogue.moved",
        "dialogue.move",
        "Inscrire où il en est",
        "Record how far it has come",
        code("stage", "Étape", "Stage", codes.DIALOGUE_STAGES, needed=True),
        offered=lambda reading, case: case.status in ("open", "relapsed"),
    ),
    saying("dialogue.suspended", "dialogue.suspend", "Le suspendre", "Suspend it", WHY_NEEDED),
    saying("dialogue.resumed", "dialogue.resume", "Inscrire la reprise", "Record that it resumed"),
    saying("dialogue.relapsed", "dialogue.relapse", "Inscrire que cela a repris", "Record a relapse", WHY_NEEDED),
    saying(
        "dialogue.closed",
        "dialogue.close",
        "Clore le dialogue",
        "Close the dialogue",
        when("end", "Le", "On", needed=True),
        WHY_NEEDED,
    ),
    saying(
        "rumour.heard",
        "rumour.hear",
        "Signaler une rumeur",
        "Report a rumour",
        text("what", "Ce qui se dit", "What is being said", needed=True),
        DATE,
        code("channel", "Par quelle voie", "By which channel", codes.CHANNELS),
        WHERE,
        SAID_BY,
        case("dialogue", "Dans quel dialogue", "In which dialogue", "dialogue"),
        opens="ru",
        note=Text(
            fr="Ce qui se dit, jamais qui l’a dit : ni nom, ni compte, ni numéro.",
            en="What is being said, never who said it: no name, no account, no number.",
        ),
    ),
    saying(
        "rumour.checked",
        "rumour.check",
        "Inscrire la vérification",
        "Record the check",
        code("finding", "Elle est", "It is", codes.RUMOUR_FINDINGS, needed=True),
    ),
    saying(
        "rumour.answered",
        "rumour.answer",
        "Donner le message de réponse",
        "Give the counter-message",
        text("counter_message", "Le message, mot pour mot", "The message, word for word", needed=True),
        shape=_answered,
    ),
    saying("rumour.closed", "rumour.close", "La clore", "Close it"),
    saying(
        "committee.formed",
        "committee.form",
        "Former un comité de suivi",
        "Form a follow-up committee",
        words("what", "Sa tâche", "Its task", needed=True),
        count("members_count", "Combien de membres", "How many members"),
        code("constituency", "De quelle composante", "Of which constituency", codes.CONSTITUENCIES),
        case("agreement", "Pour quel accord", "For which agreement", "agreement"),
        when("start", "Depuis le", "Since"),
        opens="co",
    ),
    saying(
        "committee.dissolved",
        "committee.dissolve",
        "Inscrire sa fin",
        "Record its end",
        when("end", "Le", "On", needed=True),
    ),
    saying(
        "advice.agreed",
        "advice.agree",
        "Inscrire un conseil pour la route",
        "Record advice for the road",
        Field("roads", Kind.SPOT, Text(fr="Pour quels axes", en="For which roads"), required=True, many=True),
        text("what", "Le conseil, mot pour mot", "The advice, word for word", needed=True),
        opens="av",
        note=Text(
            fr="Le même avec ou sans vide sécuritaire : heures, convois, jours de marché.",
            en="The same with or without a gap: hours, convoys, market days.",
        ),
    ),
    saying("advice.withdrawn", "advice.withdraw", "Retirer le conseil", "Withdraw the advice"),
)
