"""What the phone forms ask. Nobody is named, no position is taken, nothing to come is asked for (domain notes §9.1).

Sexual violence and what concerns children is not recorded: the form says so, and to whom to turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from toguna.base.text import Text
from toguna.domain import codes

Row = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One form in one version: yyyymmddnn."""

    id: str
    version: str
    title: Text
    questions: list[Row]
    answers: list[Row]


def t(fr: str, en: str) -> Text:
    """A text in both languages."""
    return Text(fr=fr, en=en)


def ask(type_: str, name: str, fr: str, en: str, **more: Any) -> Row:
    """A question."""
    return {"type": type_, "name": name, "label": t(fr, en), **more}


def choose(list_name: str, labels: Iterable[tuple[str, Text]], **more: Any) -> list[Row]:
    """The answers of one list."""
    return [{"list_name": list_name, "name": name, "label": label, **more} for name, label in labels]


DATED: list[Row] = [{"type": "start", "name": "start"}, {"type": "end", "name": "end"}]
"""When the form was filled, by the phone's clock: clocks are wrong, so that the stated day counts."""
NO_NAME = ask(
    "note",
    "sans_nom",
    "Ne noter aucun nom, aucun numéro de téléphone, aucune plaque. Ne pas remplir ce formulaire là où cela peut vous "
    "mettre en danger.",
    "Write no name, no telephone number, no number plate. Do not fill this form where it could put you in danger.",
)
UNKNOWN = t(
    "Laisser vide si on ne sait pas : vide veut dire « non connu », pas zéro.",
    "Leave empty if not known: empty means “not known”, not zero.",
)
PAST = {
    "constraint": ". <= today()",
    "constraint_message": t("Ce jour n’est pas encore passé.", "That day has not come yet."),
}

# --- incident -----------------------------------------------------------------------------------------------------

FAMILIES = {
    **{name: label for name, (label, _) in codes.INCIDENT_FAMILIES.items()},
    "orienter": t("Violence sexuelle, ou un enfant est concerné", "Sexual violence, or a child is concerned"),
}
KINDS = {name: kinds for name, (_, kinds) in codes.INCIDENT_FAMILIES.items()}
REPORTED = "${famille} != 'orienter'"

INCIDENT = Form(
    "cadre-incident",
    "2026112401",
    t("Signaler un incident", "Report an incident"),
    [
        *DATED,
        {"type": "csv-external", "name": "orientation"},
        NO_NAME,
        ask("select_one famille", "famille", "Que s’est-il passé ?", "What happened?", required="yes"),
        {
            "type": "calculate",
            "name": "contact",
            "calculation": "instance('orientation')/root/item[name='contact']/label",
        },
        ask(
            "note",
            "orienter",
            "Cela ne s’inscrit pas ici, et rien n’en sera gardé. Ne demander ni nom, ni récit, ni photo. Accompagner "
            "la personne, si elle le veut, vers : ${contact}",
            "This is not recorded here, and nothing of it will be kept. Ask for no name, no story, no photo. If the "
            "person wishes, go with her or him to: ${contact}",
            relevant="${famille} = 'orienter'",
        ),
        {"type": "begin group", "name": "faits", "label": t("Les faits", "The facts"), "relevant": REPORTED},
        ask(
            "select_one genre",
            "kind",
            "Plus exactement ?",
            "More exactly?",
            choice_filter="family=${famille}",
            required="yes",
        ),
        ask("select_one quand", "precision", "Le jour est-il connu ?", "Is the day known?", required="yes"),
        ask(
            "date",
            "date",
            "Quel jour ? (à peu près, si le jour n’est pas sûr)",
            "Which day? (about, if it is not sure)",
            required="yes",
            **PAST,
        ),
        ask("select_one_from_file roads.csv", "road", "Sur quel tronçon ?", "On which stretch of road?"),
        ask("select_one_from_file places.csv", "near", "Près de quelle localité ?", "Near which place?"),
        ask(
            "text",
            "where_text",
            "Où, avec vos mots ?",
            "Where, in your words?",
            hint=t(
                "Par exemple : entre Goundam et Diré, 20 km après Tonka.",
                "For example: between Goundam and Diré, 20 km after Tonka.",
            ),
        ),
        ask("select_one source", "basis", "Comment le savez-vous ?", "How do you know?", required="yes"),
        ask(
            "text",
            "words",
            "Ce qui s’est passé, avec vos mots",
            "What happened, in your words",
            hint=t(
                "Ce que vous avez vu, ou ce qu’on vous a dit. Aucun nom.",
                "What you saw, or what you were told. No name.",
            ),
        ),
        ask(
            "text",
            "assessment",
            "Ce que vous en pensez vous-même",
            "What you think of it yourself",
            hint=t(
                "Facultatif. À part, pour ne pas mêler avis et faits.",
                "Optional. Apart, so that opinion and fact stay apart.",
            ),
        ),
        ask(
            "integer", "killed", "Combien de morts ?", "How many dead?", hint=UNKNOWN, constraint=". >= 0 and . < 1000"
        ),
        ask(
            "integer",
            "injured",
            "Combien de blessés ?",
            "How many wounded?",
            hint=UNKNOWN,
            constraint=". >= 0 and . < 1000",
        ),
        ask(
            "integer",
            "abducted",
            "Combien de personnes enlevées ?",
            "How many people taken?",
            hint=UNKNOWN,
            constraint=". >= 0 and . < 1000",
        ),
        ask(
            "image",
            "photo",
            "Photo des dégâts ou du lieu (facultatif)",
            "Photo of the damage or the place (optional)",
            hint=t(
                "Aucun visage, aucun blessé, aucun mort, aucune plaque. Elle reste scellée au bureau.",
                "No face, no wounded, no dead, no number plate. It stays sealed at the office.",
            ),
            parameters="max-pixels=1600",
        ),
        {"type": "end group"},
    ],
    [
        *choose("famille", FAMILIES.items()),
        *(
            row
            for family, listed in KINDS.items()
            for row in choose("genre", ((code, codes.INCIDENT_KINDS.labels[code]) for code in listed), family=family)
        ),
        *choose(
            "quand",
            {
                "day": t("Oui, ce jour-là", "Yes, that day"),
                "week": t("Non, cette semaine-là", "No, that week"),
                "month": t("Non, ce mois-là", "No, that month"),
            }.items(),
        ),
        *choose("source", ((code, codes.BASIS.labels[code]) for code in ("seen", "victim", "others", "media"))),
    ],
)

# --- outing -------------------------------------------------------------------------------------------------------

OUTING = Form(
    "cadre-sortie",
    "2026112401",
    t("Rapporter une sortie faite", "Report an outing that was done"),
    [
        *DATED,
        ask(
            "note",
            "faite",
            "Seulement une sortie terminée. Une sortie à venir ne s’écrit nulle part, ni dans ce formulaire ni dans un "
            "message.",
            "Only an outing that is over. An outing to come is written nowhere, neither in this form nor in a message.",
        ),
        ask(
            "select_one_from_file measures.csv", "measure", "Pour quelle mesure ?", "For which measure?", required="yes"
        ),
        ask(
            "select_multiple_from_file roads.csv",
            "stretches",
            "Sur quels tronçons ?",
            "On which stretches?",
            required="yes",
        ),
        ask("date", "date", "Quel jour ?", "Which day?", required="yes", **PAST),
        ask("select_one half", "half", "À quel moment ?", "At what time?", required="yes"),
        ask(
            "select_one state",
            "state",
            "Que savez-vous de cette sortie ?",
            "What do you know of this outing?",
            required="yes",
        ),
        ask(
            "text",
            "observations",
            "Observations (facultatif)",
            "Remarks (optional)",
            hint=t(
                "Aucun nom. Un incident se signale avec l’autre formulaire.",
                "No name. An incident is reported with the other form.",
            ),
        ),
    ],
    [
        *choose("half", codes.HALVES.labels.items()),
        *choose(
            "state",
            {
                "logged": t("Nous l’avons faite", "We did it"),
                "seen": t("On a vu la patrouille ou l’escorte passer", "The patrol or escort was seen to pass"),
                "not_seen": t("On ne l’a pas vue passer", "It was not seen to pass"),
                "no_answer": t("On a demandé, personne n’a répondu", "We asked, nobody answered"),
            }.items(),
        ),
    ],
)

# --- the week in which nothing happened, or something -------------------------------------------------------------
