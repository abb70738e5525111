"""The database of a home: SQLite as it is, or with every page encrypted where the home is sealed at rest."""
