"""Gazetteers opened once, and short questions about what is read from a sentence."""

from functools import lru_cache

from contested.extract.document import read_document
from contested.extract.places import read_places
from contested.gazetteer.gazetteer import Gazetteer, open_gazetteer
from contested.gazetteer.theatre import load_theatre
from contested.model import Article, Resolution


@lru_cache(maxsize=1)
def gaza() -> Gazetteer:
    return open_gazetteer(theatres=[load_theatre("gaza")])


@lru_cache(maxsize=1)
def world() -> Gazetteer:
    return open_gazetteer()


def read(text: str, gazetteer: Gazetteer | None = None) -> tuple[Resolution, ...]:
    return read_places(read_document(Article(text=text)), gazetteer=gazetteer or gaza())


def of(text: str, toponym: str, gazetteer: Gazetteer | None = None, *, nth: int = 0) -> Resolution | None:
    found = [r for r in read(text, gazetteer) if toponym in r.mention.toponym]
    return found[nth] if len(found) > nth else None


def place_of(text: str, toponym: str, gazetteer: Gazetteer | None = None, *, nth: int = 0) -> str | None:
    found = of(text, toponym, gazetteer, nth=nth)
    return found.place.id if found is not None and found.place is not None else None


def kind_of(text: str, toponym: str, gazetteer: Gazetteer | None = None, *, nth: int = 0) -> str | None:
    found = of(text, toponym, gazetteer, nth=nth)
    return found.mention.kind.value if found is not None else None


def part_in(
    text: str, toponym: str, gazetteer: Gazetteer | None = None
) -> tuple[str, str | None, float | None, str] | None:
    found = of(text, toponym, gazetteer)
    part = found.mention.part if found is not None else None
    if part is None:
        return None
    return part.kind.value, part.direction.value if part.direction else None, part.distance_km, part.text
