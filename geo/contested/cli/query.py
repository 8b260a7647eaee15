"""What `contested query` does: ask an atlas, a table or articles, and answer a table, a count or a file.

What is asked is the edition of the profile, so that no condition tells what the answer withholds.
"""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from contested.cli import exporting
from contested.cli.moments import moment
from contested.cli.parser import UsageError
from contested.cli.query_options import DEFAULT_KM
from contested.cli.say import Voice, answer, count, plain
from contested.cli.taken import Taken, known_by, take_atlas

if TYPE_CHECKING:
    import geopandas

    from contested.gazetteer.gazetteer import Gazetteer
    from contested.gazetteer.theatre import Theatre
    from contested.query import Where
    from contested.where import Filter

_TABLES = (".gpkg", ".geojson", ".csv")
_LAYERS = (".geojson", ".json", ".gpkg", ".shp", ".fgb", ".zip")
_WIDEST = 40  # letters of a cell


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What is asked: the rows, the statuses at that time, and the places that names may mean.

    `taken` is what the rows were made of, `None` for a table of statuses, which was made of what is not there.
    """

    rows: "geopandas.GeoDataFrame"
    status: "geopandas.GeoDataFrame"
    places: "Gazetteer | None"
    taken: Taken | None


def run(options: Namespace, voice: Voice) -> int:
    """Answer the question on standard output, and in a file if one is named; answer how many inputs failed."""
    inputs = [*options.articles, *(given for given in (options.within, options.near) if given)]
    path = exporting.checked_path(options, inputs) if options.output else None
    filter_ = _check_form(options)
    ground = _ground(options, voice)
    rows = _asked(ground, options, filter_)
    if options.held_by and not len(rows):
        _hint_at_holder(ground, options.held_by, voice)
    if path is not None:
        _write(rows, path, options, ground)
        voice.say(f"{path}: {count(len(rows), 'row')}")
    if options.count:
        answer(f"{len(rows)}\n")
    else:
        _show(rows, options, voice)
    return ground.taken.failures if ground.taken else 0


def _write(rows: "geopandas.GeoDataFrame", path: Path, options: Namespace, ground: _Ground) -> None:
    if ground.taken is not None:
        exporting.write_layers({options.of: rows}, path, options, ground.taken)
        return
    from contested.export import write

    write(rows, path, layer=options.of)


def _check_form(options: Namespace) -> "Filter | None":
    """Answer the filter; raise `UsageError` or `FilterError` before anything is read."""
    if options.km is not None and not (options.near or options.between):
        raise UsageError("--km says how near; say to what with --near or --between")
    if options.of == "claims" and (options.disputed or options.held_by):
        raise UsageError("--disputed and --held-by ask statuses; leave --of claims out, or filter with --where")
    if options.crosswalk and options.of != "claims":
        raise UsageError("--crosswalk gives claims codes of events; add --of claims")
    _times(options)
    if options.known_at and _is_address(options.articles[0]) and len(options.articles) > 1:
        raise UsageError("an atlas is asked alone; give one address")
    for option in ("within", "near"):
        given = getattr(options, option)
        if given and not Path(given).is_file() and (Path(given).suffix.lower() in _LAYERS or "/" in given):
            raise UsageError(f"--{option} {given}: there is no such file; give a file that is there, or a place's name")
    if options.where is None and options.km is None:
        return None
    from contested.frame import CLAIMS, STATUS
    from contested.where import read_filter
    from contested.where.shapes import check_km

    if options.km is not None:
        check_km(options.km)
    return (
        read_filter(options.where, CLAIMS if options.of == "claims" else STATUS) if options.where is not None else None
    )


# ------------------------------------------------------------------------------------------- what is asked


def _ground(options: Namespace, voice: Voice) -> _Ground:
    """Open what was named: an atlas, a table that contested wrote, or articles."""
    first = options.articles[0]
    if not _is_address(first) and (len(options.articles) > 1 or Path(first).suffix.lower() not in _TABLES):
        from contested.cli.verbs import take

        return _of(take(options, voice), options)
    return _from_atlas(options) or _from_table(options)


def _is_address(given: str) -> bool:
    return given.startswith(("postgresql:", "postgres:"))


def _of(taken: Taken, options: Namespace) -> _Ground:
    """Answer the rows of what was taken, in the edition of the profile."""
    taken = exporting.edition_of(taken, options)
    status = taken.statuses()
    rows = taken.valid_claims() if options.of == "claims" else status
    return _Ground(rows=rows, status=status, places=_places(taken.theatre, options), taken=taken)


def _from_atlas(options: Namespace) -> _Ground | None:
    """Answer what an atlas holds, `None` for a file that is none."""
    url = options.articles[0]
    if not _is_address(url) and not (Path(url).is_file() and Path(url).suffix.lower() == ".gpkg"):
        return None
    from contested.errors import AtlasFormatError

    valid_at, known_at = _times(options)
    try:
        taken = take_atlas(url, valid_at=valid_at, known_at=known_at)
    except AtlasFormatError:
        if _is_address(url) or not _is_plain_table(Path(url)):
            raise
        return None
    return _of(taken, options)


def _is_plain_table(path: Path) -> bool:
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        layers = {str(name) for name, _ in pyogrio.list_layers(path)}
    except DataSourceError:
        return False
    return bool(layers & {"claims", "status"})


def _from_table(options: Namespace) -> _Ground:
    path = Path(options.articles[0])
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file; name an atlas, a table that contested wrote, or articles")
    from contested.errors import FrameError
    from contested.export import read
    from contested.frame import CLAIMS, MENTIONS, empty

    layer = {"layer": "claims"} if path.suffix.lower() == ".gpkg" and _has_layer(path, "claims") else {}
    try:
        claims = read(path, CLAIMS, **layer)
    except FrameError as error:
        if options.of == "claims" or "lacks claim_id" not in str(error):
            raise
        _check_statuses(path, options, error)
        status = _statuses_in(path)
        return _Ground(rows=status, status=status, places=_places(_theatre(status, options), options), taken=None)
    valid_at, known_at = _times(options)
    theatre = _theatre(claims, options)
    taken = Taken(
        claims=known_by(claims, known_at),
        mentions=empty(MENTIONS),
        sides={actor.id: actor.side for actor in theatre.actors if actor.side} if theatre else {},
        theatre=theatre,
        theatres=(),
        articles=int(claims["article_id"].nunique()),
        failures=0,
        valid_at=valid_at,
        known_at=known_at,
    )
    return _of(taken, options)


def _statuses_in(path: Path) -> "geopandas.GeoDataFrame":
    from contested.errors import FrameError
    from contested.export import read
    from contested.frame import STATUS

    try:
        return read(path, STATUS)
    except FrameError as error:
        if "lacks status_id" not in str(error):
            raise
        raise FrameError(
            f"{path}: holds neither claims nor statuses; name an atlas, a table that contested wrote, or articles. To "
            f"ask what lies in a layer of your own, add --within {path}"
        ) from error


def _check_statuses(path: Path, options: Namespace, error: Exception) -> None:
    """Raise `UsageError` for what cannot be made of statuses without their claims."""
    if options.valid_at or options.known_at:
        raise UsageError(
            f"{path}: holds statuses of one time; to ask for another, name the claims or the articles"
        ) from error
    if options.output and options.profile == "public":
        raise UsageError(
            f"{path}: holds statuses, of which no public edition can be made; name the claims or the articles, or add "
            "--profile internal to write them as they are"
        ) from error


def _has_layer(path: Path, name: str) -> bool:
    import pyogrio

    return name in {str(layer) for layer, _ in pyogrio.list_layers(path)}


def _theatre(frame: "geopandas.GeoDataFrame", options: Namespace) -> "Theatre | None":
    """Answer the theatres asked for and the shipped ones that the rows name, joined; `None` when there is none."""
    from contested.gazetteer.theatre import load_theatre, theatre_names
    from contested.gazetteer.theatre_union import join_theatres

    given = [name for names in options.theatre or () for name in names.split(",") if name not in {"auto", "none", ""}]
    loaded = [load_theatre(name) for name in given]
    known = {theatre.id for theatre in loaded}
    named = sorted(set(frame["theatre"].dropna()) & set(theatre_names()) - known)
    theatres = [*loaded, *map(load_theatre, named)]
    return join_theatres(theatres) if theatres else None


def _places(theatre: "Theatre | None", options: Namespace) -> "Gazetteer | None":
    if not (options.within or options.near or options.between):
        return None
    from contested.gazetteer.gazetteer import open_gazetteer

    return open_gazetteer(theatres=[theatre] if theatre else [], world=False)


def _times(options: Namespace) -> tuple[datetime | None, datetime | None]:
    return moment(options.valid_at, "--at", whole_day=True), moment(options.known_at, "--known-at", whole_day=True)


# ------------------------------------------------------------------------------------------- the question


def _asked(ground: _Ground, options: Namespace, filter_: "Filter | None") -> "geopandas.GeoDataFrame":
    """Answer the rows asked for. Names mean places of all rows, so where they lie is asked first."""
    from contested import query
    from contested.where import evaluate

    rows, km = ground.rows, DEFAULT_KM if options.km is None else options.km
    if options.within:
        area = Path(options.within) if Path(options.within).is_file() else options.within
        rows = query.within(rows, area, places=ground.places)
    if options.near:
        rows = query.near(rows, _where(options.near, ground), km=km, places=ground.places)
    if options.between:
        a, b = (_where(given, ground) for given in options.between)
        rows = query.between(rows, a, b, km=km, places=ground.places)
    if filter_ is not None:
        rows = rows[evaluate(filter_, rows)].reset_index(drop=True)
    if options.disputed:
        rows = query.disputed(rows, strict=options.disputed == "strict")
    if options.held_by:
        rows = query.held_by(rows, options.held_by)
    return rows


def _hint_at_holder(ground: _Ground, actor: str, voice: Voice) -> None:
    """Say so when nobody of that name is said to hold anything, whatever else was asked."""
    from contested.frame import NAMES_JOINED
    from contested.where.nearest import meant

    holders = sorted({name for cell in ground.status["holder"].dropna() for name in cell.split(NAMES_JOINED)})
    if holders and actor.casefold() not in {name.casefold() for name in holders}:
        voice.say(f"nobody called {plain(actor)!r} is said to hold anything here; {meant(actor, holders)}")


def _where(given: str, ground: _Ground) -> "Where":
    """Answer what a word on the command line means: rows of the statuses, a file, a place of the rows, or a name."""
    from contested.errors import AmbiguousPlaceError, UnknownPlaceError
    from contested.query.near import find_place

    if given in {"aid_points", "disputed"}:
        return ground.status[ground.status["aid_point" if given == "aid_points" else "contested"]]
    if Path(given).is_file():
        return Path(given)
    try:
        return find_place(ground.rows, given)
    except AmbiguousPlaceError:
        raise
    except UnknownPlaceError:
        return given  # perhaps the gazetteer knows it


# ------------------------------------------------------------------------------------------- the answer

_SHOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "status": ("place", "part_text", "control", "holder", "dispute", "aid_kind", "aid_status", "newest"),
        "claims": ("published", "place", "part_text", "predicate", "actor", "origin", "quote"),
    }
)


def _show(rows: "geopandas.GeoDataFrame", options: Namespace, voice: Voice) -> None:
    """Write the rows as a table, those columns that say anything."""
    names = [name for name in _SHOWN[options.of] if rows[name].notna().any()]
    columns = [[name, *map(_cell, rows[name].head(options.limit))] for name in names]
    if "distance_m" in rows.columns:
        columns.append(["km", *(f"{metres / 1000:.1f}" for metres in rows["distance_m"].head(options.limit))])
        columns.append(["nearness", *rows["nearness"].head(options.limit)])
    widths = [max(map(len, column), default=0) for column in columns]
    for line in zip(*columns, strict=True) if len(rows) else ():
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        answer("  ".join(cells).rstrip() + "\n")
    unlocated = int(rows.geometry.isna().sum())
    told = [count(len(rows), "row"), f"{unlocated} without a geometry" if unlocated else ""]
    if len(rows) > options.limit:
        told.append(f"the first {options.limit} shown, raise --limit to see more")
    voice.say(", ".join(part for part in told if part))


def _cell(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 (NaT)
        return ""
    text = plain(value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else str(value))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
