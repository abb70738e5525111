"""Random numbers that do not depend on how many workers draw them.

A Philox generator is a pure function of a key and a counter (Salmon et al. 2011, SC'11): the key is the analysis,
the top word of the counter is the replicate. Two replicates can never overlap, and replicate 17 is the same whether
one process computes all of them or ten share them.

    >>> float(generator("power", 3).random()) == float(generator("power", 3).random())
    True
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np


def generator(analysis: str | int, replicate: int) -> np.random.Generator:
    """Return the generator of one replicate of one analysis.

    Parameters
    ----------
    analysis : str or int
        What is computed: a name, a data digest with a seed, or a number. `1` and `"1"` are different analyses.
    replicate : int
        From 0 to 2**64 - 1.
    """
    digest = sha256(repr(analysis).encode()).digest()
    key = np.frombuffer(digest[:16], dtype="<u8").astype(np.uint64)
    counter = np.array([0, 0, 0, replicate], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=counter))
