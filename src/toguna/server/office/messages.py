"""What comes and goes as SMS: which gateways bring it, each message once, what is to be answered, the card's numbers.

A sender's number is nowhere in clear: `sender` is a keyed hash, whose key lies in the home's settings (sealed where the
home is); the number itself, and the words as they came, lie in boxes that only this device's key opens (`boxes.py`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Final

from django.db import models

from toguna.server.office.arrivals import Submission

KEPT: Final = timedelta(days=90)
"""How long an SMS is held as it came (domain notes, retention)."""


class Gateway(models.Model):
    """A telephone or service that hands on SMS for a seat. Its token is kept as a hash; its secret is kept nowhere."""

    register = models.CharField(max_length=64)
    number = models.IntegerField()
    seat = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    token = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=64)
    since = models.DateField()
    revoked = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "number"], name="office_gateway_number")
        ]


class SealedPhone(models.Model):
    """A telephone that writes sealed SMS for a seat. Its key is kept nowhere: it is drawn from the office's own.

    `latest` is the number of its newest message, bit n of `window` says whether the one n before that came. `doubt` is
    not empty where this machine may not know of all that came, because it was put back from a backup: nothing of the
    telephone is entered then but by a person; once one waits for that, it is the mark of its sender.
    """

    register = models.CharField(max_length=64)
    number = models.IntegerField()
    seat = models.CharField(max_length=120)
    salt = models.CharField(max_length=64)
    since = models.DateField()
    revoked = models.DateField(null=True)
    latest = models.IntegerField(default=0)
    window = models.BigIntegerField(default=0)
    doubt = models.CharField(max_length=64, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "number"], name="office_sealed_phone_number")
        ]


class Message(models.Model):
    """One SMS, once, however often and through however many gateways it comes.

    `mark` is made of its id, sender and words, `twin` of its sender, hour and words (empty without an hour). `intent`,
    `outcome` and `missing` say how it was understood, never what it says.
    """

    register = models.CharField(max_length=64)
    gateway = models.IntegerField()
    mark = models.CharField(max_length=64)
    twin = models.CharField(max_length=64, null=True)
    sender = models.CharField(max_length=64)
    received = models.DateField()
    intent = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12)
    missing = models.CharField(max_length=200)
    number = models.CharField(max_length=12)
    content = models.BinaryField()
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="messages")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "mark"], name="office_message_once"),
            models.UniqueConstraint(fields=["register", "twin"], name="office_message_twin"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "number"], name="office_message_number"),
            models.Index(fields=["register", "sender", "received"], name="office_message_sender"),
        ]


class Answer(models.Model):
    """An SMS to send: its words and the number that it goes to lie in the box. waiting → handed → sent → delivered,
    or failed. `outcome_of` is the number of the report of which it tells what became; empty for a receipt.
    """

    register = models.CharField(max_length=64)
    gateway = models.IntegerField()
    uuid = models.CharField(max_length=36, unique=True)
    message = models.ForeignKey(Message, models.CASCADE, related_name="answers")
    content = models.BinaryField()
    state = models.CharField(max_length=12)
    day = models.DateField()
    outcome_of = models.CharField(max_length=12, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "outcome_of"], name="office_outcome_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "gateway", "state"], name="office_answer_state")
        ]


class CardNumber(models.Model):
    """The number by which a road, a place or a measure goes in messages and on paper; never given to another."""

    register = models.CharField(max_length=64)
    number = models.IntegerField()
    noun = models.CharField(max_length=12)
    case = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "number"], name="office_card_number"),
            models.UniqueConstraint(fields=["register", "noun", "case"], name="office_card_case"),
        ]


class PrintedForms(models.Model):
    """The last number that a paper form of this office was printed with: each is given once."""

    register = models.CharField(max_length=64, primary_key=True)
    last = models.IntegerField()
