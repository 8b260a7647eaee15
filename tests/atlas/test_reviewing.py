"""What is listed for review, what people decide, and that decisions outlive another reading."""

import json
from dataclasses import replace

import pytest

from conftest import CAPTURED, DENIED, HELD, article
from contested.atlas import theatres
from contested.errors import RecordError, UnknownPlaceError
from contested.extract.engine import Reader
from contested.store import Selection

POINTS = "The army opened two new entry points for aid on Monday, COGAT said."
UNKNOWN_TOWN = "Israeli forces captured Blenheimville on Monday, the Israeli military said."


def kinds(atlas):
    return atlas.review()["kind"].tolist()


def listed(atlas, kind):
    found = atlas.review()
    return found[found["kind"] == kind].iloc[0]


def test_aid_points_without_a_place_and_conflicts_are_listed(atlas):
    atlas.add([article(POINTS, published=3), article(CAPTURED, published=3), article(DENIED, published=4)])
    assert {"unlocated", "conflict"} <= set(kinds(atlas))
    assert listed(atlas, "conflict")["place"] == "Rafah"
    assert "entry points" in listed(atlas, "unlocated")["sentence"]


def test_an_atlas_without_anything_doubtful_lists_nothing(atlas):
    atlas.add([article(CAPTURED, published=3)])
    assert kinds(atlas) == []
    assert atlas.review().columns.tolist()[0] == "kind"


def test_a_rejected_claim_leaves_the_status_and_says_by_whom_and_why(atlas, clock):
    atlas.add([article(CAPTURED, published=3)])
    denial = atlas.add([article(DENIED, outlet="Fictional Radio", published=4)]).new["claim_id"][0]
    before = clock()
    atlas.decide(by="Ada", reject=[denial], note="it is about another town")
    row = atlas.status().iloc[0]
    assert (row["control"], row["dispute"]) == ("held", "none")
    assert json.loads(row["set_aside"]) == [
        {"claim_id": denial, "why": f"rejected by Ada on {clock.at.date()}: it is about another town"}
    ]
    assert atlas.status(known_at=before)["control"].tolist() == ["contested"]
    assert atlas.store.status_now()["control"].tolist() == ["held"]
    assert kinds(atlas) == ["conflict"][:0]


def test_a_later_decision_counts(atlas):
    atlas.add([article(CAPTURED, published=3)])
    claim = atlas.claims()["claim_id"][0]
    atlas.decide(by="Ada", reject=[claim])
    atlas.decide(by="Bo", accept=[claim])
    row = atlas.claims().iloc[0]
    assert (bool(row["rejected"]), row["review"].partition(" on ")[0]) == (False, "accepted by Bo")
    assert atlas.decisions()["by"].tolist() == ["Ada", "Bo"]


def test_a_whole_article_can_be_rejected(atlas):
    one = article(CAPTURED, published=3)
    atlas.add([one, article(HELD, published=3)])
    atlas.decide(by="Ada", reject=[one.id], note="withdrawn by its outlet")
    told = atlas.claims().set_index("place")["rejected"]
    assert told.to_dict() == {"Rafah": True, "Khan Younis": False}


def test_an_article_and_its_claims_stay_as_they_were_read(atlas):
    atlas.add([article(CAPTURED, published=3)])
    stored = atlas.store.claims()
    atlas.decide(by="Ada", reject=[stored["claim_id"][0]], actor={stored["claim_id"][0]: "Hamas"})
    assert atlas.store.claims().drop(columns="geometry").equals(stored.drop(columns="geometry"))


def test_a_corrected_actor_holds_the_place(atlas):
    atlas.add([article(CAPTURED, published=3)])
    claim = atlas.claims()["claim_id"][0]
    atlas.decide(by="Ada", actor={claim: "Hamas"})
    assert atlas.claims()["actor"].tolist() == ["Hamas"]
    assert atlas.status()["holder"].tolist() == ["Hamas"]


def test_a_mention_resolved_to_a_place_gives_its_claims_a_geometry(atlas):
    atlas.add([article(UNKNOWN_TOWN, published=3)])
    row = listed(atlas, "unresolved")
    assert row["toponym"] == "Blenheimville"
    atlas.decide(by="Ada", resolve={row["id"]: "Rafah"}, note="its old name")
    claim = atlas.claims().iloc[0]
    assert claim["place"] == "Rafah"
    assert claim.geometry is not None
    assert claim["review"].startswith("place corrected by Ada")
    assert atlas.status()["place"].tolist() == ["Rafah"]
    assert kinds(atlas) == []


def test_a_wrong_place_is_taken_away_by_resolving_to_none(atlas):
    atlas.add([article(CAPTURED, published=3)])
    mention = atlas.mentions()
    rafah = mention[mention["place"] == "Rafah"].iloc[0]
    atlas.decide(by="Ada", resolve={rafah["mention_id"]: None})
    assert atlas.claims()["place_id"].tolist() == [None]
    assert atlas.claims().geometry.tolist() == [None]
    assert len(atlas.status()) == 0


@pytest.mark.parametrize(
    ("verdicts", "error", "message"),
    [
        ({"reject": ["nowhere"]}, RecordError, "no claim or article 'nowhere'"),
        ({"resolve": {"nowhere": "Rafah"}}, RecordError, "no mention 'nowhere'"),
        ({"actor": {"nowhere": "Hamas"}}, RecordError, "no claim 'nowhere'"),
    ],
)
def test_a_decision_on_nothing_is_refused_and_nothing_is_recorded(atlas, verdicts, error, message):
    atlas.add([article(CAPTURED, published=3)])
    with pytest.raises(error, match=message):
        atlas.decide(by="Ada", **verdicts)
    assert len(atlas.decisions()) == 0


def test_an_unknown_place_or_actor_is_told_with_what_was_probably_meant(atlas):
    atlas.add([article(CAPTURED, published=3)])
    claim, mention = atlas.claims()["claim_id"][0], atlas.mentions()["mention_id"][0]
    with pytest.raises(UnknownPlaceError, match="did you mean Rafah"):
        atlas.decide(by="Ada", resolve={mention: "Rafahh"})
    with pytest.raises(RecordError, match="did you mean Hamas"):
        atlas.decide(by="Ada", actor={claim: "Hamass"})


def test_a_decision_needs_a_name_and_cannot_say_both(atlas):
    atlas.add([article(CAPTURED, published=3)])
    claim = atlas.claims()["claim_id"][0]
    with pytest.raises(RecordError, match="needs the name"):
        atlas.decide(by=" ", accept=[claim])
    with pytest.raises(RecordError, match="both accepted and rejected"):
        atlas.decide(by="Ada", accept=[claim], reject=[claim])


# --------------------------------------------------------------------------------------- read again


def renamed_theatre():
    """The theatre as it is when somebody has moved Rafah a little."""
    from contested.gazetteer.theatre import load_theatre

    theatre = load_theatre("gaza")
    moved = tuple(replace(place, radius_m=4321.0) if place.name == "Rafah" else place for place in theatre.places)
    return replace(theatre, places=moved)


@pytest.fixture
def changed_theatre(monkeypatch):
    from contested.gazetteer.gazetteer import open_gazetteer

    theatre = renamed_theatre()
    reader = Reader(open_gazetteer(theatres=[theatre], world=False), [theatre])

    def change():
        monkeypatch.setattr(theatres, "open_atlas_reader", lambda _choice: reader)

    return change


def test_reading_again_with_the_same_rules_records_nothing(atlas):
    atlas.add([article(CAPTURED, published=3)])
    revision = atlas.revision()
    assert atlas.reread().counts["articles_reread"] == 0
    assert atlas.revision() == revision


def test_reading_again_with_a_changed_theatre_says_what_differs_and_keeps_the_old(atlas, clock, changed_theatre):
    atlas.add([article(CAPTURED, published=3), article(HELD, published=3)])
    before, old = clock(), atlas.claims()
    changed_theatre()
    update = atlas.reread()
    assert update.counts["articles_reread"] == 2
    assert update.revised["place"].tolist() == ["Rafah"]
    assert update.repeated["place"].tolist() == ["Khan Younis"]
    assert 4321.0 in atlas.claims()["radius_m"].tolist()
    then = atlas.claims(Selection(known_at=before))
    assert then["radius_m"].tolist() == old["radius_m"].tolist()


def test_decisions_outlive_another_reading(atlas, changed_theatre):
    atlas.add([article(CAPTURED, published=3)])
    claim = atlas.claims()["claim_id"][0]
    atlas.decide(by="Ada", reject=[claim], note="no")
    changed_theatre()
    atlas.reread()
    assert atlas.claims()["rejected"].tolist() == [True]


def test_a_decision_holds_on_for_the_same_words_under_another_id(atlas, monkeypatch):
    atlas.add([article(CAPTURED, published=3)])
    old = atlas.claims().iloc[0]
    atlas.decide(by="Ada", reject=[old["claim_id"]], note="no")
    reader = atlas._opened_reader()
    read = type(reader).read

    def otherwise(self, one, **options):
        extraction = read(self, one, **options)
        return replace(
            extraction,
            claims=tuple(replace(claim, actor="Somebody else", actor_id=None) for claim in extraction.claims),
        )

    monkeypatch.setattr(type(reader), "read", otherwise)
    atlas.reread(force=True)
    new = atlas.claims().iloc[0]
    assert new["claim_id"] != old["claim_id"]
    assert (new["actor"], bool(new["rejected"])) == ("Somebody else", True)
