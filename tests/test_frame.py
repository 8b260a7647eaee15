"""The frames: schemas, conform at the door, and the way from extractions to rows."""

import json
from datetime import UTC, datetime

import geopandas
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from contested.errors import CRSError, FrameError
from contested.frame import (
    CLAIMS,
    MENTIONS,
    STATUS,
    Dtype,
    check_places,
    claims_frame,
    conform,
    empty,
    geo_precision,
    mentions_frame,
    schema_table,
    where_prec,
)
from contested.model import (
    AidStatus,
    Article,
    Claim,
    Direction,
    Extraction,
    MapRole,
    Mention,
    MentionKind,
    Part,
    PartKind,
    PlaceKind,
    Predicate,
    Resolution,
)
from factories import NORTH, Say, area, claims, extraction, place, series, series_claims

SCHEMAS = pytest.mark.parametrize("schema", [CLAIMS, STATUS, MENTIONS], ids=lambda schema: schema.name)


def same(left: geopandas.GeoDataFrame, right: geopandas.GeoDataFrame) -> None:
    pd.testing.assert_frame_equal(pd.DataFrame(left), pd.DataFrame(right))
    assert left.crs == right.crs


# ---------------------------------------------------------------------------------------------- schemas


@SCHEMAS
def test_an_empty_frame_has_the_columns_and_dtypes_of_its_schema(schema):
    frame = empty(schema)
    assert tuple(frame.columns) == schema.names
    assert frame.crs == "EPSG:4326"
    wanted = [column.dtype.value for column in schema.columns]
    assert [str(dtype) for dtype in frame.dtypes] == wanted


@SCHEMAS
def test_an_empty_frame_conforms(schema):
    same(conform(empty(schema), schema), empty(schema))


@SCHEMAS
def test_the_schema_renders_as_a_table_with_one_line_a_column(schema):
    lines = schema_table(schema).splitlines()
    assert len(lines) == len(schema.columns) + 2
    assert all(line.count("|") == 6 for line in lines)


@SCHEMAS
def test_every_column_says_what_it_means(schema):
    assert all(column.meaning for column in schema.columns)
    assert len(set(schema.names)) == len(schema.names)


def test_a_frame_with_rows_has_the_same_dtypes_as_one_without():
    pd.testing.assert_series_equal(series_claims().dtypes, empty(CLAIMS).dtypes)
    mentions = mentions_frame(extraction(say) for say in series())
    pd.testing.assert_series_equal(mentions.dtypes, empty(MENTIONS).dtypes)


# ---------------------------------------------------------------------------------------------- CRS and coordinates


def test_another_crs_is_refused_and_the_repair_is_named():
    with pytest.raises(CRSError, match=r"EPSG:3857.*to_crs\('EPSG:4326'\)"):
        conform(series_claims().to_crs(3857), CLAIMS)


def test_a_missing_crs_is_refused_and_the_repair_is_named():
    frame = series_claims()
    frame = pd.DataFrame(frame).assign(geometry=geopandas.GeoSeries(frame.geometry.to_numpy(), crs=None))
    frame = geopandas.GeoDataFrame(frame, geometry="geometry")
    with pytest.raises(CRSError, match=r"set_crs\('EPSG:4326'\)"):
        conform(frame, CLAIMS)


def test_longitude_and_latitude_by_another_name_of_the_same_crs_are_accepted():
    frame = series_claims()
    same(conform(frame.set_crs("OGC:CRS84", allow_override=True), CLAIMS), frame)


def _at(geometry):
    frame = claims(Say())
    frame["geometry"] = geopandas.GeoSeries([geometry], crs="EPSG:4326")
    return frame


def test_swapped_axes_are_refused_where_they_show():
    with pytest.raises(FrameError, match="look swapped"):
        conform(_at(Point(5, 120)), CLAIMS)


def test_metres_taken_for_degrees_are_refused():
    with pytest.raises(FrameError, match="look like metres"):
        conform(_at(Point(633_000, 3_470_000)), CLAIMS)


def test_a_longitude_beyond_the_antimeridian_is_refused():
    with pytest.raises(FrameError, match="beyond ±180"):
        conform(_at(Point(190, 5)), CLAIMS)


def test_null_island_is_refused_and_explained():
    with pytest.raises(FrameError, match=r"\(0, 0\).*geocoders"):
        conform(_at(Point(0, 0)), CLAIMS)


def test_an_area_around_null_island_is_accepted():
    assert len(conform(_at(box(-1, -1, 1, 1)), CLAIMS)) == 1


def test_an_empty_geometry_is_refused():
    with pytest.raises(FrameError, match="empty geometry"):
        conform(_at(Polygon()), CLAIMS)


def test_a_coordinate_that_is_not_a_number_is_refused():
    with pytest.raises(FrameError, match="not a number"):
        conform(_at(Point(np.nan, 5)), CLAIMS)


@given(
    st.floats(-180, 180, allow_nan=False).filter(lambda x: abs(x) > 1e-9),
    st.floats(-90, 90, allow_nan=False),
)
def test_every_point_on_earth_but_null_island_is_accepted(lon, lat):
    frame = check_places(geopandas.GeoDataFrame(geometry=[Point(lon, lat)], crs="EPSG:4326"))
    assert frame.geometry[0] == Point(lon, lat)


@given(st.floats(-180, 180), st.floats(90.001, 180))
def test_no_latitude_beyond_the_pole_is_accepted(lon, lat):
    with pytest.raises(FrameError, match="latitudes end"):
        check_places(geopandas.GeoDataFrame(geometry=[Point(lon, lat)], crs="EPSG:4326"))


def test_a_geometry_column_of_another_name_is_renamed():
    frame = series_claims()
    same(conform(frame.rename_geometry("geom"), CLAIMS), frame)


def test_a_plain_table_is_refused_and_the_repair_is_named():
    with pytest.raises(FrameError, match="GeoDataFrame"):
        conform(pd.DataFrame({"claim_id": ["a"]}), CLAIMS)


# ---------------------------------------------------------------------------------------------- columns


def test_a_missing_column_is_named():
    with pytest.raises(FrameError, match="lacks modality, holder;"):
        conform(series_claims().drop(columns=["holder", "modality"]), CLAIMS)


def test_an_unknown_column_is_refused_or_kept_when_asked():
    frame = series_claims().assign(colour="red")
    with pytest.raises(FrameError, match="colour"):
        conform(frame, CLAIMS)
    assert conform(frame, CLAIMS, keep_extra=True).columns[-1] == "colour"


def test_columns_in_another_order_are_put_in_order():
    frame = series_claims()
    same(conform(frame[list(reversed(frame.columns))], CLAIMS), frame)


def test_a_word_out_of_vocabulary_is_refused_with_the_words_allowed():
    frame = series_claims()
    frame.loc[0, "modality"] = "shouted"
    with pytest.raises(FrameError, match=r"modality holds 'shouted'.*asserted"):
        conform(frame, CLAIMS)


def test_the_same_claim_in_two_rows_is_refused():
    frame = claims(Say())
    with pytest.raises(FrameError, match="more than one row"):
        conform(pd.concat([frame, frame]), CLAIMS)


def test_an_empty_cell_in_a_column_that_needs_a_value_is_refused():
    frame = series_claims()
    frame.loc[3, "quote"] = None
    with pytest.raises(FrameError, match="quote is empty in row 3"):
        conform(frame, CLAIMS)


def test_times_without_a_zone_are_refused():
    frame = series_claims()
    frame["published"] = frame["published"].dt.tz_localize(None)
    with pytest.raises(FrameError, match="no zone"):
        conform(frame, CLAIMS)


def test_times_in_another_zone_become_utc():
    frame = series_claims()
    moved = frame.assign(published=frame["published"].dt.tz_convert("Asia/Tokyo"))
    same(conform(moved, CLAIMS), frame)


def test_times_as_text_with_a_zone_are_read():
    frame = series_claims()
    text = frame["published"].map(lambda moment: None if pd.isna(moment) else moment.isoformat())
    same(conform(frame.assign(published=text), CLAIMS), frame)


def test_a_fraction_where_a_whole_number_belongs_is_refused():
    frame = series_claims()
    frame["toponym_start"] = frame["toponym_start"].astype("Float64") + 0.5
    with pytest.raises(FrameError, match="whole numbers"):
        conform(frame, CLAIMS)


def test_what_a_file_format_loses_is_put_back():
    frame = series_claims()
    lossy = frame.assign(
        modality=frame["modality"].astype("category"),
        holder=frame["holder"].astype("str"),
        toponym_start=frame["toponym_start"].astype("float64"),
        changes_state=frame["changes_state"].astype("int64"),
        inferred_extent=frame["inferred_extent"].astype("float64"),
        url=frame["url"].astype("string"),
        published=frame["published"].dt.as_unit("ms"),
        recorded_at=pd.Series(pd.NaT, index=frame.index, dtype="datetime64[ms]"),
        valid_to=np.nan,
        pcode=np.nan,
        where_prec=frame["where_prec"].astype(object),
        radius_m=frame["radius_m"].astype(object),
        place_names=frame["place_names"].map(lambda text: json.loads(text) if text else text),
    )
    same(conform(lossy, CLAIMS), frame)


def test_unknown_text_is_none_and_not_nan():
    frame = conform(series_claims().assign(holder=np.nan), CLAIMS)
    assert all(value is None for value in frame["holder"])


def test_the_input_is_left_unchanged():
    frame = series_claims().assign(changes_state=1, modality=lambda f: f["modality"].astype("category"))
    before = frame.copy(deep=True)
    conform(frame, CLAIMS)
    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before))


def test_conforming_twice_is_conforming_once():
    frame = conform(series_claims().sample(frac=1, random_state=1), CLAIMS)
    same(conform(frame, CLAIMS), frame)


def test_a_result_does_not_share_memory_with_the_input():
    frame = series_claims()
    result = conform(frame, CLAIMS)
    result.loc[0, "changes_state"] = not result.loc[0, "changes_state"]
    result.loc[0, "start"] = 999
    assert frame.loc[0, "start"] != 999
    assert frame.loc[0, "changes_state"] != result.loc[0, "changes_state"]


# ---------------------------------------------------------------------------------------------- rows


def test_a_row_carries_claim_source_place_and_times():
    row = claims(
        Say(predicate=Predicate.CAPTURES, origin="an official", relays=("Invented Radio",), aid=AidStatus.OPEN)
    ).iloc[0]
    assert (row.place, row.actor, row.holder, row.family) == ("Alder", NORTH, NORTH, "control")
    assert (row.origin, row.relay, row.publisher) == ("an official", "Invented Radio", "Invented Daily")
    assert row.source_chain == "an official → Invented Radio → Invented Daily"
    assert row.published == datetime(2031, 3, 1, tzinfo=UTC)
    assert (row.aid_point, row.aid_kind, row.aid_status) == (True, "crossing", "open")
    assert json.loads(row.place_names) == {"en": "Alder"}
    assert (row.radius_m, row.where_prec, row.geo_precision) == (1500.0, 1, 1)


def test_quote_and_toponym_are_where_the_offsets_say():
    sayings = series()
    texts = {item.article.id: item.article.text for item in map(extraction, sayings)}
    for row in claims(*sayings).itertuples():
        text = texts[row.article_id]
        assert text[row.start : row.end] == row.quote
        assert row.quote in row.sentence
        assert row.sentence in text
        if not pd.isna(row.toponym_start):
            assert text[row.toponym_start : row.toponym_end] == row.toponym


@given(st.text(max_size=60), st.data())
def test_the_sentence_holds_the_quote_whatever_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    article = Article(text=text)
    claim = Claim(article_id=article.id, start=start, end=end, quote=text[start:end], predicate=Predicate.STATEMENT)
    row = claims_frame([Extraction(article=article, resolutions=(), claims=(claim,))]).iloc[0]
    assert row.quote.strip() in row.sentence
    assert row.sentence in text


def test_a_claim_without_a_place_stays_a_row():
    frame = claims(Say(predicate=Predicate.NEGOTIATION, at=None, changes=False))
    assert len(frame) == 1
    assert frame.geometry[0] is None
    assert frame.place[0] is None


def test_a_place_without_a_footprint_stays_a_row_without_a_geometry():
    row = claims(Say(at=place("Larch", None, None))).iloc[0]
    assert row.place == "Larch"
    assert row.geometry is None
    assert pd.isna(row.where_prec)


def test_the_whole_never_stands_in_for_a_part_without_a_geometry():
    east = Part(kind=PartKind.PART, start=0, end=4, text="eastern", direction=Direction.E)
    row = claims(Say(at=area("Kapok", 20, 4), part=east)).iloc[0]
    assert row.geometry is None
    assert (row.part_kind, row.part_direction, row.inferred_extent) == ("part", "E", True)


def test_the_same_article_read_twice_adds_nothing():
    once = extraction(Say())
    assert len(claims_frame([once, once])) == 1
    assert len(mentions_frame([once, once])) == 1


def test_no_extractions_give_empty_frames():
    same(claims_frame([]), empty(CLAIMS))
    same(mentions_frame([]), empty(MENTIONS))


def test_mentions_that_are_no_place_or_unlocated_are_rows_for_review():
    article = Article(text="INVENTED. Alder said that the gate stays shut.")
    said = Mention(article_id=article.id, start=10, end=15, toponym="Alder", kind=MentionKind.METONYM, map=MapRole.NO)
    gate = Mention(
        article_id=article.id, start=26, end=34, toponym="the gate", kind=MentionKind.PLACE_NOMINAL, map=MapRole.NO
    )
    item = Extraction(
        article=article,
        resolutions=(Resolution(mention=said, place=None, score=0.2, reasons=("speaks",)),),
        claims=(),
        unlocated=(gate,),
    )
    frame = mentions_frame([item])
    assert list(frame.toponym) == ["Alder", "the gate"]
    assert list(frame.unlocated) == [False, True]
    assert json.loads(frame.reasons[0]) == ["speaks"]
    assert frame.geometry.isna().all()
    assert "the gate" in frame.sentence[1]


@pytest.mark.parametrize(
    ("kind", "part", "radius", "code"),
    [
        (PlaceKind.TOWN, None, 1_000, 1),
        (PlaceKind.TOWN, None, 20_000, 2),
        (PlaceKind.VILLAGE, PartKind.NEAR, 500, 2),
        (PlaceKind.TOWN, PartKind.BETWEEN, 500, 5),
        (PlaceKind.DISTRICT, None, None, 3),
        (PlaceKind.GOVERNORATE, None, None, 4),
        (PlaceKind.ROAD, None, 100, 5),
        (PlaceKind.COUNTRY, PartKind.PART, None, 6),
        (PlaceKind.WATER, None, None, 7),
    ],
)
def test_where_prec_follows_kind_part_and_radius(kind, part, radius, code):
    assert where_prec(kind, part, radius) == code


@given(
    st.none() | st.sampled_from(list(PlaceKind)),
    st.none() | st.sampled_from(list(PartKind)),
    st.none() | st.floats(0, 1e7),
)
def test_precision_codes_stay_in_their_ranges(kind, part, radius):
    code = where_prec(kind, part, radius)
    assert 1 <= code <= 7
    assert 1 <= geo_precision(code) <= 3


def test_every_dtype_of_the_schemas_is_one_that_conform_knows():
    used = {column.dtype for schema in (CLAIMS, STATUS, MENTIONS) for column in schema.columns}
    assert used <= set(Dtype)
