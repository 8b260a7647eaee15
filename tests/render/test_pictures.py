"""Charts in the page: images with words for those who cannot see them, and nothing where there are none."""

import base64
import re
from dataclasses import replace

import hostile
import pytest

from contested.charts import aid_chart, alt_text, claims_chart, strip_chart, svg_text
from contested.errors import RecordError
from contested.render import MapOptions, Picture, to_folium
from contested.status import status
from factories import SIDES, series_claims

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>x</title></svg>'


def page(*charts: Picture) -> str:
    return to_folium(series_claims(), options=MapOptions(charts=charts)).get_root().render()


def test_a_page_without_charts_has_no_trace_of_them():
    assert "charts" not in re.sub(r"<script.*?</script>", "", page(), flags=re.DOTALL)


def test_a_chart_is_an_image_below_the_table_with_its_words():
    frame = series_claims()
    figures = (strip_chart(frame), claims_chart(frame), aid_chart(status(frame, sides=SIDES)))
    told = page(*(Picture(svg=svg_text(one), alt=alt_text(one)) for one in figures))
    images = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)">', told)
    assert [base64.b64decode(source).decode() for source, _ in images] == [svg_text(one) for one in figures]
    for (_, alt), figure in zip(images, figures, strict=True):
        assert alt.startswith(figure.get_suptitle())
        assert "Records who says what" in alt
    assert told.index('<details class="all"') < told.index('<div class="charts">') < told.index("<footer")
    assert len(told) - len(page()) < 1_000_000


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_words_of_a_chart_are_only_words(text):
    told = page(Picture(svg=SVG, alt=text))
    plain = page(Picture(svg=SVG, alt="x"))
    tags = re.compile(r"</?[a-z]+")
    assert tags.findall(told) == tags.findall(plain)


@pytest.mark.parametrize("svg", ["", "<img src=x>", "javascript:alert(1)", "<svg>", SVG + "x" * 2_000_001 + "</svg>"])
def test_what_is_no_picture_is_refused(svg):
    with pytest.raises(RecordError, match="a picture"):
        replace(Picture(svg=SVG, alt="x"), svg=svg)
