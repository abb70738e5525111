"""Records of `domain/dialogues.py`."""

from toguna.server.records.models.base import Version


class Dialogue(Version):
    NOUN = "dialogue"


class Rumour(Version):
    NOUN = "rumour"


class Committee(Version):
    NOUN = "committee"
