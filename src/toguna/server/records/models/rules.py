"""Records of `domain/rules.py`."""

from toguna.server.records.models.base import Version


class DecidedRule(Version):
    NOUN = "rule"
