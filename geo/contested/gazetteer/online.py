"""Ask a geopy geocoder for a second opinion on names that the gazetteer does not have.

Off unless a geocoder is given. It is asked at most once a second (or as rarely as `min_delay_s` says), again after a
pause when it is busy (429) or broken (5xx), and no more once it was down three times in a row. Answers are kept in a
SQLite file: found ones for 90 days, "no such place" for one, failures never. A result without coordinates, which geopy
turns into (0, 0), one outside the box asked for, one that is no number, and one whose names are not like the name
asked for are refused. Every place from here says so in its source.

>>> from contested.gazetteer.online import open_online
>>> open_online("nominatim", user_agent="newsroom-maps (maps@example.org)").provider
'Nominatim nominatim.openstreetmap.org'
"""

import inspect
import json
import logging
import math
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geopy.exc import ConfigurationError, GeocoderNotFound, GeocoderRateLimited, GeocoderServiceError, GeopyError
from geopy.geocoders import get_geocoder_for_service
from geopy.location import Location
from shapely import Point

from contested.errors import GeocoderOptionError
from contested.gazetteer import names
from contested.gazetteer.online_adapter import CarefulAdapter
from contested.model import Place, PlaceKind

log = logging.getLogger(__name__)
Box = tuple[float, float, float, float]
_KEEP_S = 90 * 86_400.0
_KEEP_NONE_S = 86_400.0
_DOWN = 3
_RADIUS_M = 5_000.0
_ALIKE = 0.7  # how like the name asked for one of a result's names must be
Result = tuple[float, float, str, tuple[str, ...], str]  # longitude, latitude, address, names, country
_TABLE = """CREATE TABLE IF NOT EXISTS answer (
    provider TEXT NOT NULL, name TEXT NOT NULL, parameters TEXT NOT NULL, raw TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (provider, name, parameters))"""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnlineOptions:
    """How a geocoder is asked. Times are in seconds."""

    timeout_s: float = 10.0
    min_delay_s: float = 1.0
    retries: int = 2
    backoff_s: float = 2.0
    most_wait_s: float = 60.0
    cache: Path | None = None  # an SQLite file; None keeps nothing


@dataclass(slots=True)
class OnlineGeocoder:
    """A geopy geocoder behind delay, retries, cache and checks. `sleep` and `clock` are for tests."""

    geocoder: Any
    options: OnlineOptions = field(default_factory=OnlineOptions)
    sleep: Callable[[float], None] = field(default_factory=lambda: time.sleep)
    clock: Callable[[], float] = time.time
    down: bool = False
    _known: dict[tuple[str, str], list[Result]] = field(default_factory=dict)
    _failures: int = 0
    _last: float = -math.inf

    @property
    def provider(self) -> str:
        """Answer the geocoder's name and host."""
        host = getattr(self.geocoder, "domain", "") or ""
        return f"{type(self.geocoder).__name__} {host}".strip()

    def look_up(self, name: str, *, box: Box | None = None) -> Place | None:
        """Answer the first usable result for a name, inside `box` (west, south, east, north; EPSG:4326).

        None when there is none, or when the geocoder is down: that is said once, by a warning.
        """
        for lon, lat, address, called, country in self._ask(name, box):
            if usable(lon, lat, box) and named_so(name, called):
                return Place(
                    id=f"online:{names.key(name).replace(' ', '-')}",
                    name=name,
                    kind=PlaceKind.SITE,
                    footprint=Point(lon, lat),
                    radius_m=_RADIUS_M,
                    country=country or None,
                    source=f"{self.provider} (asked online): {address}"[:300],
                    certainty="low",
                )
        return None

    def _ask(self, name: str, box: Box | None) -> list[Result]:
        parameters = json.dumps(box)
        cached = self._known.get((names.key(name), parameters)) or self._cached(name, parameters)
        if cached is not None:
            return cached
        if self.down:
            return []
        try:
            found = self._with_retries(name, box)
        except (GeopyError, ValueError, OSError) as error:
            self._failures += 1
            if self._failures >= _DOWN or not isinstance(error, ValueError):
                self.down = True
                log.warning("%s does not answer (%s); names it might know stay unresolved", self.provider, error)
            return []
        self._failures = 0
        self._known[names.key(name), parameters] = found
        self._keep(name, parameters, found)
        return found

    def _with_retries(self, name: str, box: Box | None) -> list[Result]:
        for attempt in range(self.options.retries + 1):
            self._wait()
            try:
                return _results(self._call(name, box))
            except GeocoderRateLimited as error:
                if attempt == self.options.retries:
                    raise
                pause = float(error.retry_after or self.options.backoff_s * 2**attempt)
            except GeocoderServiceError:
                if attempt == self.options.retries:
                    raise
                pause = self.options.backoff_s * 2**attempt
            self.sleep(min(pause, self.options.most_wait_s))
        return []

    def _wait(self) -> None:
        rest = self._last + self.options.min_delay_s - self.clock()
        if 0 < rest <= self.options.min_delay_s:
            self.sleep(rest)
        self._last = self.clock()

    def _call(self, name: str, box: Box | None) -> Any:
        accepted = inspect.signature(self.geocoder.geocode).parameters
        wanted: dict[str, Any] = {"exactly_one": False, "timeout": self.options.timeout_s}
        wanted |= {"namedetails": True, "addressdetails": True}
        if box is not None and "viewbox" in accepted and "bounded" in accepted:
            west, south, east, north = box
            wanted |= {"viewbox": ((south, west), (north, east)), "bounded": True}
        return self.geocoder.geocode(name, **{key: value for key, value in wanted.items() if key in accepted})

    def _cached(self, name: str, parameters: str) -> list[Result] | None:
        path = self.options.cache
        if path is None or not path.exists():
            return None
        try:
            with closing(sqlite3.connect(path, timeout=10)) as db:
                row = db.execute(
                    "SELECT raw, at FROM answer WHERE provider = ? AND name = ? AND parameters = ?",
                    (self.provider, names.key(name), parameters),
                ).fetchone()
        except sqlite3.Error as error:
            log.warning("the geocoder's cache %s cannot be read (%s); delete it", path, error)
            return None
        if row is None:
            return None
        try:
            found = [
                (float(x), float(y), str(text), tuple(called), str(cc)) for x, y, text, called, cc in json.loads(row[0])
            ]
        except (ValueError, TypeError):
            return None  # written by another version
        age = self.clock() - float(row[1])
        return found if age <= (_KEEP_S if found else _KEEP_NONE_S) else None

    def _keep(self, name: str, parameters: str, found: list[Result]) -> None:
        path = self.options.cache
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=10)) as db, db:
                db.execute(_TABLE)
                db.execute(
                    "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
                    (self.provider, names.key(name), parameters, json.dumps(found), self.clock()),
                )
        except (sqlite3.Error, OSError) as error:
            log.warning("the geocoder's cache %s cannot be written (%s)", path, error)


def usable(lon: float, lat: float, box: Box | None) -> bool:
    """Tell whether a result is a point at all, not (0, 0), and inside the box.

    >>> usable(0.0, 0.0, None), usable(34.3, 31.3, (34.0, 31.0, 35.0, 32.0)), usable(float("nan"), 31.0, None)
    (False, True, False)
    """
    if not (math.isfinite(lon) and math.isfinite(lat)) or abs(lat) > 90 or abs(lon) > 180:
        return False
    if lon == 0.0 and lat == 0.0:
        return False
    return box is None or (box[0] <= lon <= box[2] and box[1] <= lat <= box[3])


def named_so(name: str, called: tuple[str, ...]) -> bool:
    """Tell whether a result bears the name that was asked for, by any of its own names; yes when it tells none.

    >>> named_so("Qwertyabad", ("Qwertyabad", "قويرتاباد")), named_so("Springfield Heights", ("Heights of Elsewhere",))
    (True, False)
    """
    wanted = names.key(name)
    return not called or any(names.key(other) == wanted or names.alike(name, other) >= _ALIKE for other in called)


def open_online(
    service: str,
    *,
    user_agent: str,
    domain: str | None = None,
    scheme: str | None = None,
    api_key: str | None = None,
    options: OnlineOptions | None = None,
) -> OnlineGeocoder:
    """Open the geocoder that geopy calls `service`, such as "nominatim" or "photon". Nothing is asked yet.

    `domain` and `scheme` lead to a server of one's own; `user_agent` says who asks, as public servers want it.

    Raises:
        GeocoderOptionError: geopy has no such geocoder, it does not take the options, or the user agent says nothing.

    """
    try:
        made = get_geocoder_for_service(service)
    except GeocoderNotFound as error:
        raise GeocoderOptionError(f"geopy has no geocoder {service!r}; try nominatim or photon") from error
    if len(user_agent.strip()) < 3:
        raise GeocoderOptionError("say who asks the geocoder, such as --user-agent 'newsroom-maps (maps@example.org)'")
    accepted = inspect.signature(made).parameters
    given = {"user_agent": user_agent, "domain": domain, "scheme": scheme, "api_key": api_key}
    wanted = {key: value for key, value in given.items() if value is not None}
    foreign = sorted(set(wanted) - set(accepted))
    if foreign:
        raise GeocoderOptionError(f"the geocoder {service!r} takes no {' or '.join(foreign)}; leave it out")
    try:
        geocoder = made(**wanted, adapter_factory=CarefulAdapter)
    except (TypeError, ValueError, ConfigurationError) as error:
        raise GeocoderOptionError(f"the geocoder {service!r} cannot be opened: {error}") from error
    return OnlineGeocoder(geocoder, options or OnlineOptions())


def _results(answer: Any) -> list[Result]:
    """Answer a geocoder's results."""
    if answer is None:
        return []
    out: list[Result] = []
    for item in answer if isinstance(answer, list) else [answer]:
        if isinstance(item, Location):
            lon, lat = float(item.longitude), float(item.latitude)
            if math.isfinite(lon) and math.isfinite(lat):
                out.append((lon, lat, str(item.address or "")[:300], *_told(item.raw)))
    return out[:10]


def _told(raw: Any) -> tuple[tuple[str, ...], str]:
    """Answer the names and the country (ISO 3166-1 alpha-2, "" when untold) that Nominatim gives with a result."""
    if not isinstance(raw, dict):
        return (), ""
    details, address = raw.get("namedetails"), raw.get("address")
    called = [str(value)[:200] for value in details.values() if value] if isinstance(details, dict) else []
    country = str(address.get("country_code") or "").upper() if isinstance(address, dict) else ""
    return tuple(called[:200]), country[:2]
