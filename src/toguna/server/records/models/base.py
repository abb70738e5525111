"""The base of every record: one version of one case, valid over `[known_from, known_to)`."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from toguna.domain.entity import Entity


class Versions(models.Manager[Any]):
    """The one way to read records: always of one register, always as of a day."""

    def at(self, register: bytes, as_of: date | None) -> models.QuerySet[Any]:
        """What the register knew at the end of `as_of`; None: everything it holds."""
        held = self.filter(register=register.hex(), valid=True)
        if as_of is None:
            return held.filter(known_to=None)
        return held.filter(known_from__lte=as_of).exclude(known_to__lte=as_of)


class Version(models.Model):
    """One version of one case. Columns serve filters and order; everything else is in `data`."""

    NOUN: ClassVar[str]

    pk = models.CompositePrimaryKey("register", "case", "known_from")
    register = models.CharField(max_length=64)
    case = models.CharField(max_length=120)
    known_from = models.DateField()
    known_to = models.DateField(null=True)
    framework = models.CharField(max_length=120, default="")
    valid = models.BooleanField(default=True)
    data = models.JSONField()
    contests = models.JSONField(default=list)
    entries = models.JSONField(default=list)

    objects = Versions()

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["case", "known_from"]

    @classmethod
    def columns(cls, entity: Entity) -> dict[str, Any]:
        """The columns this noun adds for filters and order."""
        return {"framework": getattr(entity, "framework", None) or ""}

    @classmethod
    def build(cls, **values: Any) -> Self:
        """A row that is not stored yet."""
        return cls(**values)


class Statement(models.Model):
    """Which entry speaks of which case: the index from which a case is folded again."""

    pk = models.CompositePrimaryKey("register", "device", "idx")
    register = models.CharField(max_length=64)
    entry = models.CharField(max_length=64)
    device = models.CharField(max_length=64)
    idx = models.IntegerField()
    noun = models.CharField(max_length=40)
    case = models.CharField(max_length=120)
    type = models.CharField(max_length=60)
    known = models.DateField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["register", "noun", "case"]),
            models.Index(fields=["register", "known"]),
        ]
        ordering: ClassVar[list[str]] = ["known", "entry"]


class Mark(models.Model):
    """When a noun of a register was last written to: a number drawn anew each time, never a clock's."""

    pk = models.CompositePrimaryKey("register", "noun")
    register = models.CharField(max_length=64)
    noun = models.CharField(max_length=40)
    mark = models.CharField(max_length=32)
