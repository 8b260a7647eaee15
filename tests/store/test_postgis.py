"""The atlas on a server: what is said when it cannot be had, who may do what, and older versions."""

import pytest
import sqlalchemy
from backends import Server
from geopandas.testing import assert_geodataframe_equal
from old_atlas import LAYOUT_0
from synthetic import many

from contested.errors import AtlasError, AtlasFormatError, NoAtlasError
from contested.store import open_store
from contested.store.layout import views
from factories import day


@pytest.fixture
def run(server: Server):
    """Run statements as the owner of the server."""
    engine = sqlalchemy.create_engine(server.database.replace("postgresql:", "postgresql+psycopg:"))

    def execute(*statements: str) -> None:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(sqlalchemy.text(statement))

    yield execute
    engine.dispose()


def test_a_schema_without_an_atlas_is_told(server: Server) -> None:
    with pytest.raises(NoAtlasError, match=r"there is no atlas; make it with create=True, or give \?schema="):
        open_store(server.address())


def test_a_schema_of_other_tables_is_left_alone(server: Server, run) -> None:
    run("CREATE SCHEMA others", "CREATE TABLE others.roads (a int)")
    with pytest.raises(AtlasFormatError, match="schema others holds other tables, and no atlas"):
        open_store(f"{server.database}&schema=others", create=True)


@pytest.mark.parametrize("schema", ["a;drop schema public", "A", "x" * 60, "1a"])
def test_a_schema_of_a_strange_name_is_refused(server: Server, schema: str) -> None:
    with pytest.raises(AtlasError, match="is no name of a schema"):
        open_store(f"{server.database}&schema={schema}", create=True)


def test_a_server_that_is_not_there_is_one_clear_error_without_the_password(server: Server) -> None:
    with pytest.raises(AtlasError, match="the server cannot be reached") as caught:
        open_store(f"postgresql://ann:secret@/contested?host={server.folder}/nowhere")
    assert "secret" not in str(caught.value)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(AtlasError, match="this is no address of a database"):
        open_store("postgresql://[::1/x")


def test_the_log_on_a_server_only_grows(server: Server, run) -> None:
    address = server.address()
    with open_store(address, create=True) as store:
        store.write(many(1)[0], recorded_at=day(1))
    schema = address.split("schema=")[1]
    for change in ("UPDATE {}.claim_row SET quote = ''", "DELETE FROM {}.claim_event", "TRUNCATE {}.reading"):
        with pytest.raises(sqlalchemy.exc.DBAPIError, match="the log only grows"):
            run(change.format(schema))


def test_someone_who_may_only_read_reads_and_is_told_so_when_writing(server: Server, run) -> None:
    address = server.address()
    with open_store(address, create=True) as store:
        store.write(many(1)[0], recorded_at=day(1))
    schema = address.split("schema=")[1]
    run(
        f"CREATE ROLE only_{schema} LOGIN",
        f"GRANT USAGE ON SCHEMA {schema} TO only_{schema}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO only_{schema}",
    )
    theirs = address.replace("user=contested", f"user=only_{schema}")
    with open_store(theirs, read_only=True) as store:
        assert len(store.claims()) == 2
    with open_store(theirs) as store, pytest.raises(AtlasError, match=r"you may not do that .*open it with read_only"):
        store.write(many(2)[1], recorded_at=day(2))


def test_an_atlas_of_an_older_version_on_a_server_is_brought_up_to_date(server: Server, run) -> None:
    address = server.address()
    with open_store(address, create=True) as store:
        store.write(many(1)[0], recorded_at=day(1))
        before = store.claims()
    schema = address.split("schema=")[1]
    run(
        *(f"DROP VIEW {schema}.{name}" for name in views()),
        f"SET LOCAL search_path = {schema}",
        *LAYOUT_0,
        f"UPDATE {schema}.contested_meta SET value = '0' WHERE name = 'schema_version'",
    )
    with pytest.raises(AtlasFormatError, match="older version"):
        open_store(address, read_only=True)
    with open_store(address) as store:
        assert_geodataframe_equal(store.claims().assign(certainty=None), before.assign(certainty=None))
        store.set_setting("theatre", "gaza")
    run(f"UPDATE {schema}.contested_meta SET value = '99' WHERE name = 'schema_version'")
    with pytest.raises(AtlasFormatError, match="newer version"):
        open_store(address)
