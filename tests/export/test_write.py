"""Writing: whole or not at all, and read back as it was."""

import importlib
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from pyogrio.errors import DataSourceError
from shapely.geometry import Polygon

from contested.errors import CRSError, FrameError, OutputError
from contested.export import Credit, geopackage, read, write, write_geopackage
from contested.frame import CLAIMS, STATUS, conform, empty
from contested.status import status
from factories import NORTH, SIDES, Say, area, claims, place, series_claims

write_module = importlib.import_module("contested.export.write")  # the package has a function of that name
SUFFIXES = pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".csv", ".fgb", ".parquet"])
HOSTILE = [
    '=HYPERLINK("http://x.invalid")',
    "+1",
    "-1",
    "@x",
    "'quoted",
    '{"a": 1}',
    "[1]",
    "2025-07-01",
    "a\nb\tc",
    "«رفح»",
]


def same(left: geopandas.GeoDataFrame, right: geopandas.GeoDataFrame) -> None:
    pd.testing.assert_frame_equal(
        pd.DataFrame(left.drop(columns="geometry")), pd.DataFrame(right.drop(columns="geometry"))
    )
    assert left.geometry.isna().tolist() == right.geometry.isna().tolist()
    there = left.geometry.notna()
    np.testing.assert_array_equal(
        shapely.equals(left.geometry[there].to_numpy(), right.geometry[there].to_numpy()), np.True_
    )
    assert left.crs == right.crs


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@SUFFIXES
def test_claims_written_and_read_back_are_the_same(tmp_path: Path, suffix):
    frame = series_claims()
    same(read(write(frame, tmp_path / f"claims{suffix}"), CLAIMS), frame)


@SUFFIXES
def test_statuses_written_and_read_back_are_the_same(tmp_path: Path, suffix):
    frame = status(series_claims(), sides=SIDES)
    same(read(write(frame, tmp_path / f"status{suffix}"), STATUS), frame)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".fgb"])
def test_geopandas_alone_reads_what_was_written(tmp_path: Path, suffix):
    frame = series_claims()
    path = write(frame, tmp_path / f"claims{suffix}")
    same(conform(geopandas.read_file(path, layer="claims"), CLAIMS), frame)


@SUFFIXES
def test_a_frame_without_rows_is_written_and_read_back(tmp_path: Path, suffix):
    path = write(empty(CLAIMS), tmp_path / f"claims{suffix}")
    same(read(path, CLAIMS), empty(CLAIMS))


@SUFFIXES
def test_a_frame_without_any_geometry_is_written_and_read_back(tmp_path: Path, suffix):
    frame = claims(Say(at=place("Larch", None, None)))
    same(read(write(frame, tmp_path / f"claims{suffix}"), CLAIMS), frame)


@SUFFIXES
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_it_was(tmp_path: Path, suffix, text):
    frame = claims(Say(), Say(day=2))
    frame = conform(frame.assign(title=text, holder=text), CLAIMS)
    same(read(write(frame, tmp_path / f"claims{suffix}"), CLAIMS), frame)


@SUFFIXES
def test_characters_that_no_format_holds_are_replaced(tmp_path: Path, suffix):
    frame = claims(Say()).assign(title=pd.Series(["a\x00b\ud800c"], dtype=object))
    assert read(write(frame, tmp_path / f"claims{suffix}"), CLAIMS).title[0] == "a\ufffdb\ufffdc"


def test_a_spreadsheet_finds_no_formula(tmp_path: Path):
    path = write(claims(Say()).assign(title="=1+1"), tmp_path / "claims.csv")
    text = path.read_text(encoding="utf-8-sig")
    assert ",'=1+1," in text
    assert ",=1+1," not in text


def test_a_csv_has_coordinates_for_points_only(tmp_path: Path):
    table = pd.read_csv(write(claims(Say(), Say(at=area("Kapok", 20, 4), day=2)), tmp_path / "claims.csv"))
    assert table.longitude.tolist()[0] == 20.0
    assert table.latitude.tolist()[0] == 5.0
    assert np.isnan(table.longitude.tolist()[1])
    assert table.geometry[1].startswith("POLYGON")


# ---------------------------------------------------------------------------------------------- GeoJSON


def test_geojson_is_the_same_bytes_for_the_same_frame(tmp_path: Path):
    frame = series_claims()
    first = write(frame, tmp_path / "a.geojson").read_bytes()
    assert write(frame, tmp_path / "b.geojson").read_bytes() == first


def test_geojson_has_six_decimals_null_geometries_and_no_crs(tmp_path: Path):
    frame = claims(Say(at=place("Alder", 20.123456789, 5.000000049)), Say(at=place("Larch", None, None)))
    written = json.loads(write(frame, tmp_path / "claims.geojson").read_text(encoding="utf-8"))
    assert written["features"][0]["geometry"] == {"type": "Point", "coordinates": [20.123457, 5.0]}
    assert written["features"][1]["geometry"] is None
    assert "crs" not in written
    assert [feature["properties"]["claim_id"] for feature in written["features"]] == frame.claim_id.tolist()


def test_geojson_winds_rings_as_the_standard_asks(tmp_path: Path):
    frame = claims(Say())
    clockwise = Polygon([(20, 5), (20, 6), (21, 6), (21, 5)])
    frame["geometry"] = geopandas.GeoSeries([clockwise], crs="EPSG:4326")
    written = json.loads(write(frame, tmp_path / "claims.geojson").read_text(encoding="utf-8"))
    assert Polygon(written["features"][0]["geometry"]["coordinates"][0]).exterior.is_ccw


def test_geojson_names_attribution_and_licence(tmp_path: Path):
    written = json.loads(write(series_claims(), tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert written["attribution"] == ["invented for tests"]
    assert written["licence"]
    credit = Credit(attribution=("© somebody",), licence="CC BY 4.0")
    given = json.loads(write(series_claims(), tmp_path / "b.geojson", credit=credit).read_text(encoding="utf-8"))
    assert (given["attribution"], given["licence"]) == (["© somebody"], "CC BY 4.0")


# ---------------------------------------------------------------------------------------------- GeoPackage


def test_both_frames_go_into_one_geopackage(tmp_path: Path):
    frame = series_claims()
    result = status(frame, sides=SIDES)
    path = write_geopackage({"claims": frame, "status": result}, tmp_path / "atlas.gpkg")
    same(read(path, CLAIMS, layer="claims"), frame)
    same(read(path, STATUS, layer="status"), result)
    assert names_in(tmp_path) == ["atlas.gpkg"]


def test_a_layer_can_be_named(tmp_path: Path):
    path = write(series_claims(), tmp_path / "a.gpkg", layer="what was said")
    assert geopandas.list_layers(path).name.tolist() == ["what was said", "layer_styles"]


def test_several_layers_need_a_geopackage(tmp_path: Path):
    with pytest.raises(OutputError, match=r"\.gpkg"):
        write_geopackage({"claims": empty(CLAIMS)}, tmp_path / "atlas.geojson")


def test_a_geopackage_of_no_frames_is_refused(tmp_path: Path):
    with pytest.raises(OutputError, match="no frame"):
        write_geopackage({}, tmp_path / "atlas.gpkg")


# ---------------------------------------------------------------------------------------------- whole or not at all


def test_an_unknown_suffix_is_refused_with_the_suffixes_known(tmp_path: Path):
    with pytest.raises(OutputError, match=r"\.geojson, \.gpkg, \.csv"):
        write(empty(CLAIMS), tmp_path / "claims.shp")


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(OutputError, match="no folder"):
        write(empty(CLAIMS), tmp_path / "nowhere" / "claims.geojson")


def test_a_folder_is_no_file(tmp_path: Path):
    (tmp_path / "claims.geojson").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write(empty(CLAIMS), tmp_path / "claims.geojson")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_one_may_not_write_to_is_named(tmp_path: Path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="may write to"):
        write(empty(CLAIMS), tmp_path / "claims.geojson")


@SUFFIXES
def test_a_failed_write_leaves_the_good_file_and_nothing_else(tmp_path: Path, suffix, monkeypatch):
    target = write(series_claims(), tmp_path / f"claims{suffix}")
    good = target.read_bytes()

    def half(sheet, path):
        path.write_bytes(good[:100])
        raise OSError(28, "No space left on device")

    before = names_in(tmp_path)
    monkeypatch.setitem(write_module._WRITERS, suffix, replace(write_module._WRITERS[suffix], writer=half))
    with pytest.raises(OutputError, match=r"No space left on device.*nothing was changed"):
        write(claims(Say()), target)
    assert target.read_bytes() == good
    assert names_in(tmp_path) == before


def test_what_gdal_says_is_an_output_error_and_leaves_the_good_file(tmp_path: Path, monkeypatch):
    target = write(series_claims(), tmp_path / "claims.gpkg")
    good = target.read_bytes()

    def full(_frame, path, **_options):
        path.write_bytes(b"half")
        path.with_name(path.name + "-journal").write_bytes(b"half")
        raise DataSourceError("database or disk is full")

    monkeypatch.setattr(geopackage.pyogrio, "write_dataframe", full)
    with pytest.raises(OutputError, match=r"GDAL: database or disk is full.*nothing was changed"):
        write(claims(Say()), target)
    assert target.read_bytes() == good
    assert names_in(tmp_path) == [target.name]


@SUFFIXES
def test_a_file_is_replaced_as_a_whole(tmp_path: Path, suffix):
    target = write(series_claims(), tmp_path / f"claims{suffix}")
    frame = claims(Say())
    same(read(write(frame, target), CLAIMS), frame)


def test_a_frame_in_another_crs_is_not_written(tmp_path: Path):
    with pytest.raises(CRSError):
        write(series_claims().to_crs(3857), tmp_path / "claims.geojson")
    assert names_in(tmp_path) == []


def test_a_frame_that_breaks_its_schema_is_not_written(tmp_path: Path):
    with pytest.raises(FrameError):
        write(series_claims().drop(columns="quote"), tmp_path / "claims.geojson")


def test_a_frame_with_columns_of_its_own_is_written(tmp_path: Path):
    frame = claims(Say()).assign(distance_m=12.5)
    assert read(write(frame, tmp_path / "claims.geojson"), CLAIMS).distance_m[0] == 12.5


def test_a_link_is_written_through(tmp_path: Path):
    real = tmp_path / "real.csv"
    real.write_text("old")
    (tmp_path / "link.csv").symlink_to(real)
    write(claims(Say(origin=NORTH)), tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert "claim_id" in real.read_text(encoding="utf-8-sig")


def test_a_file_that_is_no_layer_is_refused(tmp_path: Path):
    (tmp_path / "claims.geojson").write_text("not json")
    with pytest.raises(FrameError, match="cannot read"):
        read(tmp_path / "claims.geojson", CLAIMS)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "nothing.geojson", CLAIMS)
