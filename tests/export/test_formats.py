"""Each format opened again by the programs that it is for: GDAL, pandas, libhxl."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from contested.errors import FrameError, MissingExtraError, OutputError
from contested.export import SUFFIXES, Credit, excel, read, sheet, write
from contested.export.cells import unguarded
from contested.export.credit import STANCE
from contested.frame import CLAIMS, STATUS, conform, empty
from contested.gazetteer.theatre import load_theatre
from contested.status import status
from factories import NORTH, SIDES, Say, area, claims, place, series_claims

EVERY = pytest.mark.parametrize("suffix", SUFFIXES)
HOSTILE = [
    '=HYPERLINK("http://x.invalid")',
    "+1",
    "-1",
    "@x",
    "'quoted",
    'a "b", c\nd\te',
    "</description><script>",
    "&amp;",
    "{{7*7}}",
    "«رفح»",
    "＝1+1",
]
KML = "{http://www.opengis.net/kml/2.2}"


def shapes() -> list[object]:
    """One geometry of each sort, areas on both sides of the antimeridian, and none."""
    return [
        Point(20, 5),
        None,
        MultiPolygon([box(179.5, -17, 180, -16), box(-180, -17, -179.5, -16)]),
        Polygon([(0.5, 0.5), (4, 0.5), (4, 4), (0.5, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]]),
        LineString([(30, 10), (31, 11)]),
        Point(-179.999999, 89.999999),
    ]


def of_all_sorts() -> geopandas.GeoDataFrame:
    frame = claims(*(Say(day=number) for number in range(1, 7)))
    return frame.set_geometry(geopandas.GeoSeries(shapes(), crs="EPSG:4326"))


def opened(path: Path) -> geopandas.GeoDataFrame:
    """What GDAL reads, without a word of ours; its first layer."""
    if path.suffix == ".parquet":
        return geopandas.read_parquet(path)
    return pyogrio.read_dataframe(path, layer=str(pyogrio.list_layers(path)[0][0]))


# ---------------------------------------------------------------------------------------------- all formats


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".fgb", ".parquet", ".kml"])
def test_every_row_keeps_its_place_and_rows_without_one_stay_without(tmp_path: Path, suffix):
    frame = of_all_sorts()
    found = opened(write(frame, tmp_path / f"claims{suffix}"))
    assert found.claim_id.tolist() == frame.claim_id.tolist()
    assert found.geometry.isna().tolist() == frame.geometry.isna().tolist()
    there = frame.geometry.notna()
    for ours, theirs in zip(frame.geometry[there], found.geometry[there], strict=True):
        assert shapely.equals(
            shapely.set_precision(ours, 1e-6), shapely.set_precision(shapely.force_2d(theirs), 1e-6)
        ), ours
    assert found.crs is not None
    assert found.crs.to_epsg() == 4326 or found.crs.to_string() == "OGC:CRS84"


@EVERY
def test_a_frame_without_rows_is_written(tmp_path: Path, suffix):
    path = write(empty(STATUS), tmp_path / f"status{suffix}")
    assert path.stat().st_size > 0


@EVERY
def test_text_of_any_length_is_written(tmp_path: Path, suffix):
    frame = claims(Say()).assign(quote=pd.Series(["word" * 75_000], dtype=object))
    path = write(frame, tmp_path / f"claims{suffix}")
    if suffix not in {".xlsx", ".hxl.csv", ".lpf.json"}:
        assert len(opened(path).quote[0] if suffix != ".csv" else pd.read_csv(path).quote[0]) == 300_000


@EVERY
def test_the_same_name_in_capitals_is_the_same_format(tmp_path: Path, suffix):
    assert write(claims(Say()), tmp_path / f"CLAIMS{suffix.upper()}").stat().st_size > 0


@EVERY
def test_who_must_be_named_is_in_the_file_or_beside_it(tmp_path: Path, suffix):
    credit = Credit(attribution=("© somebody of the survey",), licence="CC BY 4.0")
    path = write(claims(Say()), tmp_path / f"claims{suffix}", credit=credit)
    beside = tmp_path / f"claims{suffix}.attribution.txt"
    if suffix in {".csv", ".hxl.csv"}:
        text = beside.read_text(encoding="utf-8")
    else:
        assert not beside.exists()
        text = {
            ".gpkg": lambda: str(pyogrio.read_info(path, layer="claims")["layer_metadata"]),
            ".xlsx": lambda: "\n".join(pd.read_excel(path, sheet_name="about", header=None, engine="calamine")[0]),
            ".parquet": lambda: parquet.read_schema(path).metadata[b"contested"].decode("utf-8"),
            ".fgb": lambda: path.read_bytes().decode("utf-8", "ignore"),
        }.get(suffix, lambda: path.read_text(encoding="utf-8"))()
    assert "© somebody of the survey" in text
    assert "CC BY 4.0" in text


def test_the_data_themselves_say_who_must_be_named(tmp_path: Path):
    frame = claims(Say()).assign(
        theatre="gaza",
        place_source="OpenStreetMap contributors (ODbL 1.0): label node; GeoNames (CC BY 4.0): 281109",
    )
    written = json.loads(write(frame, tmp_path / "claims.geojson").read_text(encoding="utf-8"))
    gaza = load_theatre("gaza")
    assert written["attribution"] == [gaza.attribution, "OpenStreetMap contributors (ODbL 1.0)", "GeoNames (CC BY 4.0)"]
    assert written["notes"] == [STANCE, gaza.disclaimer]


def test_a_table_without_geometry_is_written_as_rows_without_a_place(tmp_path: Path):
    table = pd.DataFrame({"article_id": ["a", "b"], "title": ["=1", None]})
    found = opened(write(table, tmp_path / "articles.gpkg", layer="articles"))
    assert found.title.tolist()[0] == "=1"
    assert len(found) == 2


@pytest.mark.parametrize("suffix", [".kml", ".xlsx", ".hxl.csv", ".lpf.json"])
def test_what_keeps_not_every_column_is_not_read_back(tmp_path: Path, suffix):
    path = write(claims(Say()), tmp_path / f"claims{suffix}")
    with pytest.raises(FrameError, match=r"\.gpkg"):
        read(path, CLAIMS)


@pytest.mark.parametrize(
    ("suffix", "module", "extra"), [(".parquet", "pyarrow", "parquet"), (".xlsx", "xlsxwriter", "excel")]
)
def test_a_missing_extra_is_named_and_nothing_is_written(tmp_path: Path, suffix, module, extra, monkeypatch):
    monkeypatch.setattr(sheet, "find_spec", lambda name: None if name == module else name)
    with pytest.raises(MissingExtraError, match=rf"{module}.*contested\[{extra}\]"):
        write(claims(Say()), tmp_path / f"claims{suffix}")
    assert list(tmp_path.iterdir()) == []


@given(
    st.lists(
        st.one_of(st.none(), st.tuples(st.floats(-180, 180), st.floats(-90, 90)).filter(lambda xy: xy != (0.0, 0.0))),
        max_size=4,
    ),
    st.sampled_from([".geojson", ".gpkg", ".fgb", ".parquet", ".csv"]),
)
def test_any_points_and_none_come_back_as_they_were(tmp_path_factory, places, suffix):
    frame = claims(*(Say(day=number) for number in range(1, len(places) + 1)))
    frame = frame.set_geometry(
        geopandas.GeoSeries([None if xy is None else Point(xy) for xy in places], crs="EPSG:4326", index=frame.index)
    )
    if any(xy is not None and np.round(xy, 6).tolist() == [0, 0] for xy in places):
        return  # nearer to (0, 0) than the decimals tell
    found = read(write(frame, tmp_path_factory.mktemp("any") / f"claims{suffix}"), CLAIMS)
    assert found.claim_id.tolist() == frame.claim_id.tolist()
    for xy, shape in zip(places, found.geometry, strict=True):
        assert (shape is None) == (xy is None)
        if xy is not None:
            assert (shape.x, shape.y) == pytest.approx(xy, abs=1e-6)


# ---------------------------------------------------------------------------------------------- Parquet


def test_parquet_keeps_microseconds_and_types(tmp_path: Path):
    frame = series_claims()
    frame["published"] = frame["published"] + pd.Timedelta(microseconds=7)
    found = geopandas.read_parquet(write(frame, tmp_path / "claims.parquet"))
    assert found.published.equals(frame.published)
    assert str(found.where_prec.dtype) == "Int64"
    assert json.loads(parquet.read_schema(tmp_path / "claims.parquet").metadata[b"geo"])["primary_column"] == "geometry"


# ---------------------------------------------------------------------------------------------- Excel


def excel_rows(path: Path, **options) -> pd.DataFrame:
    return pd.read_excel(path, sheet_name=0, engine="calamine", **options)


def test_excel_has_typed_cells_and_times_in_utc(tmp_path: Path):
    frame = status(series_claims(), sides=SIDES)
    found = excel_rows(write(frame, tmp_path / "status.xlsx"))
    assert found.status_id.tolist() == frame.status_id.tolist()
    assert found.contested.tolist() == frame.contested.tolist()
    assert found.n_claims.tolist() == frame.n_claims.tolist()
    times = pd.to_datetime(found.newest).dt.tz_localize("UTC")
    assert (times.dropna() - frame.newest.dropna()).abs().max() < pd.Timedelta(milliseconds=1)
    assert times.isna().tolist() == frame.newest.isna().tolist()
    assert found.longitude.isna().tolist() == [shape is None or shape.geom_type != "Point" for shape in frame.geometry]


@pytest.mark.parametrize("text", HOSTILE)
def test_excel_runs_nothing_and_loses_nothing(tmp_path: Path, text):
    path = write(claims(Say()).assign(title=text, url="http://x.invalid/"), tmp_path / "claims.xlsx")
    assert excel_rows(path, dtype=str, keep_default_na=False).title[0].replace("\r\n", "\n") == text
    import zipfile

    with zipfile.ZipFile(path) as book:
        inside = "".join(
            book.read(name).decode("utf-8") for name in book.namelist() if name.startswith("xl/worksheets/sheet")
        )
    assert "<f>" not in inside
    assert "<hyperlink" not in inside


def test_what_excel_cannot_hold_is_cut_and_counted(tmp_path: Path):
    round_one = Point(20, 5).buffer(1, quad_segs=1000)
    frame = claims(Say(), Say(day=2)).assign(quote=["x" * 40_000, "short"])
    frame["geometry"] = geopandas.GeoSeries([round_one, Point(20, 5)], crs="EPSG:4326")
    path = write(frame, tmp_path / "claims.xlsx")
    found = excel_rows(path)
    assert len(found.quote[0]) == 32_767
    assert found.quote[0].endswith("[cut: Excel holds 32,767 characters a cell]")
    assert found.geometry[0].startswith("[left out:")
    about = "\n".join(pd.read_excel(path, sheet_name="about", header=None, engine="calamine")[0])
    assert "2 cells were too long" in about


def test_more_rows_than_excel_has_are_refused(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(excel, "_ROWS", 1)
    with pytest.raises(OutputError, match=r"do not fit.*\.gpkg"):
        write(claims(Say(), Say(day=2)), tmp_path / "claims.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_excel_gives_the_same_bytes_for_the_same_frame(tmp_path: Path):
    frame = series_claims()
    assert write(frame, tmp_path / "a.xlsx").read_bytes() == write(frame, tmp_path / "b.xlsx").read_bytes()


# ---------------------------------------------------------------------------------------------- KML


def test_kml_keeps_the_types_of_fields(tmp_path: Path):
    frame = status(series_claims(), sides=SIDES)
    found = pyogrio.read_dataframe(write(frame, tmp_path / "status.kml"))
    assert found.status_id.tolist() == frame.status_id.tolist()
    assert found.n_claims.tolist() == frame.n_claims.tolist()
    assert pd.api.types.is_integer_dtype(found.n_claims.dtype)
    assert found.confidence.tolist() == pytest.approx(frame.confidence.tolist(), nan_ok=True)


def test_kml_keeps_where_a_quote_starts_and_ends(tmp_path: Path):
    frame = series_claims()
    path = write(frame, tmp_path / "claims.kml")
    tree = ET.parse(path)
    for name in ("start", "end"):
        told = [int(node.text) for node in tree.iter(f"{KML}SimpleData") if node.get("name") == name]
        assert told == frame[name].tolist()


@pytest.mark.parametrize("text", [*HOSTILE, "<img src=x onerror=alert(1)>", "a\x0bb"])
def test_kml_shows_hostile_text_as_text(tmp_path: Path, text):
    frame = claims(Say()).assign(quote=text, place=text)
    tree = ET.parse(write(frame, tmp_path / "claims.kml"))
    balloon = tree.find(f".//{KML}Placemark/{KML}description").text
    assert "<img" not in balloon
    assert "<script" not in balloon
    assert tree.find(f".//{KML}Placemark/{KML}name").text.replace("\ufffd", "\x0b") == text


# ---------------------------------------------------------------------------------------------- HXL


def hxl_program(path: Path, command: str) -> list[dict[str, str]]:
    """What libhxl, run as a program of its own, makes of a file on disk: rows by hashtag."""
    script = (
        f"import sys, csv, json, hxl\ndata = hxl.data(sys.argv[1], hxl.InputOptions(allow_local=True))\n{command}\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_libhxl_reads_tags_rows_and_p_codes(tmp_path: Path):
    gaza = load_theatre("gaza")
    ids = ["gaza:rafah", "gaza:north-gaza-governorate", None]
    frame = claims(Say(at=place("Alder")), Say(at=place("Birch"), day=2), Say(at=None, aid_name="somewhere", day=3))
    frame["place_id"] = pd.Series(ids, dtype=object)
    path = write(frame, tmp_path / "claims.hxl.csv", theatre=gaza)
    rows = hxl_program(path, "json.dump([row.dictionary for row in data], sys.stdout)")
    assert [row["#meta+id"] for row in rows] == frame.claim_id.tolist()
    assert [row["#adm1+code+v_pcode"] for row in rows] == ["PS02", "PS02", ""]
    assert [row["#adm2+code+v_pcode"] for row in rows] == ["PS0275", "PS0255", ""]
    assert rows[0]["#adm2+name"] == "Rafah Governorate"
    assert (rows[0]["#geo+lat"], rows[0]["#geo+lon"]) == ("5.0", "20.0")
    assert rows[2]["#geo+lat"] == ""


def test_libhxl_filters_statuses_by_their_words(tmp_path: Path):
    frame = status(series_claims(), sides=SIDES)
    path = write(frame, tmp_path / "status.hxl.csv")
    query = "json.dump([row.dictionary for row in data.with_rows('#indicator+contested=true')], sys.stdout)"
    rows = hxl_program(path, query)
    assert [row["#meta+id"] for row in rows] == frame.status_id[frame.contested].tolist()
    assert {row["#status+control"] for row in rows} == set(frame.control[frame.contested])


@pytest.mark.parametrize("text", HOSTILE)
def test_hxl_has_no_formula_and_one_row_of_tags(tmp_path: Path, text):
    path = write(claims(Say()).assign(quote=text, place=text, country=text), tmp_path / "claims.hxl.csv")
    heads, tags, row = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    assert len(heads) == len(tags) == len(row)
    assert all(tag.startswith("#") for tag in tags)
    assert not any(
        cell.startswith(("=", "+", "@", "＝")) or (cell.startswith("-") and not cell[1:2].isdigit()) for cell in row
    )
    assert unguarded(row[tags.index("#description+quote")]) == text


def test_other_peoples_frames_keep_their_columns_in_hxl(tmp_path: Path):
    frame = geopandas.GeoDataFrame({"Was it?": [1]}, geometry=[Point(1, 2)], crs="EPSG:4326")
    assert write(frame, tmp_path / "mine.hxl.csv").read_text(encoding="utf-8") == "Was it?\n#meta+was_it_\n1\n"


# ---------------------------------------------------------------------------------------------- Linked Places


def test_linked_places_are_geojson_with_names_times_and_words(tmp_path: Path):
    frame = claims(
        Say(at=area("Kapok", 20, 4), origin=NORTH, valid_from=pd.Timestamp("2031-03-02", tz="UTC")),
        Say(at=None, aid_name="a gate"),
    )
    frame["place_names"] = pd.Series(['{"en": "Kapok", "ar": "كابوك"}', None], dtype=object)
    path = write(frame, tmp_path / "claims.lpf.json")
    written = json.loads(path.read_text(encoding="utf-8"))
    first, second = written["features"]
    assert written["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    assert first["names"] == [{"toponym": "Kapok", "lang": "en"}, {"toponym": "كابوك", "lang": "ar"}]
    assert first["when"] == {"timespans": [{"start": {"in": "2031-03-02"}}]}
    assert first["descriptions"][0]["value"] == frame.quote[0]
    assert first["geometry"]["type"] == "Polygon"
    assert second["geometry"] is None
    assert second["properties"]["title"] == "(place not known)"
    assert len(pyogrio.read_dataframe(path)) == 2


def test_a_place_of_the_world_index_is_linked_to_geonames(tmp_path: Path):
    frame = claims(Say()).assign(place_id="world:281124")
    written = json.loads(write(frame, tmp_path / "claims.lpf.json").read_text(encoding="utf-8"))
    assert written["features"][0]["links"] == [{"type": "closeMatch", "identifier": "gn:281124"}]


def test_collections_of_geometries_are_written(tmp_path: Path):
    frame = conform(
        claims(Say()).set_geometry(
            geopandas.GeoSeries([GeometryCollection([Point(1, 2), LineString([(3, 4), (5, 6)])])], crs="EPSG:4326")
        ),
        CLAIMS,
    )
    for suffix in (".geojson", ".gpkg", ".fgb", ".kml", ".lpf.json"):
        found = opened(write(frame, tmp_path / f"claims{suffix}"))
        assert shapely.get_num_geometries(found.geometry[0]) == 2, suffix
