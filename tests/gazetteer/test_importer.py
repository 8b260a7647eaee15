import geopandas
import pytest
from shapely import Point

from contested.errors import DataError
from contested.gazetteer.commands import info, search, take
from contested.gazetteer.gazetteer import open_gazetteer
from contested.gazetteer.importer import ImportOptions, as_theatre, import_places
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
    assert "1 places taken, 7 rows refused" in taken.report()


def test_columns_are_mapped_and_missing_ones_named(tmp_path):
    path = written(tmp_path, "toponyme,x,y\nMinova,29.02,-1.71\n")
    mapped = ImportOptions(gazetteer="mine", source="s", columns={"name": "toponyme", "lon": "x", "lat": "y"})
    assert import_places(path, mapped).places[0].name == "Minova"
    with pytest.raises(DataError, match=r"lacks the column name"):
        import_places(path, OPTIONS)


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


def test_imported_places_are_looked_up_like_a_theatres(tmp_path):
    taken = import_places(written(tmp_path, "id,name,lon,lat\n1,Minova,29.02,-1.71\n"), OPTIONS)
    gazetteer = open_gazetteer(theatres=[as_theatre(taken, OPTIONS)], world=False)
    assert gazetteer.lookup("minova")[0].id == "mine:1"


def test_import_reports_and_writes(tmp_path, monkeypatch):
    monkeypatch.setenv("CONTESTED_CACHE", str(tmp_path / "cache"))
    text = take(written(tmp_path, "id,name,lon,lat\n1,Minova,29.02,-1.71\n"), OPTIONS)
    assert "1 places taken" in text
    assert (tmp_path / "cache" / "imported" / "mine.csv").read_text(encoding="utf-8").count("\n") == 2


def test_search_and_info_answer_in_text():
    gazetteer = open_gazetteer(theatres=[load_theatre("gaza")])
    assert search(gazetteer, "رفح").startswith("gaza:rafah\tRafah")
    assert "no place" in search(gazetteer, "Qwertyabad")
    assert "GeoNames" in info(gazetteer)
