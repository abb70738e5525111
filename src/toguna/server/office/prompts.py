"""Questions of the phone forms as this office had them spoken. Not exchanged, not exported, in no register."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Prompt(models.Model):
    """One question, or one answer to choose, said in one language. Nobody's name, no day: a voice tells enough.

    `words` is the fingerprint of the written words it says, `file` the name under which phones get it, `md5` what they
    compare.
    """

    register = models.CharField(max_length=64)
    form = models.CharField(max_length=120)
    language = models.CharField(max_length=40)
    question = models.CharField(max_length=250)
    words = models.CharField(max_length=64)
    file = models.CharField(max_length=120)
    md5 = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "form", "language", "question"], name="office_prompt_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "form", "file"], name="office_prompt_file")
        ]
