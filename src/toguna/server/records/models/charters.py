"""Records of `domain/charters.py`."""

from toguna.server.records.models.base import Version


class Dissemination(Version):
    NOUN = "dissemination"


class Order(Version):
    NOUN = "order"
