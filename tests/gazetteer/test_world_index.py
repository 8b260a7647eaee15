import json
import logging
import shutil

import pytest

from contested.errors import DataError
from contested.gazetteer import world
from contested.gazetteer.tables import Level


@pytest.fixture(scope="module")
def index():
    return world.open_world()


@pytest.fixture
def copy(index, tmp_path, monkeypatch):
    """A copy of the index in a cache of its own, and a build that only copies it again."""
    monkeypatch.setenv(world.CACHE_VARIABLE, str(tmp_path))
    folder = tmp_path / index.folder.name
    shutil.copytree(index.folder, folder)
    built = []

    def build(target, _progress):
        built.append(target)
        shutil.copytree(index.folder, target)

    monkeypatch.setattr(world, "build", build)
    return folder, built


def test_a_country_a_state_a_county_a_city_and_a_sea_are_found(index):
    for name, level in (
        ("france", Level.COUNTRY),
        ("texas", Level.FIRST),
        ("rapides parish", Level.SECOND),
        ("aleppo", Level.CITY),
        ("black sea", Level.REGION),
    ):
        assert level in {entry.level for entry in index.find(name)}, name


def test_the_most_important_place_of_a_name_comes_first(index):
    cities = [entry for entry in index.find("paris") if entry.level is Level.CITY]
    assert cities[0].country == "FR"


def test_demonyms_are_marked(index):
    assert index.find("french")[0].demonym
    assert not index.find("france")[0].demonym


def test_an_unknown_name_answers_nothing(index):
    assert index.find("qwertyabad") == ()


def test_every_point_is_on_the_earth(index):
    lons, lats = index.points()
    assert abs(lons).max() <= 180
    assert abs(lats).max() <= 90
    assert not ((lons == 0) & (lats == 0)).any()


def test_attribution_travels_with_each_place(index):
    assert {index.place(entry.row).source for entry in index.find("aleppo")} >= {
        "GeoNames (CC BY 4.0)",
        "ISO 3166-2 point (iso3166-2 package, MIT)",
    }


def test_a_whole_index_is_opened_without_building(copy):
    _folder, built = copy
    world.open_world()
    assert built == []


@pytest.mark.parametrize("name", ["names.marisa", "places.npy", "postings.npy", "first.npy", "text.bin", "meta.json"])
def test_a_damaged_index_is_built_again_and_says_so(copy, caplog, name):
    folder, built = copy
    path = folder / name
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 0xFF
    path.write_bytes(bytes(body))
    with caplog.at_level(logging.WARNING):
        world.open_world()
    assert built == [folder]
    assert "damaged" in caplog.text


def test_a_file_cut_short_is_built_again(copy):
    folder, built = copy
    path = folder / "places.npy"
    path.write_bytes(path.read_bytes()[:1000])
    world.open_world()
    assert built == [folder]


def test_an_index_of_an_older_format_is_built_again(copy):
    folder, built = copy
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps(meta | {"format": 0}))
    world.open_world()
    assert built == [folder]


def test_what_a_killed_build_left_is_never_read(copy, tmp_path):
    _folder, built = copy
    (tmp_path / ".building-abc").mkdir()
    (tmp_path / ".building-abc" / "places.npy").write_bytes(b"half")
    world.open_world()
    assert built == []


def test_of_two_builds_at_once_the_second_finds_the_first(index, tmp_path, monkeypatch):
    target = tmp_path / "world-x"

    def write(folder, _progress):
        shutil.copytree(index.folder, folder, dirs_exist_ok=True)
        if not target.exists():
            shutil.copytree(index.folder, target)  # the other process was faster

    monkeypatch.setattr(world, "_write", write)
    world.build(target, lambda _word, _share: None)
    assert target.is_dir()
    assert list(tmp_path.glob(".building-*")) == []


def test_a_build_that_stays_damaged_is_an_error(copy, monkeypatch):
    folder, _ = copy
    monkeypatch.setattr(world, "build", lambda _target, _progress: None)
    (folder / "meta.json").unlink()
    with pytest.raises(DataError, match="still damaged"):
        world.open_world()
