"""Vector tiles from numbers alone: projection, clipping, simplifying, gridding, encoding. Pure functions, no record,
no file.

What may be drawn at all is decided before anything reaches this package (`toguna.server.queries.maps`).
"""
