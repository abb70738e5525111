"""Records of `domain/recommendations.py`."""

from toguna.server.records.models.base import Version


class Recommendation(Version):
    NOUN = "recommendation"
