"""Articles keep arriving: what is new, what is repeated, what it changes, what goes wrong."""

import json

import pytest

from conftest import CAPTURED, CLOSED, DENIED, HELD, OPEN, article, day
from contested.articles import iter_articles
from contested.atlas import Atlas
from contested.errors import AtlasError, NoAtlasError, RecordError, UnknownTheatreError
from contested.store import MemoryStore, Selection


def places(claims):
    return sorted(claims["place"].dropna().unique())


def test_a_new_article_gives_new_claims(atlas):
    update = atlas.add([article(CAPTURED, published=3)])
    assert update.counts["articles_new"] == 1
    assert places(update.new) == ["Rafah"]
    assert atlas.claims()["claim_id"].tolist() == update.new["claim_id"].tolist()
    assert atlas.status()["control"].tolist() == ["held"]


def test_adding_again_adds_nothing(atlas):
    one = article(CAPTURED, published=3)
    first = atlas.add([one])
    revision, rows = atlas.revision(), len(atlas.updates())
    again = atlas.add([one])
    assert again.recorded_at is None
    assert (len(again.new), again.articles["repeated"]) == (0, (one.id,))
    assert again.repeated["claim_id"].tolist() == first.new["claim_id"].tolist()
    assert (atlas.revision(), len(atlas.updates())) == (revision, rows)


def test_what_is_contradicted_is_told_with_what_it_was(atlas):
    atlas.add([article(CAPTURED, published=3)])
    update = atlas.add([article(DENIED, outlet="Fictional Radio", published=4)])
    row = update.contradicted.iloc[0]
    assert (row["place"], row["was_dispute"], row["dispute"]) == ("Rafah", "none", "rival_claims")
    assert update.counts["contradicted"] == 1


def test_what_ends_is_told(atlas):
    atlas.add([article(OPEN, published=3)])
    update = atlas.add([article(CLOSED, published=5)])
    assert update.ended[["place", "was_aid_status", "aid_status"]].to_numpy().tolist() == [
        ["Kerem Shalom Crossing", "open", "closed"]
    ]


def test_changes_elsewhere_are_not_told_as_changes_of_this_article(atlas):
    atlas.add([article(CAPTURED, published=3)])
    update = atlas.add([article(HELD, published=20)])
    assert set(update.changes["place"]) == {"Khan Younis"}


def test_names_without_a_place_are_told(atlas):
    update = atlas.add([article("The army opened two new entry points for aid on Monday, COGAT said.", published=3)])
    assert update.counts["unresolved"] == len(update.unresolved) > 0


def test_an_article_that_could_not_be_read_is_told_and_the_others_go_on(atlas, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text(CAPTURED)
    update = atlas.add(iter_articles([tmp_path / "empty.txt", tmp_path / "good.txt"]))
    assert [failure.where for failure in update.failed] == [str(tmp_path / "empty.txt")]
    assert update.counts["articles_new"] == 1


def test_an_article_that_breaks_the_reader_fails_alone(atlas, monkeypatch):
    good, bad = article(CAPTURED, published=3), article(HELD, published=3, path="bad.txt")
    reader = atlas._opened_reader()
    read = type(reader).read

    def broken(self, one, **options):
        if one.id == bad.id:
            raise RecordError("span 9:3 is not a stretch of text")
        return read(self, one, **options)

    monkeypatch.setattr(type(reader), "read", broken)
    update = atlas.add([bad, good])
    assert [(failure.where, failure.why) for failure in update.failed] == [
        ("bad.txt", "span 9:3 is not a stretch of text")
    ]
    assert set(atlas.articles()["article_id"]) == {good.id}


def test_what_was_recorded_before_an_interruption_is_there_with_its_statuses(atlas):
    def interrupted():
        yield article(CAPTURED, published=3)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        atlas.add(interrupted())
    assert places(atlas.claims()) == ["Rafah"]
    assert atlas.store.status_now()["place"].tolist() == ["Rafah"]
    assert len(atlas.updates()) == 1


def test_an_error_of_the_store_stops_the_add_and_keeps_what_was_acknowledged(clock, monkeypatch):
    store = MemoryStore()
    atlas = Atlas(store, clock=clock)
    atlas.add([article(CAPTURED, published=3)], theatre="gaza")

    def full(*_args, **_options):
        raise AtlasError("the disk is full")

    monkeypatch.setattr(store, "write", full)
    with pytest.raises(AtlasError, match="disk is full"):
        atlas.add([article(HELD, published=4)])
    assert places(atlas.claims()) == ["Rafah"]


def test_the_derived_layers_are_rebuilt_on_add_and_stamped_with_the_newest_article(atlas):
    atlas.add([article(CAPTURED, published=3)])
    atlas.add([article(HELD, published=5)])
    now = atlas.store.status_now()
    assert set(now["place"]) == {"Rafah", "Khan Younis"}
    assert now["valid_at"].unique().tolist() == [day(5)]
    assert atlas.store.derived().valid_at == day(5)


def test_an_add_is_kept_as_an_update_with_counts_and_ids(atlas):
    update = atlas.add([article(CAPTURED, published=3)], note="by hand")
    kept = atlas.updates().iloc[0]
    assert json.loads(kept["counts"]) == update.counts
    assert json.loads(kept["rows"])["new"] == update.new["claim_id"].tolist()
    assert kept["note"] == "by hand"
    assert kept["recorded_at"] == update.recorded_at


# --------------------------------------------------------------------------------------- versions


def test_a_changed_article_at_its_address_supersedes_the_old_one(atlas, clock):
    url = "https://wire.example/1"
    atlas.add([article(CAPTURED, published=3, url=url)])
    before = clock()
    update = atlas.add([article(CAPTURED.replace("Rafah", "Khan Younis"), published=3, url=url)])
    assert places(atlas.claims()) == ["Khan Younis"]
    assert places(update.withdrawn) == ["Rafah"]
    assert update.counts["articles_superseded"] == 1
    assert places(atlas.claims(Selection(known_at=before))) == ["Rafah"]
    assert atlas.status(known_at=before)["place"].tolist() == ["Rafah"]
    assert places(atlas.claims(Selection(include_superseded=True))) == ["Khan Younis", "Rafah"]


def test_an_older_version_that_comes_late_does_not_supersede_the_newer_one(atlas):
    url = "https://wire.example/1"
    atlas.add([article(CAPTURED.replace("Rafah", "Khan Younis"), published=4, url=url)])
    update = atlas.add([article(CAPTURED, published=3, url=url)])
    assert places(atlas.claims()) == ["Khan Younis"]
    assert update.counts["articles_superseded"] == 1


def test_a_page_that_goes_back_to_its_old_text_is_current_again(atlas):
    url = "https://wire.example/1"
    first = article(CAPTURED, url=url, retrieved=day(3))
    atlas.add([first, article(HELD, url=url, retrieved=day(4))])
    assert places(atlas.claims()) == ["Khan Younis"]
    atlas.add([article(CAPTURED, url=url, retrieved=day(5))])
    assert places(atlas.claims()) == ["Rafah"]


def test_two_versions_in_one_folder_stay_as_they_are_when_the_folder_is_added_again(atlas):
    both = [article(CAPTURED, url="https://wire.example/1"), article(HELD, url="https://wire.example/1")]
    atlas.add(both)
    revision = atlas.revision()
    atlas.add(both)
    assert atlas.revision() == revision
    assert places(atlas.claims()) == ["Khan Younis"]


def test_the_front_page_of_an_outlet_is_no_address_of_one_article(atlas):
    atlas.add([article(CAPTURED, url="https://wire.example/"), article(HELD, url="https://wire.example/")])
    assert places(atlas.claims()) == ["Khan Younis", "Rafah"]


def test_a_date_that_is_told_later_replaces_the_unknown_one(atlas):
    atlas.add([article(CAPTURED)])
    update = atlas.add([article(CAPTURED, published=3)])
    assert update.counts["articles_reread"] == 1
    assert atlas.claims()["published"].tolist() == [day(3)]


# --------------------------------------------------------------------------------------- opening


def test_an_atlas_that_is_not_there_is_not_made_unless_asked(tmp_path):
    with pytest.raises(NoAtlasError):
        Atlas.open(tmp_path / "none.gpkg")


def test_a_mistyped_theatre_is_told_and_not_remembered(atlas):
    with pytest.raises(UnknownTheatreError):
        atlas.add([], theatre="gazza")
    assert atlas.store.settings()["theatre"] == '["gaza"]'


def test_the_theatre_and_its_sides_are_remembered(tmp_path, clock):
    with Atlas.open(tmp_path / "a.gpkg", create=True, theatre="gaza", clock=clock) as atlas:
        atlas.add([article(CAPTURED, published=3)])
    with Atlas.open(tmp_path / "a.gpkg", clock=clock) as atlas:
        assert atlas.add([article(HELD, published=4)]).new["theatre"].unique().tolist() == ["gaza"]
        assert atlas.theatre().id == "gaza"


def test_what_is_in_the_file_needs_no_theatre_to_be_told(tmp_path, clock, monkeypatch):
    with Atlas.open(tmp_path / "a.gpkg", create=True, theatre="gaza", clock=clock) as atlas:
        atlas.add([article(CAPTURED, published=3), article(DENIED, published=4)])
        told = atlas.status()
    from contested.atlas import theatres

    monkeypatch.setattr(theatres, "open_atlas_reader", None)
    with Atlas.open(tmp_path / "a.gpkg", read_only=True) as atlas:
        assert atlas.status().drop(columns="geometry").equals(told.drop(columns="geometry"))
