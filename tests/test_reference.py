from fnmatch import fnmatchcase

import pytest

import contested
from contested import reference
from contested.errors import DataError


def test_the_root_of_a_checkout_holds_the_theatres():
    assert (reference.root() / "theatres" / "gaza" / "theatre.toml").is_file()


def test_a_wheel_keeps_its_data_inside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "contested"
    (package / "data" / "theatres").mkdir(parents=True)
    monkeypatch.setattr(reference, "files", lambda _: package)
    assert reference.root() == package / "data"


def test_an_editable_installation_reads_the_checkout(tmp_path, monkeypatch):
    package = tmp_path / "geo" / "contested"
    package.mkdir(parents=True)
    (tmp_path / "data" / "theatres").mkdir(parents=True)
    monkeypatch.setattr(reference, "files", lambda _: package)
    assert reference.root() == tmp_path / "data"


def test_missing_data_is_an_error_that_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "files", lambda _: tmp_path / "geo" / "contested")
    with pytest.raises(DataError, match="install contested again"):
        reference.root()


def test_a_missing_file_is_named():
    with pytest.raises(DataError, match=r"nowhere\.toml"):
        reference.read_toml("theatres", "nowhere.toml")


@pytest.mark.parametrize(("content", "said"), [(b"a = [", "not valid TOML"), (b"a = '\xff'", "not UTF-8 at byte 5")])
def test_a_damaged_file_is_named_with_what_is_wrong(tmp_path, monkeypatch, content, said):
    (tmp_path / "x.toml").write_bytes(content)
    monkeypatch.setattr(reference, "root", lambda: tmp_path)
    with pytest.raises(DataError, match=said):
        reference.read_toml("x.toml")


def test_a_byte_order_mark_is_passed_over(tmp_path, monkeypatch):
    (tmp_path / "x.toml").write_bytes(b"\xef\xbb\xbfa = 1")
    monkeypatch.setattr(reference, "root", lambda: tmp_path)
    assert reference.read_toml("x.toml") == {"a": 1}


def test_only_folders_with_a_theatre_file_are_theatres():
    names = [folder.name for folder in reference.theatre_dirs()]
    assert "gaza" in names
    assert "common" not in names
    assert names == sorted(names)


def test_a_users_theatre_hides_the_shipped_one_of_the_same_name(tmp_path):
    own = tmp_path / "gaza"
    own.mkdir()
    (own / "theatre.toml").touch()
    assert own in reference.theatre_dirs(tmp_path)
    assert reference.root() / "theatres" / "gaza" not in reference.theatre_dirs(tmp_path)


def test_a_users_folder_that_is_no_folder_is_refused(tmp_path):
    with pytest.raises(DataError, match="is not a folder"):
        reference.theatre_dirs(tmp_path / "none")


def test_the_manifest_lists_every_data_file_with_its_hash():
    listed = {each.path: each.sha256 for each in reference.manifest()}
    assert listed == reference.shipped_files(), "run: python benchmarks/stamp_manifest.py"


def test_every_data_file_has_an_origin_a_licence_and_a_date():
    for each in reference.manifest():
        assert each.origin
        assert each.licence
        assert each.date


def test_every_origin_of_the_manifest_is_used():
    paths = [each.path for each in reference.manifest()]
    for origin in reference.read_toml("MANIFEST.toml")["origin"]:
        assert any(fnmatchcase(path, origin["files"]) for path in paths), origin["files"]


def test_a_listed_file_without_an_origin_is_refused(tmp_path, monkeypatch):
    (tmp_path / "MANIFEST.toml").write_text('[sha256]\n"x.csv" = "0"\n')
    monkeypatch.setattr(reference, "root", lambda: tmp_path)
    with pytest.raises(DataError, match=r"no .*origin.* fits x\.csv"):
        reference.manifest()


def test_the_package_is_the_one_of_this_checkout():
    assert reference.root().parent / "geo" / "contested" in [*map(type(reference.root()), contested.__path__)]
