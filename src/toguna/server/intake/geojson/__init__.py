"""Base maps from GeoJSON files (RFC 7946): roads, rivers, places, boundaries."""
