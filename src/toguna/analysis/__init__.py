"""Pure functions on arrays: cover, effect, scan, monitoring, coverage, forecast, simulation."""

import os

# The products here are small and many. Shared among threads, each waits for the others whenever the machine does
# anything else: measured on two busy cores, a full estimate takes 0.8 s with one thread and 3.4 s with two. Read when
# numpy is first loaded; what the user has set stands.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
