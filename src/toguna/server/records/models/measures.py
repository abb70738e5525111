"""Records of `domain/measures.py`."""

from toguna.server.records.models.base import Version


class Measure(Version):
    NOUN = "measure"


class HandOver(Version):
    NOUN = "hand_over"


class Outing(Version):
    NOUN = "outing"


class Withdrawal(Version):
    NOUN = "withdrawal"
