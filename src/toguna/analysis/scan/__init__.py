"""Scan statistics: is violence coming back, and where?

Circles, balls of road distance or stretches of road grow around every place; in each, and in each time window, the
incidents are compared with what the place's and the time's own totals (or a population) lead to expect. The most
unusual zone of all is judged against the most unusual one of replicates in which nothing new happened (`nulls`).

    prospective(xy, place, day, …)     windows that end today: is something under way now?
    retrospective(xy, place, day, …)   any window; also purely spatial: model="bernoulli"

References: Kulldorff (1997), Communications in Statistics 26:1481; Kulldorff et al. (1998), American Journal of Public
Health 88:1377; Kulldorff et al. (2005), PLoS Medicine 2:e59; Abrams, Kulldorff & Kleinman (2010), Int. J. Health
Geographics 9:61.
"""

from toguna.analysis.scan.api import prospective, retrospective
from toguna.analysis.scan.baselines import Population
from toguna.analysis.scan.errors import ScanInputError
from toguna.analysis.scan.executors import DaskExecutor, LocalExecutor
from toguna.analysis.scan.results import Cluster, ScanResult, Tail
from toguna.analysis.scan.warm import warm
from toguna.analysis.scan.zones import Zones, circles, network_balls, stretches

__all__ = [
    "Cluster",
    "DaskExecutor",
    "LocalExecutor",
    "Population",
    "ScanInputError",
    "ScanResult",
    "Tail",
    "Zones",
    "circles",
    "network_balls",
    "prospective",
    "retrospective",
    "stretches",
    "warm",
]
