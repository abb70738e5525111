"""Gazetteers: names of places, areas and roads with their codes, from a table or from GeoJSON."""
