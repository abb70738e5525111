"""What the names and codes in a filled form mean: its questions and answers in words, as the form itself says them.

Form and answers were read within bounds at the door (`intake/odk/xml.py`): no definitions, no entities, no depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

_SECOND: Final = re.compile(r"instance\('([^']+)'\)")
_TEXT: Final = re.compile(r"jr:itext\('([^']+)'\)")
_FILE: Final = re.compile(r"jr://file-csv/([a-z_]+)\.csv")
_ASKED: Final = frozenset({"input", "select1", "select", "range", "upload", "trigger"})
_META: Final = frozenset({"meta", "instanceID", "deprecatedID", "rootUuid", "start", "end", "today", "instanceName"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it asks, and what each code stands for; how it is asked (`select1`, `select`, `int` or what
    else its answer is), and from which list of the office it chooses.
    """

    label: str
    choices: Mapping[str, str]
    kind: str = ""
    source: str = ""


def answered(form: bytes, xml: str, lang: str) -> list[tuple[str, str]]:
    """What was asked and answered, in words and in the order of the form; what the form does not know stays as it is.

    `form` is the form's own XML, empty where it is not known.
    """
    said = said_in(xml)
    known = _questions(form, lang) if form else {}
    order = {name: number for number, name in enumerate(known)}
    out = []
    for name, answer in sorted(said.items(), key=lambda one: order.get(one[0], -1)):
        if name in _META:
            continue
        if name in known:
            codes = known[name].choices
            words = ", ".join(codes.get(one, one) for one in answer.split()) if codes else answer
            out.append((known[name].label, words))
        elif not form:
            out.append((name, answer))
    return out


def questions(form: bytes, lang: str) -> Mapping[str, Question]:
    """The questions of a form by name, in its order."""
    return _questions(form, lang)


def said_in(xml: str) -> dict[str, str]:
    """Every answer of a filled form by the name of its question."""
    try:
        root = fromstring(xml)  # noqa: S314 - see above
    except ParseError:
        return {}
    return {_name(one): text for one in root.iter() if len(one) == 0 and (text := (one.text or "").strip())}


def _name(one: Element) -> str:
    return one.tag.rpartition("}")[2]


def _first(one: Element, name: str) -> Element | None:
    return next((child for child in one if _name(child) == name), None)


@lru_cache(maxsize=32)
def _questions(form: bytes, lang: str) -> dict[str, Question]:
    root = fromstring(form)  # noqa: S314 - ours, or read at the door
    texts = _texts(root, lang)
    lists = {one.attrib["id"]: one for one in root.iter() if _name(one) == "instance" and "id" in one.attrib}
    kinds = {one.attrib.get("nodeset", ""): one.attrib.get("type", "") for one in root.iter() if _name(one) == "bind"}
    out = {}
    for one in root.iter():
        name = one.attrib.get("ref", "").rpartition("/")[2]
        label = _first(one, "label")
        if _name(one) in _ASKED and name and label is not None:
            kind = _name(one) if _name(one) in ("select", "select1") else kinds.get(one.attrib["ref"], "")
            out[name] = Question(
                _said(label, texts) or name, dict(_choices(one, lists, texts)), kind, _source(one, lists)
            )
    return out


def _source(asked: Element, lists: Mapping[str, Element]) -> str:
    """The list of the office from which a question chooses; empty where the form brings its own."""
    for one in asked:
        held = _SECOND.search(one.attrib.get("nodeset", "")) if _name(one) == "itemset" else None
        found = _FILE.fullmatch(lists[held.group(1)].attrib.get("src", "")) if held and held.group(1) in lists else None
        if found:
            return found.group(1)
    return ""


def _texts(root: Element, lang: str) -> dict[str, str]:
    """The form's sentences by id, in the language or in the one that it begins with."""
    spoken = [one for one in root.iter() if _name(one) == "translation"]
    chosen = [one for one in spoken if f"({lang})" in one.attrib.get("lang", "")] or spoken[:1]
    out = {}
    for text in (text for one in chosen for text in one if _name(text) == "text"):
        values = ["".join(one.itertext()).strip() for one in text if _name(one) == "value" and "form" not in one.attrib]
        # The converter makes every apostrophe straight.
        out[text.attrib.get("id", "")] = values[0].replace("'", "’") if values else ""
    return out


def _said(label: Element, texts: Mapping[str, str]) -> str:
    held = _TEXT.fullmatch(label.attrib.get("ref", ""))
    return texts.get(held.group(1), "") if held else (label.text or "").strip()


def _choices(asked: Element, lists: Mapping[str, Element], texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for one in asked:
        if _name(one) == "item":
            value, label = _first(one, "value"), _first(one, "label")
            if value is not None and label is not None:
                yield value.text or "", _said(label, texts) or value.text or ""
        held = _SECOND.search(one.attrib.get("nodeset", "")) if _name(one) == "itemset" else None
        if held and held.group(1) in lists:
            for item in (item for item in lists[held.group(1)].iter() if _name(item) == "item"):
                name, text, label = _first(item, "name"), _first(item, "itextId"), _first(item, "label")
                if name is not None:
                    shown = text if text is not None else label
                    words = (shown.text or "") if shown is not None else ""
                    yield name.text or "", (texts.get(words, "") if text is not None else words) or name.text or ""
