"""What each row of a layer looks like, as rules that QGIS and other GIS read: colours by who, textures by how sure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd
import shapely

from contested.colours import NOBODY, actor_colours
from contested.export import qml, sld
from contested.export.rules import Paint, Rule, Shape, Sign
from contested.export.sheet import Sheet
from contested.frame import CLAIMS, NAMES_JOINED, STATUS
from contested.look import AID_COLOURS, AID_PLATES, Look, Texture, control_look, control_words
from contested.model import AidStatus, ClaimFamily, ControlStatus, Dispute


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """A style of one layer in both languages."""

    name: str
    description: str
    qml: str
    sld: str


class _Geometry(StrEnum):
    POINT = "Point"
    LINE = "Line"
    POLYGON = "Polygon"


_SIGNS: Mapping[str, Sign] = {
    AidStatus.OPEN: Sign.NONE,
    AidStatus.CLOSED: Sign.CROSS,
    AidStatus.RESTRICTED: Sign.BAR,
    AidStatus.ATTACKED: Sign.BURST,
    AidStatus.PLANNED: Sign.RING,
    AidStatus.NOT_PRESENT: Sign.SLASH,
    AidStatus.UNKNOWN: Sign.NONE,
}
_DISPUTED: Mapping[str, Sign] = {
    Dispute.CLASHES: Sign.CROSS,
    Dispute.WITHDRAWAL_DEMANDED: Sign.DIAMOND,
    Dispute.RIVAL_CLAIMS: Sign.DIAMOND,
    Dispute.STATUS_UNDER_NEGOTIATION: Sign.BAR,
    Dispute.UNVERIFIED_CHANGE: Sign.SLASH,
}


def style_of(sheet: Sheet) -> Style | None:
    """Answer the style of a sheet of claims or statuses, `None` for other people's frames."""
    if sheet.schema is STATUS:
        rules, what = (
            [*_control_rules(sheet), *_aid_rules(sheet)],
            "who is said to hold what, who disputes it, aid points",
        )
    elif sheet.schema is CLAIMS:
        rules, what = list(_claim_rules(sheet)), "what was said, by family and actor"
    else:
        return None
    words = {"name": f"contested {sheet.name}"[:30], "description": f"As on the map: {what}. Claimed, not confirmed."}
    return Style(**words, qml=qml.document(rules, label="place"), sld=sld.document(rules, name=sheet.name))


def colours_of(sheet: Sheet) -> dict[str, str]:
    """Answer the colour of each actor that the sheet names: that of its side, as on the map."""
    named: dict[str, None] = {}
    for column in ("holder", "disputed_by", "actor"):
        if column in sheet.frame.columns:
            for cell in sheet.frame[column].dropna():
                named |= dict.fromkeys(cell.split(NAMES_JOINED))
    actors = tuple(actor for theatre in sheet.theatres for actor in theatre.actors)
    return {label: entry["colour"] for label, entry in actor_colours(sorted(named), actors=actors).items()}


def _control_rules(sheet: Sheet) -> Iterable[Rule]:
    frame = sheet.frame
    shown = frame[frame["control"].ne(ControlStatus.UNKNOWN.value) | frame["contested"]]
    colours = colours_of(sheet)
    for cells, rows in _groups(shown, ("control", "dispute", "holder", "disputed_by", "inferred_extent")):
        control, dispute, holder, disputed_by, inferred = cells
        holders, others = _split(holder), _split(disputed_by)
        look = control_look(str(control), str(dispute), holders=holders, disputed_by=others, colours=colours)
        words = control_words(str(control), str(dispute), holders=holders)
        if dispute == Dispute.RIVAL_CLAIMS and others:
            words += f" ({', '.join(others)})"
        yield from _by_geometry(
            rows,
            label=words + (", extent inferred" if inferred else ""),
            where=_where(("control", "dispute", "holder", "disputed_by", "inferred_extent"), cells),
            paint=Paint(
                look=look,
                dashed=bool(inferred),
                shape=Shape.RING,
                radius="radius_m",
                bold=control == ControlStatus.BESIEGED,
                sign=_DISPUTED.get(str(dispute), Sign.NONE),
            ),
        )


def _aid_rules(sheet: Sheet) -> Iterable[Rule]:
    frame = sheet.frame
    for (status,), rows in _groups(frame[frame["aid_point"] & frame["aid_status"].notna()], ("aid_status",)):
        state = str(status)
        yield from _by_geometry(
            rows,
            label=f"Aid point: {state.replace('_', ' ')}",
            where=(("aid_point", True), ("aid_status", status)),
            paint=Paint(
                look=Look(colours=(AID_COLOURS.get(state, NOBODY),), texture=Texture.PALE),
                plate=AID_PLATES.get(state, "#ffffff"),
                shape=Shape.SQUARE,
                sign=_SIGNS.get(state, Sign.NONE),
                radius="radius_m",
            ),
        )


def _claim_rules(sheet: Sheet) -> Iterable[Rule]:
    colours = colours_of(sheet)
    shapes = {ClaimFamily.CONTROL.value: Shape.RING, ClaimFamily.AID.value: Shape.SQUARE}
    for (family, actor), rows in _groups(sheet.frame, ("family", "actor")):
        who = str(actor) if actor is not None else "actor not named"
        yield from _by_geometry(
            rows,
            label=f"{str(family).capitalize()}: {who}",
            where=_where(("family", "actor"), (family, actor)),
            paint=Paint(
                look=Look(colours=(colours.get(who, NOBODY),), texture=Texture.PALE),
                shape=shapes.get(str(family), Shape.TRIANGLE),
                radius="radius_m",
            ),
        )


def _groups(frame: pd.DataFrame, names: tuple[str, ...]) -> Iterable[tuple[tuple[object, ...], pd.DataFrame]]:
    """Yield the combinations of values that occur, in a fixed order, with their rows; unknown is `None`."""
    if len(frame) == 0:
        return
    for key, rows in frame.groupby(list(names), dropna=False, sort=True):
        cells: tuple[Any, ...] = key if isinstance(key, tuple) else (key,)
        yield tuple(None if pd.isna(cell) else cell for cell in cells), rows


def _by_geometry(
    rows: pd.DataFrame, *, label: str, where: tuple[tuple[str, object], ...], paint: Paint
) -> Iterable[Rule]:
    """Yield a rule for each sort of geometry that the rows have."""
    kinds = shapely.get_dimensions(rows["geometry"].to_numpy())
    for dimension, geometry in enumerate(_Geometry):
        if (kinds == dimension).any():
            yield Rule(label=label, where=where, geometry=geometry.value, paint=paint)


def _where(names: tuple[str, ...], cells: tuple[object, ...]) -> tuple[tuple[str, object], ...]:
    return tuple(zip(names, cells, strict=True))


def _split(cell: object) -> tuple[str, ...]:
    return tuple(cell.split(NAMES_JOINED)) if isinstance(cell, str) else ()
