"""How the records and the ledger fare."""

from __future__ import annotations

from toguna.register.rows import Report
from toguna.server.ledger import store
from toguna.server.records.models import MODELS


def unreadable() -> int:
    """Versions that this software cannot show: written by a newer one, or not well formed."""
    return sum(model._default_manager.filter(valid=False).count() for model in MODELS.values())


def verified() -> Report:
    """Everything this home holds verified again: every signature and every hash."""
    return store.verify_all()
