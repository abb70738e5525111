"""The pages. No rule lives here: what a reader may see was decided in `queries`."""
