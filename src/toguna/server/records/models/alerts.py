"""Records of `domain/alerts.py`."""

from toguna.server.records.models.base import Version


class Signal(Version):
    NOUN = "signal"


class Alert(Version):
    NOUN = "alert"


class Response(Version):
    NOUN = "response"
