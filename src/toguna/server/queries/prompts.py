"""The questions of phone forms that this office had spoken."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.server.office.models import Prompt


@dataclass(frozen=True, slots=True)
class PromptRow:
    """One question said in one language. `words` is the fingerprint of the written words that it says."""

    form: str
    language: str
    question: str
    words: str
    file: str
    md5: str


def prompts(register: bytes) -> tuple[PromptRow, ...]:
    """All of them, language by language in their order."""
    rows = Prompt.objects.filter(register=register.hex()).order_by("form", "language", "id")
    names = ("form", "language", "question", "words", "file", "md5")
    return tuple(PromptRow(*row) for row in rows.values_list(*names))


def sound_of(register: bytes, form: str, file: str) -> bytes | None:
    """The sound under a file's name; None where there is none."""
    held = Prompt.objects.filter(register=register.hex(), form=form, file=file).first()
    return bytes(held.content) if held is not None else None
