"""The tables of the office. None of them is a projection: `toguna rebuild` leaves them alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from toguna.server.office.arrivals import Attachment, Phone, PublishedForm, Submission
from toguna.server.office.messages import Answer, CardNumber, Gateway, Message, PrintedForms, SealedPhone
from toguna.server.office.notes import Note, NoteKey
from toguna.server.office.prompts import Prompt

__all__ = [
    "Answer",
    "Attachment",
    "CardNumber",
    "Gateway",
    "Message",
    "Note",
    "NoteKey",
    "Phone",
    "PrintedForms",
    "Prompt",
    "PublishedForm",
    "Receipt",
    "SavedMapping",
    "SealedPhone",
    "Submission",
]


class Receipt(models.Model):
    """That an act was done, once: the answer to whoever sends the same form again.

    `token` is the form's own, so that a double click, a retry or the back button finds the first answer; `digest` tells
    the same form from another one with its token. No name, no address, no hour.
    """

    pk = models.CompositePrimaryKey("register", "seat", "token")
    register = models.CharField(max_length=64)
    seat = models.CharField(max_length=120)
    token = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    number = models.CharField(max_length=16)
    act = models.CharField(max_length=80)
    noun = models.CharField(max_length=40)
    case = models.CharField(max_length=120)
    entries = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "number"], name="office_receipt_number")
        ]


class SeatToken(models.Model):
    """A key by which a program reads and acts as a seat; kept as a hash. `use` says what for, never who."""

    pk = models.CompositePrimaryKey("register", "number")
    register = models.CharField(max_length=64)
    number = models.IntegerField()
    seat = models.CharField(max_length=120)
    token = models.CharField(max_length=64)
    use = models.CharField(max_length=60)
    since = models.DateField()
    revoked = models.DateField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["register", "token"])]


class SavedMapping(models.Model):
    """How a partner's file is read: which of its columns is what. Kept, so that the source's next file needs none."""

    pk = models.CompositePrimaryKey("register", "source")
    register = models.CharField(max_length=64)
    source = models.CharField(max_length=120)
    text = models.TextField()
