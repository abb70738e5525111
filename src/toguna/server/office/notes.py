"""Sealed notes of seats: a key of each seat's own under its passphrase, and notes in boxes that only that key opens.

Neither the device's key nor the home's opens one. A row tells that a seat keeps a note, and nothing else: what it is
about and when it was written lie in the box.
"""

from __future__ import annotations

from django.db import models


class NoteKey(models.Model):
    """What a seat's notes are closed for (`public`), and what opens them: a key file under its phrase (`sealed`)."""

    pk = models.CompositePrimaryKey("register", "seat")
    register = models.CharField(max_length=64)
    seat = models.CharField(max_length=120)
    public = models.BinaryField()
    sealed = models.BinaryField()


class Note(models.Model):
    """One note in its box (`boxes.py`)."""

    pk = models.CompositePrimaryKey("register", "case")
    register = models.CharField(max_length=64)
    case = models.CharField(max_length=120)
    seat = models.CharField(max_length=120)
    content = models.BinaryField()
