"""Phrases written by hand after the patterns of published reports and of press in the north; the sentences are ours.

Each is: kind, what is expected (`spot`, `doubt`, `either`), words, and the true spot as it follows from the base map.
"""

from __future__ import annotations

from typing import Any

from generate import Spot, off


def by_hand(ground: Any) -> list[tuple[str, str, str, Spot | None]]:
    """The phrases with their spots."""

    def on(*names: str, km: float, start: str) -> Spot:
        """So many kilometres from a stop, on the road that passes these stops, toward the last of them."""
        road = next(r for r in ground.roads if all(name in r.stops for name in names))
        way = 1 if road.at_stop[names[-1]] > road.at_stop[names[0]] else -1
        spot: Spot = road.at(road.at_stop[start] + way * km)
        return spot

    t = ground.towns
    # Villages that are not among the towns: positions as the gazetteer has them.
    v = {row["name"]: (float(row["longitude"]), float(row["latitude"])) for row in ground.rows}
    tg, gn = ("Tombouctou", "Douétiré", "Goundam"), ("Goundam", "Tonka", "Niafunké")
    return [
        ("hand", "spot", "entre Goundam et Diré", on("Goundam", "Diré", km=18, start="Goundam")),
        ("hand", "spot", "à 20 km au sud de Tonka", off(t["Tonka"], 180, 20)),
        ("hand", "doubt", "20 km après Tonka", on("Goundam", "Tonka", "Niafunké", km=20, start="Tonka")),
        ("hand", "spot", "PK 35 axe Tombouctou–Goundam", on(*tg, km=35, start="Tombouctou")),
        ("hand", "doubt", "km 12", None),
        ("hand", "spot", "sortie nord de Ber", off(t["Ber"], 0, 1.5)),
        ("hand", "spot", "aux environs de Tonka", off(t["Tonka"], 100, 5)),
        ("hand", "spot", "sur la route de Goundam à hauteur de Douétiré", t["Douétiré"]),
        ("hand", "spot", "dans le cercle de Niafunké", t["Soumpi"]),
        ("hand", "spot", "between Timbuktu and Gundam", on(*tg, km=50, start="Tombouctou")),
        ("hand", "spot", "15 km west of Timbuctu", off(t["Tombouctou"], 262, 14)),
        ("hand", "spot", "Tombouctu", t["Tombouctou"]),
        ("hand", "spot", "TINBUKTU", t["Tombouctou"]),
        ("hand", "spot", "entre gundam et tonka", on(*gn, km=15, start="Goundam")),
        ("hand", "spot", "axe niafounke-tonka", on("Niafunké", "Tonka", km=12, start="Niafunké")),
        ("hand", "spot", "sur l'axe Niafounké–Léré, à une dizaine de km de Niafounké", off(t["Niafunké"], 252, 11)),
        ("hand", "spot", "four motorcycles on the Gao-Ansongo road", on("Gao", "Ansongo", km=40, start="Gao")),
        ("hand", "spot", "13 km north-west of Ansongo", off(t["Ansongo"], 320, 13)),
        ("hand", "spot", "the Niafunké-Tombouctou road", on(*gn[::-1], km=60, start="Niafunké")),
        ("hand", "spot", "In Fatakara village, Goundam cercle, Tombouctou region", v["Fatakara"]),
        ("hand", "spot", "In Kadji locality, Gao cercle and region", v["Kadji"]),
        ("hand", "spot", "in Tassiga village, Ansongo cercle, Gao region", v["Tassiga"]),
        ("hand", "spot", "near Bourem-Inaly, Tombouctou region", off(v["Bourem Inali"], 80, 4)),
        ("hand", "spot", "in Bentia village, Gao region", v["Bentia"]),
        (
            "hand",
            "spot",
            "véhicule de forains braqué à 15 km de Goundam sur la route de Tonka",
            on(*gn, km=15, start="Goundam"),
        ),
        ("hand", "spot", "à 15 km de Goundam, axe Goundam Tonka, vers 10 heures", on(*gn, km=14, start="Goundam")),
        ("hand", "spot", "20 km apres tonka en allant vers niafunke", on(*gn, km=20, start="Tonka")),
        ("hand", "spot", "20km avant Tonka en quittant Goundam", on(*gn[:2], km=13, start="Goundam")),
        ("hand", "spot", "a 5 km de dire vers goundam", on("Diré", "Goundam", km=5, start="Diré")),
        ("hand", "spot", "à la sortie de Goundam vers Diré", on("Goundam", "Diré", km=2, start="Goundam")),
        ("hand", "spot", "à l'entrée de Diré en venant de Goundam", on("Goundam", "Diré", km=32, start="Goundam")),
        ("hand", "spot", "au sud de Gossi", off(t["Gossi"], 185, 8)),
        ("hand", "spot", "à l'est de Ber", off(t["Ber"], 80, 10)),
        ("hand", "spot", "embuscade entre Hombori et Gossi", on("Hombori", "Gossi", km=30, start="Hombori")),
        ("hand", "spot", "route Douentza - Hombori", on("Douentza", "Hombori", km=60, start="Douentza")),
        (
            "hand",
            "spot",
            "à 30 km de Douentza en direction de Hombori",
            on("Douentza", "Hombori", km=32, start="Douentza"),
        ),
        ("hand", "spot", "RN33 entre Tonka et Goundam", on("Tonka", "Goundam", km=10, start="Tonka")),
        ("hand", "spot", "entre Ber et Bamba", on("Ber", "Bamba", km=60, start="Ber")),
        ("hand", "spot", "à environ 40 km à l'est de Tombouctou", off(t["Tombouctou"], 85, 42)),
        ("hand", "spot", "au nord-ouest d'Ansongo, à 10 km", off(t["Ansongo"], 310, 10)),
        ("hand", "spot", "Gossi, à 7 km vers le sud", off(t["Gossi"], 180, 7)),
        ("hand", "spot", "à la périphérie de Gao", off(t["Gao"], 30, 3)),
        ("hand", "spot", "Labbezanga", t["Labbézanga"]),
        ("hand", "spot", "Anderamboukane", t["Andéranboukan"]),
        ("hand", "spot", "dans la région de Kidal", t["Anéfis"]),
        ("hand", "spot", "région de Tombouctou", t["Diré"]),
        ("hand", "spot", "in Dire cercle", t["Diré"]),
        ("hand", "spot", "cercle de Gourma-Rharous", t["Gossi"]),
        ("hand", "spot", "commune rurale de Bintagoungou", off(t["Bintagoungou"], 20, 8)),
        ("hand", "spot", "Essakane, cercle de Goundam", t["Essakane"]),
        ("hand", "spot", "près du village de Gargando", off(t["Gargando"], 200, 6)),
        ("hand", "spot", "non loin d'Essakane", off(t["Essakane"], 10, 7)),
        ("hand", "spot", "à 3 km du bac de Korioumé", off(t["Koryoumé"], 350, 3)),
        ("hand", "spot", "entre Korioumé et Tombouctou", on("Koryoumé", "Tombouctou", km=6, start="Koryoumé")),
        ("hand", "spot", "Kabara", t["Kabara"]),
        ("hand", "spot", "entre Bourem et Gao", on("Bourem", "Gao", km=40, start="Bourem")),
        ("hand", "spot", "axe Gao-Bourem, km 25", on("Gao", "Bourem", km=25, start="Gao")),
        ("hand", "spot", "à 25 km de Gao sur la route de Bourem", on("Gao", "Bourem", km=24, start="Gao")),
        ("hand", "spot", "entre Ménaka et Ansongo", on("Ansongo", "Ménaka", km=90, start="Ansongo")),
        ("hand", "spot", "Menaka-Ansongo axis", on("Ansongo", "Ménaka", km=120, start="Ansongo")),
        ("hand", "spot", "à 12 km de Ménaka sur l'axe Ménaka–Ansongo", on("Ménaka", "Ansongo", km=12, start="Ménaka")),
        ("hand", "spot", "trente kilomètres au nord de Gao", off(t["Gao"], 5, 29)),
        ("hand", "spot", "une quinzaine de km au sud-est de Diré", off(t["Diré"], 130, 16)),
        ("hand", "spot", "à quelques kilomètres de Goundam", off(t["Goundam"], 130, 4)),
        ("hand", "spot", "a few km from Tonka", off(t["Tonka"], 60, 3)),
        ("hand", "spot", "à 500 mètres de Diré", off(t["Diré"], 60, 0.5)),
        ("hand", "spot", "halfway between Gao and Ansongo", on("Gao", "Ansongo", km=46, start="Gao")),
        ("hand", "spot", "à mi-parcours entre Tonka et Niafunké", on("Tonka", "Niafunké", km=17, start="Tonka")),
        ("hand", "spot", "on the road to Bamba, 10 km from Ber", on("Ber", "Bamba", km=10, start="Ber")),
        ("hand", "spot", "sur la piste Goundam-Gargando", on("Goundam", "Gargando", km=25, start="Goundam")),
        (
            "hand",
            "spot",
            "piste de Goundam à Bintagoungou, 12 km après Goundam",
            on("Goundam", "Bintagoungou", km=12, start="Goundam"),
        ),
        (
            "hand",
            "spot",
            "PK 10 de la RN33 en partant de Tonka vers Goundam",
            on("Tonka", "Goundam", km=10, start="Tonka"),
        ),
        ("hand", "spot", "à 8 km de Tonka, en allant à Goundam", on("Tonka", "Goundam", km=8, start="Tonka")),
        ("hand", "spot", "à 8 km de Tonka côté Goundam", on("Tonka", "Goundam", km=8, start="Tonka")),
        ("hand", "spot", "Goundam → Diré, 10 km après Goundam", on("Goundam", "Diré", km=10, start="Goundam")),
        ("hand", "doubt", "sur la route de Goundam", t["Goundam"]),
        ("hand", "doubt", "à 25 km de Gossi", on("Gossi", "Hombori", km=25, start="Gossi")),
        ("hand", "doubt", "PK 35", None),
        ("hand", "doubt", "PK 400 axe Goundam–Diré", None),
        ("hand", "doubt", "au marché", None),
        ("hand", "doubt", "près de la frontière", None),
        ("hand", "doubt", "dans le désert", None),
        ("hand", "doubt", "entre 8h et 10h", None),
        ("hand", "doubt", "vers 20 heures", None),
        ("hand", "doubt", "chez le chef de village", None),
        ("hand", "doubt", "Village de Foundou-Koura Tchéwal", None),
        ("hand", "doubt", "entre Echkelou-Wan et Goundam", None),
        ("hand", "doubt", "road between the two camps", None),
        ("hand", "doubt", "à 3 heures de route", None),
        ("hand", "doubt", "in the north", None),
    ]
