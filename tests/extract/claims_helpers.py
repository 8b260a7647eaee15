"""Read one text with the shipped theatres, and tell its claims shortly."""

from datetime import UTC, datetime
from functools import lru_cache

from contested.extract.engine import Reader, open_reader
from contested.model import Article, Extraction, TimePrecision


@lru_cache(maxsize=4)
def reader(theatre: str = "auto") -> Reader:
    return open_reader(theatre)


def read(
    text: str, *, published: str | None = "2025-11-01", outlet: str | None = None, theatre: str = "auto"
) -> Extraction:
    moment = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    precision = TimePrecision.DAY if published else None
    article = Article(text=text, outlet=outlet, published=moment, published_precision=precision)
    return reader(theatre).read(article)


def said(extraction: Extraction) -> set[tuple[str, str | None, str | None]]:
    """(predicate, actor, place) of each claim; a place is its name in the gazetteer."""
    return {
        (
            claim.predicate.value,
            claim.actor,
            claim.resolution.place.name if claim.resolution and claim.resolution.place else None,
        )
        for claim in extraction.claims
    }


def only(extraction: Extraction, predicate: str):
    """The one claim with `predicate`."""
    found = [claim for claim in extraction.claims if claim.predicate.value == predicate]
    assert len(found) == 1, [(c.predicate.value, c.actor, c.quote) for c in extraction.claims]
    return found[0]
