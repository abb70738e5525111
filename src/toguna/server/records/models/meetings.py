"""Records of `domain/meetings.py`."""

from toguna.server.records.models.base import Version


class Meeting(Version):
    NOUN = "meeting"


class Decision(Version):
    NOUN = "decision"
