import itertools

import numpy as np
import pytest

from contested.gazetteer.theatre import load_theatre, theatre_names
from contested.model import Actor
from contested.render.colours import MORE, NOBODY, PALETTE, actor_colours

# Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency (2009),
# severity 1.0, for linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour, matrix):
    rgb = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(matrix @ linear, 0, 1)
    x, y, z = XYZ @ seen / np.array([0.95047, 1.0, 1.08883])
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_colours_can_be_told_apart_with_any_sight(sight):
    colours = [lab(colour, SIGHT[sight]) for colour in (*PALETTE, *MORE)]
    assert min(np.linalg.norm(one - other) for one, other in itertools.combinations(colours, 2)) > 10


def test_the_first_two_sides_differ_in_grey_too():
    first, second = (lab(colour, np.eye(3))[0] for colour in PALETTE[:2])
    assert abs(first - second) > 20


def actor(name, *, side=None, color=None):
    return Actor(id=name, label=name.title(), kind="armed_group", side=side, color=color)


SIDES = (
    actor("north", color=PALETTE[2]),
    actor("north_army", side="north", color=PALETTE[3]),
    actor("south"),
    actor("south_army", side="south", color=PALETTE[0]),
    actor("far_north", color=PALETTE[2]),
    actor("onlooker"),
)


def colours(*labels, chosen=None):
    return {label: told["colour"] for label, told in actor_colours(labels, actors=SIDES, chosen=chosen).items()}


def test_a_side_has_one_colour_its_own_before_that_of_its_actors():
    assert colours("North_Army", "North", "South") == {
        "North_Army": PALETTE[2],
        "North": PALETTE[2],
        "South": PALETTE[0],
    }


def test_two_sides_shown_never_share_a_colour_of_the_theatre():
    found = colours("Far_North", "North", "South", "Onlooker", "Stranger")
    assert found["North"] == PALETTE[2]
    assert len(set(found.values())) == 5


def test_a_colour_does_not_depend_on_who_else_is_shown():
    alone = {label: colours(label)[label] for label in ("Far_North", "Onlooker", "South")}
    assert colours("Onlooker", "South", "Far_North") == alone


def test_a_themes_colour_is_the_whole_sides_and_nobody_elses():
    found = colours("South_Army", "South", "North", chosen={"south_army": PALETTE[2]})
    assert found["South"] == found["South_Army"] == PALETTE[2] != found["North"]
    assert colours("South", chosen={"South": PALETTE[4], "south_army": PALETTE[2]})["South"] == PALETTE[4]


def test_sides_beyond_the_palette_are_grey():
    many = actor_colours(f"side {number}" for number in range(20))
    assert [told["colour"] for told in many.values()].count(NOBODY) == 20 - len(PALETTE) - len(MORE)


@pytest.mark.parametrize("name", theatre_names())
def test_an_outsider_never_has_the_colour_of_a_side_of_the_theatre(name):
    actors = load_theatre(name).actors
    found = actor_colours([one.label for one in actors if one.color or one.side is None], actors=actors)
    own = {one.label: one.color for one in actors if one.color}
    assert {label: found[label]["colour"] for label in own} == own
    assert not {told["colour"] for label, told in found.items() if label not in own} & set(own.values())
