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


def _postgresql() -> list[str]:
    """The same on PostgreSQL, where the owner of the tables is another role than the one that the software works as."""
    out = [
        "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
        (
            "CREATE FUNCTION ledger_no_gap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.idx IS DISTINCT FROM "
            "(SELECT COALESCE(MAX(idx) + 1, 0) FROM ledger_entry WHERE register = NEW.register AND device = NEW.device) "
            "THEN RAISE EXCEPTION 'a log has no gaps'; END IF; RETURN NEW; END $$"
        ),
    ]
    for name, columns in TABLES.items():
        out.append(f"CREATE TABLE {name} ({columns.replace('BLOB', 'BYTEA').replace('INTEGER', 'BIGINT')})")
        out.extend(guards(name))
    out.append(
        "CREATE TRIGGER ledger_entry_no_gap BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_no_gap()"
    )
    out.append("ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_no_gap")
    out.append("CREATE INDEX ledger_entry_hash ON ledger_entry (leaf_hash)")
    return out


def guards(name: str, acts: tuple[str, ...] = ("UPDATE", "DELETE")) -> list[str]:
    """ENABLE ALWAYS: a superuser who plays the replica (session_replication_role) does not switch them off."""
    out = []
    for act in acts:
        trigger = f"{name}_no_{act.lower()}"
        out.append(f"CREATE TRIGGER {trigger} BEFORE {act} ON {name} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()")
        out.append(f"ALTER TABLE {name} ENABLE ALWAYS TRIGGER {trigger}")
    out.append(
        f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
    )
    out.append(f"ALTER TABLE {name} ENABLE ALWAYS TRIGGER {name}_no_truncate")
    return out


def _create(apps, editor) -> None:
    for statement in _postgresql() if editor.connection.vendor == "postgresql" else _sqlite():
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunPython(_create, migrations.RunPython.noop)]
