"""Acts of two people: one proposes that a party leaves, that a content is erased or a sealed one opened; another
confirms. Each gives its passphrase again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.countersigning import may_confirm
from toguna.domain.visibility import Role
from toguna.server.actions import countersigning as do
from toguna.server.actions.countersigning import Signer
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import code, party, text, when, words
from toguna.server.queries.countersigning import data_officer
from toguna.server.queries.reading import Reading

SEATS: Final = frozenset(Role) - {Role.MEMBERS, Role.PUBLIC}
NOUN: Final = "countersigning"
_TWO: Final = Text(
    fr="Rien ne se fait encore : un autre titulaire ou suppléant doit confirmer, avec sa propre phrase de passe.",
    en="Nothing happens yet: another holder or alternate must confirm, with a passphrase of its own.",
)


def _signer(asking: Asking) -> Signer:
    reading = asking.reading
    return Signer(
        reading.register, reading.framework, reading.reader, asking.key, reading.today, asking.token, asking.known
    )


def _leave(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [do.ask_leave(_signer(asking), case, said["party"], said["since"], said.get("why"))]


def _erase(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    what = next(iter(said["what"].values()))
    return [do.ask_erase(_signer(asking), case, what, said["reason"])]


def _unseal(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [do.ask_unseal(_signer(asking), case, said["about"])]


def _on(done: Callable[[Signer, str], list[bytes]]) -> Callable[[Asking, str, Said], Sequence[bytes]]:
    return lambda asking, case, said: done(_signer(asking), case)


def _second(reading: Reading, held: Any) -> bool:
    return held.status == "asked" and may_confirm(reading.reader, held, data_officer(reading))


def _asker(reading: Reading, held: Any) -> bool:
    return held.status == "asked" and held.seat == reading.reader.seat


def _today(reading: Reading, entity: Any) -> Said:
    return {"party": reading.reader.party, "since": reading.today.isoformat()}


ACTS: Final = (
    Act(
        "departure.propose",
        NOUN,
        Text(fr="Inscrire qu’une partie quitte le cadre", en="Record that a party leaves the framework"),
        (
            party("party", "Quelle partie", "Which party", needed=True),
            when("since", "Depuis le", "Since", needed=True),
            text("why", "Ce que dit sa lettre ou sa déclaration", "What its letter or statement says"),
        ),
        _leave,
        SEATS,
        note=_TWO,
        opens="cs",
        filled=_today,
        strong=True,
    ),
    Act(
        "erasure.propose",
        NOUN,
        Text(fr="Proposer un effacement", en="Propose an erasure"),
        (
            words(
                "what",
                "Numéro de l’inscription, ou identifiant de la fiche",
                "Number of the entry, or id of the record",
                needed=True,
                help=Text(
                    fr="Le numéro figure sur la page de l’inscription ; huit signes suffisent.",
                    en="The number stands on the page of the entry; eight characters will do.",
                ),
            ),
            code("reason", "Motif", "Reason", codes.ERASE_REASONS, needed=True),
        ),
        _erase,
        SEATS,
        note=Text(
            fr=f"{_TWO.fr} Ensuite le contenu est détruit ici, puis dans chaque exemplaire au prochain échange ; la "
            "preuve reste. Un papier ou un exemplaire qui n’échange plus ne peut pas être repris.",
            en=f"{_TWO.en} Then the content is destroyed here, and in each copy with the next exchange; the proof "
            "stays. Paper, or a copy that no longer exchanges, cannot be recalled.",
        ),
        opens="cs",
        strong=True,
        kept=Text(
            fr="La proposition est signée par ce poste pour votre titulaire et reste inscrite, avec sa date et son "
            "motif. Ce qu’elle vise ne s’efface qu’une fois confirmé.",
            en="The proposal is signed by this machine for your seat and stays on record, with its date and ground. "
            "What it is about is erased only once confirmed.",
        ),
    ),
    Act(
        "unsealing.propose",
        NOUN,
        Text(fr="Proposer d’ouvrir un contenu scellé", en="Propose to open a sealed content"),
        (
            Field(
                "about",
                Kind.CASE,
                Text(fr="Dans quelle fiche", en="In which record"),
                required=True,
                noun="sealed",
            ),
        ),
        _unseal,
        SEATS,
        note=Text(
            fr=f"{_TWO.fr} Le contenu s’ouvre alors devant les deux seuls, ce jour et le lendemain ; les membres "
            "lisent qu’une ouverture a eu lieu, jamais de quoi.",
            en=f"{_TWO.en} The content then opens before the two alone, that day and the next; members read that an "
            "opening took place, never of what.",
        ),
        opens="cs",
        strong=True,
    ),
    Act(
        "countersigning.confirm",
        NOUN,
        Text(fr="Confirmer, comme seconde personne", en="Confirm, as the second person"),
        (),
        _on(do.confirm),
        SEATS,
        offered=_second,
        note=Text(
            fr="Ce qui est confirmé se fait aussitôt et ne se défait pas.",
            en="What is confirmed happens at once and cannot be undone.",
        ),
        strong=True,
        kept=Text(
            fr="La confirmation est signée par ce poste pour votre titulaire et reste inscrite, avec la proposition.",
            en="The confirmation is signed by this machine for your seat and stays on record, with the proposal.",
        ),
    ),
    Act(
        "countersigning.decline",
        NOUN,
        Text(fr="Refuser, comme seconde personne", en="Decline, as the second person"),
        (),
        _on(do.decline),
        SEATS,
        offered=_second,
    ),
    Act(
        "countersigning.withdraw",
        NOUN,
        Text(fr="Retirer la proposition", en="Withdraw the proposal"),
        (),
        _on(do.withdraw),
        SEATS,
        offered=_asker,
    ),
)
