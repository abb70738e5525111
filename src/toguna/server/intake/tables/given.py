"""A file as a person gave it: one on the disk, or one that came to a page and stays in memory."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeAlias


@dataclass(frozen=True)
class InMemory:
    """What a browser sent; a partner's words never lie on the disk in the clear."""

    name: str
    data: bytes = field(repr=False)

    def open(self, mode: str = "rb") -> IO[bytes]:
        """The bytes, to be read."""
        return io.BytesIO(self.data)


File: TypeAlias = Path | InMemory
