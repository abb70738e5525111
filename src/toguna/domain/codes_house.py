"""Code lists of what a framework decides about its own ways: its rules, and its reviews. Read them from
`toguna.domain.codes`.
"""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text
from toguna.domain.codelist import CodeList, code_list
from toguna.domain.codes_dialogues import ALERT_RULES

_OTHERS: Final = {
    "timers": Text(fr="délais et échelons d’une alerte", en="timers and levels of an alert"),
    **{
        f"verify-{gravity}": Text(
            fr=f"délais de vérification, gravité {gravity}", en=f"verification clock, gravity {gravity}"
        )
        for gravity in (5, 4, 3, 2, 1)
    },
}
# In the order of their numbers: a rule of alerts that comes later is added at the end, here as in `ALERT_RULES`.
_SUBJECTS: Final = (
    "gap-near gap-open relief-missing abrupt-stop gap-and-incident growth growth-and-signs signs signs-agree "
    "after-violence timers verify-5 verify-4 verify-3 verify-2 verify-1"
).split()
RULE_SUBJECTS: Final = CodeList(
    "subject of a rule", {code: _OTHERS.get(code) or ALERT_RULES.labels[code] for code in _SUBJECTS}
)
REVIEW_KINDS: Final = code_list(
    "kind of review",
    {
        "dpia": ("analyse d’impact sur la protection des données", "data-protection impact assessment"),
        "consents": ("revue des consentements", "review of consents"),
        "parity": ("vérification de la parité", "parity audit"),
        "due_diligence": ("diligence raisonnable sur les soutiens", "due diligence on support"),
        "sharing": ("protocole de partage de l’information", "information-sharing protocol"),
    },
)
REVIEW_FINDINGS: Final = code_list(
    "finding of a review",
    {
        "in_order": ("rien à corriger", "nothing to correct"),
        "to_correct": ("des points à corriger", "points to correct"),
        "stopped": ("un soutien ou un usage a été arrêté", "a support or a use was stopped"),
    },
)
