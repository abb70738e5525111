"""Who publishes what a layer holds, on what terms, and what its publisher says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.base.text import Text


@dataclass(frozen=True, slots=True)
class Provider:
    """A publisher. `share`: whether its terms let the rows themselves be passed on, with its credit."""

    code: str
    name: str
    licence: str | None
    credit: str | None
    share: bool
    caveat: Text


PROVIDERS: Final[dict[str, Provider]] = {
    "acled": Provider(
        "acled",
        "ACLED",
        "ACLED terms of use",
        "ACLED (Armed Conflict Location & Event Data), acleddata.com",
        share=False,
        caveat=Text(
            fr="Relevé de la presse et d’autres sources publiques ; lignes corrigées et retirées au fil du temps. "
            "Ne pas rediffuser.",
            en="Compiled from the press and other public sources; rows are corrected and withdrawn over time. Not to "
            "be passed on.",
        ),
    ),
    "ucdp-ged": Provider(
        "ucdp-ged",
        "UCDP GED",
        "CC BY 4.0",
        "Uppsala Conflict Data Program (UCDP), Uppsala University: Georeferenced Event Dataset",
        share=True,
        caveat=Text(
            fr="Événements mortels seulement : un braquage sans mort n’y figure pas.",
            en="Lethal events only: a robbery without a death is not in it.",
        ),
    ),
    "insecurity-insight": Provider(
        "insecurity-insight",
        "Insecurity Insight",
        "CC BY-SA",
        "Insecurity Insight, insecurityinsight.org",
        share=True,
        caveat=Text(
            fr="Ni complet ni représentatif, non vérifié de façon indépendante, selon l’éditeur ; ne pas y lire une "
            "tendance d’une année à l’autre.",
            en="Neither complete nor representative, not independently verified, says the publisher; not to be read as "
            "a trend over the years.",
        ),
    ),
    "csv": Provider(
        "csv",
        "CSV",
        None,
        None,
        share=False,
        caveat=Text(
            fr="Relevé d’un tiers : ce qu’il compte, et comment, est à lui demander.",
            en="Compiled by a third party: what it counts, and how, is to be asked of it.",
        ),
    ),
    "geojson": Provider(
        "geojson",
        "GeoJSON",
        None,
        None,
        share=False,
        caveat=Text(
            fr="Fond de carte : noms et limites ne disent rien de leur statut.",
            en="Base map: names and boundaries imply no opinion on status.",
        ),
    ),
    "gazetteer": Provider(
        "gazetteer",
        "gazetteer",
        None,
        None,
        share=False,
        caveat=Text(
            fr="Répertoire de lieux : noms et positions sont ceux de sa source ; ils ne disent rien d’un statut.",
            en="Gazetteer: names and positions are its source’s; they imply no opinion on status.",
        ),
    ),
}
