"""What every store does, whichever its backend."""

from dataclasses import replace
from functools import cache

import geopandas
import pytest
from backends import Backend
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal
from shapely.geometry import MultiPolygon, Point, box

from contested.errors import AtlasError, RecordError, UnknownArticleError
from contested.frame import CLAIMS, claims_frame, mentions_frame
from contested.model import Predicate
from contested.status import status
from contested.store import (
    Archived,
    Decision,
    DecisionKind,
    Link,
    LinkKind,
    MemoryStore,
    Reading,
    Selection,
    Store,
    UpdateRecord,
    mention_target,
    reading,
    readings,
)
from factories import NORTH, SOUTH, Say, area, day, extraction, place

ALDER, BIRCH, CEDAR = place("Alder", 20.0, 5.0), place("Birch", 21.0, 6.0), area("Cedar", 22.0, 7.0)


@cache
def _read(say: Say) -> Reading:
    return reading(extraction(say), reader="1")


def read(say: Say, **more: object) -> Reading:
    return replace(_read(say), **more)


def same_claims(store: Store, expected: geopandas.GeoDataFrame, **selection: object) -> None:
    got = store.claims(Selection(**selection)).drop(columns="recorded_at")
    order = ["published", "article_id", "start", "end", "claim_id"]
    expected = expected.drop(columns="recorded_at").sort_values(order, ignore_index=True)
    assert_geodataframe_equal(got, expected)


def ids(store: Store, **selection: object) -> set[str]:
    return set(store.claims(Selection(**selection))["claim_id"])


def test_an_empty_store_answers_empty_frames_of_the_full_schema(store: Store) -> None:
    assert list(store.claims().columns) == list(CLAIMS.names)
    assert len(store.claims()) == len(store.mentions()) == len(store.articles()) == 0
    assert len(store.decisions()) == len(store.updates()) == len(store.status_now()) == 0
    assert store.derived() is None
    assert store.settings() == {}
    assert store.revision() == 0


def test_what_is_written_comes_back_row_for_row(store: Store) -> None:
    said = [extraction(Say(at=where, day=n)) for n, where in enumerate([ALDER, BIRCH, CEDAR, None], start=1)]
    store.write_many(readings(said, reader="1"), recorded_at=day(9))
    same_claims(store, claims_frame(said))
    assert set(store.claims()["recorded_at"]) == {day(9)}
    mentions = mentions_frame(said).sort_values(["article_id", "start", "end", "mention_id"], ignore_index=True)
    assert_geodataframe_equal(store.mentions(), mentions)


def test_many_geometries_come_back_as_they_were(store: Store) -> None:
    shape = MultiPolygon([box(1, 1, 2, 2), box(3, 3, 4, 4)])
    said = extraction(Say(at=CEDAR, shape=shape))
    store.write(reading(said, reader="1"), recorded_at=day(1))
    assert store.claims().geometry.iloc[0].equals_exact(shape, 0)


def test_heights_are_dropped(store: Store) -> None:
    said = extraction(Say(shape=Point(20, 5, 300)))
    store.write(reading(said, reader="1"), recorded_at=day(1))
    assert not store.claims().geometry.iloc[0].has_z


def test_writing_again_adds_nothing(store: Store) -> None:
    one = read(Say())
    first = store.write(one, recorded_at=day(1))
    before = store.revision()
    again = store.write(one, recorded_at=day(2))
    assert (first.new, first.article_new, len(first.claims_new)) == (True, True, 1)
    assert (again.new, again.article_new, again.claims_new) == (False, False, ())
    assert again.claims_repeated == first.claims_new
    assert store.revision() == before
    assert set(store.claims()["recorded_at"]) == {day(1)}


def test_a_newer_reading_replaces_the_older_and_says_what_differs(store: Store) -> None:
    old = read(Say(score=0.5))
    new = read(Say(score=0.7), reader="2")
    other = read(Say(), reader="3")
    other = replace(other, claims=())
    store.write(old, recorded_at=day(1))
    changed = store.write(new, recorded_at=day(2))
    assert changed.claims_changed == tuple(store.claims()["claim_id"])
    assert list(store.claims()["resolution_score"]) == [0.7]
    gone = store.write(other, recorded_at=day(3))
    assert gone.claims_withdrawn == changed.claims_changed
    assert len(store.claims()) == 0
    assert len(store.claims(Selection(include_superseded=True))) == 1
    assert list(store.claims(Selection(known_at=day(1)))["resolution_score"]) == [0.5]
    assert list(store.claims(Selection(known_at=day(2)))["resolution_score"]) == [0.7]


def test_an_older_reader_that_comes_back_counts_again(store: Store) -> None:
    first, second = read(Say(score=0.5)), read(Say(score=0.7), reader="2")
    for number, one in enumerate([first, second, first], start=1):
        assert store.write(one, recorded_at=day(number)).new
    assert list(store.claims()["resolution_score"]) == [0.5]
    assert len(store.articles()) == 1


def test_a_corrected_article_is_current_no_longer_but_was(store: Store) -> None:
    old, new = Say(), Say(predicate=Predicate.WITHDRAWS)
    first = read(old)
    store.write(first, recorded_at=day(1))
    written = store.write(read(new, supersedes=first.article.id), recorded_at=day(3))
    assert len(written.claims_withdrawn) == 1
    assert set(store.claims()["predicate"]) == {"withdraws"}
    assert set(store.claims(Selection(known_at=day(2)))["predicate"]) == {"holds"}
    assert set(store.claims(Selection(include_superseded=True))["predicate"]) == {"holds", "withdraws"}
    assert set(store.articles().set_index("article_id")["superseded_by"].dropna().index) == {first.article.id}
    assert store.articles(known_at=day(2))["superseded_by"].isna().all()


def test_a_correction_may_arrive_before_what_it_corrects(store: Store) -> None:
    first = read(Say())
    store.write(read(Say(predicate=Predicate.WITHDRAWS), supersedes=first.article.id), recorded_at=day(1))
    store.write(first, recorded_at=day(2))
    assert set(store.claims()["predicate"]) == {"withdraws"}
    assert len(store.claims(Selection(include_superseded=True))) == 2


def test_a_text_that_is_changed_back_is_current_again(store: Store) -> None:
    one, two = read(Say()), read(Say(predicate=Predicate.WITHDRAWS))
    three = read(Say(predicate=Predicate.CLASHES))
    store.write(one, recorded_at=day(1))
    store.write(replace(two, supersedes=one.article.id), recorded_at=day(2))
    store.write(replace(three, supersedes=two.article.id), recorded_at=day(3))
    back = Link(article_id=three.article.id, kind=LinkKind.SUPERSEDED_BY, other=one.article.id)
    assert store.link([back], recorded_at=day(4)) == 1
    assert store.link([back], recorded_at=day(5)) == 0
    assert set(store.claims()["predicate"]) == {"holds"}
    assert set(store.claims(Selection(known_at=day(3)))["predicate"]) == {"clashes"}


def test_copies_of_a_text_at_two_outlets_stand_side_by_side(store: Store) -> None:
    said = extraction(Say(outlet="First"))
    copies = [
        replace(said, article=replace(said.article, outlet=outlet, url=f"https://{outlet}.invalid/"))
        for outlet in ("first", "second")
    ]
    store.write_many(readings(copies, reader="1"), recorded_at=day(1))
    assert sorted(store.articles()["outlet"]) == ["first", "second"]
    assert len(store.claims()) == 1  # both say the same with the same words
    assert not store.write_many(readings(copies, reader="1"), recorded_at=day(2))[0].new


@pytest.mark.parametrize("turned", [False, True])
def test_a_copy_of_which_less_is_known_gives_way_in_either_order(store: Store, *, turned: bool) -> None:
    said = extraction(Say(outlet="Known"))
    bare = replace(said, article=replace(said.article, outlet=None, url=None, published=None))
    for one in [bare, said][:: -1 if turned else 1]:
        store.write(reading(one, reader="1"), recorded_at=day(1))
    assert list(store.claims()["outlet"]) == ["Known"]


def test_a_head_of_a_family_of_copies_can_be_told_later(store: Store) -> None:
    one = read(Say(), origin_id="another")
    store.write(one, recorded_at=day(1))
    assert list(store.articles()["origin_id"]) == ["another"]
    link = Link(article_id=one.article.id, kind=LinkKind.COPY_OF, other="a-third")
    assert store.link([link], recorded_at=day(2)) == 1
    assert store.link([link], recorded_at=day(3)) == 0
    assert list(store.articles()["origin_id"]) == ["a-third"]
    assert list(store.articles(known_at=day(1))["origin_id"]) == ["another"]


def test_recorded_time_never_runs_backwards(store: Store) -> None:
    store.write(read(Say(day=1)), recorded_at=day(10))
    late = store.write(read(Say(day=2)), recorded_at=day(3))
    assert (late.recorded_at, late.clock_held) == (day(10), True)
    assert len(store.claims(Selection(known_at=day(9)))) == 0
    asked = store.articles().set_index("article_id").loc[late.article_id, "asked_at"]
    assert asked == day(3)


def test_recorded_time_is_kept_to_the_millisecond(store: Store) -> None:
    at = day(1).replace(microsecond=123_456)
    assert store.write(read(Say()), recorded_at=at).recorded_at == day(1).replace(microsecond=123_000)
    assert len(store.claims(Selection(known_at=at))) == 1
    assert list(store.claims(Selection(known_since=at))["claim_id"]) == []


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(RecordError, match="has no zone"):
        store.write(read(Say()), recorded_at=day(1).replace(tzinfo=None))
    assert len(store.articles()) == 0


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"bbox": (19.5, 4.5, 20.5, 5.5)}, {"Alder"}),
        ({"bbox": (19.5, 4.5, 21.0, 6.0)}, {"Alder", "Birch"}),
        ({"bbox": (22.05, 7.05, 22.06, 7.06)}, {"Cedar"}),
        ({"bbox": (170.0, -10.0, -170.0, 10.0)}, {"Dover"}),
        ({"bbox": (21.0, 0.0, 20.0, 8.0)}, {"Alder", "Birch", "Cedar", "Dover"}),
        ({"place_ids": ("invented:alder", "invented:cedar")}, {"Alder", "Cedar"}),
        ({"place_ids": ()}, set()),
    ],
)
def test_a_selection_in_space_answers_what_lies_there(
    store: Store, selection: dict[str, object], expected: set[str]
) -> None:
    said = [extraction(Say(at=where)) for where in (ALDER, BIRCH, CEDAR, place("Dover", 179.9, 1.0), None)]
    store.write_many(readings(said, reader="1"), recorded_at=day(1))
    assert set(store.claims(Selection(**selection))["place"]) == expected
    assert set(store.mentions(Selection(**selection))["place"]) == expected


def test_a_selection_by_valid_time_keeps_what_had_begun_and_had_not_ended(store: Store) -> None:
    said = [
        extraction(Say(at=ALDER, day=1)),
        extraction(Say(at=ALDER, day=5)),
        extraction(Say(at=ALDER, day=None)),
        extraction(Say(at=BIRCH, day=9, valid_from=day(2), valid_to=day(4))),
    ]
    store.write_many(readings(said, reader="1"), recorded_at=day(10))

    def days(number: int) -> list[object]:
        found = store.claims(Selection(valid_at=day(number)))
        return sorted((None if moment is None else moment.day) for moment in found["published"].dropna())

    assert [days(1), days(3), days(4), days(5)] == [[1], [1, 9], [1, 9], [1, 5]]
    assert len(store.claims(Selection(valid_at=day(1)))) == 2  # and the undated one


def test_a_selection_by_ids_answers_just_these(store: Store) -> None:
    store.write_many([read(Say(day=n)) for n in range(1, 5)], recorded_at=day(9))
    wanted = tuple(store.claims()["claim_id"][1:3])
    assert ids(store, claim_ids=wanted) == set(wanted)
    article = store.claims()["article_id"].iloc[0]
    assert set(store.claims(Selection(article_ids=(article,)))["article_id"]) == {article}
    assert ids(store, claim_ids=()) == set()


def test_the_order_of_rows_does_not_depend_on_the_order_of_arrival(backend: Backend) -> None:
    said = [read(Say(at=where, day=n)) for n, where in enumerate([ALDER, BIRCH, CEDAR, None, ALDER], start=1)]
    one, two = backend.new(), backend.new()
    one.write_many(said, recorded_at=day(9))
    for each in reversed(said):
        two.write(each, recorded_at=day(9))
    assert_geodataframe_equal(one.claims(), two.claims())
    assert_geodataframe_equal(one.mentions(), two.mentions())


def test_texts_are_kept_as_they_were_read(store: Store) -> None:
    one = read(Say())
    spaced = replace(one.article, text=one.article.text.replace("\n", " \r\n"))
    store.write(one, recorded_at=day(1))
    store.write(replace(one, article=spaced, reader="2"), recorded_at=day(2))
    assert spaced.id == one.article.id
    assert store.text(one.article.id) == spaced.text
    assert store.text(one.article.id, sha256=one.article.sha256) == one.article.text
    with pytest.raises(UnknownArticleError, match="no article 'nowhere'"):
        store.text("nowhere")


def test_an_article_can_be_made_again_from_what_is_kept(store: Store) -> None:
    article = replace(
        extraction(Say()).article, retrieved=day(3).replace(microsecond=654_321), path="somewhere/on disk.txt"
    )
    store.write(replace(read(Say()), article=article), recorded_at=day(4))
    row = store.articles().iloc[0]
    assert (row["published"], row["retrieved"], row["path"]) == (article.published, article.retrieved, article.path)
    assert (row["sha256"], row["name"], row["url"]) == (article.sha256, article.name, article.url)


def test_archived_bytes_and_signatures_are_kept(store: Store) -> None:
    raw = Archived(content=b"<p>\x00\xff</p>", media_type="text/html")
    one = read(Say(), archived=raw, signature=b"\x01\x02")
    store.write(one, recorded_at=day(1))
    store.write(replace(one, reader="2"), recorded_at=day(2))
    assert store.archived(one.article.id) == (raw,)
    last, kept = store.signatures()
    assert kept == [(one.article.id, b"\x01\x02")] * 2
    assert store.signatures(after=last) == (last, [])
    assert store.archived("nowhere") == ()


def test_articles_can_be_asked_for_by_id_and_by_address(store: Store) -> None:
    said = [read(Say(day=n)) for n in (1, 2, 3)]
    store.write_many(said, recorded_at=day(9))
    assert list(store.articles(ids=[said[1].article.id])["article_id"]) == [said[1].article.id]
    assert list(store.articles(urls=[str(said[2].article.url), "x"])["article_id"]) == [said[2].article.id]
    assert len(store.articles(ids=[])) == 0


def test_decisions_are_kept_once_and_in_the_order_of_their_time(store: Store) -> None:
    target = mention_target("a1", 3, 8, "Alder")
    late = Decision(kind=DecisionKind.RESOLVE, target=target, value="invented:birch", by="Ann", at=day(3))
    early = Decision(kind=DecisionKind.REJECT, target="c1", by="Bo", at=day(2), note="twice")
    assert store.decide([late, early]) == 2
    assert store.decide([early]) == 0
    assert list(store.decisions()["decision_id"]) == [early.id, late.id]
    assert list(store.decisions(known_at=day(2))["by"]) == ["Bo"]
    assert store.decisions()["value"].tolist() == [None, "invented:birch"]


def test_updates_are_kept_in_order(store: Store) -> None:
    for number in (1, 2):
        store.record(UpdateRecord(recorded_at=day(number), counts={"new": number}, rows={"new": ("a",) * number}))
    assert list(store.updates()["counts"]) == ['{"new": 1}', '{"new": 2}']
    assert list(store.updates()["recorded_at"]) == [day(1), day(2)]


def test_the_last_value_of_a_setting_wins(store: Store) -> None:
    store.set_setting("theatre", "first")
    store.set_setting("theatre", "second \ud800")
    assert store.settings() == {"theatre": "second \ud800"}


def test_the_derived_layers_are_replaced_and_stamped(store: Store) -> None:
    store.write_many([read(Say(at=ALDER, actor=NORTH)), read(Say(at=BIRCH, actor=SOUTH))], recorded_at=day(2))
    statuses = status(store.claims(), valid_at=day(5))
    store.derive(statuses)
    store.derive(statuses)
    assert_geodataframe_equal(store.status_now(), statuses)
    mark = store.derived()
    assert mark is not None
    assert (mark.valid_at, mark.rows, mark.revision) == (day(5), 2, store.revision())


def test_every_store_answers_as_the_reference_does(store: Store, reference: MemoryStore) -> None:
    first = read(Say(at=ALDER))
    script = [first, read(Say(at=CEDAR, day=2), supersedes=first.article.id), read(Say(at=None, day=3)), first]
    for each in (store, reference):
        for number, one in enumerate(script, start=1):
            each.write(one, recorded_at=day(number))
        each.decide([Decision(kind=DecisionKind.ACCEPT, target="c1", by="Ann", at=day(3))])
    assert_frame_equal(store.articles(), reference.articles())
    assert_frame_equal(store.decisions(), reference.decisions())
    for selection in (Selection(), Selection(known_at=day(1)), Selection(include_superseded=True)):
        assert_geodataframe_equal(store.claims(selection), reference.claims(selection))
        assert_geodataframe_equal(store.mentions(selection), reference.mentions(selection))


def test_a_row_of_another_article_is_refused() -> None:
    one, two = read(Say(day=1)), read(Say(day=2))
    with pytest.raises(RecordError, match="stands in the reading of"):
        replace(one, claims=two.claims)


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(AtlasError, match="is closed"):
        store.claims()


def test_a_store_is_a_store(store: Store) -> None:
    assert isinstance(store, Store)
