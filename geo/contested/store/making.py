"""From extractions to readings."""

from collections.abc import Iterable, Sequence

from contested.frame import CLAIMS, MENTIONS, claims_frame, mentions_frame
from contested.model import Extraction
from contested.store.codec import rows_of
from contested.store.records import Archived, Cell, Reading


def reading(
    extraction: Extraction,
    *,
    reader: str,
    origin_id: str | None = None,
    supersedes: str | None = None,
    archived: Archived | None = None,
) -> Reading:
    """Answer the reading of one extraction, with the rows that the frames give. Raises `FrameError`.

    `reader` names the engine and its data. For further fields use `dataclasses.replace`; for many extractions use
    `readings`, which is much faster.
    """
    return Reading(
        article=extraction.article,
        claims=tuple(rows_of(claims_frame([extraction]), CLAIMS)),
        mentions=tuple(rows_of(mentions_frame([extraction]), MENTIONS)),
        reader=reader,
        theatre=extraction.theatre,
        origin_id=origin_id,
        supersedes=supersedes,
        archived=archived,
    )


def readings(extractions: Iterable[Extraction], *, reader: str) -> list[Reading]:
    """Answer the readings of `extractions`, in their order. Raises `FrameError`.

    Frames are built for as many at once as have different texts.
    """
    out: list[Reading] = []
    batch: list[Extraction] = []
    seen: set[str] = set()
    for extraction in extractions:
        if extraction.article.id in seen:
            out += _batch(batch, reader)
            batch, seen = [], set()
        batch.append(extraction)
        seen.add(extraction.article.id)
    return out + _batch(batch, reader)


def _batch(extractions: Sequence[Extraction], reader: str) -> list[Reading]:
    claims = _by_article(rows_of(claims_frame(extractions), CLAIMS))
    mentions = _by_article(rows_of(mentions_frame(extractions), MENTIONS))
    return [
        Reading(
            article=extraction.article,
            claims=tuple(claims.get(extraction.article.id, ())),
            mentions=tuple(mentions.get(extraction.article.id, ())),
            reader=reader,
            theatre=extraction.theatre,
        )
        for extraction in extractions
    ]


def _by_article(rows: Iterable[dict[str, Cell]]) -> dict[Cell, list[dict[str, Cell]]]:
    out: dict[Cell, list[dict[str, Cell]]] = {}
    for row in rows:
        out.setdefault(row["article_id"], []).append(row)
    return out
