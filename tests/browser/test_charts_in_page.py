"""Charts in a page whose policy allows nothing from anywhere."""

from contested.charts import alt_text, claims_chart, strip_chart, svg_text
from contested.model import Predicate
from contested.render import Picture
from factories import Say, claims, place

SMALL = claims(
    Say(at=place("Alder")),
    Say(at=place("Alder"), actor="Southern Force", origin="Southern Force", day=2),
    Say(at=place("Birch", 20.2, 5.1), predicate=Predicate.CLASHES, actor=None, day=3),
)


def test_charts_are_seen_and_nothing_in_them_runs_or_loads(visit, saved):
    drawn = [Picture(svg=svg_text(one), alt=alt_text(one)) for one in (strip_chart(SMALL), claims_chart(SMALL))]
    hostile_svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>parent.pwned = 1</script>'
        '<image href="http://127.0.0.1:9/x.png" width="9" height="9" onerror="parent.pwned = 1"/></svg>'
    )
    page = visit(saved("charts", SMALL, charts=(*drawn, Picture(svg=hostile_svg, alt="Own"))))
    images = page.locator(".charts img")
    assert images.count() == 3
    images.first.scroll_into_view_if_needed()
    wide = images.evaluate_all("images => images.map((image) => [image.complete, image.naturalWidth, image.width])")
    assert all(complete and natural > 0 and width <= 1280 for complete, natural, width in wide)
    assert "Records who says what" in images.first.get_attribute("alt")
    assert page.evaluate("window.pwned") is None
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= 360")
    page.set_viewport_size({"width": 1280, "height": 800})
