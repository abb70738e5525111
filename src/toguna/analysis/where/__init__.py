"""Where something happened, from how people say it: *entre Goundam et Diré*, *20 km au sud de Tonka*, *PK 35, axe
Tombouctou–Goundam* (docs/decisions/0018).

    answer = locate("20 km après Tonka, vers Goundam", gazetteer)
    answer.found        the one spot, or None where there is a doubt
    answer.candidates   what to choose from, each with its uncertainty and its precision codes
    answer.problems     why there is a doubt, and what to add

    road_distance_m(gazetteer.roads, ("tombouctou-goundam", 35_000), ("goundam-dire", 2_000))
"""

from __future__ import annotations

from toguna.analysis.where.answers import CANDIDATES, FOUND, METHODS, NOT_FOUND, Answer, Candidate, Context, Problem
from toguna.analysis.where.gazetteer import CERCLE, COMMUNE, PLACE, REGION, Gazetteer, Named, Road
from toguna.analysis.where.geodesy import Line, distance_m
from toguna.analysis.where.network import road_distance_m
from toguna.analysis.where.resolving import locate

__all__ = [
    "CANDIDATES",
    "CERCLE",
    "COMMUNE",
    "FOUND",
    "METHODS",
    "NOT_FOUND",
    "PLACE",
    "REGION",
    "Answer",
    "Candidate",
    "Context",
    "Gazetteer",
    "Line",
    "Named",
    "Problem",
    "Road",
    "distance_m",
    "locate",
    "road_distance_m",
]
