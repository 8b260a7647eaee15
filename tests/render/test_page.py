import html
import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import folium
import folium.plugins
import geopandas as gpd
import hostile
import pytest
from shapely.geometry import Point

import factories
from contested.errors import OutputError
from contested.frame import CLAIMS, empty
from contested.render import MapOptions, PageLanguage, UserLayer, save, to_folium
from contested.render.safe import source_hash


def page(frame=None, **options):
    frame = factories.series_claims() if frame is None else frame
    return to_folium(frame, **options).get_root().render()


class Reader(HTMLParser):
    """Collects elements, their attributes, and the code of scripts and styles."""

    def __init__(self):
        super().__init__()
        self.elements, self.code, self.inside = [], [], None

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = (tag, dict(attrs)) if tag in {"script", "style"} else None
        if self.inside:
            self.code.append([tag, dict(attrs), ""])

    def handle_endtag(self, _tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.code[-1][2] += data


def read(text):
    reader = Reader()
    reader.feed(text)
    return reader


def shape(text):
    """Answer the elements of a page with the names of their attributes: text must not change them."""
    return [(tag, sorted(attributes)) for tag, attributes in read(text).elements]


@pytest.fixture(scope="module")
def series():
    return page()


def full_of(text):
    return page(hostile.frame(text), theatre=hostile.theatre(text), options=hostile.options(text))


@pytest.fixture(scope="module")
def tame():
    return shape(full_of("tame"))


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_hostile_text_everywhere_adds_no_element_and_stands_unchanged_in_the_island(text, tame):
    wild = full_of(text)
    assert shape(wild) == tame
    wild.encode("utf-8")
    data = next(json.loads(code) for tag, attributes, code in read(wild).code if attributes.get("id"))
    assert data["title"] == text
    assert data["articles"][0]["outlet"] == text
    assert data["theatre"]["disclaimer"] == text
    assert "".join(data["claims"][0]["quote"]) == text


def test_a_template_in_an_article_is_not_computed():
    wild = full_of("{{7*7}}")
    assert ">49<" not in wild
    assert '"49"' not in wild
    assert html.unescape(wild).count("{{7*7}}") > 10


def test_the_same_frame_gives_the_same_bytes(series):
    assert page() == series


def test_rendering_a_map_twice_gives_the_same_bytes():
    view = to_folium(factories.series_claims())
    assert view.get_root().render() == view.get_root().render()


def test_users_layers_do_not_change_the_bytes_from_run_to_run():
    def drawn():
        view = to_folium(empty(CLAIMS))
        folium.GeoJson({"type": "Point", "coordinates": [1, 2]}, name="mine").add_to(view)
        return view.get_root().render()

    assert drawn() == drawn()


def test_the_page_is_one_file_that_loads_nothing(series):
    for tag, attributes in read(series).elements:
        assert tag not in {"link", "iframe", "object", "embed", "base"}
        assert "src" not in attributes or attributes["src"].startswith("data:")
        assert tag == "a" or "href" not in attributes
    styles = "".join(code for tag, _, code in read(series).code if tag == "style")
    assert not re.search(r"url\((?!#|['\"]?data:)", styles)
    assert "@import" not in styles


def policy_of(text):
    return next(a["content"] for tag, a in read(text).elements if a.get("http-equiv") == "Content-Security-Policy")


def test_the_policy_allows_nothing_but_the_scripts_and_styles_that_stand_there(series):
    policy = dict(part.strip().split(" ", 1) for part in policy_of(series).split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "data: blob:"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert "connect-src" not in policy
    scripts = {source_hash(code) for tag, a, code in read(series).code if tag == "script" and "type" not in a}
    styles = {source_hash(code) for tag, _, code in read(series).code if tag == "style"}
    assert set(policy["script-src"].split()) == scripts
    assert set(policy["style-src"].split()) == styles


def test_no_element_has_an_inline_style_or_handler(series):
    for _, attributes in read(series).elements:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_links_are_to_the_web_and_tell_nobody_where_they_came_from(series):
    links = [a for tag, a in read(series).elements if tag == "a" and not a["href"].startswith("#")]
    assert links
    assert all(a["href"].startswith("https://") and a["rel"] == "noopener noreferrer" for a in links)


def test_head_names_language_title_description_and_a_viewport_that_zooms(series):
    elements = read(series).elements
    assert ("html", {"lang": "en", "dir": "ltr", "data-scheme": "auto"}) in elements
    metas = {a.get("name"): a.get("content") for tag, a in elements if tag == "meta"}
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert metas["description"]
    assert "<title>Who says what about which place</title>" in series


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he", "rtl")])
def test_the_page_turns_with_its_language_and_the_map_does_not(language, direction):
    elements = read(page(options=MapOptions(language=PageLanguage(language)))).elements
    assert next(a for tag, a in elements if tag == "html") == {
        "lang": language,
        "dir": direction,
        "data-scheme": "auto",
    }
    assert next(a["dir"] for tag, a in elements if tag == "main") == "ltr"


def test_all_claims_stand_in_a_table_without_any_script(series):
    body = re.sub(r"<script.*?</script>", "", series, flags=re.DOTALL)
    frame = factories.series_claims()
    assert body.count("<tr>") == len(frame) + 1
    text = html.unescape(re.sub(r"<[^>]+>", "", body))
    for quote in frame["quote"]:
        assert quote in text


def test_the_time_of_recording_does_not_reach_the_page():
    frame = factories.series_claims()
    stamped = frame.assign(recorded_at=frame["published"].max())
    assert page(stamped) == page(frame)


def test_saving_and_folium_write_the_same_page(tmp_path):
    frame = factories.series_claims()
    saved = save(frame, tmp_path / "saved.html")
    to_folium(frame).save(tmp_path / "folium.html")
    assert saved.read_bytes() == (tmp_path / "folium.html").read_bytes()


def test_a_map_shows_itself_in_a_notebook():
    assert "srcdoc=" in to_folium(empty(CLAIMS))._repr_html_()


def test_making_a_map_leaves_foliums_defaults_alone():
    to_folium(empty(CLAIMS)).get_root().render()
    assert any("leaflet" in url for _, url in folium.Map.default_js)


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path):
    with pytest.raises(OutputError, match="nowhere"):
        save(empty(CLAIMS), tmp_path / "nowhere" / "map.html")


def test_a_plugin_that_asks_for_a_script_is_refused_with_its_address():
    view = to_folium(empty(CLAIMS))
    folium.plugins.Fullscreen().add_to(view)
    with pytest.raises(OutputError, match=r"assets=\{'https://"):
        view.get_root().render()


def test_a_plugin_is_inlined_from_the_files_given_for_it(tmp_path):
    script, style = tmp_path / "full.js", tmp_path / "full.css"
    script.write_text("window.plugged = '</script>';")
    style.write_text(".x { background: url(dot.png) }")
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    urls = [url for _, url in (*folium.plugins.Fullscreen.default_js, *folium.plugins.Fullscreen.default_css)]
    assets = {url: style if url.endswith("css") else script for url in urls}
    view = to_folium(empty(CLAIMS), options=MapOptions(assets=assets))
    folium.plugins.Fullscreen().add_to(view)
    text = view.get_root().render()
    assert "window.plugged = '<\\/script>';" in text
    assert "url(data:image/png;base64,iVBORw==)" in text
    policy = policy_of(text)
    for tag, attributes, code in read(text).code:
        if tag == "script" and "type" not in attributes:
            assert source_hash(code) in policy


def test_a_folium_popup_says_that_it_needs_jquery():
    view = to_folium(empty(CLAIMS))
    folium.Marker([1, 2], popup="x").add_to(view)
    with pytest.raises(OutputError, match="jquery"):
        view.get_root().render()


def test_an_image_from_elsewhere_in_a_users_element_is_refused():
    view = to_folium(empty(CLAIMS))
    view.get_root().html.add_child(folium.Element('<img src="https://example.org/x.png">'))
    with pytest.raises(OutputError, match="data URI"):
        view.get_root().render()


def test_an_online_basemap_is_allowed_its_one_host():
    provider = folium.TileLayer("https://{s}.tiles.example/{z}/{x}/{y}.png", attr="tiles")
    view = to_folium(empty(CLAIMS))
    provider.add_to(view)
    assert "img-src data: blob: https://*.tiles.example;" in policy_of(view.get_root().render())


def test_a_users_layer_stands_in_the_island():
    frame = gpd.GeoDataFrame({"name": ["Depot"]}, geometry=[Point(20, 5)], crs="EPSG:4326")
    text = page(empty(CLAIMS), options=MapOptions(layers=(UserLayer(name="Depots", frame=frame, label="name"),)))
    data = next(json.loads(code) for _, attributes, code in read(text).code if attributes.get("id"))
    assert data["layers"][0]["features"][0]["label"] == "Depot"


def test_a_page_of_the_series_is_small(series):
    assert len(series.encode()) < 400_000


def test_the_page_carries_the_script_without_its_comments(series):
    script = max((code for tag, attributes, code in read(series).code if tag == "script" and "const contested" in code))
    assert "/**" not in script
    assert not re.search(r"^\s*//", script, re.MULTILINE)


def test_no_string_of_the_script_runs_over_lines_so_that_its_indents_can_go():
    folder = files("contested.render").joinpath("assets")
    scripts = [*folder.iterdir(), *folder.joinpath("layers").iterdir()]
    for script in scripts:
        for line in script.read_text(encoding="utf-8").splitlines() if script.name.endswith(".js") else ():
            assert re.sub(r"/(?![/*])(?:\\.|[^/\\])+/[a-z]*", "", line).count("`") % 2 == 0, (script.name, line)
