"""Material that is somebody else's: published incident data and base maps, kept apart from the register.

It lies in a file of its own in the home (`layers.sqlite3`), so that nothing of it can be signed, exchanged or exported
as the framework's (docs/decisions/0008). Each row knows the load it came with and the days on which it was held.
"""
