from dataclasses import replace

import geopandas
import pytest
from shapely import Point

from contested.errors import DataError, UnknownPlaceError
from contested.gazetteer.commands import info, line, search
from contested.gazetteer.gazetteer import open_gazetteer
from contested.gazetteer.importer import ImportOptions, import_places
from contested.gazetteer.theatre import load_theatre

OPTIONS = ImportOptions(gazetteer="mine", source="our survey", country="CD")


def written(tmp_path, text, name="places.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_taken_and_refused_one_by_one_with_the_reason(tmp_path):
    path = written(
        tmp_path,
        "id,name,lon,lat,kind\n"
        "1,Minova,29.02,-1.71,town\n"
        "1,Sake,29.04,-1.57,town\n"
        "3,Zero,0,0,town\n"
        "4,Swapped,-1.7,129.02,town\n"
        "5,Metres,3230000,-190000,town\n"
        "6,,29.0,-1.7,town\n"
        "7,No point,,,town\n"
        "8,Odd kind,29.0,-1.7,castle\n",
    )
    taken = import_places(path, OPTIONS)
    assert [place.id for place in taken.places] == ["mine:1"]
    reasons = {refused.row: refused.why for refused in taken.refused}
    assert "row 1" in reasons[2]
    assert "(0, 0)" in reasons[3]
    assert "swapped" in reasons[4]
    assert "CRS" in reasons[5]
    assert "no name" in reasons[6]
    assert "no geometry" in reasons[7]
    assert "castle" in reasons[8]


def test_columns_are_mapped_and_missing_ones_named(tmp_path):
    path = written(tmp_path, "toponyme,x,y\nMinova,29.02,-1.71\n")
    mapped = ImportOptions(gazetteer="mine", source="s", columns={"name": "toponyme", "lon": "x", "lat": "y"})
    assert import_places(path, mapped).places[0].name == "Minova"
    with pytest.raises(DataError, match=r"lacks the column name"):
        import_places(path, OPTIONS)


def test_columns_parted_by_semicolons_are_told_from_the_header(tmp_path):
    path = written(tmp_path, "nom;x;y\nMinova;29.02;-1.71\n")
    options = replace(OPTIONS, columns={"name": "nom", "lon": "x", "lat": "y"})
    assert [place.name for place in import_places(path, options).places] == ["Minova"]


def test_a_layer_in_another_crs_is_brought_to_degrees(tmp_path):
    frame = geopandas.GeoDataFrame({"name": ["Minova"]}, geometry=[Point(29.02, -1.71)], crs="EPSG:4326").to_crs(32735)
    path = tmp_path / "places.gpkg"
    frame.to_file(path)
    place = import_places(path, OPTIONS).places[0]
    assert abs(place.footprint.x - 29.02) < 1e-6


def test_a_geonames_dump_is_read(tmp_path):
    cells = [
        "1",
        "Minova",
        "Minova",
        "Minowa",
        "-1.71",
        "29.02",
        "P",
        "PPL",
        "CD",
        "",
        "",
        "",
        "",
        "",
        "5000",
        "",
        "",
        "",
        "",
    ]
    place = import_places(written(tmp_path, "\t".join(cells) + "\n", "CD.txt"), OPTIONS).places[0]
    assert (place.name, place.country, place.aliases) == ("Minova", "CD", ("Minowa",))


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("x.txt", "only\tthree\tcells\n", "no GeoNames dump"),
        ("x.vrt", "<OGRVRTDataSource></OGRVRTDataSource>", "virtual"),
        ("x.geojson", "not a layer", "GDAL cannot read it"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_as_a_whole(tmp_path, name, text, why):
    with pytest.raises(DataError, match=why):
        import_places(written(tmp_path, text, name), OPTIONS)


def test_a_missing_file_and_a_name_that_is_a_path_are_refused(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        import_places(tmp_path / "none.csv", OPTIONS)
    with pytest.raises(DataError, match="cannot name a gazetteer"):
        import_places(written(tmp_path, "name\n"), ImportOptions(gazetteer="../x", source="s"))


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"crs": "EPSG:0"}, "no coordinate reference system"),
        ({"country": "Congo"}, "ISO 3166-1"),
        ({"language": "French"}, "ISO 639"),
        ({"source": "\x1b"}, "source or licence"),
        ({"columns": {"nmae": "x"}}, "places have no 'nmae'"),
    ],
)
def test_options_that_make_no_sense_are_told(tmp_path, options, why):
    path = tmp_path / "places.shp"
    geopandas.GeoDataFrame({"name": ["Minova"]}, geometry=[Point(29.02, -1.71)], crs="EPSG:4326").to_file(path)
    path.with_suffix(".prj").unlink()
    with pytest.raises(DataError, match=why):
        import_places(path, replace(OPTIONS, **options))


def test_names_that_are_not_utf_8_are_refused(tmp_path):
    cells = [b"1", b"Caf\xe9", b"", b"", b"-1.71", b"29.02", b"P", b"PPL", b"CD", *[b""] * 5, b"50", *[b""] * 4]
    path = tmp_path / "CD.txt"
    path.write_bytes(b"\t".join(cells) + b"\n")
    assert "not UTF-8" in import_places(path, OPTIONS).refused[0].why


def test_search_and_info_answer_in_text():
    gazetteer = open_gazetteer(theatres=[load_theatre("gaza")])
    assert line(search(gazetteer, "رفح")[0]).startswith("gaza:rafah\tRafah")
    with pytest.raises(UnknownPlaceError, match="no place is called 'Qwertyabad'"):
        search(gazetteer, "Qwertyabad")
    assert "GeoNames" in info(gazetteer)
