"""Charts in the page: images in data URIs, whose letters are outlines, and in which nothing runs or loads."""

import base64
from collections.abc import Iterable

from contested.render.options import Picture
from contested.render.safe import text


def figures(pictures: Iterable[Picture]) -> str:
    """Answer the pictures as HTML, one below the other; nothing where there are none."""
    found = "".join(
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(one.svg.encode()).decode("ascii")}" '
        f'alt="{text(one.alt)}">'
        for one in pictures
    )
    return f'<div class="charts">{found}</div>' if found else ""
