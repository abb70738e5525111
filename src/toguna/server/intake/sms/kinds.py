"""What happened, from a message's words. Two different things, or half of one, are left for a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from toguna.domain import codes
from toguna.server.intake.sms.letters import Piece, Token, strange
from toguna.server.intake.sms.words import Sort

_ROBBED: Final = {"market": "ROB-MKT", "shop": "ROB-PREM"}
_STOLEN: Final = {"vehicle": "VEH-TAKE", "herd": "LVS-TAKE", "shop": "ROB-PREM"}
_TAKEN: Final = {"vehicle": "VEH-TAKE", "herd": "LVS-TAKE", "person": "ABD"}
_ATTACKED: Final = {"force": "ATT-MEAS", "vehicle": "VEH-BURN", "market": "ROB-MKT"}
_LEAST: Final = frozenset({"FIR", "THR", "INJ", "TAKEN", "OTH"})
"""What comes with something else; told alone, it is the kind."""
_ROBBERY: Final = frozenset({"THEFT", "TAKEN", "KIL"})
"""What a robbery is made of."""
_NEAR: Final = 4


def read_kind(tokens: Sequence[Token], *, coded: str | None) -> tuple[str | None, bool]:
    """The kind, if one is clear, and whether several are said. `coded` was chosen by its code or number; words beside
    it only tell more.
    """
    if coded is not None:
        return coded, False
    held = [(t.meaning[1], n) for n, t in enumerate(tokens) if t.meaning is not None and t.meaning[0] is Sort.KIND]
    # "2 personnes enlevées" was counted: it is the kind only where nothing else is said.
    fresh = [(root, n) for root, n in held if not tokens[n].used]
    main = [(root, n) for root, n in fresh if root not in _LEAST]
    if not main and any(strange(token) for token in tokens):
        return None, bool(held)  # the word for it may be the one that was not understood
    main = main or fresh or held
    if any(root == "ROB" for root, _ in main):
        main = [(root, n) for root, n in main if root not in _ROBBERY]
    about = {t.meaning[1] for t in tokens if t.meaning is not None and t.meaning[0] is Sort.ABOUT}
    found = {_kind(tokens, root, n, about) for root, n in main}
    found = found - {None} or found
    return (found.pop(), False) if len(found) == 1 else (None, len(found) > 1)


def _kind(tokens: Sequence[Token], root: str, at: int, about: set[str]) -> str | None:
    match root:
        case "ROB":
            if len(tokens) > at + 2 and tokens[at + 1].text in ("de", "d", "des", "of") and strange(tokens[at + 2]):
                return None
            return next((code for what, code in _ROBBED.items() if what in about), "ROB-ROAD")
        case "THEFT":
            return _STOLEN.get(_nearest(tokens, at, _STOLEN))
        case "BREAK":
            return "ROB-PREM"
        case "TAKE" | "TAKEN":
            return _TAKEN.get(_nearest(tokens, at, _TAKEN))
        case "BURN":
            return "VEH-BURN" if "vehicle" in about else None
        case "ATTACK":
            return _ATTACKED.get(_nearest(tokens, at, _ATTACKED))
        case "KIL":
            return "KIL-TGT"
        case _:
            return root if root in codes.INCIDENT_KINDS else None


def _nearest(tokens: Sequence[Token], at: int, names: Collection[str]) -> str:
    """Which of these the nearest word is; empty where none is near, or two are as near."""
    near: dict[int, set[str]] = {}
    for n, token in enumerate(tokens):
        if token.meaning is not None and 0 < abs(n - at) <= _NEAR and token.meaning[0] in (Sort.PERSON, Sort.ABOUT):
            if token.meaning[1] in names:
                near.setdefault(abs(n - at), set()).add(token.meaning[1])
    nearest = near[min(near)] if near else set()
    return next(iter(nearest)) if len(nearest) == 1 else ""


def written_kind(tokens: Sequence[Token]) -> str | None:
    """A code of the list as it stands there: ROB-ROAD, IED."""
    for at, token in enumerate(tokens):
        if token.piece is not Piece.WORD:
            continue
        one = token.text.upper()
        following = tokens[at + 1].text.upper() if at + 1 < len(tokens) else ""
        for code in (f"{one}-{following}", one):
            whole = "-" in code or token.meaning is None or token.meaning[1] == code
            if code in codes.INCIDENT_KINDS and whole:
                for part in tokens[at : at + 1 + code.count("-")]:
                    part.used = True
                return code
    return None
