"""What comes to this office's door from phones: which phones may send, what they sent, the photos beside it.

Contents lie in boxes that only this device's key opens (`boxes.py`): a laptop that is taken while it serves tells how
much came, and not what. Nothing here is exchanged, exported or rebuilt.
"""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models


class Phone(models.Model):
    """A phone that may send for a seat: a number, never a name. Its token is kept as a hash."""

    register = models.CharField(max_length=64)
    number = models.IntegerField()
    seat = models.CharField(max_length=120)
    token = models.CharField(max_length=64, unique=True)
    since = models.DateField()
    revoked = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "number"], name="office_phone_number")
        ]


class Submission(models.Model):
    """One filled form, once: however often it is sent, there is one row.

    `digest` is salted, so that it cannot be tried against a form that was found on a phone. `replaces` is the instance
    that an edit names; `case` is the case of the register that it opened. `emptied`: its time is over, and what it said
    is deleted (`actions/forgetting.py`).
    """

    register = models.CharField(max_length=64)
    phone = models.IntegerField()
    seat = models.CharField(max_length=120)
    form = models.CharField(max_length=120)
    version = models.CharField(max_length=120)
    instance = models.CharField(max_length=255)
    replaces = models.CharField(max_length=255, default="")
    digest = models.CharField(max_length=64)
    salt = models.BinaryField()
    received = models.DateField()
    kind = models.CharField(max_length=20)
    content = models.BinaryField()
    number = models.CharField(max_length=12)
    case = models.CharField(max_length=120)
    state = models.CharField(max_length=12)
    refusal = models.CharField(max_length=80, default="")
    emptied = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "form", "instance"], name="office_submission_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "state"], name="office_submission_state"),
            models.Index(fields=["register", "form", "replaces"], name="office_submission_edit"),
            models.Index(fields=["register", "number"], name="office_submission_number"),
            models.Index(fields=["register", "emptied", "received"], name="office_submission_due"),
        ]


class Attachment(models.Model):
    """A photo beside a filled form; `content` is empty where it was not of a kind that is kept, or its time is over."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["submission", "name"], name="office_attachment_once")
        ]


class PublishedForm(models.Model):
    """A form that a framework made itself: every version that a phone may still hold."""

    register = models.CharField(max_length=64)
    form = models.CharField(max_length=120)
    version = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    identity = models.JSONField(default=list)
    xml = models.BinaryField()
    since = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["register", "form", "version"], name="office_form_once")
        ]


SMS: Final = "sms"
SEALED_SMS: Final = "sms-sealed"
"""Forms of short messages: as anybody may write them, and sealed by a telephone that has a key."""


PERHAPS_AGAIN: Final = "sealed-perhaps-again"
"""Why a sealed message awaits a person although nothing is missing: it may have come before the backup was put back."""


def week_case(case: str) -> str:
    """The case of the week that was heard from."""
    return f"semaine-{case}"


def report_case(case: str) -> str:
    """The case of the report that a filled form opens in the register."""
    return f"signalement-{case}"
