"""The GeoPackage: what GIS programs see of it, what it refuses, and atlases of other versions."""

import shutil
import sqlite3
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import pytest
from backends import Backend
from geopandas.testing import assert_geodataframe_equal
from old_atlas import make_layout_0
from synthetic import many

from contested.errors import AtlasError, AtlasFormatError, ContestedError, NoAtlasError, OutputError
from contested.frame import CLAIMS, MENTIONS, STATUS, conform
from contested.model import AidStatus
from contested.status import status
from contested.store import ARTICLES, Selection, open_store, readings
from contested.store.geopackage import GeoPackageStore
from contested.store.layout import views
from factories import Say, area, day, extraction, place

LAYERS = {"claims", "mentions", "status_now", "aid_points", "articles"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed atlas with four claims, one of them on an aid point and one without a place."""
    target = tmp_path / "atlas.gpkg"
    said = [
        extraction(Say(at=place("Alder", 20.0, 5.0), day=1)),
        extraction(Say(at=area("Cedar", 22.0, 7.0), day=2)),
        extraction(Say(at=place("Gate", 21.0, 6.0), day=3, aid=AidStatus.OPEN)),
        extraction(Say(at=None, day=None)),
    ]
    with open_store(target, create=True) as store:
        store.write_many(readings(said, reader="1"), recorded_at=day(9))
        store.derive(status(store.claims(), valid_at=day(9)))
    return target


def test_gis_programs_see_every_layer_with_its_reference_system_and_extent(path: Path) -> None:
    assert {name for name, _ in pyogrio.list_layers(path)} == LAYERS
    bounds = {"claims": (20, 5, 22.1, 7.1), "status_now": (20, 5, 22.1, 7.1), "aid_points": (21, 6, 21, 6)}
    for layer, expected in bounds.items():
        info = pyogrio.read_info(path, layer=layer, force_total_bounds=True, force_feature_count=True)
        assert info["crs"] == "EPSG:4326"
        assert info["fid_column"] == "fid"
        assert info["capabilities"]["fast_spatial_filter"]
        assert np.allclose(info["total_bounds"], expected, atol=1e-5)
    assert pyogrio.read_info(path, layer="claims")["features"] == 4
    assert pyogrio.read_info(path, layer="articles")["geometry_type"] is None


@pytest.mark.parametrize(("layer", "schema"), [("claims", CLAIMS), ("mentions", MENTIONS), ("status_now", STATUS)])
def test_a_layer_read_by_geopandas_conforms_to_its_schema(path: Path, layer: str, schema: object) -> None:
    read = conform(geopandas.read_file(path, layer=layer), schema)
    with open_store(path) as store:
        kept = {"claims": store.claims, "mentions": store.mentions, "status_now": store.status_now}[layer]()
    key = schema.key
    assert_geodataframe_equal(
        read.sort_values(key, ignore_index=True), kept.sort_values(key, ignore_index=True), check_less_precise=False
    )


def test_the_layers_of_an_empty_atlas_can_be_read(tmp_path: Path) -> None:
    open_store(tmp_path / "empty.gpkg", create=True).close()
    for layer, schema in (("claims", CLAIMS), ("status_now", STATUS)):
        read = geopandas.read_file(tmp_path / "empty.gpkg", layer=layer)
        assert len(conform(read.drop(columns="fid", errors="ignore"), schema)) == 0  # GDAL tells ids by the first row


def test_geopandas_finds_claims_in_a_box(path: Path) -> None:
    assert len(geopandas.read_file(path, layer="claims", bbox=(19, 4, 20.5, 5.5))) == 1


def test_aid_points_are_the_statuses_that_say_so(path: Path) -> None:
    assert list(geopandas.read_file(path, layer="aid_points")["place"]) == ["Gate"]


@pytest.mark.parametrize("table", ["claim_row", "claim_event", "mention_event", "reading", "article_text"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET article_id = 'x'"])
def test_the_log_only_grows_whoever_writes(path: Path, table: str, change: str) -> None:
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="the log only grows"):
        connection.execute(change.format(table))
    connection.close()


def test_replacing_a_row_does_not_go_round_the_log(path: Path) -> None:
    with open_store(path) as store, pytest.raises(sqlite3.IntegrityError, match="the log only grows"):
        store._file._open().execute(
            "REPLACE INTO article_text (article_id, sha256, text) SELECT article_id, sha256, 'x' FROM article_text"
        )


def test_a_box_is_asked_of_the_index(path: Path) -> None:
    with open_store(path) as store:
        from contested.store.log import Table
        from contested.store.sql import rows_query

        query, params = rows_query(store._dialect, Table.CLAIM, Selection(bbox=(0, 0, 1, 1)), loose=False)
        plan = store._file._open().execute("EXPLAIN QUERY PLAN " + query, params).fetchall()
    steps = " / ".join(row[3] for row in plan)
    assert "SCAN rtree_claims_geom VIRTUAL TABLE INDEX 2" in steps
    assert "SCAN r" not in steps.replace("SCAN rtree", "")
    assert "SCAN e" not in steps


def test_the_write_ahead_log_is_turned_on_again(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    connection.close()
    with open_store(path):
        other = sqlite3.connect(path)
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        other.close()


def test_a_backup_is_whole_while_the_atlas_is_in_use(path: Path, tmp_path: Path) -> None:
    with open_store(path) as store:
        assert isinstance(store, GeoPackageStore)
        store.write(many(1)[0], recorded_at=day(9))
        store.backup(tmp_path / "backup.gpkg")
        claims = store.claims()
    with open_store(tmp_path / "backup.gpkg", read_only=True) as copy:
        assert_geodataframe_equal(copy.claims(), claims)


def test_a_backup_that_cannot_be_written_leaves_what_was_there(path: Path, tmp_path: Path) -> None:
    with open_store(path) as store, pytest.raises(OutputError, match="folder"):
        store.backup(tmp_path)


def test_an_atlas_opened_for_reading_refuses_to_write(path: Path) -> None:
    with open_store(path, read_only=True) as store:
        assert len(store.claims()) == 4
        with pytest.raises(AtlasError, match="opened for reading only; open it without read_only"):
            store.write(many(1)[0], recorded_at=day(9))


# ------------------------------------------------------------------------------------------- what is no atlas


def test_a_missing_atlas_is_named_with_those_beside_it(path: Path) -> None:
    with pytest.raises(NoAtlasError, match=r"atlsa\.gpkg: there is no such atlas; beside it there is atlas\.gpkg"):
        open_store(path.with_name("atlsa.gpkg"))
    assert not path.with_name("atlsa.gpkg").exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoAtlasError, match=r"there is no folder .*nowhere; make it first"):
        open_store(tmp_path / "nowhere" / "a.gpkg", create=True)


@pytest.mark.parametrize("address", ["atlas", "atlas.geojson", "https://news.invalid/a.gpkg", "mysql://x/y"])
def test_an_address_of_nothing_we_know_is_refused(address: str) -> None:
    with pytest.raises(AtlasError, match=r"is no address of an atlas; name a file that ends in \.gpkg"):
        open_store(address)


def test_a_folder_is_no_atlas(tmp_path: Path) -> None:
    (tmp_path / "a.gpkg").mkdir()
    with pytest.raises(AtlasFormatError, match="is a folder"):
        open_store(tmp_path / "a.gpkg", create=True)


def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.gpkg"
    target.write_text("a note, not an atlas")
    with pytest.raises(AtlasFormatError, match="is no atlas"):
        open_store(target, create=True)
    assert target.read_text() == "a note, not an atlas"


def test_a_geopackage_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "roads.gpkg"
    geopandas.GeoDataFrame({"a": [1]}, geometry=geopandas.points_from_xy([1], [2]), crs=4326).to_file(target)
    before = target.read_bytes()
    with pytest.raises(AtlasFormatError, match="a GeoPackage, but no atlas"):
        open_store(target, create=True)
    assert target.read_bytes() == before


def test_an_empty_file_becomes_an_atlas_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "a.gpkg"
    target.touch()
    with pytest.raises(NoAtlasError, match="is empty; make an atlas of it with create=True"):
        open_store(target)
    open_store(target, create=True).close()
    with open_store(target) as store:
        assert len(store.claims()) == 0


def test_damage_at_any_place_is_one_clear_error_or_none(path: Path, tmp_path: Path) -> None:
    whole, damaged = path.read_bytes(), tmp_path / "damaged.gpkg"
    found = 0
    for number in range(24):
        at = 100 + number * (len(whole) - 1100) // 23
        damaged.write_bytes(whole[:at] + b"\xa5" * 1000 + whole[at + 1000 :])
        for companion in tmp_path.glob("damaged.gpkg-*"):
            companion.unlink()
        try:
            with open_store(damaged) as store:
                store.claims(), store.mentions(), store.articles(), store.status_now()
                found += bool(store.check())
        except ContestedError as error:
            found += "damaged.gpkg" in str(error)
    assert found >= 6  # the rest hit free space or texts


def test_a_truncated_atlas_is_reported(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(AtlasFormatError, match="damaged"), open_store(path) as store:
        store.claims()


# ------------------------------------------------------------------------------------------- versions


def test_an_atlas_of_a_newer_version_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE contested_meta SET value = '99' WHERE name = 'schema_version'")
    connection.commit()
    connection.close()
    with pytest.raises(AtlasFormatError, match=r"newer version \(layout 99.*upgrade"):
        open_store(path)


def test_an_atlas_of_an_older_version_is_brought_up_to_date(path: Path) -> None:
    with open_store(path) as store:
        before, texts = store.claims(), store.text(store.articles()["article_id"].iloc[0])
    make_layout_0(path)
    with pytest.raises(AtlasFormatError, match="older version; open it once without read_only"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        assert_geodataframe_equal(store.claims().drop(columns="certainty"), before.drop(columns="certainty"))
        assert store.claims()["certainty"].isna().all()  # the column that layout 0 did not have
        assert store.text(store.articles()["article_id"].iloc[0]) == texts
        assert store.settings() == {}
        assert store.write(many(1)[0], recorded_at=day(9)).new
        assert store.check() == ()
    with open_store(path, read_only=True) as store:
        assert len(store.claims()) == 6
    assert "certainty" in geopandas.read_file(path, layer="claims").columns


def test_rows_of_an_older_version_are_repeated_not_changed(path: Path) -> None:
    shutil.copy(path, path.with_name("kept.gpkg"))
    said = [extraction(Say(at=place("Alder", 20.0, 5.0), day=1))]
    make_layout_0(path)
    with open_store(path) as store:
        assert not store.write_many(readings(said, reader="1"), recorded_at=day(9))[0].new


def test_the_queries_of_the_page_on_the_store_run_on_both_databases(lasting: Backend, repository: Path) -> None:
    page = (repository / "docs" / "store.md").read_text(encoding="utf-8")
    queries = [query for query in page.split("```sql\n")[1].split("```")[0].split(";") if query.strip()]
    store = lasting.new()
    store.write_many(many(3), recorded_at=day(1))
    with store._database.reading() as session:
        found = [len(session.fetch(query)) for query in queries]
        for layer in (*LAYERS, "decisions", "updates"):
            session.fetch(f"SELECT fid FROM {layer}")
    assert found == [6, 1, 0]


def test_every_view_is_described(repository: Path) -> None:
    page = (repository / "docs" / "store.md").read_text(encoding="utf-8")
    assert [name for name in views() if f"| `{name}` |" not in page] == []
    assert [column.name for column in ARTICLES if f"`{column.name}`" not in page] == []
