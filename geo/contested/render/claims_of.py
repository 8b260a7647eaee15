"""Claims as a page shows them: who, what, in which words, said by whom to whom, when."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from contested.frame import CHAIN_JOINED
from contested.frame.profile import Profile, public_text
from contested.model import Article
from contested.render.rows import Row, day_of, moment, shortened, split_list
from contested.render.safe import web_link


def articles_of(claim_rows: list[Row]) -> list[dict[str, Any]]:
    """Answer one dict an article, oldest first, undated last: id, name, title, outlet, published, day, url."""
    found: dict[str, dict[str, Any]] = {}
    for row in claim_rows:
        if row["article_id"] not in found:
            found[row["article_id"]] = {
                "id": row["article_id"],
                "name": row["article_name"],
                "title": row["title"],
                "outlet": row["outlet"],
                "published": moment(row["published"], row["published_precision"]),
                "day": day_of(row["published"]) if row["published"] is not None else None,
                "url": web_link(row["url"]),
                "language": row["language"],
            }
    return sorted(found.values(), key=lambda article: (article["published"] or "9999", article["id"]))


def silent_articles(articles: Iterable[Article], told: Collection[str], profile: Profile) -> list[dict[str, Any]]:
    """Answer those of `articles` that gave no claim, as `articles_of` does; `told` are the ids of those that did."""
    silent = [
        {
            "article_id": article.id,
            "article_name": article.name,
            "title": public_text(article.title, profile, language=article.language),
            "outlet": article.outlet,
            "published": article.published,
            "published_precision": article.published_precision,
            "url": article.url,
            "language": article.language,
        }
        for article in articles
        if article.id not in told
    ]
    return articles_of(silent)


def claim_dict(row: Row, article: int, days: list[str]) -> dict[str, Any]:
    """Answer one claim. `article`, `day` and `since` are positions in lists; `quote` is [before, marked, after].

    `day` is that of publication; `since` is the first of `days` by whose end the claim says that it was so, the length
    of `days` when none is late enough. Both are None for a claim without a date. `late` tells that it was published
    more than a day after what it tells.
    """
    quote, sentence, short = _texts(row)
    return {
        "id": row["claim_id"],
        "article": article,
        "day": _position(row["published"], days),
        "since": _position(row["valid_from"] or row["published"], days),
        "late": _is_late(row),
        "family": row["family"],
        "predicate": row["predicate"],
        "actor": row["actor"],
        "polarity": row["polarity"],
        "modality": row["modality"],
        "epistemic": row["epistemic"],
        "changes": bool(row["changes_state"]),
        "toponym": row["toponym"],
        "quote": quote,
        "sentence": sentence,
        "short": short,
        "chain": split_list(row["source_chain"], CHAIN_JOINED),
        "relation": row["time_relation"],
        "from": moment(row["valid_from"], row["time_precision"]),
        "to": moment(row["valid_to"], row["time_precision"]),
        "time_text": row["time_text"],
        "aid": aid_dict(row),
        "rule": row["rule"],
    }


def aid_dict(row: Row) -> dict[str, Any] | None:
    """Answer what a row says of an aid point, or `None` when it is about none."""
    if not row["aid_point"]:
        return None
    return {
        "kind": row["aid_kind"] or "other",
        "status": row["aid_status"] or "unknown",
        "scope": row["aid_scope"],
        "operator": row["aid_operator"],
        "name": row["aid_name"],
    }


def _texts(row: Row) -> tuple[list[str], list[str] | None, bool]:
    """Answer the quote with the place name marked, and the sentence when it holds more than the quote does."""
    quote, sentence, toponym = row["quote"], row["sentence"] or row["quote"], row["toponym"]
    at = row["toponym_start"]
    start = None if at is None else int(at) - int(row["start"])
    in_quote = _span(quote, toponym, start)
    marked, short = shortened(quote, *in_quote)
    if sentence == quote:
        return marked, None, short
    offset = sentence.find(quote)
    inside = None if start is None or offset < 0 else start + offset
    around, also_short = shortened(sentence, *_span(sentence, toponym, inside))
    return marked, around, short or also_short


def _span(text: str, toponym: str | None, start: int | None) -> tuple[int | None, int | None]:
    """Answer where `toponym` stands in `text`: at `start`, else at its only occurrence, else nowhere."""
    if not toponym:
        return None, None
    if start is not None and start >= 0 and text[start : start + len(toponym)] == toponym:
        return start, start + len(toponym)
    first = text.find(toponym)
    if first < 0 or text.find(toponym, first + 1) >= 0:
        return None, None
    return first, first + len(toponym)


def _position(moment: datetime | None, days: list[str]) -> int | None:
    return None if moment is None else bisect_left(days, day_of(moment))


def _is_late(row: Row) -> bool:
    begun, published = row["valid_from"], row["published"]
    return begun is not None and published is not None and published - begun > timedelta(days=2)
