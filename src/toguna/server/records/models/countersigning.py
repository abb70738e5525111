"""Records of `domain/countersigning.py`."""

from toguna.server.records.models.base import Version


class Countersigning(Version):
    NOUN = "countersigning"
