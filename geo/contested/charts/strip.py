"""A strip for each place: what was said of control there, day by day. A gap is a day of which nothing is known."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import geopandas
import pandas as pd

from contested.charts.paper import (
    LINE,
    Footer,
    Sheet,
    clean,
    colours_for,
    explain,
    label,
    named_sources,
    new_sheet,
    newest_of,
    nothing,
    paint,
    settings,
)
from contested.errors import FrameError
from contested.frame import CLAIMS, NAMES_JOINED, conform
from contested.gazetteer.theatre import Theatre
from contested.look import INK, control_look, control_words
from contested.model import ControlStatus, Dispute
from contested.status import Moment, spells

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST_DAYS = 3660


def strip_chart(
    claims: geopandas.GeoDataFrame,
    *,
    theatre: Theatre | None = None,
    sides: Mapping[str, str] | None = None,
    most: int = 40,
    title: str = "Who is said to hold what, day by day",
) -> "Figure":
    """Draw a strip for each place and part: its status on control at the end of each day, from what was published then.

    `claims` is a claims frame. Colours are those of the map, textures say how it is disputed; a gap means that nothing
    was known. Undated claims count on every day. At most `most` places are drawn, those with most changes; the footer
    counts the others. `theatre` gives the colours, `sides` who is on whose side, as for `contested.status`.

    Raises `FrameError` or `CRSError` when it is no claims frame or spans more than ten years, `MissingExtraError`
    without matplotlib.
    """
    claims = conform(claims, CLAIMS, keep_extra=True)
    days = _days(claims)
    found = _runs(claims, days, sides)
    lines = _chosen(found, most)
    undated = int(claims["published"].isna().sum())
    notes = (
        "A gap: nothing on control was known that day. Each day is shown as it was known at its end (UTC).",
        *(
            [f"{undated} undated {'claim counts' if undated == 1 else 'claims count'} on every day."]
            if undated and days
            else []
        ),
        *(
            [f"{found['line'].nunique() - len(lines)} more places are not shown."]
            if found["line"].nunique() > len(lines)
            else []
        ),
    )
    shown = found[found["line"].isin(lines)]
    key = _key(shown, colours_for([claims], theatre))
    footer = Footer(notes=(f"{newest_of(claims).capitalize()}.", *notes), sources=named_sources(claims))
    with settings():
        sheet = new_sheet(title, body_in=0.55 + 0.29 * max(2, len(lines)), key=_labels(key), footer=footer)
        if lines:
            _draw(sheet, shown, lines, days, key)
        else:
            nothing(sheet.body, "No dated claim on control in these articles.")
    return sheet.figure


def _days(claims: geopandas.GeoDataFrame) -> list[datetime]:
    """Answer the midnights (UTC) on which the days of the articles begin, without gaps."""
    published = claims["published"].dropna()
    if len(published) == 0:
        return []
    first, last = published.min().normalize(), published.max().normalize()
    if (last - first).days > _MOST_DAYS:
        raise FrameError(
            f"the articles run from {first.date()} to {last.date()}; a chart by days takes those of ten years at most"
        )
    return [day.to_pydatetime() for day in pd.date_range(first, last, freq="D")]


def _runs(
    claims: geopandas.GeoDataFrame, days: list[datetime], sides: Mapping[str, str] | None
) -> geopandas.GeoDataFrame:
    ends = [datetime.combine(day.date(), time.max, day.tzinfo) for day in days]
    found = spells(claims, [Moment(until=end, now=end) for end in ends], sides=sides)
    told = found["contested"] | found["control"].ne(ControlStatus.UNKNOWN.value)
    return found[told].reset_index(drop=True)


def _chosen(found: geopandas.GeoDataFrame, most: int) -> list[str]:
    """Answer the lines to draw, by name: those with most changes where there are too many."""
    counts = found.groupby("line", sort=True).agg(
        runs=("line", "size"), name=("place", "first"), part=("part_text", "first")
    )
    kept = counts.sort_values(["runs", "name"], ascending=[False, True], kind="stable").head(most)
    ordered: list[str] = kept.sort_values(["name", "part"], na_position="last", kind="stable").index.tolist()
    return ordered


def _words(run: Mapping[Any, Any]) -> str:
    others = (
        f" ({', '.join(_split(run['disputed_by']))})"
        if run["dispute"] == Dispute.RIVAL_CLAIMS and run["disputed_by"]
        else ""
    )
    return control_words(run["control"], run["dispute"], holders=_split(run["holder"])) + others


def _key(found: geopandas.GeoDataFrame, colours: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Answer how each status that occurs is drawn, by its words."""
    told: dict[str, dict[str, Any]] = {}
    for run in found.to_dict("records"):
        holders, others = _split(run["holder"]), _split(run["disputed_by"])
        look = control_look(run["control"], run["dispute"], holders=holders, disputed_by=others, colours=colours)
        bold = {"edgecolor": INK, "linewidth": 2} if run["control"] == ControlStatus.BESIEGED else {}
        told.setdefault(_words(run), {**paint(look), **bold})
    return dict(sorted(told.items()))


def _draw(
    sheet: Sheet,
    found: geopandas.GeoDataFrame,
    lines: list[str],
    days: list[datetime],
    key: Mapping[str, Mapping[str, Any]],
) -> None:
    from matplotlib import dates  # noqa: PLC0415  an extra
    from matplotlib.patches import Patch  # noqa: PLC0415

    calendar: Any = dates  # has no types
    axes = sheet.body.add_subplot()
    starts = calendar.date2num([day.replace(tzinfo=None) for day in [*days, days[-1] + timedelta(days=1)]])
    rows = {line: place for place, line in enumerate(lines)}
    for run in found.to_dict("records"):
        left, right = starts[run["first"]], starts[run["last"] + 1]
        axes.barh(rows[run["line"]], right - left, left=left, height=0.7, **key[_words(run)])
    names = found.drop_duplicates("line").set_index("line")
    axes.set_yticks(range(len(lines)), [_name(names.loc[line]) for line in lines])
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.set_xlim(starts[0], starts[-1])
    axes.xaxis_date()
    locator = calendar.AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(calendar.ConciseDateFormatter(locator))
    axes.grid(axis="x", color=LINE, linewidth=0.8)
    clean(axes)
    explain(sheet, [Patch(**drawn) for drawn in key.values()], _labels(key))


def _labels(key: Mapping[str, object]) -> list[str]:
    return [label(words, longest=60) for words in key]


def _name(row: "pd.Series[Any]") -> str:
    place = row["place"] or "(place not known)"
    return label(f"{row['part_text']} {place}" if row["part_text"] else place)


def _split(cell: object) -> tuple[str, ...]:
    return tuple(cell.split(NAMES_JOINED)) if isinstance(cell, str) else ()
