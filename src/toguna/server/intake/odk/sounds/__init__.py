"""Sounds without what they tell beside the sound: who recorded them, where, when, with which telephone.

Only what is needed to hear them is kept; names, titles, places, days, pictures and remarks go. Nothing is decoded. What
cannot be taken apart to the last byte is not taken.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from toguna.server.intake.odk.sounds import frames, mp4, ogg


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound with nothing but the sound; `kind` is how its file's name ends."""

    kind: str
    data: bytes


def cleaned(data: bytes) -> Sound | None:
    """The sound with nothing else, told by its bytes whatever its name; None where it is no whole sound of a kind that
    is taken: MP3, AMR, Ogg (Opus, Vorbis), M4A and 3GP.
    """
    try:
        if data.startswith(b"#!AMR"):
            return _made("amr", frames.amr(data))
        if data.startswith(b"OggS"):
            return _made("ogg", ogg.cleaned(data))
        if data[4:8] == b"ftyp":
            return _made("3gp" if data[8:10] == b"3g" else "m4a", mp4.cleaned(data))
        return _made("mp3", frames.mp3(data))
    except (struct.error, IndexError, ValueError):
        return None


def _made(kind: str, data: bytes | None) -> Sound | None:
    return Sound(kind, data) if data is not None else None
