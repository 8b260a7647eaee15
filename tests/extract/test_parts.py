import math

import pytest
from places_helpers import of, part_in
from pyproj import Geod
from shapely import LineString, Point, box

from contested.extract.parts_geometry import locate
from contested.model import Direction, Part, PartKind, Place, PlaceKind

GEOD = Geod(ellps="WGS84")


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("Troops hold eastern Khan Younis.", "Khan Younis", ("part", "E", None, "eastern")),
        ("Tanks in the east of Rafah fired.", "Rafah", ("part", "E", None, "the east of")),
        ("Tanks stood east of Rafah.", "Rafah", ("direction_from", "E", None, "east of")),
        ("Tanks stood to the east of Rafah.", "Rafah", ("direction_from", "E", None, "to the east of")),
        ("Engineers dug 6 km north of Jabalia.", "Jabalia", ("distance_direction", "N", 6.0, "6 km north of")),
        (
            "A drone crashed 2.5 km north-east of Rafah.",
            "Rafah",
            ("distance_direction", "NE", 2.5, "2.5 km north-east of"),
        ),
        ("A shell fell two miles south of Rafah.", "Rafah", ("distance_direction", "S", 3.219, "two miles south of")),
        ("They stood within 5 km of Rafah.", "Rafah", ("distance_within", None, 5.0, "within 5 km of")),
        ("They stood 4 km from Rafah.", "Rafah", ("distance_within", None, 4.0, "4 km from")),
        (
            "Fields on the western outskirts of Nuseirat burned.",
            "Nuseirat",
            ("part", "W", None, "western outskirts of"),
        ),
        ("The northern part of Nuseirat burned.", "Nuseirat", ("part", "N", None, "northern part of")),
        ("Clashes near Jabalia.", "Jabalia", ("near", None, None, "near")),
        ("Fighting moved towards Rafah.", "Rafah", ("towards", None, None, "towards")),
        ("Strikes across Rafah killed ten.", "Rafah", ("across", None, None, "across")),
        ("Families crossed northern Gaza.", "Gaza", ("part", "N", None, "northern")),
        ("Shops in central Gaza City opened.", "Gaza City", ("part", "central", None, "central")),
        (
            "An exchange in Nuseirat, central Gaza Strip, on Saturday.",
            "Nuseirat",
            ("parent", None, None, "central Gaza Strip"),
        ),
        ("He was shot in Jabalia in northern Gaza.", "Jabalia", ("parent", "N", None, "in northern Gaza")),
        ("Eastern and southern Rafah burned.", "Rafah", ("part", "SE", None, "Eastern and southern")),
        ("قصفت الطائرات شرق جباليا.", "جباليا", ("part", "E", None, "شرق")),
    ],
)
def test_a_modifier_is_read_with_its_span(sentence, name, expected):
    assert part_in(sentence, name) == expected


def test_between_is_read_for_both_places():
    text = "Pipes were laid between Nuseirat and Maghazi."
    for name, other in (("Nuseirat", "Maghazi"), ("Maghazi", "Nuseirat")):
        part = of(text, name).mention.part
        assert part.kind is PartKind.BETWEEN
        assert part.references == (other,)
        assert part.text == "between Nuseirat and Maghazi"


def test_a_bare_name_has_no_modifier():
    assert part_in("Troops left Rafah on Monday.", "Rafah") is None


def made(footprint, radius=None):
    return Place(id="t:x", name="X", kind=PlaceKind.CITY, footprint=footprint, radius_m=radius)


def part(kind, direction=None, km=None, references=()):
    return Part(kind=kind, start=0, end=1, text="x", direction=direction, distance_km=km, references=references)


SQUARE = box(34.2, 31.2, 34.4, 31.4)


@pytest.mark.parametrize(
    ("direction", "inside", "outside"),
    [
        (Direction.E, (34.35, 31.3), (34.25, 31.3)),
        (Direction.W, (34.25, 31.3), (34.35, 31.3)),
        (Direction.N, (34.3, 31.35), (34.3, 31.25)),
        (Direction.S, (34.3, 31.25), (34.3, 31.35)),
        (Direction.NE, (34.38, 31.38), (34.22, 31.22)),
    ],
)
def test_a_part_of_an_area_is_the_half_beyond_its_centroid(direction, inside, outside):
    shape, radius, inferred = locate(made(SQUARE), part(PartKind.PART, direction), None)
    assert shape.covers(Point(inside))
    assert not shape.covers(Point(outside))
    assert math.isclose(shape.area, SQUARE.area / 2, rel_tol=0.02)
    assert inferred
    assert radius is None


def test_central_is_the_middle_third_of_the_longer_side():
    shape, _, inferred = locate(made(box(34.2, 31.2, 34.3, 31.6)), part(PartKind.PART, Direction.CENTRAL), None)
    assert math.isclose(shape.area, 0.04 / 3, rel_tol=0.03)
    assert shape.covers(Point(34.25, 31.4))
    assert inferred


def test_a_part_of_a_point_moves_it_and_keeps_its_radius_wide():
    shape, radius, inferred = locate(made(Point(34.3, 31.3), 2000.0), part(PartKind.PART, Direction.E), None)
    assert shape.geom_type == "Point"
    assert math.isclose(GEOD.inv(34.3, 31.3, shape.x, shape.y)[2], 1000.0, rel_tol=0.01)
    assert radius == 2000.0
    assert inferred


def test_a_distance_and_a_direction_are_measured_on_the_ellipsoid():
    shape, radius, _ = locate(made(Point(34.3, 31.3), 500.0), part(PartKind.DISTANCE_DIRECTION, Direction.N, 3.0), None)
    azimuth, _, metres = GEOD.inv(34.3, 31.3, shape.x, shape.y)
    assert math.isclose(metres, 3000.0, abs_tol=1.0)
    assert abs(azimuth) < 0.1
    assert radius == 600.0


def test_east_of_lies_outside_the_area():
    shape, radius, inferred = locate(made(SQUARE), part(PartKind.DIRECTION_FROM, Direction.E), None)
    assert not SQUARE.covers(shape)
    assert shape.x > 34.4
    assert radius is not None
    assert inferred


def test_between_is_the_line_of_the_two_centres():
    other = made(Point(34.5, 31.5), 500.0)
    shape, radius, inferred = locate(made(Point(34.3, 31.3), 500.0), part(PartKind.BETWEEN, references=("Y",)), other)
    assert isinstance(shape, LineString)
    assert radius is not None
    assert radius > 500
    assert inferred


def test_without_a_footprint_nothing_is_made_up():
    assert locate(made(None), part(PartKind.PART, Direction.E), None) == (None, None, False)


def test_the_input_footprint_is_left_alone():
    before = SQUARE.wkb
    locate(made(SQUARE), part(PartKind.PART, Direction.E), None)
    assert before == SQUARE.wkb


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("قصف شمال غزة اليوم في خان يونس", "غزة", ("part", "N", None, "شمال")),
        ("وقع القصف إلى الشمال من رفح في غزة", "رفح", ("direction_from", "N", None, "الشمال من")),
        ("وقع القصف على بعد 3 كم شرق رفح في غزة", "رفح", ("distance_direction", "E", 3.0, "3 كم شرق")),
        (
            "وقع القصف على بعد كيلومترين جنوب شرق رفح في غزة",
            "رفح",
            ("distance_direction", "SE", 2.0, "كيلومترين جنوب شرق"),
        ),
        ("على بعد خمسة كيلومترات إلى الغرب من رفح في غزة", "رفح", ("distance_direction", "W", 5.0, None)),
        ("وقع القصف بالقرب من رفح في غزة", "رفح", ("near", None, None, "بالقرب من")),
        ("ירי צפונית לרפיח ובח'אן יונס", "רפיח", ("direction_from", "N", None, "צפונית")),
        ("ירי בצפון רפיח ובח'אן יונס", "רפיח", ("part", "N", None, "בצפון")),
        ("3 קילומטרים מזרחית לרפיח ובח'אן יונס", "רפיח", ("distance_direction", "E", 3.0, None)),
    ],
)
def test_arabic_and_hebrew_modifiers_are_told_apart(text, name, part):
    found = part_in(text, name)
    assert found is not None
    kind, direction, km, words = found
    assert (kind, direction, km) == part[:3]
    assert part[3] is None or words == part[3]
