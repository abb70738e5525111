"""Tables as publishers give them: CSV in several forms, zipped or not, and XLSX workbooks, read row by row."""
