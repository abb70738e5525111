"""Which accounts may be of the same event, and why: suggestions for people, never a decision."""
