"""Records of `domain/frameworks.py`."""

from toguna.server.records.models.base import Version


class Framework(Version):
    NOUN = "framework"


class Party(Version):
    NOUN = "party"


class Seat(Version):
    NOUN = "seat"


class Body(Version):
    NOUN = "body"
