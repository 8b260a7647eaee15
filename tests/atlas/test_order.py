"""Any order and any batches of arrival give the same claims, copies, versions and statuses."""

import random

import pytest
from pandas.testing import assert_frame_equal

from conftest import Clock, article, day
from contested.articles import read_articles
from contested.atlas import Atlas
from contested.extract.engine import Reader

REPORT = """The Israeli military said on Monday that its troops had captured Rafah after two days of heavy fighting in
the south of the town. Residents said that they had heard explosions through the night, that the market was closed and
that families had left for the coast. The Kerem Shalom crossing remained open, COGAT said."""


@pytest.fixture(scope="module")
def series(repository):
    told = read_articles(repository / "tests" / "fixtures" / "series" / "articles")
    return [
        *told,
        article(REPORT, outlet="Invented Wire", published=5, url="https://wire.example/report"),
        article(f"RAFAH – {REPORT}", outlet="Fictional Radio", published=6),
        article(f"{REPORT} Reporting by the Wire.", outlet="Made-up Post", published=4),
        article("Hamas said that it holds Khan Younis.", published=7, url="https://wire.example/khan-younis"),
        article("Hamas said that it holds Jabalia.", published=8, url="https://wire.example/khan-younis"),
    ]


@pytest.fixture
def read_once(monkeypatch):
    """Let each text be read once: what is read does not depend on the order."""
    read, known = Reader.read, {}

    def remembered(self, one, **options):
        key = (one.id, one.outlet)
        if key not in known:
            known[key] = read(self, one, **options)
        return known[key]

    monkeypatch.setattr(Reader, "read", remembered)


def outcome(articles, seed, url="memory:"):
    """Answer what an atlas holds once `articles` have come in an order, in batches, some of them twice."""
    chance = random.Random(seed)
    order = [*articles, *chance.sample(articles, 5)]
    chance.shuffle(order)
    with Atlas.open(url, create=True, theatre="gaza", clock=Clock()) as atlas:
        while order:
            size = chance.randint(1, 12)
            batch, order = order[:size], order[size:]
            atlas.add(batch)
        claims = atlas.claims().drop(columns=["recorded_at", "geometry"])
        status = atlas.status().drop(columns="geometry")
        derived = atlas.store.status_now().drop(columns=["geometry", "valid_at"])
        assert_frame_equal(derived, status.drop(columns="valid_at"), check_exact=False, rtol=0, atol=1e-9)
        articles = atlas.articles().set_index("copy_id")[["copy_of", "superseded_by"]].sort_index()
    return claims, status, articles


def where(folder, seed):
    """Answer where an atlas is to be: in memory, or every other time in a file."""
    return folder / f"{seed}.gpkg" if seed % 2 else "memory:"


def same(one, other):
    return all(left.equals(right) for left, right in zip(one, other, strict=True))


def test_the_series_has_copies_and_versions(series, read_once):
    claims, _, articles = outcome(series, 0)
    assert len(series) >= 25
    assert len({one.language for one in series} - {None}) >= 3
    assert articles["copy_of"].notna().sum() >= 3
    assert articles["superseded_by"].notna().sum() == 1
    assert "Jabalia" in set(claims["place"])


@pytest.mark.parametrize("seed", range(1, 4))
def test_any_order_gives_the_same_claims_and_statuses(series, read_once, seed, tmp_path):
    assert same(outcome(series, 0), outcome(series, seed, where(tmp_path, seed)))


@pytest.mark.long
def test_a_hundred_orders_give_the_same_claims_and_statuses(series, read_once, tmp_path):
    first = outcome(series, 0)
    assert [seed for seed in range(1, 101) if not same(first, outcome(series, seed, where(tmp_path, seed)))] == []


# --------------------------------------------------------------------------------------- copies


def test_copies_are_linked_to_the_one_published_first_and_are_one_origin(atlas, clock):
    original = article(REPORT, published=4)
    copy = article(f"RAFAH – {REPORT}", outlet="Fictional Radio", published=6)
    atlas.add([copy])
    before = clock()
    update = atlas.add([original])
    assert update.articles["copies"] == (original.id,)
    told = atlas.articles().set_index("article_id")["copy_of"]
    assert (told[copy.id], told[original.id]) == (original.id, None)
    assert set(atlas.claims()["copy_of"]) == {original.id, None}
    crossing = atlas.status().set_index("place")["n_origins"]["Kerem Shalom Crossing"]
    assert crossing == 1
    from contested.store import Selection

    assert atlas.claims(Selection(known_at=before))["copy_of"].tolist() == [None, None]


def test_an_article_that_joins_two_families_makes_them_one(atlas):
    words = [f"word{number}" for number in range(90)]
    one, other, bridge = " ".join(words[:60]), " ".join(words[30:]), " ".join(words)
    atlas.add([article(one, published=3), article(other, published=4, outlet="Radio")])
    assert atlas.articles()["copy_of"].notna().sum() == 0
    atlas.add([article(bridge, published=5, outlet="Post")])
    assert atlas.articles()["copy_of"].dropna().unique().tolist() == [
        atlas.articles().sort_values("published")["article_id"].iloc[0]
    ]
    assert atlas.articles()["copy_of"].notna().sum() == 2


def test_a_new_version_at_the_same_address_is_no_copy(atlas):
    url = "https://wire.example/1"
    atlas.add([article(REPORT, published=3, url=url), article(f"{REPORT} Update.", published=4, url=url)])
    assert atlas.articles()["copy_of"].notna().sum() == 0
    assert atlas.articles()["superseded_by"].notna().sum() == 1


def test_the_same_text_from_two_outlets_is_one_origin(atlas):
    atlas.add([article(REPORT, published=3), article(REPORT, published=4, outlet="Fictional Radio")])
    assert len(atlas.articles()) == 2
    assert atlas.status().set_index("place")["n_origins"]["Rafah"] == 1
    assert day(3) in atlas.claims()["published"].tolist()
