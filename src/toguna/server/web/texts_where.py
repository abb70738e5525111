"""The sentences around a place in words."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

WHERE: Final = {
    "where.look": Text(fr="Chercher ce lieu", en="Look up this place"),
    "where.is-it": Text(fr="Est-ce là ?", en="Is it there?"),
    "where.which": Text(fr="Où est-ce ?", en="Which of these?"),
    "where.outside": Text(fr="(hors des axes et lieux du cadre)", en="(off the framework’s roads and places)"),
    "where.exactly": Text(fr="Où exactement, dans vos mots", en="Where exactly, in your words"),
    "where.may-be": Text(fr="Ces mots peuvent se lire :", en="These words may be read as:"),
    "where.said": Text(fr="Où, dans les mots du signalement :", en="Where, in the reporter’s words:"),
    "where.none": Text(fr="Aucun de ceux-là", en="None of these"),
}
