"""Records of `domain/places.py`."""

from toguna.server.records.models.base import Version


class Place(Version):
    NOUN = "place"


class Road(Version):
    NOUN = "road"


class CalendarDay(Version):
    NOUN = "calendar_day"


class Source(Version):
    NOUN = "source"
