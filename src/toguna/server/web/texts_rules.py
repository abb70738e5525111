"""The sentences of the framework’s rules, and of the lines to verify."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

RULES: Final = {
    "rules.title": Text(fr="Règles et délais du cadre", en="Rules and timers of the framework"),
    "rules.intro": Text(
        fr="À côté de chaque règle par défaut, ce que le cadre a décidé en rencontre. Une décision vaut à partir du "
        "lendemain ; une alerte déjà lancée garde la règle sous laquelle elle l’a été.",
        en="Beside each default rule, what the framework decided in a meeting. A decision holds from the next day on; "
        "an alert that was raised already keeps the rule under which it was.",
    ),
    "rules.group.alert": Text(fr="Règles d’alerte", en="Rules of alerts"),
    "rules.group.timers": Text(fr="Délais et échelons", en="Timers and levels"),
    "rules.group.verification": Text(fr="Délais de vérification", en="Clock of verification"),
    "rules.state.default": Text(fr="règle par défaut", en="default rule"),
    "rules.state.decided": Text(fr="décidée par le cadre", en="decided by the framework"),
    "rules.state.off": Text(fr="hors service par décision du cadre", en="out of use by decision of the framework"),
    "rules.state.contested": Text(
        fr="versions divergentes : la règle par défaut vaut jusqu’à une nouvelle décision",
        en="divergent versions: the default holds until it is decided again",
    ),
    "rules.default": Text(fr="par défaut : {value}", en="by default: {value}"),
    "rules.since": Text(fr="Vaut à partir du {day}.", en="Holds from {day} on."),
    "rules.decided": Text(fr="Décidé le {day} :", en="Decided on {day}:"),
    "rules.why": Text(fr="Raison : {why}", en="Reason: {why}"),
    "rules.entry": Text(fr="L’inscription signée", en="The signed entry"),
    "rules.wrong": Text(
        fr="Fausses alarmes attendues par an, par cette règle seule",
        en="Expected false alarms a year, by this rule alone",
    ),
    "rules.wrong-line": Text(
        fr="{signs} signes sans fondement par an : {default} par défaut, {here} ici",
        en="{signs} unfounded signs a year: {default} by default, {here} here",
    ),
    "rules.at-most": Text(fr="{number} au plus", en="{number} at most"),
    "rules.under": Text(fr="moins de {number}", en="less than {number}"),
    "rules.no-alarm": Text(fr="aucune alarme", en="no alarm"),
    "rules.looser": Text(fr="plus que tout ce qui a été mesuré", en="more than all that was measured"),
    "rules.calendar": Text(
        fr="Dit un fait du calendrier, pas une estimation : aucune fausse alarme n’est à attendre d’elle.",
        en="Tells a fact of the calendar, no estimate: no false alarm is to be expected of it.",
    ),
    "rules.own": Text(
        fr="Ici, sur un an au {day} : lancées par cette règle {raised}, suivies d’un incident grave {followed}.",
        en="Here, over a year up to {day}: raised by this rule {raised}, followed by a grave incident {followed}.",
    ),
    "rules.own-none": Text(
        fr="Ici, sur un an au {day} : aucune alerte lancée par cette règle.",
        en="Here, over a year up to {day}: no alert raised by this rule.",
    ),
    "rules.measured": Text(
        fr="Mesuré le {day} sur des années simulées où rien de nouveau n’arrive : trois axes, huit composantes, dix "
        "incidents graves par an. Ce n’est pas un compte de ce cadre.",
        en="Measured on {day} on simulated years in which nothing new happens: three roads, eight constituencies, ten "
        "grave incidents a year. It is no count of this framework.",
    ),
    "rules.days": Text(
        fr="Les heures comptent par jours entiers : le registre connaît les jours.",
        en="Hours count in whole days: the register knows days.",
    ),
    "rules.link": Text(
        fr="Règles et délais, et ce que le cadre en a décidé", en="Rules and timers, and what the framework decided"
    ),
    "warn.verify": Text(fr="À vérifier", en="To verify"),
    "warn.verify-intro": Text(
        fr="Des signaux, pas des alarmes : une seule voix, ou trop peu. Appeler, et lancer l’alerte si une partie le "
        "constate de son côté.",
        en="Signals, no alarms: one voice, or too few. Call, and raise the alert if a party sees it for itself.",
    ),
    "warn.verified": Text(fr="Une partie le constate : lancer l’alerte", en="A party sees it: raise the alert"),
    "warn.then": Text(fr="Réglage au jour de l’alerte", en="Setting on the day of the alert"),
    "warn.then-least": Text(
        fr="au moins {least}, sur {days} jours, de {sources} composantes",
        en="at least {least}, over {days} days, from {sources} constituencies",
    ),
    "warn.then-own": Text(fr="décidé par le cadre", en="decided by the framework"),
    "warn.then-default": Text(fr="par défaut", en="by default"),
}
