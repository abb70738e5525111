"""Incidents of Insecurity Insight: attacks on aid, health care, education, protection."""
