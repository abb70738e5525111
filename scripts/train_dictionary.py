"""Make the compression dictionary that ships with the software: `python scripts/train_dictionary.py SENTENCES`.

    SENTENCES    forty invented sentences, one a line: register/training-sentences-fr.txt of the reference data

Writes src/toguna/register/dictionary_1.py. Only invented sentences go in, never anything from a register, for a
dictionary gives away what it was made from (docs/decisions/0005). The result is the tables of zstd's own trainer,
which spare short texts their statistics, in front of all the sentences as they are. Table size and repetition were
chosen by cross-validation among the forty (four fifths make the dictionary, the last is measured): 63.1 bytes a
sentence, against 77.9 with the sentences alone and 72 to 80 with what the trainer keeps of them.

A dictionary never changes once a founding act has named it; another one gets the next number.
"""

from __future__ import annotations

import sys
from base64 import b85encode
from hashlib import sha256
from pathlib import Path

import zstandard

NUMBER = 1
SIZE = 2048
TIMES = 8
TARGET = Path(__file__).resolve().parent.parent / "src" / "toguna" / "register" / f"dictionary_{NUMBER}.py"
_SURE = 12  # so many bytes that a sentence also has are no table


def train(sentences: list[bytes]) -> bytes:
    """The dictionary made of these sentences: magic, number, entropy tables, then the sentences."""
    trained = zstandard.train_dictionary(SIZE, sentences * TIMES, level=19).as_bytes()
    content = b"".join(sentences)
    tables = next(at for at in range(8, len(trained)) if trained[at : at + _SURE] in content)
    return trained[:4] + NUMBER.to_bytes(4, "little") + trained[8:tables] + content


def module(data: bytes) -> str:
    """The dictionary as a module: the register opens no file."""
    text = b85encode(data).decode()
    lines = [text[at : at + 112] for at in range(0, len(text), 112)]
    return "\n".join(
        [
            f'"""Dictionary number {NUMBER}, written by scripts/train_dictionary.py.',
            "",
            f"SHA-256 {sha256(data).hexdigest()}.",
            '"""',
            "",
            "from base64 import b85decode",
            "from typing import Final",
            "",
            "DATA: Final = b85decode(",
            *(f"    {line!r}" if '"' in line else f'    "{line}"' for line in lines),
            ")",
            "",
        ]
    )


def main(argv: list[str]) -> int:
    """Train and write."""
    if len(argv) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    sentences = Path(argv[0]).read_text(encoding="utf-8").split("\n")
    data = train([sentence.encode() for sentence in sentences if sentence])
    TARGET.write_text(module(data), encoding="utf-8")
    print(f"{len(data)} bytes, SHA-256 {sha256(data).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
