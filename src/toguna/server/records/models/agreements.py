"""Records of `domain/agreements.py`."""

from toguna.server.records.models.base import Version


class Agreement(Version):
    NOUN = "agreement"


class Clause(Version):
    NOUN = "clause"
