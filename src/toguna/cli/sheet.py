"""The recovery sheet as it is printed: one page of SVG or plain text, blocks large enough to be read by lamplight."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from toguna.base.text import Text
from toguna.server.home import write_atomically

_TITLE: Final = Text(fr="Feuille de secours — {party}", en="Recovery sheet — {party}")
_WHAT: Final = (
    Text(
        fr="Elle rouvre ce qui est scellé pour cette partie, si tous ses appareils sont perdus.",
        en="It opens again what is sealed for this party, should all its devices be lost.",
    ),
    Text(
        fr="Elle ne signe rien : elle ne parle pas pour la partie.",
        en="It signs nothing: it does not speak for the party.",
    ),
    Text(
        fr="La garder sous clé, sous enveloppe cachetée. Ne pas la photographier.",
        en="Keep it locked away in a sealed envelope. Do not photograph it.",
    ),
    Text(
        fr="Pour s’en servir : « toguna recovery --sheet - », puis taper les blocs.",
        en="To use it: “toguna recovery --sheet -”, then type the blocks.",
    ),
)
_REGISTER: Final = Text(fr="Registre {id}", en="Register {id}")
_ROW: Final = 2
_STYLE: Final = 'font-family="Noto Sans, sans-serif"'


def write_sheet(path: Path, blocks: Sequence[str], party: str, register: bytes, lang: str) -> None:
    """Write the page: SVG where the name says so, else text. Readable by its owner only."""
    made = _svg(blocks, party, register, lang) if path.suffix == ".svg" else _text(blocks, party, register, lang)
    write_atomically(path, made.encode())


def _lines(blocks: Sequence[str]) -> list[str]:
    return [
        "   ".join(f"{number + 1:>2}. {blocks[number]}" for number in range(begin, min(begin + _ROW, len(blocks))))
        for begin in range(0, len(blocks), _ROW)
    ]


def _text(blocks: Sequence[str], party: str, register: bytes, lang: str) -> str:
    head = [_TITLE.say(lang, party=party), _REGISTER.say(lang, id=register.hex()[:16]), ""]
    body = [f"{number}. {block}" for number, block in enumerate(blocks, 1)]
    return "\n".join([*head, *body, "", *(one.say(lang) for one in _WHAT)]) + "\n"


def _svg(blocks: Sequence[str], party: str, register: bytes, lang: str) -> str:
    rows = [f'<text x="40" y="60" font-size="24" {_STYLE}>{escape(_TITLE.say(lang, party=party))}</text>']
    rows.append(f'<text x="40" y="85" font-size="12" {_STYLE}>{_REGISTER.say(lang, id=register.hex()[:16])}</text>')
    for number, line in enumerate(_lines(blocks)):
        kept = escape(line).replace(" ", "\u00a0")
        rows.append(f'<text x="40" y="{140 + 42 * number}" font-size="28" font-family="monospace">{kept}</text>')
    for number, one in enumerate(_WHAT):
        y = 140 + 42 * len(_lines(blocks)) + 22 * number
        rows.append(f'<text x="40" y="{y}" font-size="13" {_STYLE}>{escape(one.say(lang))}</text>')
    return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595 842">\n' + "\n".join(rows) + "\n</svg>\n"
