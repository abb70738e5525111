"""Incidents from a CSV file: the first line names the columns, every other line is one incident."""
