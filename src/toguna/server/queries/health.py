"""How the records fare: for `toguna doctor`."""

from __future__ import annotations

from toguna.server.records.models import MODELS


def unreadable() -> int:
    """Versions that this software cannot show: written by a newer one, or not well formed."""
    return sum(model._default_manager.filter(valid=False).count() for model in MODELS.values())
