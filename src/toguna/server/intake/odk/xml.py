"""XML that anybody may send: no document type, no entity, bounded size, depth and number of elements.

expat tells where each element lies in the bytes, so that what tells whose phone it was can be cut out and every other
byte stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from toguna.base.errors import InputError
from toguna.base.text import Text

LARGEST: Final = 1_000_000
DEEPEST: Final = 40
MOST_ELEMENTS: Final = 20_000
MOST_ATTRIBUTES: Final = 64
_UTF8: Final = frozenset({"", "utf-8", "utf8", "us-ascii"})
_TAG: Final = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")


class NotUsableXml(InputError):
    """Not XML, or not of a kind that a form sends."""

    code = "form-xml-refused"
    text = Text(
        fr="L’envoi ne peut pas être lu : {detail}. Rien n’a été gardé ; mettre à jour l’application et les "
        "formulaires, puis renvoyer.",
        en="What was sent cannot be read: {detail}. Nothing was kept; update the app and the forms, then send again.",
    )


_BROKEN: Final = Text(fr="le fichier du formulaire est abîmé", en="the form’s file is damaged")
_TYPED: Final = Text(
    fr="le fichier contient des définitions de type de document", en="the file holds document type definitions"
)
_TOO_LARGE: Final = Text(fr="le formulaire rempli dépasse 1 Mo", en="the filled form is larger than 1 MB")
_TOO_MANY: Final = Text(
    fr="le formulaire a trop de questions, ou des questions emboîtées trop profond",
    en="the form has too many questions, or questions nested too deep",
)
_NOT_UTF8: Final = Text(fr="le fichier n’est pas en UTF-8", en="the file is not in UTF-8")


@dataclass(slots=True, eq=False)
class Element:
    """One element: its local name, namespace, attributes, own text, children, and where it lies in the bytes."""

    name: str
    space: str
    attributes: dict[str, str]
    start: int
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((one for one in self.children if one.name == name), None)

    def every(self) -> Iterator[Element]:
        """This element and all below it."""
        left = [self]
        while left:
            one = left.pop()
            yield one
            left.extend(reversed(one.children))


class _Builder:
    def __init__(self, most: int) -> None:
        self.root: Element | None = None
        self._most = most
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._typed
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._finish
        self.parser.CharacterDataHandler = self._said

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "").lower() not in _UTF8:
            raise NotUsableXml(detail=_NOT_UTF8)

    def _typed(self, *_: object) -> None:
        raise NotUsableXml(detail=_TYPED)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > self._most or len(self._open) >= DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise NotUsableXml(detail=_TOO_MANY)
        space, _, name = tag.rpartition(" ")
        made = Element(name, space, attributes, self.parser.CurrentByteIndex)
        if self._open:
            self._open[-1].children.append(made)
        else:
            self.root = made
        self._open.append(made)
        self._texts.append([])

    def _finish(self, _: str) -> None:
        done = self._open.pop()
        done.end = self.parser.CurrentByteIndex
        done.text = "".join(self._texts.pop()).strip()

    def _said(self, text: str) -> None:
        self._texts[-1].append(text)


def parse(data: bytes, *, largest: int = LARGEST, most: int = MOST_ELEMENTS) -> Element:
    """The root element.

    Raises
    ------
    NotUsableXml
    """
    if len(data) > largest:
        raise NotUsableXml(detail=_TOO_LARGE)
    built = _Builder(most)
    try:
        # expat takes other encodings by their first bytes, whatever the declaration says or leaves out.
        data.decode("utf-8")
        built.parser.Parse(data, True)
    except UnicodeDecodeError:
        raise NotUsableXml(detail=_NOT_UTF8) from None
    except expat.ExpatError:
        raise NotUsableXml(detail=_BROKEN) from None
    assert built.root is not None
    return built.root


def without(data: bytes, elements: list[Element]) -> bytes:
    """The same bytes with the contents of these elements cut out."""
    for one in sorted(elements, key=lambda held: held.start, reverse=True):
        tag = _TAG.match(data, one.start)
        if tag is not None and not tag.group(1):
            data = data[: tag.end()] + data[one.end :]
    return data
