"""The sentences of blind coding."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

CODINGS: Final = {
    "coded.title": Text(fr="Relevés à l’aveugle", en="Blind codings"),
    "coded.round": Text(fr="Au {day}, {scale}", en="As of {day}, {scale}"),
    "coded.waiting": Text(
        fr="Un relevé sur deux est inscrit. Chacun se lit quand les deux y sont.",
        en="One of two codings is in. Each is read once both are.",
    ),
    "coded.agreed": Text(fr="Les deux relevés concordent.", en="The two codings agree."),
    "coded.differs": Text(
        fr="Les deux relevés diffèrent ; un tiers doit trancher. D’ici là, aucun ne compte dans les chiffres.",
        en="The two codings differ; a third must settle it. Until then neither counts in the figures.",
    ),
    "coded.settled": Text(
        fr="Les deux relevés différaient ; un tiers a tranché. Les trois restent inscrits.",
        en="The two codings differed; a third settled it. All three stay recorded.",
    ),
    "coded.found": Text(fr="{coder} : {step} sur {top}", en="{coder}: {step} of {top}"),
    "coded.third": Text(fr="Tranché par : {coder}, {step} sur {top}", en="Settled by: {coder}, {step} of {top}"),
    "coded.share": Text(fr="part faite : {share} %", en="share done: {share}%"),
    "coded.own": Text(fr="votre relevé", en="your coding"),
    "coded.to-do": Text(fr="Relevés qui vous attendent", en="Codings that await you"),
    "coded.to-code": Text(fr="Faire le second relevé", en="Make the second coding"),
    "coded.to-settle": Text(fr="Trancher", en="Settle"),
    "kept.step.coded": Text(fr="Relevé à l’aveugle inscrit ({scale}).", en="Blind coding recorded ({scale})."),
    "kept.step.adjudicated": Text(
        fr="Un tiers a tranché entre deux relevés ({scale}).", en="A third settled between two codings ({scale})."
    ),
}
