"""A folder of sounds, one a question, as a mediator recorded them with a telephone: read, cleaned, or refused whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.actions.prompts import LARGEST, Said
from toguna.server.intake.odk.prompts import Asked, asked
from toguna.server.intake.odk.sounds import cleaned
from toguna.server.queries.phone_forms import Form, newest

_IGNORED: Final = frozenset({"thumbs.db", "desktop.ini"})
_MOST_TOLD: Final = 12


class SoundsRefused(InputError):
    """Files that phones cannot be given. None of the folder was taken: half of a language helps nobody."""

    code = "sounds-refused"
    text = Text(
        fr="Rien n’a changé. Fichiers refusés : {detail}. Les corriger ou les retirer du dossier, puis recommencer.",
        en="Nothing was changed. Files refused: {detail}. Correct them or take them out of the folder, then try again.",
    )


class NoSuchFolder(InputError):
    """There is no folder of that name."""

    code = "no-such-folder"
    text = Text(
        fr="Le dossier {path} n’existe pas ou ne peut pas être lu. Donner celui qui contient les enregistrements.",
        en="The folder {path} does not exist or cannot be read. Give the one that holds the sounds.",
    )


class FormNotHere(InputError):
    """Phones are given no such form."""

    code = "no-such-phone-form"
    text = Text(
        fr="« {form} » n’est pas un formulaire donné aux téléphones. Choisir parmi : {known}.",
        en="“{form}” is no form that phones are given. Choose among: {known}.",
    )


class NothingToSay(InputError):
    """The form keeps its words where no other language can stand beside them."""

    code = "form-without-languages"
    text = Text(
        fr="Les questions de « {form} » sont écrites sans langue : rien ne peut s’y ajouter. Dans le classeur, nommer "
        "la colonne « label::Français (fr) », changer la version, publier de nouveau, puis recommencer.",
        en="The questions of “{form}” are written without a language: nothing can be added. In the workbook, call the "
        "column “label::Français (fr)”, change the version, publish it again, then try again.",
    )


_NO_QUESTION: Final = Text(fr="n’est le nom d’aucune question", en="is the name of no question")
_TWICE: Final = Text(fr="dit une question déjà dite par un autre fichier", en="says a question that another file says")
_LARGE: Final = Text(fr="dépasse {most} Ko", en="is larger than {most} kB")
_NO_SOUND: Final = Text(
    fr="n’est pas un son entier de ceux que l’on prend (MP3, M4A, 3GP, AMR, Ogg)",
    en="is no whole sound of those that are taken (MP3, M4A, 3GP, AMR, Ogg)",
)


@dataclass(frozen=True, slots=True)
class Script:
    """A form in its newest version, and what can be said of it."""

    form: Form
    asked: tuple[Asked, ...]


def script(forms: Sequence[Form], id_: str) -> Script:
    """What can be said of a form.

    Raises
    ------
    FormNotHere, NothingToSay
    """
    held = {one.id: one for one in newest(forms)}
    if id_ not in held:
        raise FormNotHere(form=id_, known=", ".join(held))
    found = asked(held[id_].xml)
    if not found:
        raise NothingToSay(form=id_)
    return Script(held[id_], found)


def read_folder(folder: Path, held: Script) -> list[Said]:
    """The sounds of a folder, without what they told beside the sound.

    Raises
    ------
    NoSuchFolder, SoundsRefused
    """
    try:
        files = sorted(one for one in folder.iterdir() if not _ignored(one.name))
    except OSError:
        raise NoSuchFolder(path=folder) from None
    # Telephones write a capital at the beginning of every name.
    names = {one.name.casefold(): one for one in held.asked}
    said: dict[str, Said] = {}
    refused: list[tuple[str, Text]] = []
    for file in files:
        one = names.get(file.stem.casefold())
        made = _NO_QUESTION if one is None else _TWICE if one.name in said else _said(file, one)
        if isinstance(made, Said):
            said[made.question] = made
        else:
            refused.append((file.name, made))
    if refused:
        raise SoundsRefused(detail=_told(refused))
    return list(said.values())


def _said(file: Path, one: Asked) -> Said | Text:
    try:
        if file.stat().st_size > LARGEST:
            return Text(fr=_LARGE.say("fr", most=LARGEST // 1000), en=_LARGE.say("en", most=LARGEST // 1000))
        sound = cleaned(file.read_bytes())
    except OSError:
        return _NO_SOUND
    return Said(one.name, one.mark, sound.kind, sound.data) if sound is not None else _NO_SOUND


def _ignored(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _IGNORED


def _told(refused: Sequence[tuple[str, Text]]) -> Text:
    """The files with what is wrong with each, as many as can be read at once."""
    more = " ; …" if len(refused) > _MOST_TOLD else ""
    shown = [(name.replace("{", "(").replace("}", ")"), why) for name, why in refused[:_MOST_TOLD]]
    return Text(
        fr=" ; ".join(f"{name} {why.fr}" for name, why in shown) + more,
        en="; ".join(f"{name} {why.en}" for name, why in shown) + more,
    )
