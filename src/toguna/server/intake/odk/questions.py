"""What the names and codes in a filled form mean: its questions and answers in words, as the form itself says them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from toguna.base.errors import TogunaError
from toguna.server.intake.odk.reading import read_filled
from toguna.server.intake.odk.xforms import LARGEST, MOST_ELEMENTS
from toguna.server.intake.odk.xml import Element, parse

_SECOND: Final = re.compile(r"instance\('([^']+)'\)")
_TEXT: Final = re.compile(r"jr:itext\('([^']+)'\)")
_ASKED: Final = frozenset({"input", "select1", "select", "range", "upload", "trigger"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it asks, and what each code stands for."""

    label: str
    choices: Mapping[str, str]


def answered(form: bytes, xml: str, lang: str) -> list[tuple[str, str]]:
    """What was asked and answered, in words and in the order of the form; what the form does not know stays as it is.

    `form` is the form's own XML, empty where it is not known.
    """
    try:
        found = read_filled(xml.encode())
    except TogunaError:
        return []
    known = _questions(form, lang) if form else {}
    order = {name: number for number, name in enumerate(known)}
    out = []
    for name, said in sorted(found.answers.items(), key=lambda one: order.get(one[0], -1)):
        if name in known:
            codes = known[name].choices
            out.append((known[name].label, ", ".join(codes.get(one, one) for one in said.split()) if codes else said))
        elif not form:
            out.append((name, said))
    return out


@lru_cache(maxsize=32)
def _questions(form: bytes, lang: str) -> dict[str, Question]:
    root = parse(form, largest=LARGEST, most=MOST_ELEMENTS)
    texts = _texts(root, lang)
    lists = {one.attributes["id"]: one for one in root.every() if one.name == "instance" and "id" in one.attributes}
    out = {}
    for one in root.every():
        name = one.attributes.get("ref", "").rpartition("/")[2]
        label = one.child("label")
        if one.name in _ASKED and name and label is not None:
            out[name] = Question(_said(label, texts) or name, dict(_choices(one, lists, texts)))
    return out


def _texts(root: Element, lang: str) -> dict[str, str]:
    """The form's sentences by id, in the language or in the one that it begins with."""
    spoken = [one for one in root.every() if one.name == "translation"]
    chosen = [one for one in spoken if f"({lang})" in one.attributes.get("lang", "")] or spoken[:1]
    out = {}
    for text in (text for one in chosen for text in one.children if text.name == "text"):
        values = [value.text for value in text.children if value.name == "value" and "form" not in value.attributes]
        # The converter makes every apostrophe straight.
        said = values[0].replace("'", "’") if values else ""
        out[text.attributes.get("id", "")] = said
    return out


def _said(label: Element, texts: Mapping[str, str]) -> str:
    held = _TEXT.fullmatch(label.attributes.get("ref", ""))
    return texts.get(held.group(1), "") if held else label.text


def _choices(asked: Element, lists: Mapping[str, Element], texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for one in asked.children:
        if one.name == "item":
            value, label = one.child("value"), one.child("label")
            if value is not None and label is not None:
                yield value.text, _said(label, texts) or value.text
        held = _SECOND.search(one.attributes.get("nodeset", "")) if one.name == "itemset" else None
        if held and held.group(1) in lists:
            for item in (item for item in lists[held.group(1)].every() if item.name == "item"):
                name, text, label = item.child("name"), item.child("itextId"), item.child("label")
                if name is not None:
                    said = texts.get(text.text, "") if text is not None else label.text if label is not None else ""
                    yield name.text, said or name.text
