"""The letters of an SMS that every telephone has (GSM 03.38)."""

from __future__ import annotations

import unicodedata
from typing import Final

from toguna.base.text import NBSP, NNBSP

LONGEST: Final = 160
GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


_PLAIN: Final = {NBSP: " ", NNBSP: "", "’": "'", "–": "-", "«": '"', "»": '"', "œ": "oe", "N°": "No"}


def gsm(text: str) -> str:
    """The text in letters that fit seven bits, without accents: an older telephone shows those wrong."""
    for fancy, simple in _PLAIN.items():
        text = text.replace(fancy, simple)
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c in GSM else "?" for c in bare)
