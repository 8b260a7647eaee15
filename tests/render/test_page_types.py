"""The page model is what its records say, field by field; the page's script is checked against the same records."""

import json
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import geopandas as gpd
import pytest
from shapely.geometry import Point

import factories
from contested.frame import CLAIMS, claims_frame, empty, mentions_frame
from contested.gazetteer.theatre import load_theatre
from contested.render import MapOptions, UserLayer, page_model
from contested.render.model import SCHEMA
from contested.render.page_types import EXTRA, PageModel


def faults(value, kind, where="model"):
    """Yield where `value` is not what `kind` says."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    origin = get_origin(kind)
    if is_typeddict(kind):
        if not isinstance(value, dict):
            yield f"{where}: {value!r}"
            return
        fields = get_type_hints(kind, include_extras=True)
        fields |= get_type_hints(EXTRA[kind], include_extras=True) if kind in EXTRA else {}
        if set(value) != set(fields):
            yield f"{where}: {sorted(set(value) ^ set(fields))}"
        for name in set(value) & set(fields):
            yield from faults(value[name], fields[name], f"{where}.{name}")
    elif origin in {Union, types.UnionType}:
        found = [list(faults(value, part, where)) for part in get_args(kind)]
        if all(found):
            yield from min(found, key=len)
    elif origin is Literal:
        if value not in get_args(kind):
            yield f"{where}: {value!r}"
    elif origin in {list, dict}:
        if not isinstance(value, origin):
            yield f"{where}: {value!r}"
            return
        items = value.items() if origin is dict else enumerate(value)
        for key, item in items:
            yield from faults(item, get_args(kind)[-1], f"{where}[{key}]")
    elif kind is float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            yield f"{where}: {value!r}"
    elif kind is not Any and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        yield f"{where}: {value!r}"


def layer():
    frame = gpd.GeoDataFrame({"name": ["x"]}, geometry=[Point(20, 5)], crs="EPSG:4326")
    return UserLayer(name="mine", frame=frame, label="name", columns=("name",))


def seed_model(seeds):
    import contested

    found = list(contested.extract(contested.read_articles(seeds)))
    options = MapOptions(mentions=mentions_frame(found))
    return page_model(claims_frame(found), theatre=load_theatre("gaza"), options=options)


@pytest.mark.parametrize("name", ["seed", "series", "empty"])
def test_every_field_of_the_model_is_what_its_record_says(seeds, name):
    model = {
        "seed": lambda: seed_model(seeds),
        "series": lambda: page_model(factories.series_claims(), options=MapOptions(layers=(layer(),))),
        "empty": lambda: page_model(empty(CLAIMS)),
    }[name]()
    assert model["schema"] == SCHEMA
    assert list(faults(json.loads(json.dumps(model)), PageModel)) == []


def test_the_check_finds_what_is_wrong():
    model = page_model(factories.series_claims())
    model["claims"][0]["site"] = "Alder"
    del model["sites"][0]["label"]
    found = list(faults(model, PageModel))
    assert len(found) == 2
    assert any("claims[0].site" in fault for fault in found)


def test_positions_lie_within_their_lists():
    model = page_model(factories.series_claims())
    for basis in ("known", "valid"):
        for status, first, last in model["runs"][basis]:
            assert 0 <= status < len(model["statuses"])
            assert 0 <= first <= last < len(model["days"])
        for change in model["changes"][basis]:
            assert (
                model["statuses"][change["status"]]["line"]
                == model["statuses"][change["before"] or change["status"]]["line"]
            )
    for status in model["statuses"]:
        assert status["site"] is None or status["site"] < len(model["sites"])
        assert all(claim < len(model["claims"]) for claim in status["claims"])
