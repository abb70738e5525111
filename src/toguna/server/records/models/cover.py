"""Records of `domain/cover.py`."""

from toguna.server.records.models.base import Version


class Advice(Version):
    NOUN = "advice"
