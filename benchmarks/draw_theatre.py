"""Draw the outlines of the Gaza theatre (areas.geojson) after the official boundaries and the OSM municipalities.

    python benchmarks/draw_theatre.py REFERENCE_DIR data/theatres/gaza/areas.geojson

Every outline is one face, or a union of faces, of a single coverage: governorates cut by municipalities, ringed by the
sea, Egypt and Israel. The coverage is simplified once (Visvalingam-Whyatt, `shapely.coverage_simplify`, UTM 36N), so
neighbours keep the very same edge, the governorates tile the Strip, and coast and border follow it exactly.
"""

import json
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

UTM = "EPSG:32636"
TOLERANCE = 200.0  # metres: the square root of the largest triangle that may be cut off
SLIVER_M = 250.0  # a gap or overlap at most this wide between two sources is theirs, not the land's
DECIMALS = 5  # of a degree: about a metre
GOVERNORATES = {
    "PS0255": "north-gaza-governorate",
    "PS0260": "gaza-governorate",
    "PS0265": "deir-al-balah-governorate",
    "PS0270": "khan-younis-governorate",
    "PS0275": "rafah-governorate",
}
MUNICIPALITIES = {
    "Rafah": "rafah",
    "Khan Yunis": "khan-younis",
    "Gaza": "gaza-city",
    "Jabalia": "jabalia",
    "Beit Lahiya": "beit-lahia",
    "Beit Hanoun": "beit-hanoun",
    "Deir el-Balah": "deir-al-balah",
    "Nuseirat": "nuseirat",
    "Bani Suheila": "bani-suheila",
    "Abasan al-Kabira": "abasan-al-kabira",
    "'Abasan al-Saghira": "abasan-al-jadida",
    "Khuza'a": "khuzaa",
    "al-Qarara": "al-qarara",
    "Al-Fukhari": "al-fukhari",
}
NAMES = {
    "gaza-strip": "Gaza Strip",
    "north-gaza-governorate": "North Gaza Governorate",
    "gaza-governorate": "Gaza Governorate",
    "deir-al-balah-governorate": "Deir al-Balah Governorate",
    "khan-younis-governorate": "Khan Younis Governorate",
    "rafah-governorate": "Rafah Governorate",
    "rafah": "Rafah",
    "khan-younis": "Khan Younis",
    "gaza-city": "Gaza City",
    "jabalia": "Jabalia",
    "beit-lahia": "Beit Lahia",
    "beit-hanoun": "Beit Hanoun",
    "deir-al-balah": "Deir al-Balah",
    "nuseirat": "Nuseirat",
    "bani-suheila": "Bani Suheila",
    "abasan-al-kabira": "Abasan al-Kabira",
    "abasan-al-jadida": "Abasan al-Jadida",
    "khuzaa": "Khuza'a",
    "al-qarara": "Al-Qarara",
    "al-fukhari": "Al-Fukhari",
}
COD = "OCHA COD-AB State of Palestine, valid 2023-10-19; generalised"
COD_LICENCE = "CC BY-IGO 3.0"
OSM = "OpenStreetMap municipality, cut to the COD-AB governorate; generalised"
OSM_LICENCE = "ODbL 1.0; boundaries CC BY-IGO 3.0"
# the ends of the Strip's outline, to be found as its vertices nearest: sea and Israel, sea and Egypt, Egypt and Israel
CORNERS = {"north": (34.4906, 31.5949), "west": (34.2188, 31.3225), "south": (34.2686, 31.2200)}


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """Answer the polygons of a geometry, without crumbs."""
    parts = shapely.get_parts(shapely.make_valid(geometry))
    flat = [piece for part in parts for piece in shapely.get_parts(part)]
    return [piece for piece in flat if isinstance(piece, Polygon) and piece.area > 1.0]


def municipal_faces(governorate: BaseGeometry, municipalities: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Cut a governorate into its municipalities; a sliver that none covers goes to those beside it."""
    faces: dict[str, BaseGeometry] = {}
    rest = governorate
    for name, outline in municipalities.items():
        face = unary_union(polygons(rest.intersection(outline)))
        core = face.buffer(-SLIVER_M / 2)
        if core.area < 500_000:
            continue
        pieces = [piece for piece in polygons(face) if piece.intersects(core)]
        faces[name] = unary_union(pieces)
        rest = rest.difference(faces[name])
    left: list[BaseGeometry] = []
    for piece in polygons(rest):
        wide = piece.buffer(-SLIVER_M / 2).buffer(SLIVER_M / 2 + 1.0).intersection(piece)
        left.append(wide)
        slivers = piece.difference(wide)
        for name in sorted(faces, key=lambda name: -slivers.buffer(1.0).intersection(faces[name].boundary).length):
            beside = slivers.intersection(faces[name].buffer(SLIVER_M))
            faces[name] = unary_union([faces[name], *polygons(beside)])
            slivers = slivers.difference(beside)
        left.append(slivers)
    for name, face in faces.items():  # what hangs on by no edge is nobody's
        pieces = polygons(face)
        faces[name] = max(pieces, key=lambda piece: piece.area)
        left += [piece for piece in pieces if piece is not faces[name]]
    faces["rest"] = unary_union(left)
    return faces


def surroundings(strip: Polygon) -> tuple[dict[str, BaseGeometry], dict[str, Point]]:
    """Answer three faces around the Strip: sea, Egypt, Israel, and the corners where they meet."""
    vertices = shapely.points(shapely.get_coordinates(strip.exterior))
    wanted = gpd.GeoSeries([Point(at) for at in CORNERS.values()], crs=4326).to_crs(UTM)
    corners = {
        key: vertices[int(np.argmin(shapely.distance(vertices, at)))] for key, at in zip(CORNERS, wanted, strict=True)
    }
    far = 60_000.0
    centre = strip.centroid
    box = centre.buffer(far)
    rays = []
    for corner in corners.values():
        dx, dy = corner.x - centre.x, corner.y - centre.y
        scale = 2 * far / max(abs(dx), abs(dy))
        rays.append(LineString([corner, (corner.x + dx * scale, corner.y + dy * scale)]))
    cut = unary_union([box.boundary, strip.exterior, *rays])
    outer = [face for face in shapely.get_parts(shapely.polygonize([cut])) for face in shapely.get_parts(face)]
    outer = [face for face in outer if face.difference(strip).area > 1e6 and box.buffer(1).contains(face)]
    directions = {"sea": (-1, 1), "Egypt": (-1, -1), "Israel": (1, -0.2)}
    named = {}
    for name, (dx, dy) in directions.items():
        probe = Point(centre.x + dx * far * 0.6, centre.y + dy * far * 0.6)
        named[name] = next(face for face in outer if face.contains(probe)).difference(strip)
    return named, corners


def noded(faces: list[BaseGeometry]) -> list[BaseGeometry]:
    """Answer the faces with every vertex of a neighbour on their own edge, so that they form a valid coverage."""
    lines = shapely.union_all([face.boundary for face in faces], grid_size=1.0)
    cells = [cell for part in shapely.get_parts(shapely.polygonize([lines])) for cell in shapely.get_parts(part)]
    tree = shapely.STRtree(faces)
    owned: dict[int, list[BaseGeometry]] = {}
    for cell in cells:
        hits = tree.query(cell.representative_point(), predicate="within")
        if len(hits):
            owned.setdefault(int(hits[0]), []).append(cell)
    return [unary_union(owned.get(index, [Polygon()])) for index in range(len(faces))]


def draw(reference: Path) -> dict[str, object]:
    """Answer the GeoJSON of the theatre's areas."""
    source = reference / "gaza_boundaries.gpkg"
    adm2 = gpd.read_file(source, layer="adm2_cod_20231019").to_crs(UTM)
    osm = gpd.read_file(source, layer="municipalities_osm").to_crs(UTM)
    municipalities = dict(zip(osm["name:en"], osm.geometry, strict=True))
    adm2.geometry = shapely.set_precision(adm2.geometry.values, 0.01)
    keys: list[tuple[str, str]] = []
    faces: list[BaseGeometry] = []
    for code, governorate in zip(adm2["adm2_pcode"], adm2.geometry, strict=True):
        home = {
            name: outline
            for name, outline in municipalities.items()
            if outline.intersection(governorate).area > outline.area / 2
        }
        for name, face in municipal_faces(governorate, home).items():
            keys.append((GOVERNORATES[code], name))
            faces.append(face)
    strip = unary_union(faces)
    if isinstance(strip, MultiPolygon):
        strip = max(strip.geoms, key=lambda part: part.area)
    strip = Polygon(strip.exterior)
    around, _ = surroundings(strip)
    keys += [("outside", name) for name in around]
    faces = noded([*faces, *around.values()])
    simple = shapely.coverage_simplify(np.array(faces), TOLERANCE)
    degrees = gpd.GeoSeries(simple, crs=UTM).to_crs(4326)
    rounded = [
        shapely.transform(face, lambda at: np.round(at, DECIMALS)) for face in degrees
    ]  # shared vertices round to the same value
    by_key = dict(zip(keys, rounded, strict=True))
    return collection(by_key)


def collection(faces: dict[tuple[str, str], BaseGeometry]) -> dict[str, object]:
    """Join the faces into the features of areas.geojson."""
    features: list[dict[str, object]] = []

    def add(place: str | None, name: str, kind: str, geometry: BaseGeometry) -> None:
        properties = {"place": place, "name": name, "kind": kind}
        osm = kind == "built_up"
        properties |= {"source": OSM if osm else COD, "licence": OSM_LICENCE if osm else COD_LICENCE}
        properties["tolerance_m"] = TOLERANCE
        shape = json.loads(shapely.to_geojson(shapely.normalize(geometry)))
        features.append(
            {
                "type": "Feature",
                "properties": {k: v for k, v in properties.items() if v is not None},
                "geometry": shape,
            },
        )

    inside = {key: face for key, face in faces.items() if key[0] != "outside"}
    strip = shapely.coverage_union_all(list(inside.values()))
    add("gaza-strip", NAMES["gaza-strip"], "territory", strip)
    for place in GOVERNORATES.values():
        parts = [face for key, face in inside.items() if key[0] == place]
        add(place, NAMES[place], "admin", shapely.coverage_union_all(parts))
    for (_, name), face in inside.items():
        if name in MUNICIPALITIES:
            add(MUNICIPALITIES[name], NAMES[MUNICIPALITIES[name]], "built_up", face)
    edges = {name: face.boundary for (where, name), face in faces.items() if where == "outside"}
    ring = strip.boundary
    for name, kind, label in (
        ("sea", "coast", "Mediterranean coast"),
        ("Egypt", "border", "Egypt-Gaza border"),
        ("Israel", "border", "Israel-Gaza boundary (1950 armistice line)"),
    ):
        add(None, label, kind, linemerge(ring.intersection(edges[name])))
    egypt = linemerge(ring.intersection(edges["Egypt"]))
    add("philadelphi-corridor", "Philadelphi Corridor", "corridor", egypt)
    return {"type": "FeatureCollection", "features": features}


def main() -> None:
    """Read the arguments, draw, write."""
    reference, out = Path(sys.argv[1]), Path(sys.argv[2])
    features = draw(reference)["features"]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    out.write_text('{"type": "FeatureCollection", "features": [\n' + lines + "\n]}\n", encoding="utf-8")
    for feature in features:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        print(
            f"{feature['properties']['name']:45} {shape.geom_type:16} {shapely.get_num_coordinates(shape):4} vertices"
        )


if __name__ == "__main__":
    main()
