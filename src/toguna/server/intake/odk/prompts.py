"""A form with one language more for each in which the office had its questions spoken: written words, and their sound.

Only translations are added, behind those that are there; every other byte of the form stays, and so do its version,
its questions and what phones send back.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import quoteattr

from toguna.server.intake.odk.xforms import LARGEST, MOST_ELEMENTS
from toguna.server.intake.odk.xml import Element, parse
from toguna.server.queries.phone_forms import Form
from toguna.server.queries.prompts import PromptRow

_CONTROLS: Final = frozenset({"input", "select", "select1", "upload", "trigger", "range", "rank"})
_TEXT: Final = re.compile(r"jr:itext\('([^']+)'\)")
_LIST: Final = re.compile(r"instance\('([^']+)'\)/root/item")
_SOUND: Final = re.compile(rb"""<(?:[\w.-]+:)?value\s+form\s*=\s*["']audio["']\s*>[^<]*</(?:[\w.-]+:)?value\s*>""")
_HEARD: Final = "{language} (à écouter)"
"""What phones show in their list of languages, whatever their own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, or an answer to choose: the name that its sound's file must have, and the words to be said."""

    name: str
    text_id: str
    words: str

    @property
    def mark(self) -> str:
        """The fingerprint of its words: other words need another sound."""
        return hashlib.sha256(self.words.encode()).hexdigest()


@lru_cache(maxsize=16)
def asked(xml: bytes) -> tuple[Asked, ...]:
    """What can be spoken of a form, in its order: each question, and behind it the answers that it lets choose.

    Nothing of a form that holds its words in one language only, outside its translations.
    """
    root = parse(xml, largest=LARGEST, most=MOST_ELEMENTS)
    kept, body, model = _translations(root), root.child("body"), _model(root)
    if not kept or body is None or model is None:
        return ()
    texts = {one.attributes.get("id", ""): one for one in kept[0].children if one.name == "text"}
    lists = {one.attributes.get("id", ""): one for one in model.children if one.name == "instance"}
    controls = [one for one in body.every() if one.name in _CONTROLS and one.attributes.get("ref")]
    names = _names([one.attributes["ref"] for one in controls])
    out: dict[str, Asked] = {}
    for control in controls:
        label, hint = _text_id(control.child("label")), _text_id(control.child("hint"))
        if label in texts:
            words = " ".join(_words(texts[one]) for one in (label, hint) if one in texts)
            name = names[control.attributes["ref"]]
            out.setdefault(name, Asked(name, label, words))
        for name, text_id in _answers(control, lists):
            if text_id in texts:
                out.setdefault(name, Asked(name, text_id, _words(texts[text_id])))
    return tuple(out.values())


def prompted(form: Form, rows: Sequence[PromptRow]) -> Form:
    """The form as this office serves it; the same form where nothing of it was spoken, or only other words."""
    xml, files = _prompted(form.xml, tuple(one for one in rows if one.form == form.id))
    return replace(form, xml=xml, sounds=files) if files else form


@lru_cache(maxsize=32)
def _prompted(xml: bytes, rows: tuple[PromptRow, ...]) -> tuple[bytes, tuple[str, ...]]:
    if not rows:
        return xml, ()
    known = {one.name: one for one in asked(xml)}
    said: dict[str, dict[str, str]] = {}
    for row in rows:
        one = known.get(row.question)
        if one is not None and one.mark == row.words:
            said.setdefault(row.language, {})[one.text_id] = row.file
    if not said:
        return xml, ()
    kept = _translations(parse(xml, largest=LARGEST, most=MOST_ELEMENTS))
    added = b"".join(_translation(xml, kept[0], language, files) for language, files in said.items())
    end = _end(xml, max(one.end for one in kept))
    listed = dict.fromkeys(file for files in said.values() for file in files.values())
    return xml[:end] + added + xml[end:], tuple(listed)


def _translations(root: Element) -> list[Element]:
    """The form's languages, the one that it opens in first."""
    model = _model(root)
    itext = model.child("itext") if model is not None else None
    found = [one for one in itext.children if one.name == "translation"] if itext is not None else []
    return sorted(found, key=lambda one: "default" not in one.attributes)


def _model(root: Element) -> Element | None:
    head = root.child("head")
    return head.child("model") if head is not None else None


def _translation(xml: bytes, model: Element, language: str, files: dict[str, str]) -> bytes:
    """The same texts, with the sounds of those that were spoken."""
    tag = re.match(rb"<((?:[\w.-]+:)?)translation", xml[model.start :])
    assert tag is not None
    prefix = tag.group(1)
    out = []
    for text in model.children:
        whole = xml[text.start : _end(xml, text.end)]
        file = files.get(text.attributes.get("id", ""))
        if file is not None:
            sound = b'<%bvalue form="audio">jr://audio/%b</%bvalue>' % (prefix, file.encode(), prefix)
            head, closing, _ = whole.rpartition(b"</")
            whole = _SOUND.sub(b"", head) + sound + whole[len(head) :] if closing else whole
        out.append(whole)
    name = quoteattr(_HEARD.format(language=language)).encode()
    return b"<%btranslation lang=%b>%b</%btranslation>" % (prefix, name, b"".join(out), prefix)


def _end(xml: bytes, closing: int) -> int:
    """Behind the closing tag that begins there."""
    return xml.index(b">", closing) + 1


def _names(paths: list[str]) -> dict[str, str]:
    """What the sound's file of each question is called: its name, with those of its groups where two have the same."""
    short = {path: path.rpartition("/")[2] for path in paths}
    often = Counter(short.values())
    return {path: name if often[name] == 1 else "-".join(path.split("/")[2:]) for path, name in short.items()}


def _answers(control: Element, lists: dict[str, Element]) -> Iterator[tuple[str, str]]:
    """The answers that a question lets choose, as list-answer, with their texts."""
    chosen = control.child("itemset")
    found = _LIST.match(chosen.attributes.get("nodeset", "")) if chosen is not None else None
    if found is None or found.group(1) not in lists:
        return
    for item in (one for one in lists[found.group(1)].every() if one.name == "item"):
        text_id, name = item.child("itextId"), item.child("name")
        if text_id is not None and name is not None:
            yield f"{found.group(1)}-{name.text}", text_id.text


def _text_id(element: Element | None) -> str:
    found = _TEXT.fullmatch(element.attributes.get("ref", "")) if element is not None else None
    return found.group(1) if found is not None else ""


def _words(text: Element) -> str:
    """What is written; what the phone puts in is left to be read."""
    value = next((one for one in text.children if one.name == "value" and "form" not in one.attributes), None)
    if value is None:
        return ""
    return " ".join(value.text.split()) + (" …" if value.children else "")
