"""Records of `domain/reviews.py`."""

from toguna.server.records.models.base import Version


class Review(Version):
    NOUN = "review"
