"""Acts on recommendations: made, then taken up or not, as those who count found."""

from __future__ import annotations

from typing import Any, Final

from toguna.domain import codes
from toguna.server.acts.act import Act, Asking, Said
from toguna.server.acts.fields import BASIS, DATE, WHY, WHY_NEEDED, case, code, party, text, when, words
from toguna.server.acts.plain import saying

_EVIDENCE: Final = text("evidence", "D’après quoi", "On which evidence")


def _made(asking: Asking, said: Said) -> dict[str, Any]:
    told = {"framework": asking.reading.framework, **said}
    told.setdefault("by", [asking.reading.reader.party])
    return told


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "recommendation.made",
        "recommendation.make",
        "Inscrire une recommandation",
        "Record a recommendation",
        text("what", "Ce qui est recommandé", "What is recommended", needed=True),
        code("level", "À quel échelon elle s’adresse", "Which level it is for", codes.DECISION_LEVELS, needed=True),
        party("to", "À quelles parties", "For which parties", many=True),
        party("by", "Faite par", "Made by", many=True, past=True),
        words("by_text", "Faite par, en d’autres mots", "Made by, in other words"),
        case("meeting", "Dans quelle rencontre", "In which meeting", "meeting"),
        when("since", "Faite le", "Made on", needed=True),
        BASIS,
        opens="rec",
        shape=_made,
    ),
    saying(
        "recommendation.taken_up",
        "recommendation.take_up",
        "Inscrire qu’elle est suivie",
        "Record it as taken up",
        DATE,
        _EVIDENCE,
    ),
    saying(
        "recommendation.partly_taken_up",
        "recommendation.part",
        "Inscrire qu’elle est suivie en partie",
        "Record it as partly taken up",
        DATE,
        _EVIDENCE,
        WHY,
    ),
    saying(
        "recommendation.not_taken_up",
        "recommendation.leave",
        "Inscrire qu’elle n’est pas suivie",
        "Record it as not taken up",
        DATE,
        WHY_NEEDED,
    ),
)
