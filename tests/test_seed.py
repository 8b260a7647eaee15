"""The main job: the seed article in, the committed map out."""

import hashlib
import subprocess
import sys

import contested
from contested import cli
from contested.render import page_model

SEED = "000_9c3a215738b07338.txt"
SHA256 = "1e156a61e6fe272859af091cd1649ca328dc7c9312eb9e3f971adfcc5878203f"


def test_the_seed_is_untouched(seeds):
    assert hashlib.sha256((seeds / SEED).read_bytes()).hexdigest() == SHA256


def test_the_committed_map_is_what_the_code_makes(repository, seeds, tmp_path):
    path = tmp_path / "gaza.html"
    assert cli.main(["map", str(seeds), "-o", str(path), "-q"]) == 0
    assert path.read_bytes() == (repository / "maps" / "gaza.html").read_bytes()


def test_the_committed_map_is_small(repository):
    assert (repository / "maps" / "gaza.html").stat().st_size < 420_000  # some 1 kB for each of its 25 claims


def test_the_map_does_not_depend_on_where_the_article_lies(repository, seeds, tmp_path):
    (tmp_path / SEED).write_bytes((seeds / SEED).read_bytes())
    path = tmp_path / "gaza.html"
    assert cli.main(["map", str(tmp_path / SEED), "-o", str(path), "-q"]) == 0
    assert path.read_bytes() == (repository / "maps" / "gaza.html").read_bytes()


def test_the_map_does_not_depend_on_the_order_of_sets(seeds, tmp_path, monkeypatch):
    pages = []
    for number in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", number)
        path = tmp_path / f"{number}.html"
        subprocess.run([sys.executable, "-m", "contested", "map", seeds, "-o", path, "-q"], check=True)
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_an_honest_map_of_the_seed_shows_five_features_and_one_unlocated_aid_point(seeds):
    claims = contested.claims(contested.extract(contested.read_articles(seeds)))
    model = page_model(claims, theatre=contested.load_theatre("gaza"))
    drawn = [site for site in model["sites"] if site["geometry"] and site["left_out"] is None]
    assert sorted(site["label"] for site in drawn) == [
        "Nuseirat",
        "Rafah",
        "Tal al-Zaatar",
        "eastern Gaza City",
        "eastern Khan Younis",
    ]
    assert len(model["unlocated"]) == 1


def test_four_places_of_the_seed_are_disputed_and_nuseirat_is_not(seeds):
    statuses = contested.status(contested.claims(contested.extract(contested.read_articles(seeds))))
    disputed = statuses[statuses["contested"]]
    assert sorted(disputed["place"]) == ["Gaza City", "Khan Younis", "Rafah", "Tal al-Zaatar"]
    assert set(disputed["dispute"]) == {"withdrawal_demanded"}
    assert not disputed["contested_strict"].any()
