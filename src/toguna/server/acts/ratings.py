"""Acts of rating an undertaking: what a party or an observer holds, blind coding by two, and what settles it."""

from __future__ import annotations

from typing import Any, Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.ratings import Round, paced_step, rounds
from toguna.domain.undertakings import Undertaking
from toguna.server.acts.act import Act, Asking, Said
from toguna.server.acts.fields import DATE, code, count, text, when
from toguna.server.acts.plain import saying
from toguna.server.queries.reading import Reading
from toguna.server.queries.undertakings import due_day

_SCALE: Final = code("scale", "Échelle", "Scale", codes.SCALES, needed=True)
_STEP: Final = count("step", "Échelon, de 0 au dernier", "Step, from 0 to the last", needed=True)
_SHARE: Final = count("done_percent", "PAIMT : part déjà faite (%)", "PAIMT: share done so far (%)")
_EVIDENCE: Final = text("evidence", "D’après quoi", "On which evidence")
_AS_OF: Final = when("date", "Où il en était le", "How it stood on", needed=True)
_PACE = Text(
    fr="PAIMT : 0 rien, 1 amorcé, 2 ou 3 en cours, 4 achevé. Pour ce qui est en cours, donner la part faite : c’est "
    "le rythme jusqu’à l’échéance qui fait 3 (à temps) ou 2 (en retard).",
    en="PAIMT: 0 nothing, 1 initiated, 2 or 3 under way, 4 complete. For what is under way give the share done: the "
    "pace towards the deadline makes it 3 (in time) or 2 (late).",
)
_BLIND = Text(
    fr="Deux relèvent sans se lire : personne ne voit le vôtre avant que l’autre soit inscrit, et il ne se reprend "
    f"pas. {_PACE.fr}",
    en="Two code without reading each other: nobody sees yours before the other is in, and it is not taken back. "
    f"{_PACE.en}",
)
_OWN = Text(
    fr=f"Votre note reste la vôtre : les autres lisent les écarts, pas qui a dit quoi. {_PACE.fr}",
    en=f"Your rating stays yours: others read the spread, not who said what. {_PACE.en}",
)


def _paced(asking: Asking, said: Said) -> dict[str, Any]:
    """As it was said; on PAIMT, what is under way by its pace."""
    held, told = asking.reading.by_id(Undertaking)[asking.case], dict(said)
    due = due_day(asking.reading, held)
    told["step"] = paced_step(
        told["scale"],
        told["step"],
        told.get("done_percent"),
        When.parse(told["date"]),
        start=held.start or held.agreed,
        due=due.last if due is not None and due.known else None,
    )
    return told


def _coded(asking: Asking, said: Said) -> dict[str, Any]:
    return {**_paced(asking, said), "seat": asking.seat}


def _settled(asking: Asking, said: Said) -> dict[str, Any]:
    return {**said, "seat": asking.seat}


def _to_settle(reading: Reading, held: Any) -> list[Round]:
    seat = reading.reader.seat
    return [one for one in rounds(held.codings, held.adjudications) if one.awaits_third(seat)]


def _the_round(reading: Reading, held: Any) -> Said:
    return next(({"scale": one.scale, "date": one.date.iso()} for one in _to_settle(reading, held)), {})


def _begun(reading: Reading, held: Any) -> Said:
    """The scale and day of a round that another has begun, and this seat has not coded."""
    seat = reading.reader.seat
    begun = [one for one in rounds(held.codings, ()) if not one.complete and not one.coded_by(seat)]
    return {"scale": begun[0].scale, "date": begun[0].date.iso()} if begun else {}


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "undertaking.coded",
        "undertaking.code",
        "Relever à l’aveugle où il en est",
        "Code blind how far it has come",
        _SCALE,
        _AS_OF,
        _STEP,
        _SHARE,
        _EVIDENCE,
        shape=_coded,
        filled=_begun,
        note=_BLIND,
    ),
    saying(
        "undertaking.adjudicated",
        "undertaking.adjudicate",
        "Trancher entre deux relevés",
        "Settle between two codings",
        _SCALE,
        _AS_OF,
        _STEP,
        text("why", "Pourquoi", "Why", needed=True),
        shape=_settled,
        filled=_the_round,
        offered=lambda reading, held: bool(_to_settle(reading, held)),
        note=Text(
            fr="Les deux relevés restent inscrits tels quels ; c’est votre échelon qui compte dans les chiffres.",
            en="Both codings stay recorded as they are; your step is the one that counts in the figures.",
        ),
    ),
    saying(
        "undertaking.rated",
        "undertaking.rate",
        "Noter où il en est",
        "Rate how far it has come",
        _SCALE,
        _STEP,
        _SHARE,
        DATE,
        _EVIDENCE,
        shape=_paced,
        note=_OWN,
    ),
)
