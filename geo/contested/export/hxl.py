"""CSV with HXL hashtags (hxlstandard.org, core schema 1.1) and p-codes, for humanitarian data exchange.

One row of headings, one of hashtags, then the rows. Administrative units and their p-codes are those of the theatre;
level 1 is the largest unit below the country that has a p-code.
"""

import csv
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pandas as pd

from contested.export.cells import guarded, plain_values, points_of
from contested.export.sheet import Sheet
from contested.frame import CLAIMS, STATUS
from contested.model import Place

Cells = list[object]
_LEVELS = 3
# heading, hashtag, column
_PLACE = (
    ("Country", "#country+code+v_iso2", "country"),
    *(
        (f"Admin {level} {what}", f"#adm{level}+{what}" + ("+v_pcode" if what == "code" else ""), f"adm{level}_{what}")
        for level in range(1, _LEVELS + 1)
        for what in ("name", "code")
    ),
    ("Place", "#loc+name", "place"),
    ("Place in Arabic", "#loc+name+i_ar", "name_ar"),
    ("Sort of place", "#loc+type", "place_kind"),
    ("P-code", "#loc+code+v_pcode", "pcode"),
    ("Place id", "#loc+id", "place_id"),
    ("Part", "#loc+part", "part_text"),
    ("Latitude", "#geo+lat", "latitude"),
    ("Longitude", "#geo+lon", "longitude"),
    ("Within (m)", "#geo+radius+m", "radius_m"),
)
_AID = (
    ("Aid point", "#indicator+aid_point+bool", "aid_point"),
    ("Sort of aid point", "#service+type", "aid_kind"),
    ("State of aid point", "#status+aid", "aid_status"),
    ("Scope", "#status+aid+scope", "aid_scope"),
    ("Operator", "#org+operator", "aid_operator"),
)
_COLUMNS = {
    STATUS.name: (
        ("Id", "#meta+id", "status_id"),
        *_PLACE,
        ("Control", "#status+control", "control"),
        ("Said to be held by", "#org+holder", "holder"),
        ("Contested", "#indicator+contested+bool", "contested"),
        ("Dispute", "#status+dispute", "dispute"),
        ("Disputed by", "#org+disputed_by", "disputed_by"),
        *_AID,
        ("Why", "#description+why", "why"),
        ("Claims", "#indicator+claims+num", "n_claims"),
        ("Independent origins", "#indicator+origins+num", "n_origins"),
        ("Newest support", "#date+newest", "newest"),
        ("Valid at", "#date+valid", "valid_at"),
    ),
    CLAIMS.name: (
        ("Id", "#meta+id", "claim_id"),
        *_PLACE,
        ("Actor", "#org+actor", "actor"),
        ("Claim", "#event+type", "predicate"),
        ("Mood", "#status+modality", "modality"),
        ("Standing", "#status+epistemic", "epistemic"),
        ("Would-be control", "#status+control", "control"),
        ("Would-be holder", "#org+holder", "holder"),
        ("Dispute", "#status+dispute", "dispute"),
        *_AID,
        ("Quote", "#description+quote", "quote"),
        ("Sources", "#meta+source", "source_chain"),
        ("Outlet", "#org+publisher", "outlet"),
        ("Published", "#date+published", "published"),
        ("Since", "#date+start", "valid_from"),
        ("Until", "#date+end", "valid_to"),
        ("Address", "#meta+url", "url"),
    ),
}


def write_hxl(sheet: Sheet, path: Path) -> None:
    """Write the columns that HXL has words for; other frames keep theirs, tagged `#meta+NAME`.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    known = _COLUMNS.get(sheet.schema.name if sheet.schema else "")
    columns = known or tuple(
        (str(name), f"#meta+{_word(str(name))}", str(name)) for name in sheet.frame.columns.drop("geometry")
    )
    filled = [_cells(sheet, column) for _, _, column in columns]
    with path.open("x", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([guarded(heading) for heading, _, _ in columns])
        writer.writerow([tag for _, tag, _ in columns])
        for row in zip(*filled, strict=True):
            writer.writerow([guarded(str(value).lower() if isinstance(value, bool) else value) for value in row])


def _cells(sheet: Sheet, column: str) -> Cells:
    derived: Mapping[str, Callable[[Sheet], Cells]] = {
        "latitude": lambda given: list(points_of(given.frame)[1]),
        "longitude": lambda given: list(points_of(given.frame)[0]),
        "name_ar": _arabic,
        **{
            f"adm{level}_{what}": partial(_unit, level=level, what=what)
            for level in range(1, _LEVELS + 1)
            for what in ("name", "code")
        },
    }
    return derived[column](sheet) if column in derived and sheet.schema else plain_values(sheet.frame[column])


def _arabic(sheet: Sheet) -> Cells:
    told = sheet.frame["place_names"]
    return [json.loads(names).get("ar") if isinstance(names, str) else None for names in told]


def _unit(sheet: Sheet, *, level: int, what: str) -> Cells:
    """Answer the name or code of the unit of `level` that each row's place is, or lies in."""
    places = {place.id: place for theatre in sheet.theatres for place in theatre.places}
    found: dict[str, object] = {}
    for place_id in sheet.frame["place_id"].dropna().unique():
        units = units_of(place_id, places)
        if len(units) >= level:
            unit = units[level - 1]
            found[place_id] = unit.name if what == "name" else unit.pcode
    return [None if pd.isna(place_id) else found.get(place_id) for place_id in sheet.frame["place_id"]]


def units_of(place_id: str, places: Mapping[str, Place]) -> list[Place]:
    """Answer the places with a p-code that a place is or lies in, largest first."""
    found: list[Place] = []
    seen: set[str] = set()
    place = places.get(place_id)
    while place is not None and place.id not in seen:
        seen.add(place.id)
        if place.pcode:
            found.append(place)
        place = places.get(place.parent_id or "")
    return found[::-1]


def _word(name: str) -> str:
    """Answer an attribute as HXL allows it: letters, digits, underscores, a letter first.

    >>> _word("Was it? 1")
    'was_it__1'
    """
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name.lower())
    return kept if kept[:1].isalpha() else f"x_{kept}"
