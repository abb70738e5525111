"""Evidence: effects, power, scans, the watch, monitoring."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import ADDRESS, EXPECTED, FILE, ID, PERIOD, READING, UNIT, UNITS, Command, option

EVIDENCE = (
    Command(
        "effect",
        "effect:effect",
        Text(fr="la mesure a-t-elle eu un effet ?", en="did the measure work?"),
        (
            option("measure", fr="une mesure du registre", en="a measure of the register", nargs="?", metavar=ID),
            *READING,
            option(
                "--table",
                fr="un tableau à la place du registre : colonnes period, unit, count",
                en="a table in place of the register: columns period, unit, count",
                metavar=FILE,
            ),
            option("--treated", fr="l’unité qui porte la mesure", en="the unit with the measure", metavar=UNIT),
            option("--start", fr="première période de la mesure", en="first period of the measure", metavar=PERIOD),
            option("--stop", fr="première période après elle", en="first period after it", metavar=PERIOD),
            option("--ring", fr="les voisines, séparées par des virgules", en="neighbours, by commas", metavar=UNITS),
            option(
                "--blackout",
                fr="périodes à laisser de côté avant le début",
                en="periods before the start to leave out",
                type=int,
                default=0,
                metavar="N",
            ),
            *EXPECTED,
            option(
                "--record",
                fr="inscrire ce résultat au registre, avec le plan qu’il suit",
                en="record this result in the register, with the plan it goes by",
                action="store_true",
            ),
            option(
                "--replicates", fr="nombre de tirages", en="number of replicates", type=int, default=1999, metavar="N"
            ),
            option("--seed", fr="graine du hasard", en="seed", type=int, default=0, metavar="N"),
        ),
    ),
    Command(
        "power",
        "power:power",
        Text(
            fr="ce qui pourrait être vu, et après combien de temps, avant toute mesure",
            en="what could be seen, and after how long, before any measure",
        ),
        (
            option("--mean", fr="incidents par période sur l’axe", en="incidents a period on the road", type=float),
            option(
                "--size",
                fr="régularité k (petite : très irrégulier)",
                en="regularity k (small: very irregular)",
                type=float,
                default=2.0,
                metavar="K",
            ),
            option("--comparisons", fr="axes de comparaison", en="comparison roads", type=int, default=6, metavar="N"),
            option("--before", fr="périodes avant la mesure", en="periods before", type=int, default=24, metavar="N"),
            option("--periods", fr="périodes avec la mesure", en="periods with it", type=int, default=6, metavar="N"),
            option("--table", fr="lire tout cela d’un tableau", en="read all this off a table", metavar=FILE),
            option("--treated", fr="l’unité qui porterait la mesure", en="the unit that would have it", metavar=UNIT),
            option("--start", fr="première période de la mesure", en="first period of the measure", metavar=PERIOD),
            *EXPECTED,
            option("--seed", fr="graine du hasard", en="seed", type=int, default=0, metavar="N"),
        ),
    ),
    Command(
        "scan",
        "scan:scan",
        Text(fr="ce qui ressort dans l’espace et le temps", en="what stands out in space and time"),
        (
            option("--prm", fr="fichier de réglages", en="settings file", metavar=FILE),
            option("--case", fr="fichier des cas", en="case file", metavar=FILE),
            option("--coordinates", fr="fichier des coordonnées", en="coordinates file", metavar=FILE),
            option("--population", fr="fichier de population", en="population file", metavar=FILE),
            option("--control", fr="fichier des témoins (cas de comparaison)", en="control file", metavar=FILE),
            option(
                "--model",
                fr="modèle",
                en="model",
                choices=("permutation", "poisson", "bernoulli"),
                default="permutation",
            ),
            option(
                "--interval-days", fr="jours par intervalle", en="days in an interval", type=int, default=1, metavar="N"
            ),
            option(
                "--max-window",
                fr="fenêtre la plus longue, en intervalles",
                en="longest window, in intervals",
                type=int,
                metavar="N",
            ),
            option("--max-radius-km", fr="rayon le plus grand", en="greatest radius", type=float, metavar="KM"),
            option(
                "--max-share",
                fr="plus grande part des cas",
                en="greatest share of the cases",
                type=float,
                default=0.5,
                metavar="P",
            ),
            option("--replicates", fr="nombre de tirages", en="number of replicates", type=int, metavar="N"),
            option("--seed", fr="graine du hasard", en="seed", type=int, default=1, metavar="N"),
            option("--study-start", fr="premier jour de l’étude", en="first day of the study", metavar="DATE"),
            option("--study-end", fr="dernier jour de l’étude", en="last day of the study", metavar="DATE"),
            option(
                "--retrospective",
                fr="toute l’étude, pas seulement sa fin",
                en="the whole study, not only its end",
                action="store_true",
            ),
            option(
                "--planar", fr="coordonnées planes, en mètres", en="planar coordinates, in metres", action="store_true"
            ),
            option("--dask", fr="répartir sur ce groupe de machines", en="spread over this cluster", metavar=ADDRESS),
            option(
                "--null",
                fr="ce que fait le hasard seul (registre : blocks, qui connaît les répétitions)",
                en="what chance alone does (register: blocks, which knows repeats)",
                choices=("independent", "episodes", "negative-binomial", "blocks"),
            ),
            option(
                "--zones",
                fr="registre : où chercher (distances par la route, tronçons qui se suivent, cercles)",
                en="register: where to look (road distance, stretches in a row, circles)",
                choices=("network", "stretches", "circles"),
                default="network",
            ),
            *READING,
        ),
    ),
    Command(
        "watch",
        "watch:watch",
        Text(
            fr="la veille : ce qui ressort cette semaine, au plus une fausse alerte par an",
            en="the watch: what stands out this week, at most one false alarm a year",
        ),
        (
            *READING,
            option(
                "--record",
                fr="inscrire les signaux au registre",
                en="record the signals in the register",
                action="store_true",
            ),
            option("--seed", fr="graine du hasard", en="seed", type=int, default=1, metavar="N"),
        ),
    ),
    Command(
        "monitor",
        "monitor:monitor",
        Text(fr="une série sort-elle de son propre passé ?", en="is a series out of line with its own past?"),
        (
            option(
                "--series",
                fr="série, colonnes week et count (sinon les axes du registre)",
                en="series, columns week and count (else the roads of the register)",
                metavar=FILE,
            ),
            option(
                "--method",
                fr="méthode (fichier : farrington-improved ; registre : les quatre dernières semaines)",
                en="method (file: farrington-improved; register: the last four weeks)",
                choices=("farrington", "farrington-improved", "cusum", "glr"),
            ),
            option("--threshold", fr="seuil", en="threshold", choices=("delta", "nbplugin", "muan"), default="delta"),
            option("--alpha", fr="niveau", en="level", type=float, default=0.1, metavar="A"),
            option(
                "--run-length",
                fr="semaines entre deux fausses alertes",
                en="weeks between two false alarms",
                type=float,
                default=120.0,
                metavar="N",
            ),
            option("--from", fr="première semaine", en="first week", dest="first", type=int, metavar="N"),
            option("--until", fr="dernière semaine", en="last week", dest="last", type=int, metavar="N"),
            *READING,
        ),
    ),
)
