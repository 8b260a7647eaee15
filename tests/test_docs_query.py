"""docs/query.md: its commands are understood, its filters can be read, its examples run."""

import re
import shlex

import geopandas
import pytest
from shapely.geometry import Point, box

import contested
from contested import query
from contested.cli.parser import parse
from contested.errors import FilterError
from contested.frame import STATUS
from contested.where import read_filter


@pytest.fixture(scope="module")
def page(repository) -> str:
    return (repository / "docs" / "query.md").read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def test_its_commands_are_understood(page):
    commands = [shlex.split(line) for block in blocks(page, "bash") for line in block.splitlines()]
    assert len(commands) > 3
    for command in commands:
        assert parse(command[1:]).verb == "query"


def test_its_filters_can_be_read(page):
    filters = [line for block in blocks(page, "sql") for line in block.splitlines() if line]
    assert len(filters) > 3
    for text in filters:
        assert read_filter(text, STATUS)


def test_every_function_that_it_lists_is_known_and_no_other(page):
    listed = set(re.findall(r"\b[ST]_[A-Z]+\b|\bCASEI\b", page))
    with pytest.raises(FilterError) as error:
        read_filter("lower(place) = 'x'", STATUS)
    assert listed == set(re.findall(r"\b[ST]_[A-Z]+\b|\bCASEI\b", str(error.value)))


def test_its_examples_run(page, seeds, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    areas = {"ADM2_EN": ["Khan Younis"], "ADM2_PCODE": ["PS0270"], "status": ["theirs"]}
    for name in ("adm2.geojson", "front.geojson"):
        geopandas.GeoDataFrame(areas, geometry=[box(34.2, 31.2, 34.4, 31.4)], crs="EPSG:4326").to_file(name)
    people = geopandas.GeoDataFrame({"population": [9]}, geometry=[Point(34.3, 31.34)], crs="EPSG:4326")
    people.to_file("settlements.gpkg")
    names = {"contested": contested, "claims": contested.claims(contested.extract(contested.read_articles(seeds)))}
    for number, block in enumerate(blocks(page, "python"), start=1):
        exec(compile(block, f"query.md, example {number}", "exec"), names)
    assert names["areas"].pcode.tolist() == ["PS0270"]


def test_every_question_is_listed(page):
    asked = {name for name in query.__all__ if name[0].islower()}
    assert {name for name in asked if not re.search(rf"\b{name}\(", page)} == set()
