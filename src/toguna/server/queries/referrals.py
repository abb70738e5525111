"""To whom people are referred with what is not recorded: sexual violence, and what concerns a child."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.server.home import Home

REFERRALS = "referrals"
"""Where the home's settings keep, for each framework, to whom people are referred."""
_REFERRAL = Text(
    fr="le centre de santé ou le service social le plus proche", en="the nearest health centre or social service"
)


def referral(home: Home, framework: str) -> Text:
    """To whom people are referred with what is not recorded here."""
    said = home.settings().get(REFERRALS, {}).get(framework)
    return Text(fr=said, en=said) if said else _REFERRAL
