"""Records of `domain/undertakings.py`."""

from toguna.server.records.models.base import Version


class Undertaking(Version):
    NOUN = "undertaking"
