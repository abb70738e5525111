"""Records of `domain/requests.py`."""

from toguna.server.records.models.base import Version


class Request(Version):
    NOUN = "request"
