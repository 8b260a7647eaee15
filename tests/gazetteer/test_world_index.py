import json
import logging
import os
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
        "GeoNames 170062 (pyowm 3.5.0) (CC BY 4.0)",
    }


def test_the_source_of_every_place_names_a_licence_or_says_that_it_is_not_checked(index):
    sources = {index.place(row).source for row in range(len(index)) if index.level(row) > Level.CITY}
    told = ("CC BY 4.0", "MIT", "not checked")
    assert [source for source in sources if not any(word in source for word in told)] == []


def test_a_division_has_the_id_and_the_point_that_geonames_gives_it(index):
    states = [entry for entry in index.find("washington") if entry.level is Level.FIRST and entry.country == "US"]
    assert [index.geonameid(entry.row) for entry in states] == [5815135]
    assert (round(states[0].lon, 1), round(states[0].lat, 1)) == (-120.5, 47.5)


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


def used(folder, age):
    """An index of another version, last opened `age` seconds before the epoch's thousandth day."""
    folder.mkdir()
    (folder / "meta.json").write_text("{}")
    os.utime(folder / "meta.json", (86_400_000 - age,) * 2)
    return folder


@pytest.fixture
def rebuilt(copy, index, monkeypatch):
    """Build the index anew, as of the epoch's thousandth day."""
    folder, _ = copy

    def build(target, _progress):
        shutil.copytree(index.folder, target)
        os.utime(target / "meta.json", (86_400_000,) * 2)

    monkeypatch.setattr(world, "build", build)
    return lambda: world.open_world(rebuild=True) and folder


def test_a_build_removes_the_idle_indexes_of_other_versions(rebuilt, tmp_path):
    old = used(tmp_path / "world-000000000000", 3 * 86_400)
    assert rebuilt().is_dir()
    assert not old.exists()
    assert list(tmp_path.glob(".old-*")) == []


def test_a_build_leaves_what_another_installation_used_today(rebuilt, tmp_path):
    recent = used(tmp_path / "world-000000000000", 3_600)
    rebuilt()
    assert recent.is_dir()


def test_a_build_removes_nothing_that_is_no_index(rebuilt, tmp_path):
    theirs = tmp_path / "theirs"
    kept = [used(theirs, 3 * 86_400), used(tmp_path / "imported", 3 * 86_400)]
    (tmp_path / "world-link").symlink_to(theirs)
    rebuilt()
    assert all(folder.is_dir() for folder in kept)
    assert (tmp_path / "world-link").is_symlink()


def test_opening_marks_an_index_as_used(copy):
    folder, built = copy
    os.utime(folder / "meta.json", (0, 0))
    world.open_world()
    assert built == []
    assert (folder / "meta.json").stat().st_mtime > 0


def test_an_index_without_building_leaves_old_ones_alone(copy, tmp_path):
    old = used(tmp_path / "world-000000000000", 3 * 86_400)
    world.open_world()
    assert old.is_dir()


def test_a_town_shares_the_division_of_the_city_beside_it(index):
    namesakes = {entry.admin for entry in index.find("kobo") if entry.country == "ET"}
    assert namesakes == {"46"}  # both in Amhara: the article's other places tell which
