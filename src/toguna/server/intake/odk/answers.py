"""What the server says back, in OpenRosa's own words, with a sentence for the person who holds the phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from toguna.base.text import Text
from toguna.server.actions.arrivals import Received
from toguna.server.queries.phone_forms import Form
from toguna.server.queries.phone_lists import Choice

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_RESPONSE: Final = "http://openrosa.org/http/response"
_FORMS: Final = "http://openrosa.org/xforms/xformsList"
_FILES: Final = "http://openrosa.org/xforms/xformsManifest"

_ENTERED: Final = Text(fr="Reçu n° {number}. Merci.", en="Received, number {number}. Thank you.")
_WAITS: Final = Text(
    fr="Reçu n° {number}, gardé au bureau. Ce sera inscrit dès que le bureau ouvrira son registre. Merci.",
    en="Received, number {number}, kept at the office. It will be entered as soon as the office opens its register. "
    "Thank you.",
)
_INCOMPLETE: Final = Text(
    fr="Reçu n° {number}, gardé au bureau : quelqu’un complétera ce qui manque. Merci.",
    en="Received, number {number}, kept at the office: somebody will complete what is missing. Thank you.",
)
_KEPT: Final = Text(
    fr="Reçu n° {number}, gardé au bureau pour être compté avec d’autres. Merci.",
    en="Received, number {number}, kept at the office to be counted with others. Thank you.",
)
_REFUSED: Final = Text(
    fr="Reçu n° {number}, gardé au bureau, mais pas inscrit : le registre ne l’a pas accepté tel quel. Le bureau le "
    "reverra.",
    en="Received, number {number}, kept at the office, but not entered: the register did not accept it as it is. The "
    "office will look at it again.",
)
_NOTHING: Final = Text(
    fr="Rien n’a été gardé : cela ne s’inscrit pas ici. Effacer aussi le formulaire de ce téléphone.",
    en="Nothing was kept: this is not recorded here. Delete the form from this phone too.",
)
_AGAIN: Final = Text(fr="Déjà reçu sous le n° {number}. Merci.", en="Received before, number {number}. Thank you.")
_FORGOTTEN: Final = Text(
    fr="Déjà reçu sous le n° {number}, il y a plus de 90 jours : le formulaire et ses photos ont été effacés au "
    "bureau, comme convenu. Il n’y a rien à renvoyer ; l’effacer aussi de ce téléphone.",
    en="Received before, number {number}, more than 90 days ago: the form and its photos were deleted at the office, "
    "as agreed. There is nothing to send again; delete it from this phone too.",
)
_CHANGES_FORGOTTEN: Final = Text(
    fr="La version d’avant a plus de 90 jours et a été effacée au bureau ; celle-ci la remplace.",
    en="The version before is older than 90 days and was deleted at the office; this one takes its place.",
)
_ONE_LEFT_OUT: Final = Text(
    fr="Une pièce jointe n’a pas été gardée : seules les photos JPEG ou PNG entières le sont.",
    en="One file was not kept: only whole JPEG or PNG photos are.",
)
_LEFT_OUT: Final = Text(
    fr="{count} pièces jointes n’ont pas été gardées : seules les photos JPEG ou PNG entières le sont.",
    en="{count} files were not kept: only whole JPEG or PNG photos are.",
)
_STATES: Final = {
    "entered": _ENTERED,
    "waiting": _WAITS,
    "incomplete": _INCOMPLETE,
    "kept": _KEPT,
    "refused": _REFUSED,
    "nothing": _NOTHING,
}


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of a form: a list that it chooses from, or a question as it is spoken."""

    name: str
    hash: str
    address: str
    integrity: str | None = None


def success(received: Received, lang: str) -> bytes:
    """The answer to what was kept."""
    said = _STATES.get(received.state, _AGAIN)
    if received.again and received.state in ("entered", "replaced"):
        said = _AGAIN
    if received.again and received.forgotten:
        said = _FORGOTTEN
    sentences = [said.say(lang, number=received.number)]
    if received.forgotten and not received.again:
        sentences.append(_CHANGES_FORGOTTEN.say(lang))
    if received.left_out:
        left_out = _ONE_LEFT_OUT if received.left_out == 1 else _LEFT_OUT
        sentences.append(left_out.say(lang, count=received.left_out))
    return message(" ".join(sentences), "submit_success")


def message(sentence: str, nature: str = "submit_failure") -> bytes:
    """A sentence for the person who holds the phone."""
    inner = f'<message nature="{nature}">{escape(sentence)}</message>'
    return f'{_HEAD}<OpenRosaResponse xmlns="{_RESPONSE}">{inner}</OpenRosaResponse>'.encode()


def form_list(forms: Iterable[tuple[Form, str, str | None]], lang: str) -> bytes:
    """The list of forms: each with its address and that of its files."""
    out = []
    for form, address, manifest in forms:
        fields = [
            _field("formID", form.id),
            _field("name", form.title.say(lang)),
            _field("version", form.version),
            _field("hash", form.hash),
            _field("downloadUrl", address),
        ]
        if manifest is not None:
            fields.append(_field("manifestUrl", manifest))
        out.append(f"<xform>{''.join(fields)}</xform>")
    return f'{_HEAD}<xforms xmlns="{_FORMS}">{"".join(out)}</xforms>'.encode()


def manifest(files: Sequence[MediaFile]) -> bytes:
    """The files of a form."""
    out = []
    for file in files:
        kind = ' type="entityList"' if file.integrity else ""
        fields = [
            _field("filename", file.name),
            _field("hash", file.hash),
            _field("downloadUrl", file.address),
        ]
        if file.integrity:
            fields.append(_field("integrityUrl", file.integrity))
        out.append(f"<mediaFile{kind}>{''.join(fields)}</mediaFile>")
    return f'{_HEAD}<manifest xmlns="{_FILES}">{"".join(out)}</manifest>'.encode()


def integrity(asked: Iterable[str], held: Iterable[str]) -> bytes:
    """Which of the ids that a phone holds are gone. Collect reads it by position: no space between the elements."""
    here = set(held)
    rows = "".join(
        f"<entity id={quoteattr(one)}><deleted>{'false' if one in here else 'true'}</deleted></entity>" for one in asked
    )
    return f"{_HEAD}<data><entities>{rows}</entities></data>".encode()


def table(choices: Iterable[Choice], lang: str) -> bytes:
    """A list as CSV, in the columns that Collect reads as entities."""
    rows = [f"{_cell(one.name)},{_cell(one.label.say(lang))},1" for one in choices]
    return "\n".join(["name,label,__version", *rows, ""]).encode()


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\r", " ").replace("\n", " ") + '"'


def _field(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"
