"""What exchange needs: second histories of a log, contents that arrive later than their entry, and contents that are erased.

`content` of a part is the one column that may change, in two ways: from nothing to something, and to nothing where an erase entry held
here names its hash. On PostgreSQL the working role may not even do that: it calls `ledger_fill` and `ledger_erase`, which check first.
"""

from importlib import import_module

from django.db import migrations

ERASE = 13
BRANCHES = {
    "ledger_branch_entry": (
        "register BLOB NOT NULL, device BLOB NOT NULL, branch INTEGER NOT NULL, idx INTEGER NOT NULL, leaf BLOB NOT NULL, "
        "leaf_hash BLOB NOT NULL, kind INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (register, device, branch, idx)"
    ),
    "ledger_branch_part": (
        "register BLOB NOT NULL, device BLOB NOT NULL, branch INTEGER NOT NULL, idx INTEGER NOT NULL, position INTEGER NOT NULL, "
        "audience INTEGER NOT NULL, hash BLOB NOT NULL, content BLOB, PRIMARY KEY (register, device, branch, idx, position)"
    ),
    "ledger_branch_checkpoint": (
        "register BLOB NOT NULL, device BLOB NOT NULL, branch INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, "
        "note BLOB NOT NULL, PRIMARY KEY (register, device, branch, size)"
    ),
}
KEYS = {
    "ledger_branch_entry": ("register", "device", "branch", "idx"),
    "ledger_branch_part": ("register", "device", "branch", "idx", "position"),
    "ledger_branch_checkpoint": ("register", "device", "branch", "size"),
}
PARTS = {
    "ledger_part": ("register", "device", "idx", "position", "audience", "hash"),
    "ledger_branch_part": ("register", "device", "branch", "idx", "position", "audience", "hash"),
}
INDEXES = (
    # The register's own kinds are few; they decide who is known, what counts and what is erased.
    "CREATE INDEX ledger_entry_own ON ledger_entry (register, kind) WHERE kind >= 8",
    "CREATE INDEX ledger_part_hash ON ledger_part (register, hash)",
    "CREATE INDEX ledger_part_lacking ON ledger_part (register, audience) WHERE content IS NULL",
)


def _erased(found: str, table: str) -> str:
    """Whether an erase entry held here names the hash."""
    return (
        f"EXISTS (SELECT 1 FROM {table}entry e JOIN {table}part b ON b.register = e.register AND b.device = e.device "  # noqa: S608
        f"AND b.idx = e.idx WHERE e.register = OLD.register AND e.kind = {ERASE} AND b.position = 0 AND {found})"
    )


def _sqlite() -> list[str]:
    out = [f"CREATE TABLE {name} ({columns}) STRICT, WITHOUT ROWID" for name, columns in BRANCHES.items()]
    for name, key in KEYS.items():
        out.append(
            f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )
        if name not in PARTS:
            out.append(
                f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        out.append(
            f"CREATE TRIGGER {name}_once BEFORE INSERT ON {name} WHEN EXISTS (SELECT 1 FROM {name} WHERE {same}) "  # noqa: S608
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )
    out.append("DROP TRIGGER ledger_part_no_update")
    erased = _erased("instr(b.content, OLD.hash) > 0", "ledger_")
    for name, kept in PARTS.items():
        same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in kept)
        out.append(
            f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} WHEN NOT ({same} AND ("
            f"(OLD.content IS NULL AND NEW.content IS NOT NULL) OR (NEW.content IS NULL AND {erased}))) "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )
    return out + list(INDEXES)


def _postgresql() -> list[str]:
    guards = import_module("toguna.server.ledger.migrations.0001_initial").guards
    out = []
    for name, columns in BRANCHES.items():
        out.append(f"CREATE TABLE {name} ({columns.replace('BLOB', 'BYTEA').replace('INTEGER', 'BIGINT')})")
        out.extend(guards(name, ("DELETE",) if name in PARTS else ("UPDATE", "DELETE")))
    out.append("DROP TRIGGER ledger_part_no_update ON ledger_part")
    erased = _erased("position(OLD.hash IN b.content) > 0", "ledger_")
    for name, kept in PARTS.items():
        same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in kept)
        out += [
            (
                f"CREATE FUNCTION {name}_check() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT ({same} AND ("
                "(OLD.content IS NULL AND NEW.content IS NOT NULL AND sha256(NEW.content) = OLD.hash) OR (NEW.content IS NULL "
                f"AND {erased}))) THEN RAISE EXCEPTION 'the ledger is append-only'; END IF; RETURN NEW; END $$"
            ),
            f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION {name}_check()",
            f"ALTER TABLE {name} ENABLE ALWAYS TRIGGER {name}_no_update",
        ]
    # SECURITY DEFINER with a fixed path: the working role gets these two changes and no way to point them elsewhere.
    head = "RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN"
    where = "WHERE register = the_register AND hash = the_hash"
    for name, argument, change in (
        (
            "ledger_fill",
            ", the_audience BIGINT, the_content BYTEA",
            f"the_content {where} AND audience = the_audience AND content IS NULL",
        ),
        ("ledger_erase", "", f"NULL {where} AND content IS NOT NULL"),
    ):
        changes = " ".join(f"UPDATE {part} SET content = {change};" for part in PARTS)  # noqa: S608
        out.append(f"CREATE FUNCTION {name}(the_register BYTEA, the_hash BYTEA{argument}) {head} {changes} END $$")
    out += [f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in ("ledger_fill", "ledger_erase")]
    return out + list(INDEXES)


def _create(apps, editor) -> None:
    for statement in _postgresql() if editor.connection.vendor == "postgresql" else _sqlite():
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(_create, migrations.RunPython.noop)]
