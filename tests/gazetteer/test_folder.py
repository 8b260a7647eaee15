"""Imported places as a theatre's folder: written whole, and read back as a theatre."""

import geopandas
import pytest
from shapely import MultiPoint, Point, box

from contested.errors import DataError, OutputError
from contested.gazetteer.folder import write_folder
from contested.gazetteer.gazetteer import open_gazetteer
from contested.gazetteer.importer import Imported, ImportOptions, import_places
from contested.gazetteer.theatre import load_theatre

OPTIONS = ImportOptions(gazetteer="mine", source='our "survey"', licence="CC0", country="CD")


@pytest.fixture
def layer(tmp_path):
    frame = geopandas.GeoDataFrame(
        {
            "id": ["A/1", "a-1", "c"],
            "name": ["Minova", "Sake, the town", "Two points"],
            "aliases": ["Minowa;مينوفا", "", ""],
            "inhabitants": [60_000, 0, 0],
        },
        geometry=[Point(29.02, -1.71, 1500), box(29.0, -1.6, 29.1, -1.5), MultiPoint([(29, -1), (29, -2)])],
        crs="EPSG:4326",
    )
    frame.to_file(tmp_path / "places.geojson")
    return import_places(tmp_path / "places.geojson", OPTIONS)


def test_what_is_written_loads_as_a_theatre_with_source_and_licence(layer, tmp_path):
    theatre = load_theatre(write_folder(layer, OPTIONS, tmp_path / "mine"))
    assert [place.id for place in theatre.places] == ["mine:a-1", "mine:a-1-2"]
    assert {place.source for place in theatre.places} == {
        'our "survey" (CC0): a-1',
        'our "survey" (CC0): a-1-2',
    }
    minova, sake = theatre.places
    assert (minova.footprint.x, minova.footprint.y, minova.importance) == (29.02, -1.71, 60_000)
    assert sake.footprint.equals(box(29.0, -1.6, 29.1, -1.5))


def test_what_is_no_point_line_or_area_is_refused(layer):
    assert "MultiPoint" in layer.refused[0].why


def test_imported_places_are_looked_up_by_all_their_names(layer, tmp_path):
    theatre = load_theatre(write_folder(layer, OPTIONS, tmp_path / "mine"))
    gazetteer = open_gazetteer(theatres=[theatre], world=False)
    for name in ("minova", "Minowa", "مينوفا"):
        assert gazetteer.lookup(name)[0].name == "Minova"


def test_a_folder_that_is_there_is_left_as_it_is(layer, tmp_path):
    (tmp_path / "mine").mkdir()
    with pytest.raises(OutputError, match="is there already"):
        write_folder(layer, OPTIONS, tmp_path / "mine")
    assert list((tmp_path / "mine").iterdir()) == []


def test_nothing_taken_writes_nothing(tmp_path):
    with pytest.raises(DataError, match="no place was taken"):
        write_folder(Imported((), ()), OPTIONS, tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_country_is_asked_for(tmp_path):
    options = ImportOptions(gazetteer="mine", source="s")
    (tmp_path / "places.csv").write_text("name,lon,lat\nMinova,29.02,-1.71\n")
    imported = import_places(tmp_path / "places.csv", options)
    with pytest.raises(DataError, match="--country"):
        write_folder(imported, options, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()
