"""Records of `domain/claims.py`."""

from toguna.server.records.models.base import Version


class Claim(Version):
    NOUN = "claim"


class Study(Version):
    NOUN = "study"


class Testimony(Version):
    NOUN = "testimony"
