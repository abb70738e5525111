"""Compiled loops of the analysis, and what they share: one way to compile, one cache.

Nothing here is imported at start-up: numba alone takes more than a second to load. The analysis modules import a kernel
inside the function that runs it. Each kernel has a plain NumPy twin in `twins.py`, which the tests hold it to.
"""
