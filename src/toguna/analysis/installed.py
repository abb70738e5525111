"""Whether the analysis can run here: its components are an extra, so that the rest of the software needs no numpy."""

from __future__ import annotations

from importlib.util import find_spec

from toguna.base.errors import InstallationError
from toguna.base.text import Text

COMPONENTS = ("numpy", "scipy", "numba")


class AnalysisMissing(InstallationError):
    """The components of the analysis are not installed."""

    code = "analysis-missing"
    text = Text(
        fr="Ce calcul demande des composants qui ne sont pas installés ici ({missing}). Les ajouter : "
        "pip install 'toguna[analysis]'.",
        en="This calculation needs components that are not installed here ({missing}). Add them: "
        "pip install 'toguna[analysis]'.",
    )


def missing() -> tuple[str, ...]:
    """The components that are not there."""
    return tuple(name for name in COMPONENTS if not _there(name))


def _there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module that was set aside on purpose has no specification
        return False


def require() -> None:
    """Say what to install before anything fails half-way.

    Raises
    ------
    AnalysisMissing
    """
    lacking = missing()
    if lacking:
        raise AnalysisMissing(missing=", ".join(lacking))
