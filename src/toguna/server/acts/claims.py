"""Acts on announced results and testimonies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import SECRETARIAT
from toguna.domain.indicators import Indicator
from toguna.server.actions.testimonies import withdraw_testimony
from toguna.server.acts.act import Act, Asking, Said
from toguna.server.acts.fields import BASIS, DATE, VOICE, WHY_NEEDED, case, code, text, when, words
from toguna.server.acts.plain import in_framework, saying
from toguna.server.queries.reading import Reading


def _withdraw(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    reader = asking.reading.reader
    return [withdraw_testimony(asking.register, reader, asking.key, case, said, known=asking.known)]


def _something_asked(reading: Reading, claim: Any) -> bool:
    """Whether there is an indicator that says something, and so can speak for or against."""
    return any(one.framework == reading.framework and one.direction for one in reading.all(Indicator))


def _consent(asking: Asking, said: Said) -> dict[str, Any]:
    return {"consent": dict(said)}


def _replied(asking: Asking, said: Said) -> dict[str, Any]:
    return {"date": asking.reading.today.isoformat(), **said}


def _region_named(asking: Asking, said: Said) -> dict[str, Any]:
    """A region's name is one in every language."""
    return {**in_framework(asking, said), "region": next(iter(said["region"].values()))}


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "claim.announced",
        "claim.announce",
        "Inscrire un résultat annoncé",
        "Record an announced result",
        text("says", "Ce qui est annoncé", "What is announced", needed=True),
        case("about", "Sur quelles mesures", "About which measures", "measure", needed=True, many=True),
        when("window", "Sur quelle période", "Over which time"),
        text("testable", "Ce qui le montrerait", "What would show it"),
        BASIS,
        opens="b",
        note=Text(
            fr="Ce qui a été observé, où et jusqu’à quand. Un résultat porte sur des mesures, jamais sur un mouvement.",
            en="What was observed, where and until when. A result is about measures, never about a movement.",
        ),
    ),
    saying(
        "claim.evidence_added",
        "claim.add",
        "Ajouter un élément, pour ou contre",
        "Add evidence, for or against",
        code("side", "De quel côté", "On which side", codes.EVIDENCE_SIDES, needed=True),
        text("what", "Quoi", "What", needed=True),
        code("kind", "De quelle sorte", "Of which kind", codes.EVIDENCE_KINDS),
        when("date", "Du", "Of"),
        BASIS,
    ),
    saying(
        "claim.evidence_added",
        "claim.add_indicator",
        "Ajouter un indice de la semaine, pour ou contre",
        "Add an indicator of a week, for or against",
        code("side", "De quel côté", "On which side", codes.EVIDENCE_SIDES, needed=True),
        case("ref", "Quel indice", "Which indicator", "indicator", needed=True),
        offered=_something_asked,
        note=Text(
            fr="Un indice seul ne change pas le mot du verdict : il en faut deux, demandés à deux fonctions, qui "
            "disent la même chose.",
            en="One indicator alone does not change the word of the verdict: that takes two, asked of two functions, "
            "which say the same.",
        ),
    ),
    saying(
        "claim.replied",
        "claim.reply",
        "Répondre au nom de votre partie",
        "Reply for your party",
        text(
            "what",
            "La réponse, imprimée à côté, de même taille",
            "The reply, printed beside it in the same size",
            needed=True,
        ),
        VOICE,
        shape=_replied,
    ),
    saying(
        "claim.withdrawn", "claim.withdraw", "Retirer le résultat annoncé", "Withdraw the announced result", WHY_NEEDED
    ),
    saying(
        "testimony.given",
        "testimony.take",
        "Recueillir un témoignage",
        "Take a testimony",
        words("region", "Région, rien de plus fin", "Region, nothing finer", needed=True),
        text("what", "Ses mots, sans nom, lieu ni fonction", "Their words, without name, place or office", needed=True),
        DATE,
        opens="t",
        shape=_region_named,
        note=Text(
            fr="À lire à la personne : ce qu’elle dit peut être montré douze mois au plus, elle peut le retirer, mais "
            "un papier ou un exemplaire hors ligne ne peut pas être repris.",
            en="To be read to the person: what they say may be shown for twelve months at most; they may withdraw it, "
            "but paper and copies that are offline cannot be recalled.",
        ),
    ),
    saying(
        "testimony.consent_recorded",
        "testimony.consent",
        "Inscrire le consentement",
        "Record the consent",
        code("scope", "Pour qui", "For whom", codes.CONSENT_SCOPES, needed=True),
        when("given", "Donné le", "Given on", needed=True),
        when("until", "Jusqu’au", "Until"),
        shape=_consent,
    ),
    saying("testimony.cleared", "testimony.clear", "Permettre de le montrer", "Allow it to be shown"),
    Act(
        "testimony.withdraw",
        "testimony",
        Text(fr="Le retirer partout", en="Withdraw it everywhere"),
        (WHY_NEEDED,),
        _withdraw,
        SECRETARIAT,
        offered=lambda reading, held: held.status != "withdrawn",
        note=Text(
            fr="Les mots sont détruits ici et dans chaque exemplaire qui l’apprend. Un papier ou un exemplaire hors "
            "ligne ne peut pas être repris.",
            en="The words are destroyed here and in every copy that hears of it. Paper and copies that are offline "
            "cannot be recalled.",
        ),
        strong=True,
    ),
)
