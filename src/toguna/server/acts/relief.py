"""Acts before a measure ends without a relief, and on persons handed to justice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.measures import Measure
from toguna.server.actions import justice
from toguna.server.actions import relief as do
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import code, count, spot, when
from toguna.server.acts.measures import CARRIERS, WHY, from_states, mine
from toguna.server.queries.reading import Reading


def _notice(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [
        do.give_notice(
            asking.register,
            asking.reading.reader,
            asking.key,
            case,
            end=When.parse(said["end"]),
            on=asking.reading.today,
            why=said.get("why"),
            known=asking.known,
        )
    ]


def _seek(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    measure, level = said["measure"], said["level"]
    reader, key = asking.reading.reader, asking.key
    return [do.seek_relief(asking.register, reader, key, case, measure=measure, level=level, known=asking.known)]


def _to_justice(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [
        justice.hand_to_justice(
            asking.register,
            asking.reading.reader,
            asking.key,
            case,
            on=When.parse(said["date"]),
            today=asking.reading.today,
            authority=said["authority"],
            count=said["count"],
            place=said.get("place"),
            known=asking.known,
        )
    ]


def _regional(reading: Reading, entity: Any) -> Said:
    return {"level": "regional"}


def _begun(reading: Reading, measure: Measure) -> bool:
    return mine(reading, measure) and measure.start is not None and measure.status not in ("proposed", "authorised")


def _something_to_relieve(reading: Reading, entity: object) -> bool:
    relieved = from_states("handing_over")
    return any(relieved(reading, one) for one in reading.all(Measure))


_PERSONS = count("count", "Nombre de personnes", "Number of persons", needed=True)

ACTS: Final = (
    Act(
        "measure.give_notice",
        "measure",
        Text(fr="Annoncer la fin à l’avance", en="Give notice of the end"),
        (when("end", "Fin annoncée", "Announced end", needed=True), WHY),
        _notice,
        CARRIERS,
        note=Text(
            fr="Le préavis est gardé : qui l’a donné, et combien de jours avant. Le lisent le secrétariat, ceux qui "
            "assurent la mesure et ceux qui peuvent prendre la relève.",
            en="The notice is kept: who gave it, and how many days ahead. It is read by the secretariat, by those who "
            "carry the measure and by those who can take over.",
        ),
        offered=from_states("expiring"),
    ),
    Act(
        "measure.hand_to_justice",
        "measure",
        Text(fr="Inscrire une remise à la justice", en="Record persons handed to justice"),
        (
            when("date", "Le", "On", needed=True),
            _PERSONS,
            code("authority", "À quelle autorité", "To which authority", codes.JUSTICE_AUTHORITIES, needed=True),
            spot("place", "Où", "Where"),
        ),
        _to_justice,
        CARRIERS,
        note=Text(
            fr="Jamais de nom : un jour, un lieu, une autorité, un nombre. Le procès-verbal reste chez l’autorité.",
            en="Never a name: a day, a place, an authority, a number. The written report stays with the authority.",
        ),
        offered=_begun,
    ),
    Act(
        "request.seek_relief",
        "request",
        Text(fr="Demander une relève", en="Ask for a relief"),
        (
            Field("measure", Kind.CASE, Text(fr="Mesure", en="Measure"), noun="measure", required=True),
            code("level", "À quel échelon", "At which level", codes.DECISION_LEVELS, needed=True),
        ),
        _seek,
        CARRIERS,
        note=Text(
            fr="Un plaidoyer est préparé : il ne dit ni date ni vide. L’échelon peut être changé avant l’envoi.",
            en="A request is drafted: it names no date and no gap. The level can be changed before it is sent.",
        ),
        opens="p",
        offered=_something_to_relieve,
        filled=_regional,
    ),
)
