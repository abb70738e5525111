"""Incidents from a CSV file: our own into the register (`incidents`), or others' into a layer (`published`)."""
