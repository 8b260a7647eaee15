"""Counts as bars: claims by actor and by source, aid points by kind and state."""

from collections.abc import Mapping
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
    pale,
    settings,
)
from contested.colours import NOBODY
from contested.frame import CLAIMS, STATUS, conform
from contested.gazetteer.theatre import Theatre
from contested.look import AID_COLOURS, AID_PLATES, INK
from contested.model import AidStatus, ClaimFamily

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NOT_NAMED = "(not named)"
_BEHIND = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
_FAMILIES: Mapping[str, tuple[str, str]] = {  # hatch and words; colour says who
    ClaimFamily.CONTROL: ("", "on control"),
    ClaimFamily.AID: ("///", "on aid"),
    ClaimFamily.OTHER: ("\\\\\\", "on other events"),  # dots would make an SVG twenty times as large
}
_STATES: Mapping[str, str] = {
    AidStatus.OPEN: "",
    AidStatus.RESTRICTED: "--",
    AidStatus.CLOSED: "",
    AidStatus.ATTACKED: "xxx",
    AidStatus.PLANNED: "\\\\",
    AidStatus.NOT_PRESENT: "///",
    AidStatus.UNKNOWN: "",
}


def claims_chart(
    claims: geopandas.GeoDataFrame,
    *,
    theatre: Theatre | None = None,
    most: int = 12,
    title: str = "Who is said to do what, and who says so",
) -> "Figure":
    """Draw how many claims there are on each actor and from each source, by family of claim.

    `claims` is a claims frame. Copies of one text and claims that a reviewer rejected are not counted, and the footer
    says how many. `most` bars a panel; the rest is one bar that says how many it joins. The colours of actors are
    those of the map. Raises `FrameError` or `CRSError`, and `MissingExtraError` without matplotlib.
    """
    claims = conform(claims, CLAIMS, keep_extra=True)
    counted = claims[claims["copy_of"].isna() & ~claims["rejected"]]
    origin = counted["origin"].fillna(counted["publisher"])
    panels = {
        "Claims about": _table(counted["actor"], counted["family"], most),
        "Claims from": _table(origin, counted["family"], most),
    }
    colours = colours_for([claims], theatre)
    left_out = len(claims) - len(counted)
    notes = (
        "A claim counts once for each source that makes it; the count says nothing of its truth.",
        *(
            [f"{left_out} claims in copies of one text, or rejected by a reviewer, are not counted."]
            if left_out
            else []
        ),
    )
    footer = Footer(notes=(f"{len(counted)} claims, {newest_of(claims)}.", *notes), sources=named_sources(claims))
    rows = max(1, *(len(table) for table in panels.values()))
    with settings():
        words = [words for _, words in _FAMILIES.values()] if len(counted) else []
        sheet = new_sheet(title, body_in=0.8 + 0.27 * rows, key=words, footer=footer)
        if len(counted):
            _draw_claims(sheet, panels, colours)
        else:
            nothing(sheet.body, "No claim in these articles.")
    return sheet.figure


def aid_chart(
    status: geopandas.GeoDataFrame, *, title: str = "Aid points, as they are said to be", sources: tuple[str, ...] = ()
) -> "Figure":
    """Draw how many aid points there are of each kind, by the state they are said to be in.

    `status` is a status frame; `sources` are named in the footer. Unknown is a state of its own, not zero. Raises
    `FrameError` or `CRSError`, and `MissingExtraError` without matplotlib.
    """
    status = conform(status, STATUS, keep_extra=True)
    points = status[status["aid_point"]]
    state = points["aid_status"].fillna(AidStatus.UNKNOWN.value)
    table = pd.crosstab(points["aid_kind"].fillna("other"), state)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    unplaced = int(points.geometry.isna().sum())
    newest = points["newest"].max()
    notes = (
        f"{len(points)} aid points" + (f", {unplaced} of them without a place on the map." if unplaced else "."),
        *([] if pd.isna(newest) else [f"Newest word on any of them: {newest.date().isoformat()}."]),
    )
    states = [state for state in _STATES if state in table.columns]
    footer = Footer(notes=notes, sources=tuple(label(source) for source in sources))
    with settings():
        sheet = new_sheet(
            title, body_in=0.5 + 0.34 * max(1, len(table)), key=[_said(state) for state in states], footer=footer
        )
        if len(points):
            _draw_aid(sheet, table, states)
        else:
            nothing(sheet.body, "No aid point in these articles.")
    return sheet.figure


def _said(state: str) -> str:
    return "state unknown" if state == AidStatus.UNKNOWN else f"said to be {state.replace('_', ' ')}"


def _table(names: "pd.Series[Any]", family: "pd.Series[Any]", most: int) -> pd.DataFrame:
    """Count by name and family, most first; what is beyond `most` is one row. Names that are not given come last."""
    counts = pd.crosstab(names.fillna(_NOT_NAMED), family).reindex(columns=list(_FAMILIES), fill_value=0)
    totals = counts.sum(axis=1).reset_index(name="n").set_axis(["name", "n"], axis=1)
    order = totals.sort_values(["n", "name"], ascending=[False, True])["name"].tolist()
    named = [name for name in order if name != _NOT_NAMED]
    table = counts.loc[named[:most]]
    rest = named[most:]
    if rest:
        table.loc[f"({len(rest)} others)"] = counts.loc[rest].sum()
    if _NOT_NAMED in order:
        table.loc[_NOT_NAMED] = counts.loc[_NOT_NAMED]
    return table


def _draw_claims(sheet: Sheet, panels: Mapping[str, pd.DataFrame], colours: Mapping[str, str]) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415  an extra

    rows = max(len(table) for table in panels.values())
    for axes, (name, table) in zip(sheet.body.subplots(1, 2), panels.items(), strict=True):
        about = name == "Claims about"
        shown = [colours.get(str(one), NOBODY) if about else NOBODY for one in table.index]
        left = [0] * len(table)
        for column, (hatch, _) in _FAMILIES.items():
            counts = table[column].tolist()
            faces = [pale(colour, 0.15 if hatch else 0.8) for colour in shown]
            look: dict[str, Any] = {"color": faces, "edgecolor": shown, "hatch": hatch, "linewidth": 0.5}
            axes.barh(range(len(table)), counts, left=left, height=0.68, **look)
            left = [before + count for before, count in zip(left, counts, strict=True)]
        for row, total in enumerate(left):
            axes.text(total, row, f" {total}", va="center", fontsize=8)
        _finish_bars(axes, table, rows=rows, longest=max(left, default=0))
        axes.set_title(name, loc="left", fontsize=9.5)
    grey = [
        {"facecolor": pale(NOBODY, 0.15 if hatch else 0.8), "edgecolor": NOBODY, "hatch": hatch}
        for hatch, _ in _FAMILIES.values()
    ]
    explain(sheet, [Patch(**one) for one in _any(grey)], [words for _, words in _FAMILIES.values()])


def _draw_aid(sheet: Sheet, table: pd.DataFrame, states: list[str]) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415  an extra

    axes = sheet.body.add_subplot()
    left = [0] * len(table)
    drawn: dict[str, dict[str, Any]] = {
        state: {
            "facecolor": AID_PLATES[state],
            "edgecolor": AID_COLOURS[state],
            "hatch": _STATES[state],
            "linewidth": 1,
        }
        for state in states
    }
    for state in states:
        counts = table[state].tolist()
        there = [row for row, count in enumerate(counts) if count]
        lengths, begins = [counts[row] for row in there], [left[row] for row in there]
        bars = axes.barh(there, lengths, left=begins, height=0.68, **drawn[state])
        dark = state == AidStatus.CLOSED
        axes.bar_label(
            bars,
            [str(count) for count in lengths],
            label_type="center",
            fontsize=8,
            color="#ffffff" if dark else INK,
            bbox=None if dark else _BEHIND,
        )
        left = [before + count for before, count in zip(left, counts, strict=True)]
    _finish_bars(axes, table, rows=len(table), longest=max(left, default=0))
    explain(sheet, [Patch(**drawn[state]) for state in states], [_said(state) for state in states])


def _any(given: Any) -> Any:
    """Answer what is given; matplotlib's types are too narrow for keywords in a mapping."""
    return given


def _finish_bars(axes: Any, table: pd.DataFrame, *, rows: int, longest: int) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  an extra

    axes.set_yticks(range(len(table)), [label(str(name).replace("_", " ")) for name in table.index])
    axes.set_ylim(rows - 0.4, -0.6)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, min_n_ticks=1))
    axes.set_xlim(0, max(3.0, 1.08 * longest))
    axes.grid(axis="x", color=LINE, linewidth=0.8)
    clean(axes)
