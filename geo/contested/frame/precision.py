"""Where_prec of UCDP and geo_precision of ACLED, derived approximately from what a place is.

Both codes were made by people who read whole reports; these are derived from the kind of place, the part and the
radius by the table below, and are approximate. They help to join our rows with those data sets, no more.

| what | UCDP where_prec | ACLED geo_precision |
|---|---|---|
| a settlement, site or crossing known within 5 km | 1 exact | 1 |
| the same, known within 25 km; near it, some way off it, towards it | 2 near a known point | 2 |
| a district; anything known within 50 km | 3 second-order unit | 2 |
| a governorate or region; anything known less well | 4 first-order unit | 3 |
| a road, line, corridor or zone; between, along or across | 5 line or vague area | 2 |
| a country, territory or continent | 6 country | 3 |
| a sea | 7 water or air | 3 |
| no geometry | none | none |
"""

from contested.model import PartKind, PlaceKind

EXACT_M = 5_000.0
NEAR_M = 25_000.0
DISTRICT_M = 50_000.0

_BY_KIND = {
    PlaceKind.WATER: 7,
    PlaceKind.COUNTRY: 6,
    PlaceKind.TERRITORY: 6,
    PlaceKind.CONTINENT: 6,
    PlaceKind.CORRIDOR: 5,
    PlaceKind.LINE: 5,
    PlaceKind.ROAD: 5,
    PlaceKind.ZONE: 5,
    PlaceKind.REGION: 4,
    PlaceKind.GOVERNORATE: 4,
    PlaceKind.DISTRICT: 3,
}
_BY_PART = {
    PartKind.BETWEEN: 5,
    PartKind.ALONG: 5,
    PartKind.ACROSS: 5,
    PartKind.NEAR: 2,
    PartKind.TOWARDS: 2,
    PartKind.DIRECTION_FROM: 2,
    PartKind.DISTANCE_DIRECTION: 2,
    PartKind.DISTANCE_WITHIN: 2,
}
_ACLED = {1: 1, 2: 2, 3: 2, 4: 3, 5: 2, 6: 3, 7: 3}


def where_prec(kind: PlaceKind | None, part: PartKind | None, radius_m: float | None) -> int:
    """Derive UCDP's where_prec (1 exact … 7 water or air), approximately.

    `radius_m` is in metres; `None` means that the footprint itself is the place.

    >>> where_prec(PlaceKind.TOWN, None, 2_000), where_prec(PlaceKind.TOWN, PartKind.NEAR, 2_000)
    (1, 2)
    """
    of_kind = _BY_KIND.get(kind, 1) if kind is not None else 1
    of_part = _BY_PART.get(part, 1) if part is not None else 1
    if of_kind >= 6 or of_kind == 5:
        return of_kind
    of_radius = 1
    if radius_m is not None:
        of_radius = 1 if radius_m <= EXACT_M else 2 if radius_m <= NEAR_M else 3 if radius_m <= DISTRICT_M else 4
    return max(of_kind, of_part, of_radius)


def geo_precision(code: int) -> int:
    """Derive ACLED's geo_precision (1 exact … 3 region) from a where_prec code, approximately.

    >>> geo_precision(4)
    3
    """
    return _ACLED[code]
