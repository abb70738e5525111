"""Records of `domain/indicators.py`."""

from toguna.server.records.models.base import Version


class Indicator(Version):
    NOUN = "indicator"
