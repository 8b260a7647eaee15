"""Check the Gaza theatre against the official boundaries, and print a table.

    python benchmarks/check_theatre.py REFERENCE_DIR

REFERENCE_DIR holds gaza_boundaries.gpkg (layers adm1_cod_20231019, adm2_cod_20231019, municipalities_osm).
Areas are measured in UTM 36N. Exit status 1 if a place lies outside its official governorate or the Strip differs
from the official outline by 1 % or more.
"""

import sys
from pathlib import Path

import geopandas as gpd
import shapely
from shapely import Point

from contested.gazetteer.theatre import Theatre, load_theatre
from contested.model import Place, PlaceKind

UTM = "EPSG:32636"
GOVERNORATES = {
    "North Gaza": "gaza:north-gaza-governorate",
    "Gaza": "gaza:gaza-governorate",
    "Deir Al-Balah": "gaza:deir-al-balah-governorate",
    "Khan Younis": "gaza:khan-younis-governorate",
    "Rafah": "gaza:rafah-governorate",
}
MUNICIPALITIES = {
    "Rafah": "gaza:rafah",
    "Khan Yunis": "gaza:khan-younis",
    "Gaza": "gaza:gaza-city",
    "Jabalia": "gaza:jabalia",
    "Beit Lahiya": "gaza:beit-lahia",
    "Beit Hanoun": "gaza:beit-hanoun",
    "Deir el-Balah": "gaza:deir-al-balah",
    "Nuseirat": "gaza:nuseirat",
    "Bani Suheila": "gaza:bani-suheila",
    "Abasan al-Kabira": "gaza:abasan-al-kabira",
    "'Abasan al-Saghira": "gaza:abasan-al-jadida",
    "Khuza'a": "gaza:khuzaa",
    "al-Qarara": "gaza:al-qarara",
    "Al-Fukhari": "gaza:al-fukhari",
}
BORDER_KINDS = frozenset({PlaceKind.CROSSING, PlaceKind.CORRIDOR, PlaceKind.LINE})  # on the edge, or across it


def compare(theatre: Theatre, official: gpd.GeoDataFrame, column: str, ids: dict[str, str]) -> list[float]:
    """Print one row for each official outline; answer the differences in per cent of area."""
    ours = {area.place_id: area.geometry for area in theatre.areas}
    differences = []
    for name, theirs in zip(official[column], official.to_crs(UTM).geometry, strict=True):
        key = ids.get(name)
        if key is None:
            continue
        mine = gpd.GeoSeries([ours[key]], crs=4326).to_crs(UTM).iloc[0]
        net = (mine.area - theirs.area) / theirs.area * 100
        either = mine.symmetric_difference(theirs).area / 1e6
        hausdorff = shapely.hausdorff_distance(mine.boundary, theirs.boundary, densify=0.01)
        differences.append(either / (theirs.area / 1e6) * 100)
        print(
            f"{name:22}{theirs.area / 1e6:9.2f}{mine.area / 1e6:9.2f}{net:+8.2f}{either:9.2f}{differences[-1]:8.2f}"
            f"{hausdorff:9.0f}{shapely.get_num_coordinates(mine):6}",
        )
    return differences


def governorate_of(place: Place, parents: dict[str, str | None]) -> str | None:
    """Answer the id of the governorate that contains the place by its parents."""
    key: str | None = place.id
    while key is not None and key not in GOVERNORATES.values():
        key = parents[key]
    return key


def check_points(theatre: Theatre, official: gpd.GeoDataFrame) -> int:
    """Print which points lie in their governorate; answer how many lie outside without being of the border."""
    outlines = {
        GOVERNORATES[name]: outline for name, outline in zip(official.adm2_name, official.geometry, strict=True)
    }
    outlines_m = {
        GOVERNORATES[name]: outline
        for name, outline in zip(official.adm2_name, official.to_crs(UTM).geometry, strict=True)
    }
    parents = {place.id: place.parent_id for place in theatre.places}
    inside, border, outside, elsewhere, without = 0, 0, 0, 0, 0
    for place in theatre.places:
        point = theatre.points.get(place.id)
        key = governorate_of(place, parents)
        if point is None:
            without += 1
        elif key is None:
            elsewhere += 1
        elif outlines[key].contains(Point(point)):
            inside += 1
        else:
            metres = gpd.GeoSeries([point], crs=4326).to_crs(UTM).iloc[0].distance(outlines_m[key])
            of_border = place.kind in BORDER_KINDS
            border, outside = border + of_border, outside + (not of_border)
            print(f"  {place.name} ({place.kind}) lies {metres:.0f} m outside {key.partition(':')[2]}")
    print(
        f"points: {inside} inside their official governorate, {border} on the border by kind, {outside} outside;"
        f" {elsewhere} of no governorate, {without} places without a point",
    )
    return outside


def main() -> int:
    """Compare and answer the exit status."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    source = Path(sys.argv[1]) / "gaza_boundaries.gpkg"
    if not source.is_file():
        print(f"{source} is absent: nothing was checked")
        return 0
    theatre = load_theatre("gaza")
    strip = gpd.read_file(source, layer="adm1_cod_20231019")
    governorates = gpd.read_file(source, layer="adm2_cod_20231019")
    municipalities = gpd.read_file(source, layer="municipalities_osm")
    print(f"{'outline':22}{'km2':>9}{'ours':>9}{'net %':>8}{'either':>9}{'%':>8}{'Hausd m':>9}{'n':>6}")
    whole = compare(theatre, strip, "adm1_name", {"Gaza Strip": "gaza:gaza-strip"})
    compare(theatre, governorates, "adm2_name", GOVERNORATES)
    print("municipalities (ours are cut to the official outline and governorates, slivers joined)")
    compare(theatre, municipalities, "name:en", MUNICIPALITIES)
    outside = check_points(theatre, governorates)
    return int(outside > 0 or max(whole) >= 1)


if __name__ == "__main__":
    sys.exit(main())
