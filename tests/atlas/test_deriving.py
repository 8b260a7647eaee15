"""The derived layers, worked out some places at a time, are what working everything out anew gives."""

from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from conftest import CAPTURED, CLOSED, DENIED, HELD, OPEN, Clock, article, day
from contested.articles import read_articles
from contested.atlas import Atlas
from contested.atlas.adding import Tally
from contested.atlas.deriving import derive
from contested.extract.engine import Reader
from contested.frame import STATUS, empty
from contested.model import Article, TimePrecision
from contested.store import Rows, State

REPORT = """The Israeli military said on Monday that its troops had captured Rafah after two days of heavy fighting in
the south of the town. Residents said that they had heard explosions through the night, that the market was closed and
that families had left for the coast. The Kerem Shalom crossing remained open, COGAT said."""
SAYINGS = (
    CAPTURED,
    DENIED,
    HELD,
    CLOSED,
    OPEN,
    "Fierce clashes broke out in Jabalia between Hamas and Israeli troops, residents said.",
    "Israeli forces withdrew from Rafah, the Israeli military said.",
    "Hamas fighters retook Khan Younis, witnesses said.",
    "The military retracted its statement that it had captured Rafah.",
    "A bakery in Deir al-Balah reopened, the UN said.",
    REPORT,
    f"RAFAH – {REPORT}",
    f"{REPORT} Reporting by the Wire.",
    "Nothing happened anywhere.",
)
OUTLETS = ("Invented Wire", "Fictional Radio", "Made-up Post", None)


@pytest.fixture(scope="module", autouse=True)
def read_once():
    """Let each text be read once."""
    read, known = Reader.read, {}

    def remembered(self, one, **options):
        key = (one.id, one.outlet, one.published, one.url)
        if key not in known:
            known[key] = read(self, one, **options)
        return known[key]

    patch = pytest.MonkeyPatch()
    patch.setattr(Reader, "read", remembered)
    yield
    patch.undo()


def check(atlas):
    """Compare the derived layer with everything worked out anew."""
    derived, anew = atlas.store.status_now(), atlas.status()
    newest = atlas.claims()["published"].max()
    assert [one for one in derived["valid_at"] if one is not newest and one != newest] == []
    drop = ["valid_at", "geometry"]
    assert_frame_equal(derived.drop(columns=drop), anew.drop(columns=drop), check_exact=False, rtol=0, atol=1e-9)
    assert derived.geometry.geom_equals(anew.geometry).all() or derived.geometry.isna().any()
    copies = {
        one: head
        for one, head in atlas.articles()[["article_id", "copy_of"]].itertuples(index=False)
        if head is not None
    }
    assert {one.name: one.value for one in atlas.store.standing.entries("copy")} == copies


articles_ = st.builds(
    lambda text, outlet, published, url, retrieved: article(
        text,
        outlet=outlet,
        published=published,
        url=f"https://wire.example/{url}" if url else None,
        retrieved=day(retrieved),
    ),
    text=st.sampled_from(SAYINGS),
    outlet=st.sampled_from(OUTLETS),
    published=st.one_of(st.none(), st.integers(1, 28)),
    url=st.one_of(st.none(), st.integers(1, 3)),
    retrieved=st.integers(1, 28),
)
steps = st.lists(
    st.one_of(
        st.lists(articles_, min_size=1, max_size=3),
        st.tuples(st.sampled_from(["accept", "reject", "actor", "resolve", "article"]), st.integers(0, 999)),
    ),
    min_size=1,
    max_size=8,
)


def take(atlas, kind, number):
    """Decide on one of the claims, by number."""
    claims = atlas.claims()
    if not len(claims):
        return
    row = claims.iloc[number % len(claims)]
    if kind in {"accept", "reject"}:
        atlas.decide(by="Ada", **{kind: [row["claim_id"]]})
    elif kind == "article":
        atlas.decide(by="Ada", reject=[row["article_id"]])
    elif kind == "actor":
        atlas.decide(by="Ada", actor={row["claim_id"]: "Hamas"})
    else:
        mentions = atlas.mentions()
        mention = mentions.iloc[number % len(mentions)]
        place = ("Jabalia", "Rafah", None)[number % 3]
        atlas.decide(by="Ada", resolve={mention["mention_id"]: place})


@pytest.mark.parametrize("where", ["memory", "geopackage"])
def test_what_is_derived_step_by_step_is_what_everything_gives(tmp_path_factory, where):
    @settings(
        max_examples=settings().max_examples // 2 if where == "memory" else 6, phases=[Phase.explicit, Phase.generate]
    )
    @given(steps=steps)
    def holds(steps):
        url = "memory:" if where == "memory" else tmp_path_factory.mktemp("d") / "a.gpkg"
        with Atlas.open(url, create=True, theatre="gaza", clock=Clock()) as atlas:
            for step in steps:
                if isinstance(step, list):
                    atlas.add(step)
                else:
                    take(atlas, *step)
                check(atlas)

    holds()


def test_clashes_that_are_over_are_taken_back_without_a_word_on_their_place(atlas):
    atlas.add([article("Fierce clashes broke out in Jabalia between Hamas and Israeli troops.", published=1)])
    assert atlas.store.status_now()["dispute"].tolist() == ["clashes"]
    atlas.add([article(HELD, published=20)])
    assert atlas.store.status_now().set_index("place")["dispute"]["Jabalia"] == "none"
    check(atlas)


def test_places_that_are_not_reached_grow_older(atlas):
    atlas.add([article(HELD, published=1)])
    atlas.add([article(CAPTURED, published=15)])
    told = atlas.store.status_now().set_index("place").loc["Khan Younis"]
    assert (told["age_days"], told["valid_at"], told["confidence"]) == (14.0, day(15), 0.2)
    check(atlas)


def test_an_add_leaves_the_places_alone_that_it_does_not_reach(tmp_path, clock, monkeypatch):
    with Atlas.open(tmp_path / "a.gpkg", create=True, theatre="gaza", clock=clock) as atlas:
        atlas.add([article(CAPTURED, published=3), article(CLOSED, published=4)])
        told = []
        standing = type(atlas.store.standing)
        amend = standing.amend

        def noted(self, rows, *, groups, state):
            told.extend(rows.frame["place"])
            amend(self, rows, groups=groups, state=state)

        monkeypatch.setattr(standing, "amend", noted)
        atlas.add([article(HELD, published=5)])
        assert told == ["Khan Younis"]
        check(atlas)


def test_what_another_process_recorded_and_did_not_derive_is_caught_up_with(atlas, clock):
    atlas.add([article(CAPTURED, published=3)])
    adding = atlas._adding()
    adding.add([article(HELD, published=4)], Tally())  # and killed before its end
    assert atlas.store.status_now()["place"].tolist() == ["Rafah"]
    atlas.add([])
    assert set(atlas.store.status_now()["place"]) == {"Rafah", "Khan Younis"}
    check(atlas)


def test_other_rules_work_everything_out_anew(atlas):
    atlas.add([article(CAPTURED, published=3)])
    standing = atlas.store.standing
    none = Rows(frame=empty(STATUS), groups=(), orders=(), weights=(), half_lives=())
    standing.amend(none, groups=None, state=State(position=standing.news(None).position, reference=None, mark="older"))
    assert len(atlas.store.status_now()) == 0
    atlas.add([])
    check(atlas)
    assert derive(atlas.store, atlas._decided(None), atlas.sides()) is None


def test_the_series_one_by_one_is_what_everything_gives(atlas, repository):
    for number, one in enumerate(read_articles(repository / "tests" / "fixtures" / "series" / "articles")):
        atlas.add([one])
        if number % 6 == 0:
            check(atlas)
    check(atlas)
    assert len(atlas.updates()) == number + 1


def test_an_older_article_does_not_turn_time_back_and_a_withdrawn_one_does(atlas):
    url = "https://wire.example/1"
    clashes = "Fierce clashes broke out in Jabalia between Hamas and Israeli troops."
    atlas.add([article(clashes, published=1), article(HELD, published=28, url=url)])
    check(atlas)
    later = Article(
        text="Nothing happened anywhere at all.",
        url=url,
        published=day(28) + timedelta(hours=1),
        published_precision=TimePrecision.MINUTE,
        outlet="Invented Wire",
    )
    atlas.add([later])
    assert atlas.store.status_now()["dispute"].tolist() == ["clashes"]
    check(atlas)
