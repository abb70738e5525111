"""Reports out of a partner's file: a Kobo export, a table tagged with HXL, or any table with a mapping."""
