"""What the phone forms ask of people: the week, the charter made known, how safe they feel."""

from __future__ import annotations

from odk_questions import DATED, PAST, UNKNOWN, Form, ask, choose, t
from toguna.domain import codes

WEEK = Form(
    "cadre-semaine",
    "2026112802",
    t("Nouvelles de la semaine", "News of the week"),
    [
        *DATED,
        ask(
            "note",
            "calme",
            "À envoyer chaque semaine, surtout quand il ne s’est rien passé : sans nouvelles, on ne sait pas si c’est "
            "calme.",
            "To be sent every week, above all when nothing happened: without news nobody knows whether it is calm.",
        ),
        ask("date", "date", "Un jour de cette semaine-là", "A day of that week", required="yes", **PAST),
        ask(
            "select_multiple_from_file places.csv",
            "places",
            "De quelles localités avez-vous eu des nouvelles ?",
            "From which places did you have news?",
            required="yes",
        ),
        ask(
            "select_one fonction",
            "asked",
            "Qui répond ? Une fonction, jamais un nom",
            "Who answers? A function, never a name",
            required="yes",
        ),
        ask(
            "select_one ouinon",
            "something",
            "S’y est-il passé quelque chose ?",
            "Did anything happen there?",
            required="yes",
        ),
        ask(
            "note",
            "signaler",
            "Le signaler avec le formulaire « Signaler un incident ».",
            "Report it with the form “Report an incident”.",
            relevant="${something} = 'yes'",
        ),
        ask(
            "range",
            "safety",
            "Vous sentez-vous en sécurité ? 0 : pas du tout, 10 : tout à fait",
            "Do you feel safe? 0: not at all, 10: entirely",
            parameters="start=0 end=10 step=1",
        ),
        ask(
            "integer",
            "patrols",
            "Combien de fois une patrouille a-t-elle été vue ?",
            "How many times was a patrol seen?",
            hint=UNKNOWN,
            constraint=". >= 0 and . < 1000",
        ),
        ask("select_one marche", "market", "Le marché a-t-il été tenu ?", "Was the market held?"),
    ],
    [
        *choose("ouinon", {"no": t("Non, rien à signaler", "No, nothing to report"), "yes": t("Oui", "Yes")}.items()),
        *choose("fonction", codes.FUNCTIONS.labels.items()),
        *choose(
            "marche",
            {
                "usual": t("Oui, comme d’habitude", "Yes, as usual"),
                "less": t("Oui, plus petit", "Yes, smaller"),
                "no": t("Non", "No"),
                "none": t("Pas de marché ici", "No market here"),
            }.items(),
        ),
    ],
)

# --- sensitisation ------------------------------------------------------------------------------------------------

LANGUAGES = {
    "fr": t("français", "French"),
    "bm": t("bambara", "Bambara"),
    "ses": t("songhay", "Songhay"),
    "taq": t("tamasheq", "Tamasheq"),
    "mey": t("arabe hassaniya", "Hassaniya Arabic"),
    "ff": t("fulfulde", "Fulfulde"),
    "other": t("une autre langue", "another language"),
}
DISSEMINATION = Form(
    "cadre-sensibilisation",
    "2026112801",
    t("Séance de sensibilisation", "Sensitisation session"),
    [
        *DATED,
        ask(
            "select_one_from_file charters.csv",
            "charter",
            "Quel texte a été présenté ?",
            "Which text was presented?",
            required="yes",
        ),
        ask(
            "text",
            "what",
            "Lequel ?",
            "Which one?",
            required="yes",
            relevant="${charter} = 'autre'",
            hint=t(
                "L’accord, la charte, un relevé de conclusions …",
                "The agreement, the charter, a record of conclusions …",
            ),
        ),
        ask("date", "date", "Quel jour ?", "Which day?", required="yes", **PAST),
        ask("select_one_from_file places.csv", "place", "Dans quelle localité ?", "In which place?", required="yes"),
        ask("select_multiple langue", "languages", "En quelles langues ?", "In which languages?", required="yes"),
        ask(
            "integer",
            "audience",
            "Combien de personnes étaient là, à peu près ?",
            "About how many people were there?",
            hint=UNKNOWN,
            constraint=". >= 0 and . < 100000",
        ),
        ask(
            "integer",
            "women",
            "Dont combien de femmes, à peu près ?",
            "About how many of them women?",
            hint=UNKNOWN,
            constraint=". >= 0 and . < 100000",
        ),
        ask(
            "text",
            "raised",
            "Ce que les gens ont demandé ou contesté",
            "What people asked or contested",
            hint=t("Aucun nom, et jamais qui l’a dit.", "No name, and never who said it."),
        ),
    ],
    choose("langue", LANGUAGES.items()),
)

# --- perception ---------------------------------------------------------------------------------------------------

SEX = {"f": t("une femme", "a woman"), "m": t("un homme", "a man"), "none": t("ne pas dire", "rather not say")}
AGES = {
    "18-29": t("18 à 29 ans", "18 to 29"),
    "30-49": t("30 à 49 ans", "30 to 49"),
    "50": t("50 ans et plus", "50 and over"),
    "none": t("ne pas dire", "rather not say"),
}
PERCEPTION = Form(
    "cadre-perception",
    "2026112401",
    t("Se déplacer, se sentir en sécurité", "Travelling and feeling safe"),
    [
        *DATED,
        ask(
            "note",
            "accord",
            "À dire à la personne : « Vous pouvez refuser, ou vous arrêter. Je ne note pas votre nom. Les réponses "
            "sont seulement comptées, avec beaucoup d’autres. » On n’interroge personne de moins de 18 ans.",
            "Say to the person: “You may refuse, or stop. I do not write your name. Answers are only counted, with "
            "many others.” Nobody under 18 is asked.",
        ),
        ask(
            "select_one ouinon", "consent", "La personne est-elle d’accord ?", "Does the person agree?", required="yes"
        ),
        {
            "type": "begin group",
            "name": "reponses",
            "label": t("Réponses", "Answers"),
            "relevant": "${consent} = 'yes'",
        },
        ask("select_one_from_file places.csv", "place", "Dans quelle localité ?", "In which place?", required="yes"),
        ask("select_one sexe", "sex", "C’est", "This is"),
        ask("select_one age", "age", "Âge", "Age"),
        ask(
            "select_one ouinon",
            "travelled",
            "Avez-vous pris la route ces sept derniers jours ?",
            "Did you travel by road in the last seven days?",
        ),
        ask(
            "select_one_from_file roads.csv",
            "road",
            "Sur quel tronçon surtout ?",
            "On which stretch mostly?",
            relevant="${travelled} = 'yes'",
        ),
        ask(
            "select_one ouinon",
            "gave_up",
            "Avez-vous renoncé à un voyage par peur ?",
            "Did you give up a journey out of fear?",
        ),
        ask(
            "select_one prix",
            "fare",
            "Le prix d’une place, par rapport au mois dernier",
            "The price of a seat, compared with last month",
        ),
        ask(
            "select_one marche",
            "stall",
            "Le dernier jour de marché, y êtes-vous allé ?",
            "On the last market day, did you go?",
        ),
        ask(
            "range",
            "by_day",
            "De jour, vous sentez-vous en sécurité ? 0 : pas du tout, 10 : tout à fait",
            "By day, do you feel safe? 0: not at all, 10: entirely",
            parameters="start=0 end=10 step=1",
        ),
        ask(
            "range",
            "by_night",
            "De nuit, vous sentez-vous en sécurité ? 0 : pas du tout, 10 : tout à fait",
            "By night, do you feel safe? 0: not at all, 10: entirely",
            parameters="start=0 end=10 step=1",
        ),
        {"type": "end group"},
    ],
    [
        *choose("ouinon", {"yes": t("Oui", "Yes"), "no": t("Non", "No")}.items()),
        *choose("sexe", SEX.items()),
        *choose("age", AGES.items()),
        *choose(
            "prix",
            {
                "less": t("moins cher", "cheaper"),
                "same": t("pareil", "the same"),
                "more": t("plus cher", "dearer"),
                "unknown": t("ne sait pas", "not known"),
            }.items(),
        ),
        *choose(
            "marche",
            {
                "sold": t("Oui, pour vendre", "Yes, to sell"),
                "bought": t("Oui, pour acheter", "Yes, to buy"),
                "no": t("Non", "No"),
                "none": t("Pas de marché ici", "No market here"),
            }.items(),
        ),
    ],
)
