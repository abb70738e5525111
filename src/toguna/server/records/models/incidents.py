"""Records of `domain/incidents.py`."""

from toguna.server.records.models.base import Version


class Report(Version):
    NOUN = "report"


class Incident(Version):
    NOUN = "incident"


class Verification(Version):
    NOUN = "verification"


class HeardFrom(Version):
    NOUN = "heard_from"
