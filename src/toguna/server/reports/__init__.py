"""The brief (*Note de situation*): queries in, PDF out.

brief.py, dossier.py, reserved.py   the document as plain data, every word in one language
figures.py                          its drawings, from `toguna.server.charts`
withhold.py                         the last net: no day to come in what circulates
words.py                            the software's own words
papers.py, papers.typ               a meeting's agenda, attendance sheet and record of conclusions
brief.typ, typst.py                 layout, and its compilation with our fonts only
"""

from toguna.server.reports.brief import document, file_name, pdf, png

__all__ = ["document", "file_name", "pdf", "png"]
