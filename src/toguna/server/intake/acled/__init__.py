"""Events of ACLED (Armed Conflict Location & Event Data): its files, and its lists of withdrawn rows."""
