"""Compile every kernel into the user's cache, so that nobody waits for it later: `python -m toguna.analysis.warm`.

Set-up runs it; a second time takes seconds.
"""

from __future__ import annotations


def warm() -> None:
    """Compile what scan and monitoring need, and load what effects do."""
    from toguna.analysis import effect, monitor, scan

    scan.warm()
    monitor.warm()
    effect.warm()


if __name__ == "__main__":
    warm()
