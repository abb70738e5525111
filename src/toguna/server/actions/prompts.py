"""Giving phones the questions as this office had them spoken, in a language that the software does not write."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.visibility import Reader
from toguna.server.actions.incidents import may_report
from toguna.server.actions.phones import reader_in
from toguna.server.home import Home
from toguna.server.office.models import Prompt

LARGEST: Final = 300_000
MOST: Final = 5_000_000
"""Bytes of one sound; of all the sounds of a form, in every language: a phone downloads them all."""
_LANGUAGE: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’()-]){0,38}")


class NotThisOffice(RuleError):
    """Another party's seat, on this machine."""

    code = "not-your-office"
    text = Text(
        fr="Les questions qu’on écoute sont celles de ce bureau, pour tous ses téléphones : « {seat} » ne les change "
        "pas. Le demander au bureau qui tient ce poste.",
        en="The questions that are heard are this office’s, for all its phones: “{seat}” does not change them. Ask the "
        "office that keeps this machine.",
    )


class NotALanguage(InputError):
    """Nothing that a phone could show as the name of a language."""

    code = "not-a-language-name"
    text = Text(
        fr="« {value} » n’est pas un nom de langue. Donner, avec --language, un nom de 2 à 39 lettres (Songhay, "
        "Tamasheq, Bambara).",
        en="“{value}” is no name of a language. Give, with --language, a name of 2 to 39 letters (Songhay, Tamasheq, "
        "Bambara).",
    )


class TooMuchSound(InputError):
    """More than phones on a bad line can be asked to download."""

    code = "too-much-sound"
    text = Text(
        fr="Avec ces enregistrements, un téléphone aurait à télécharger {size} Ko pour ce formulaire ; {most} Ko au "
        "plus. Rien n’a changé. Enregistrer en qualité plus basse ou plus court, puis recommencer.",
        en="With these a phone would have to download {size} kB for this form; {most} kB at most. Nothing was changed. "
        "Record in a lower quality or shorter, then try again.",
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A question as it was said: `words` is the fingerprint of its written words, `kind` how the file's name ends."""

    question: str
    words: str
    kind: str
    data: bytes


def give_prompts(home: Home, register: bytes, reader: Reader, about: tuple[str, str], said: Sequence[Said]) -> None:
    """From now on phones hear these questions of a form in a language (`about`), and no others; none: not any more.

    Raises
    ------
    ReadOnly, NotYourAct, NotThisOffice, NotALanguage, TooMuchSound
    """
    may_report(register, reader)
    if reader.party != _own(home, register).party:
        raise NotThisOffice(seat=reader.seat)
    form, language = about[0], unicodedata.normalize("NFC", about[1]).strip()
    if not _LANGUAGE.fullmatch(language) or len(language) < 2:
        raise NotALanguage(value=language[:60])
    with transaction.atomic():
        rows = Prompt.objects.filter(register=register.hex(), form=form)
        other = {name for name in rows.values_list("language", flat=True) if not same_language(name, language)}
        rows.exclude(language__in=other).delete()
        size = sum(len(one.data) for one in said) + sum(len(bytes(row.content)) for row in rows)
        if size > MOST:
            raise TooMuchSound(size=size // 1000, most=MOST // 1000)
        Prompt.objects.bulk_create(_row(register, form, language, one) for one in said)


def same_language(one: str, other: str) -> bool:
    """Whether two names of a language differ in accents and capitals only."""
    return _plain(one) == _plain(other)


def _row(register: bytes, form: str, language: str, one: Said) -> Prompt:
    """The name of the file changes with the sound, so that the form does and phones fetch both again."""
    mark = hashlib.sha256(one.data).hexdigest()[:8]
    return Prompt(
        register=register.hex(),
        form=form,
        language=language,
        question=one.question,
        words=one.words,
        file=f"{_plain(language)}-{_plain(one.question)}-{mark}.{one.kind}",
        md5=f"md5:{hashlib.md5(one.data, usedforsecurity=False).hexdigest()}",
        content=one.data,
    )


def _own(home: Home, register: bytes) -> Reader:
    """Whose machine this is, in that register."""
    settings = home.settings()
    held = next(one for one in settings["registers"] if one["id"] == register.hex())
    return reader_in(register, held.get("seat") or settings.get("seat", ""))


def _plain(name: str) -> str:
    """A name in the letters of any file system; of what has none, the fingerprint."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40] or hashlib.sha256(name.encode()).hexdigest()[:8]
