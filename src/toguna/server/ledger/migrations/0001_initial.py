"""The four ledger tables, append-only: triggers refuse every update and delete, a second row for a key, and a gap in a log.

Each column is either signed bytes or is recomputed from them by `toguna verify`. STRICT keeps SQLite from storing text in a number
column; WITHOUT ROWID leaves no hidden column that could be changed unseen.
"""

from django.db import migrations

TABLES = {
    "ledger_register": "register BLOB NOT NULL, constitution BLOB NOT NULL, PRIMARY KEY (register)",
    "ledger_entry": (
        "register BLOB NOT NULL, device BLOB NOT NULL, idx INTEGER NOT NULL, leaf BLOB NOT NULL, leaf_hash BLOB NOT NULL, "
        "kind INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (register, device, idx)"
    ),
    "ledger_part": (
        "register BLOB NOT NULL, device BLOB NOT NULL, idx INTEGER NOT NULL, position INTEGER NOT NULL, "
        "audience INTEGER NOT NULL, hash BLOB NOT NULL, content BLOB, PRIMARY KEY (register, device, idx, position)"
    ),
    "ledger_checkpoint": (
        "register BLOB NOT NULL, device BLOB NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL, "
        "PRIMARY KEY (register, device, size)"
    ),
}
KEYS = {
    "ledger_register": ("register",),
    "ledger_part": ("register", "device", "idx", "position"),
    "ledger_checkpoint": ("register", "device", "size"),
}


def _sqlite() -> list[str]:
    out = [f"CREATE TABLE {name} ({columns}) STRICT, WITHOUT ROWID" for name, columns in TABLES.items()]
    for name in TABLES:
        out.extend(
            f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            for act in ("UPDATE", "DELETE")
        )
    for name, key in KEYS.items():
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        # Without this, INSERT OR REPLACE would change a row although updates are refused.
        out.append(
            f"CREATE TRIGGER {name}_once BEFORE INSERT ON {name} WHEN EXISTS (SELECT 1 FROM {name} WHERE {same}) "  # noqa: S608
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )
    out.append(
        "CREATE TRIGGER ledger_entry_no_gap BEFORE INSERT ON ledger_entry WHEN NEW.idx IS NOT "
        "(SELECT COALESCE(MAX(idx) + 1, 0) FROM ledger_entry WHERE register = NEW.register AND device = NEW.device) "
        "BEGIN SELECT RAISE(ABORT, 'a log has no gaps'); END"
    )
    out.append("CREATE INDEX ledger_entry_hash ON ledger_entry (leaf_hash)")
    return out


class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunSQL(_sqlite(), migrations.RunSQL.noop)]
