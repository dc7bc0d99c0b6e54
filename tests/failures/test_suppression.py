"""What `manage.py suppress` removed is in no file of the database, once nobody reads old rows any more."""

import re
from contextlib import closing

from tests.failures.databases import connect
from tests.failures.servers import Site

NAME = "Qwertza Müllerová"


def test_no_file_of_a_table_holds_what_was_removed(postgres_site: Site):
    with closing(connect(postgres_site)) as connection:
        connection.autocommit = True
        key = connection.execute("SELECT min(id) FROM catalog_person").fetchone()[0]
        for number in range(5):
            connection.execute("UPDATE catalog_person SET biography = %s WHERE id = %s", [f"{NAME} {number}", key])
        connection.execute("CHECKPOINT")
        assert NAME.encode() in file_of(connection, "catalog_person")
        out = postgres_site.run("suppress", "person", str(key), "--why=She asked for it.", "--remove", text=NAME)
        tables = re.search(r"wrote these tables anew: ([\w, ]+)\.", out)[1].split(", ")
        assert "may read the old rows" not in out
        connection.execute("CHECKPOINT")
        assert "catalog_person" in tables
        for table in tables:
            assert NAME.encode() not in file_of(connection, table), table


def file_of(connection, table: str) -> bytes:
    return bytes(connection.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table]).fetchone()[0])
