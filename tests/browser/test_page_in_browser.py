import csv
import io
import json
from dataclasses import replace

import folium
import geopandas as gpd
import hostile
import pytest
from playwright.sync_api import expect
from shapely.geometry import Point, box

import factories
from conftest import SERIES, invented_theatre
from contested.frame import CLAIMS, empty
from contested.model import Actor, AidKind, AidStatus, Direction, Part, PartKind, Predicate, TimeRelation
from contested.render import PageLanguage, Scheme, Theme, UserLayer, to_folium
from factories import Say, claims, place

SMALL = claims(
    Say(at=place("Alder")),
    Say(at=place("Alder"), actor="Southern Force", origin="Southern Force", day=2),
    Say(at=place("Birch", 20.2, 5.1), predicate=Predicate.AID_POINT_CLOSED, aid=AidStatus.CLOSED, day=3),
    Say(at=None, aid=AidStatus.UNKNOWN, aid_kind=AidKind.ENTRY_POINT, aid_name="points", day=3),
)


def many(number):
    """Answer one claim repeated for many invented towns."""
    frame = claims(Say())
    frame = frame.loc[frame.index.repeat(number)].reset_index(drop=True)
    names = [f"Town {row}" for row in range(number)]
    for column in ("claim_id", "place_id", "place"):
        frame[column] = names
    frame["place_names"] = None
    frame["geometry"] = [Point(20 + row % 60 / 50, 5 + row // 60 / 50) for row in range(number)]
    return frame


def pin(page, name):
    return page.locator(f".pin[aria-label^='{name}:']").first


def title(page):
    return page.locator("#card-title").inner_text()


def last_day(page):
    return page.locator(".clock-day b").inner_text()


def slide(page, position):
    page.locator(".timebar input").fill(str(position))


# ----------------------------------------------------------------------------------------------- safety


@pytest.mark.parametrize("text", [" ".join(hostile.TEXTS[::2]), " ".join(hostile.TEXTS[1::2]), *hostile.TEXTS[13:15]])
def test_hostile_text_is_shown_and_never_run(visit, saved, text):
    page = visit(saved("hostile", hostile.frame(text), hostile.theatre(text), **vars(hostile.options(text))))
    for number in range(page.locator(".pin").count()):
        page.locator(".pin").nth(number).dispatch_event("click")
    page.locator("#find").fill(text.replace("\0", "")[:3] or "x")
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, link, base').length") == 0
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].some((e) => e.getAttributeNames().some((n) => /^on/.test(n)))"
        )
        is False
    )
    assert page.evaluate("[...document.links].every((a) => /^(https?:|file:.*#)/.test(a.href))")
    shown = page.evaluate("document.querySelector('h1').textContent")
    assert shown.replace("\ufffd", "") == "".join(
        c for c in text if c.isprintable() or c in "\u2028\u2029\u202d\u202e\u2066\u2069\u200e\u200f"
    )
    assert page.evaluate("document.getElementById('card').textContent").count("NaN") == 0


def test_a_script_that_slips_in_is_stopped_by_the_policy(visit, series):
    page = visit(series)
    stopped = page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
          const script = document.createElement('script'); script.textContent = 'window.pwned = 1'; document.body.append(script);
          setTimeout(() => done(null), 1000);
        })"""
    )
    assert stopped == "script-src-elem"
    assert page.evaluate("window.pwned") is None
    visit.forgive()


# ----------------------------------------------------------------------------------------------- reading


def test_a_badge_opens_the_card_with_status_why_claims_and_sources(visit, series):
    page = visit(series)
    pin(page, "Damson").click()
    card = page.locator("#card")
    assert title(page) == "Damson"
    assert "Held by Southern Force" in card.inner_text()
    assert "withdrawal demanded or refused" in card.inner_text()
    assert card.locator(".why").first.inner_text().startswith("Why")
    assert card.locator("blockquote mark").first.inner_text() == "Damson"
    assert "an unnamed negotiator → Invented Radio → Invented Daily" in card.inner_text()
    link = card.locator(".claim a").first
    assert link.get_attribute("href").startswith("https://news.invalid/")
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "Named town; within about 1.5 km" in card.inner_text()


def test_an_area_opens_its_card_where_it_is_clicked(visit, saved):
    frame = claims(Say(at=factories.area("Kapok", 20.0, 5.0)))
    page = visit(saved("area", frame))
    page.locator("path.mark").first.dispatch_event("click")
    assert title(page) == "Kapok"
    assert "Shown as a mapped area" in page.locator("#card").inner_text()


def test_escape_closes_the_card_and_the_focus_returns(visit, series):
    page = visit(series)
    pin(page, "Damson").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "card-close"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Damson:")


def test_everything_can_be_reached_by_the_tab_key(visit, series):
    page = visit(series)
    reached = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
    assert {"find", "play", "since"} <= reached
    assert any("pin" in name for name in reached)
    assert page.evaluate("[...document.querySelectorAll('.pin')].every((pin) => pin.tabIndex === 0)")


# ----------------------------------------------------------------------------------------------- layers


def test_a_layer_switched_off_leaves_the_map_and_the_legend_says_so(visit, series):
    page = visit(series)
    before = page.locator(".pin").count()
    page.locator(".group-aid .layer:not(.is-empty) input").first.uncheck()
    assert page.locator(".pin").count() < before
    assert "1 layer is hidden" in page.locator(".hidden-note").inner_text()
    assert page.locator(".hidden-tag").count() == 1
    page.get_by_text("Show all").click()
    assert page.locator(".pin").count() == before


def test_the_legend_counts_what_is_drawn(visit, series):
    page = visit(series)
    counted = sum(int(text) for text in page.locator(".group:not(.group-unlocated) label .tally").all_text_contents())
    assert counted == page.locator(".pin").count()


def test_rival_claims_are_striped_in_both_colours(visit, series):
    page = visit(series, fragment="#d=2031-03-03")
    colours = page.evaluate(
        """() => [...document.querySelectorAll('pattern')].map((p) => new Set([...p.querySelectorAll('rect')].map((r) => r.getAttribute('fill'))).size)"""
    )
    assert max(colours) == 2


def test_an_unlocated_aid_point_stands_in_the_list_with_its_sentence(visit, series):
    page = visit(series)
    page.locator(".group-unlocated a").first.click()
    assert "the entry points it has set up" in page.locator("#list-unlocated").inner_text()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_users_own_layer_is_drawn_listed_and_read(visit, saved):
    frame = gpd.GeoDataFrame({"name": ["<b>Depot"], "beds": [12]}, geometry=[Point(20.2, 5.0)], crs="EPSG:4326")
    layer = UserLayer(name="Depots", frame=frame, label="name", columns=("beds",), colour="#008800")
    page = visit(saved("layer", claims(Say()), layers=(layer,)))
    assert "Depots" in page.locator("#side").inner_text()
    page.locator("path[stroke='#008800']").dispatch_event("click")
    assert title(page) == "<b>Depot"
    assert "12" in page.locator("#card").inner_text()


# ----------------------------------------------------------------------------------------------- time


def test_the_slider_steers_marks_list_and_address(visit, series):
    page = visit(series)
    everything = page.locator(".pin").count()
    slide(page, 0)
    assert last_day(page) == "1 March 2031"
    assert page.locator(".pin").count() < everything
    assert page.url.endswith("#d=2031-03-01")
    assert page.locator(".clock-day").inner_text().count("3 articles that day") == 1


def test_the_day_in_the_address_is_shown_and_can_change(visit, series):
    page = visit(series, fragment="#d=2031-03-05")
    assert last_day(page) == "5 March 2031"
    page.evaluate("location.hash = '#d=2031-03-08'")
    expect(page.locator(".clock-day b")).to_have_text("8 March 2031")


@pytest.mark.parametrize("fragment", ["#d=9999-99-99", "#d=0000-00-00", "#d=<x>", "#d=", "#%", "#d=2031-02-30"])
def test_a_strange_address_still_shows_a_day(visit, series, fragment):
    page = visit(series, fragment=fragment)
    assert last_day(page).endswith("2031")


def test_the_arrow_keys_move_the_day(visit, series):
    page = visit(series, fragment="#d=2031-03-05")
    page.locator(".timebar input").focus()
    page.keyboard.press("ArrowRight")
    assert last_day(page) == "6 March 2031"
    assert page.locator(".timebar input").get_attribute("aria-valuetext") == "6 March 2031"


def test_play_runs_through_the_days_and_can_be_stopped(visit, series):
    page = visit(series)
    page.locator(".play").click()
    expect(page.locator(".clock-day b")).to_have_text("2 March 2031")
    assert page.locator(".play").get_attribute("aria-label") == "Pause"
    page.locator(".play").click()
    assert page.locator(".play").get_attribute("aria-label") == "Play"


@pytest.fixture(scope="module")
def hindsight(saved):
    late = TimeRelation.RECENT_EVENT
    frame = claims(
        Say(at=place("Birch", 20.2, 5.1)),
        Say(at=place("Birch", 20.2, 5.1), day=4, origin="monitors"),
        Say(predicate=Predicate.CAPTURES, time=late, valid_from=factories.day(2), day=9),
    )
    return saved("hindsight", frame, invented_theatre())


def test_a_day_can_be_judged_from_what_was_known_then_or_from_all_articles(visit, hindsight):
    page = visit(hindsight, fragment="#d=2031-03-04")
    assert pin(page, "Alder").count() == 0
    page.get_by_label("Judged from").select_option("valid")
    assert pin(page, "Alder").count() == 1
    assert page.url.endswith("#d=2031-03-04&k=all")
    assert "State of" in page.locator(".clock-day").inner_text()
    slide(page, 0)
    assert pin(page, "Alder").count() == 0


def test_a_link_keeps_the_day_what_is_known_and_since_when(visit, hindsight):
    page = visit(hindsight, fragment="#d=2031-03-09&k=all&s=2031-03-04")
    assert last_day(page) == "9 March 2031"
    assert page.get_by_label("Judged from").input_value() == "valid"
    assert page.locator("#since").input_value() == "1"


def test_where_nothing_was_told_late_there_is_nothing_to_choose(visit, saved):
    page = visit(saved("prompt", claims(Say(), Say(at=place("Birch", 20.2, 5.1), day=3))))
    assert page.locator("#basis").count() == 0


def test_what_is_newly_reported_but_older_is_tagged(visit, hindsight):
    page = visit(hindsight)
    assert "newly reported, but older" in page.locator(".change", has_text="Alder").inner_text()


def test_a_change_says_what_was_before_and_who_admitted_it(visit, series):
    page = visit(series)
    change = page.locator(".change", has_text="acknowledged by the other side")
    assert "Alder" in change.inner_text()
    assert "was: Contested" in change.inner_text()


def test_the_locator_shows_where_a_part_lies_and_is_away_while_all_is_seen(visit, series):
    page = visit(series)
    assert page.locator(".locator").is_hidden()
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    expect(page.locator(".locator")).to_be_visible()
    assert page.locator(".locator-view").count() == 1


def test_an_inferred_extent_fades_where_no_map_gives_an_edge(visit, saved):
    part = Part(kind=PartKind.PART, start=0, end=7, text="eastern", direction=Direction.E)
    shape = box(20.05, 5.0, 20.1, 5.1)
    page = visit(saved("part", claims(Say(at=factories.area("Kapok", 20.0, 5.0), part=part, shape=shape))))
    assert page.locator("mask.soft path").count() == 8
    assert page.locator("path.mark").first.get_attribute("mask") == "url(#soft0)"
    assert "extent inferred from words" in page.locator(".keys").inner_text()


def test_layers_of_other_days_are_folded_away(visit, series):
    page = visit(series)
    assert page.locator(".other-days").count() > 0
    assert page.locator(".group > .layer.is-empty").count() == 0
    page.locator(".other-days summary").first.click()
    assert page.locator(".other-days .layer").first.is_visible()


def test_undated_claims_stand_on_every_day(visit, series):
    page = visit(series, fragment="#d=2031-03-01")
    pin(page, "Cedar").click()
    assert "undated article" in page.locator("#card").inner_text()


def test_without_dates_there_is_no_slider(visit, saved):
    page = visit(saved("undated", claims(Say(day=None))))
    assert page.locator(".timebar").count() == 0
    assert page.locator(".changes").count() == 0
    assert page.locator("#newest").inner_text() == "undated"


def test_changes_are_listed_since_the_chosen_day_and_lead_to_their_place(visit, series):
    page = visit(series)
    everything = page.locator(".change").count()
    page.locator("#since").select_option(label="13 Mar 2031")
    later = page.locator(".change").all_inner_texts()
    assert 0 < len(later) < everything
    page.locator(".change button", has_text="Ivy Gate").first.click()
    assert title(page) == "Ivy Gate"


@pytest.mark.parametrize("language", ["en", "ar", "he"])
def test_the_sentence_under_the_title_is_that_of_the_day(visit, saved, language):
    path = saved(f"series-{language}", SERIES, invented_theatre(), language=PageLanguage(language))
    without = visit(path, java_script_enabled=False).locator(".summary").inner_text()
    page = visit(path)
    assert page.locator(".summary").inner_text() == without
    slide(page, 0)
    assert page.locator(".summary").inner_text() != without


def test_towns_without_a_claim_are_named_for_orientation_and_the_legend_says_so(visit, series):
    page = visit(series)
    assert page.locator(".name-town").all_inner_texts() == ["Rowan"]
    assert "Grey names are for orientation" in page.locator(".legend").inner_text()


def test_a_mark_far_off_does_not_shrink_the_map_and_is_told_of(visit, saved):
    far = replace(place("Faraway", 21.2, 5.0), id="world:faraway")
    page = visit(saved("far", claims(Say(at=place("Alder")), Say(at=far, day=2)), invented_theatre()))
    assert page.locator(".beyond").inner_text() == "1 mark outside this view: show all"
    page.locator(".beyond").click()
    expect(page.locator(".beyond")).to_be_hidden()


def test_without_outlines_a_net_of_degrees_is_drawn(visit, saved):
    page = visit(saved("bare", claims(Say())))
    assert page.locator("path.ground-net").count() > 2


def test_rival_sides_are_read_beside_each_other(visit, series):
    page = visit(series, fragment="#d=2031-03-03")
    pin(page, "Birch").click()
    assert page.locator(".rivals h4").count() == 2
    one, other = boxes(page, ".rivals section")
    assert one[2] <= other[0]


def test_on_a_phone_rival_sides_stand_below_each_other(visit, series):
    page = visit(series, fragment="#d=2031-03-03", width=360)
    pin(page, "Birch").dispatch_event("click")
    one, other = boxes(page, ".rivals section")
    assert one[3] <= other[1]


def test_days_are_the_same_in_every_time_zone(visit, series):
    page = visit(series, timezone_id="America/New_York")
    assert last_day(page) == "21 March 2031"
    assert page.locator("#newest").inner_text() == "21 March 2031"


# ----------------------------------------------------------------------------------------------- finding and taking


def test_a_place_is_found_in_any_of_its_names(visit, series):
    page = visit(series)
    for asked in ("alder", "ALDER", "al-der", "ألدر", "אלדר"):
        page.locator("#find").fill(asked)
        page.keyboard.press("Enter")
        assert title(page) == "Alder"
        page.keyboard.press("Escape")
        assert page.locator("#card").is_hidden()


def test_a_place_without_a_claim_is_found_and_said_to_have_none(visit, series):
    page = visit(series)
    page.locator("#find").fill("al rowan")
    assert "nothing is claimed about it here" in page.locator("#found").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#card").is_hidden()


def test_a_name_that_is_no_place_is_said_to_be_none(visit, series):
    page = visit(series)
    page.locator("#find").fill("zzz")
    assert "No place of that name" in page.locator("#found").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()


def taken(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value


def test_what_is_shown_can_be_taken_as_geojson(visit, series):
    page = visit(series)
    page.locator(".group-events input").first.uncheck()
    found = taken(page, "GeoJSON")
    data = json.loads(found.path().read_text(encoding="utf-8"))
    located = [feature for feature in data["features"] if feature["geometry"]]
    assert found.suggested_filename == "contested-2031-03-21.geojson"
    assert len(located) == page.locator(".pin").count()
    assert [feature["properties"]["mark"] for feature in data["features"] if not feature["geometry"]] == ["unlocated"]
    assert all(feature["properties"]["claim_ids"] for feature in data["features"])


def test_what_is_shown_can_be_taken_as_csv_that_no_spreadsheet_computes(visit, saved):
    frame = claims(Say(actor="=HYPERLINK(1)", at=place("Alder, the town", 20.0, 5.0)))
    page = visit(saved("formula", frame))
    text = taken(page, "CSV").path().read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["place"] == "Alder, the town"
    assert row["holder"] == "'=HYPERLINK(1)"
    assert (row["lon"], row["lat"]) == ("20", "5")


# ----------------------------------------------------------------------------------------------- form


def boxes(page, selector):
    return page.evaluate(
        "(s) => [...document.querySelectorAll(s)].map((e) => e.getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom])",
        selector,
    )


def apart(one, other):
    return one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1


@pytest.mark.parametrize("width", [360, 1280])
def test_labels_do_not_cover_one_another(visit, series, width):
    page = visit(series, width=width)
    found = boxes(page, ".name")
    assert len(found) > 5
    assert all(apart(one, other) for place, one in enumerate(found) for other in found[place + 1 :])


def test_labels_do_not_cover_one_another_at_any_zoom(visit, series):
    page = visit(series)
    seen = {}
    for zoom in range(8, 18):
        page.evaluate(
            """([zoom, [lat, lon]]) => {
              const map = Object.entries(window).find(([name, value]) => name.startsWith('map_') && value?.setView)[1];
              map.setView([lat, lon], zoom, { animate: false });
            }""",
            [zoom, [5.0, 20.14]],
        )
        found = boxes(page, ".name")
        seen[zoom] = len(found)
        assert all(apart(one, other) for place, one in enumerate(found) for other in found[place + 1 :])
    assert seen[10] > 5


def test_nothing_sticks_out_sideways(visit, series):
    page = visit(series, width=320)
    for width in (320, 360, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("window.innerWidth") == width
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_mark_that_is_opened_comes_clear_of_the_card_and_of_the_tools(visit, series):
    page = visit(series, height=640)
    for name in ("Ivy Gate", "Hazel", "Damson"):
        pin(page, name).dispatch_event("click")
        expect(page.locator(".leaflet-pan-anim")).to_have_count(0)
        opened, over = boxes(page, ".pin.is-open"), [*boxes(page, "#card"), *boxes(page, ".tools")]
        assert (len(over), len(opened) > 0) == (2, True)
        assert all(apart(mark, tool) for mark in opened for tool in over)


def test_on_a_phone_the_card_is_a_sheet_and_the_mark_stays_in_sight(visit, series):
    page = visit(series, width=360, height=740, is_mobile=True, has_touch=True)
    pin(page, "Elm").click()
    page.wait_for_timeout(500)
    (sheet,) = boxes(page, "#card")
    assert (sheet[0], sheet[2]) == (0, 360)
    assert sheet[3] == 740
    opened = boxes(page, ".pin.is-open")[0]
    assert opened[1] >= 0
    assert opened[3] <= sheet[1]


@pytest.mark.parametrize("language", ["ar", "he"])
def test_a_page_in_a_right_to_left_language_is_turned_and_its_map_is_not(visit, saved, language):
    page = visit(saved(f"series-{language}", SERIES, invented_theatre(), language=PageLanguage(language)))
    (side,), (map_box,) = boxes(page, "#side"), boxes(page, ".folium-map")
    assert side[0] > map_box[0]
    assert page.evaluate("getComputedStyle(document.querySelector('.folium-map')).direction") == "ltr"
    page.locator("#find").fill("Alder")
    page.keyboard.press("Enter")
    assert title(page) == {"ar": "ألدر", "he": "אלדר"}[language]
    assert page.evaluate("getComputedStyle(document.getElementById('card')).direction") == "rtl"


@pytest.mark.parametrize("form", [{}, {"media": {"color_scheme": "dark"}}, {"width": 360, "height": 740}])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_no_violation(visit, saved, axe, form, language):
    page = visit(
        saved(f"axe-{language}", SMALL, invented_theatre(), language=PageLanguage(language)),
        bypass_csp=True,
        **form | {"media": {"reduced_motion": "reduce", **form.get("media", {})}},
    )
    pin(page, "Alder" if language == "en" else "ألدر").dispatch_event("click")
    page.locator(".all").evaluate("(all) => { all.open = true; }")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(entry["id"], [node["html"] for node in entry["nodes"]]) for entry in found["violations"]] == []


@pytest.fixture(scope="module")
def crowd(saved):
    return saved("many", many(2100))


def test_many_marks_are_drawn_on_a_canvas_and_can_be_opened(visit, crowd):
    page = visit(crowd)
    expect(page.locator("canvas.leaflet-tile").first).to_be_attached()
    assert page.locator(".pin").count() == 0
    assert int(page.locator(".group-control > legend .tally").inner_text()) == 2100
    page.locator("#find").fill("Town 7")
    page.keyboard.press("Enter")
    assert title(page) == "Town 7"


@pytest.mark.parametrize("what", ["crowd", "hindsight"])
def test_axe_finds_no_violation_on_the_canvas_and_with_every_control(visit, request, axe, what):
    page = visit(request.getfixturevalue(what), bypass_csp=True)
    page.evaluate(axe)
    found = page.evaluate("axe.run({exclude: ['#claims']}, {resultTypes: ['violations']})")
    assert [(entry["id"], [node["html"] for node in entry["nodes"]][:3]) for entry in found["violations"]] == []


@pytest.fixture(scope="module")
def every_aid(saved):
    states = [state for state in AidStatus if state is not AidStatus.PLANNED]
    kinds = [kind for kind in AidKind if kind is not AidKind.OTHER]
    sayings = [
        Say(
            predicate=Predicate.AID_POINT_OPERATING,
            at=place(f"Point {row} {column}", 20 + column / 10, 5 + row / 10),
            aid=state,
            aid_kind=kind,
            aid_name=f"point {row} {column}",
        )
        for row, kind in enumerate(kinds)
        for column, state in enumerate(states)
    ]
    return saved("aid", claims(*sayings)), len(kinds) * len(states)


def test_every_kind_and_state_of_an_aid_point_can_be_told_apart_at_16_pixels_in_grey(visit, every_aid):
    path, number = every_aid
    page = visit(path)
    alike = page.evaluate(
        """async () => {
          const unlike = new Map();
          for (const pin of document.querySelectorAll('.pin')) unlike.set(pin.getAttribute('aria-label').split(': ').slice(1).join(), pin.querySelector('svg'));
          const grey = [];
          for (const [name, drawing] of unlike) {
            const copy = drawing.cloneNode(true);
            const [from, to] = [[drawing, ...drawing.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
            from.forEach((node, at) => { for (const key of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'color']) to[at].style.setProperty(key, getComputedStyle(node).getPropertyValue(key)); });
            copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg'); copy.setAttribute('width', 16); copy.setAttribute('height', 16);
            const image = new Image();
            image.src = 'data:image/svg+xml;base64,' + btoa(new XMLSerializer().serializeToString(copy));
            await image.decode();
            const brush = new OffscreenCanvas(16, 16).getContext('2d');
            brush.fillStyle = '#fff'; brush.fillRect(0, 0, 16, 16); brush.drawImage(image, 0, 0, 16, 16);
            const { data } = brush.getImageData(0, 0, 16, 16);
            grey.push([name, Array.from({ length: 256 }, (_, at) => 0.2126 * data[4 * at] + 0.7152 * data[4 * at + 1] + 0.0722 * data[4 * at + 2])]);
          }
          const found = [];
          grey.forEach(([one, first], at) => grey.slice(at + 1).forEach(([other, second]) => {
            const differing = first.filter((value, pixel) => Math.abs(value - second[pixel]) > 40).length;
            if (differing < 6) found.push([one, other, differing]);
          }));
          return [grey.length, found];
        }"""
    )
    assert alike == [number, []]


def test_a_mark_on_the_canvas_opens_where_it_is_clicked(visit, crowd):
    page = visit(crowd)
    page.locator("#find").fill("Town 1234")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    page.keyboard.press("Escape")
    page.locator(".cursor").focus()
    ring = boxes(page, ".ring-here")[0]
    page.mouse.click((ring[0] + ring[2]) / 2, (ring[1] + ring[3]) / 2)
    assert title(page).startswith("Town ")


def test_the_keyboard_goes_from_mark_to_mark_on_the_canvas(visit, crowd):
    page = visit(crowd)
    page.locator(".cursor").focus()
    assert page.locator(".cursor").get_attribute("aria-label").startswith("2100 marks on the map")
    first = page.locator("[aria-live=polite].unseen").inner_text()
    page.keyboard.press("ArrowRight")
    second = page.locator("[aria-live=polite].unseen").inner_text()
    assert first.startswith("Town ")
    assert second.startswith("Town ")
    assert first != second
    page.keyboard.press("Enter")
    assert second.startswith(title(page) + ":")
    assert page.evaluate("document.activeElement.className") == "card-close"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "cursor"


def test_light_or_dark_follows_the_device_and_the_reader(visit, series):
    page = visit(series, media={"color_scheme": "dark"})
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 26)"
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"


def test_a_theme_sets_colours_and_scheme(visit, saved):
    theme = Theme(title="A desk's map", credit="A desk", colours={"Northern Force": "#123456"}, scheme=Scheme.DARK)
    page = visit(saved("theme", SERIES, theme=theme))
    assert page.locator("h1").inner_text() == "A desk's map"
    assert page.locator("circle.ring[fill='#123456']").count() > 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 26)"


def test_the_page_prints_on_a4_with_map_legend_and_table(visit, series):
    page = visit(series)
    page.emulate_media(media="print")
    assert page.locator(".find").is_hidden()
    assert page.locator(".legend").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_on_paper_the_map_says_of_which_day_it_is_and_that_layers_are_hidden(visit, series):
    page = visit(series, fragment="#d=2031-03-05")
    page.locator(".group-control input").first.uncheck()
    assert page.locator(".on-paper").is_hidden()
    page.emulate_media(media="print")
    assert page.locator(".on-paper").inner_text() == "What is shown: Articles up to 5 March 2031 · 1 layer is hidden"


def test_a_long_table_is_cut_says_so_and_grows_when_asked(visit, saved):
    path = saved("long", many(620))
    without = visit(path, java_script_enabled=False)
    without.locator(".all summary").click()
    assert without.locator(".all tbody tr").count() == 500
    assert "The newest 500 of 620 claims are listed here." in without.locator(".left-out").inner_text()
    page = visit(path)
    page.locator(".all summary").click()
    page.get_by_role("button", name="show 120 more").click()
    rows = page.locator(".all tbody tr")
    assert rows.count() == 620
    assert len(set(rows.locator("th").all_inner_texts())) == 620
    assert page.locator(".left-out button").count() == 0
    assert rows.nth(500).inner_html().count("<td") == rows.nth(0).inner_html().count("<td")


def test_actors_and_reasons_are_in_the_language_of_the_page_where_it_is_known(visit, saved):
    theatre = replace(
        invented_theatre(),
        actors=(Actor(id="inv:northern", label=factories.NORTH, kind="armed_group", labels=(("ar", "قوة الشمال"),)),),
    )
    page = visit(saved("called", SMALL, theatre, language=PageLanguage.AR))
    pin(page, "ألدر").click()
    card = page.locator("#card")
    assert "قوة الشمال" in card.inner_text()
    assert factories.NORTH not in card.locator(".status-head, .claim-head").all_inner_texts()[0]
    assert "\u2068Southern Force\u2069" in card.locator(".status-head b").inner_text()
    card.locator(".why summary").click()
    why = card.locator(".why p")
    assert why.nth(0).inner_text().startswith("متنازع عليه")
    assert why.nth(1).get_attribute("lang") == "en"


def test_without_a_script_the_table_can_be_read(visit, series):
    page = visit(series, java_script_enabled=False)
    assert page.locator(".noscript").is_visible()
    assert page.locator(".stage").is_hidden()
    page.locator(".all summary").click()
    assert page.locator(".all tbody tr").count() == len(factories.series_claims())


def test_the_page_works_in_a_notebook_frame(visit, saved, tmp_path):
    inside = to_folium(factories.series_claims())._repr_html_()
    outer = tmp_path / "notebook.html"
    outer.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{inside}</body>", encoding="utf-8")
    page = visit(outer)
    frame = page.frames[1]
    frame.locator(".timebar input").fill("3")
    assert frame.locator(".clock-day b").inner_text() == "4 March 2031"
    assert frame.locator(".pin").count() > 0


def test_a_folium_layer_that_a_user_adds_is_drawn(visit, tmp_path):
    view = to_folium(claims(Say()))
    folium.GeoJson({"type": "Point", "coordinates": [20.1, 5.0]}, marker=folium.CircleMarker(radius=9)).add_to(view)
    folium.Marker([5.05, 20.05]).add_to(view)
    view.save(tmp_path / "mine.html")
    page = visit(tmp_path / "mine.html")
    assert page.locator("img.leaflet-marker-icon").evaluate("(image) => image.naturalWidth") == 25
    assert page.locator(".leaflet-overlay-pane path").count() == 1


# ----------------------------------------------------------------------------------------------- odd data


def test_a_page_without_any_claim_says_so(visit, saved):
    page = visit(saved("empty", empty(CLAIMS), invented_theatre()))
    assert "Nothing in these articles could be placed on a map" in page.locator(".summary").inner_text()
    assert page.locator(".pin").count() == 0


def test_only_unlocated_claims_make_a_page_with_a_list(visit, saved):
    frame = claims(Say(at=None, aid=AidStatus.UNKNOWN, aid_kind=AidKind.ENTRY_POINT, aid_name="points", day=None))
    page = visit(saved("unlocated", frame))
    assert page.locator("#list-unlocated li").count() == 1


def test_places_across_the_antimeridian_are_shown_together_and_taken_as_they_were(visit, saved):
    frame = claims(Say(at=place("Alder", 179.9, 5.0)), Say(at=place("Birch", -179.9, 5.0)))
    page = visit(saved("pacific", frame))
    found = boxes(page, ".pin")
    assert max(box[2] for box in found) - min(box[0] for box in found) < 900
    data = json.loads(taken(page, "GeoJSON").path().read_text(encoding="utf-8"))
    assert sorted(feature["geometry"]["coordinates"][0] for feature in data["features"]) == [-179.9, 179.9]


@pytest.mark.parametrize("lat", [89.5, -89.5])
def test_a_place_near_a_pole_is_drawn(visit, saved, lat):
    page = visit(saved("pole", claims(Say(at=place("Alder", 20.0, lat)))))
    assert page.locator(".pin").count() == 1


def test_many_days_are_one_slider(visit, saved):
    sayings = [Say(at=place(f"Town {n % 5}", 20 + n % 5 / 10, 5.0), day=n, origin=f"source {n}") for n in range(1, 31)]
    page = visit(saved("days", claims(*sayings)), width=360)
    assert page.locator(".timebar input").get_attribute("max") == "29"


def test_several_marks_of_one_place_stand_side_by_side(visit, saved):
    town = place("Alder", 20.0, 5.0)
    frame = claims(
        Say(at=town),
        Say(at=town, predicate=Predicate.AID_POINT_CLOSED, aid=AidStatus.CLOSED),
        Say(at=town, predicate=Predicate.CAPTIVE_HANDOVER, changes=False),
    )
    page = visit(saved("stack", frame))
    found = boxes(page, ".pin")
    assert len(found) == 3
    assert len({round(box[0]) for box in found}) == 3


def test_a_claim_of_an_area_covers_no_smaller_place(visit, saved):
    frame = claims(Say(at=factories.area("Kapok", 20.0, 5.0)), Say(at=place("Alder", 20.05, 5.05), day=2))
    page = visit(saved("cover", frame))
    order = page.evaluate("[...document.querySelectorAll('path.mark')].map((p) => p.getBBox().width)")
    assert order == sorted(order, reverse=True)
    assert box(20, 5, 20.1, 5.1).contains(Point(20.05, 5.05))
