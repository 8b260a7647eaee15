"""Articles that belong together: copies of one text, and the versions of one article.

Copies are linked and never merged. Which of them heads its family does not depend on the order of arrival: it is the
one published first, undated ones last, and of several the one with the least id.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

import geopandas
import pandas as pd

from contested.model import Article
from contested.store import Link, LinkKind


def copies_of(articles: pd.DataFrame) -> dict[str, str]:
    """Answer the head of its family by the id of each article that is a copy; `articles` as a store lists them.

    Families are what links join, in any direction.
    """
    links = articles.loc[articles["origin_id"].notna(), ["article_id", "origin_id"]]
    if not len(links):
        return {}
    up: dict[str, str] = {}

    def root(of: str) -> str:
        while up.get(of, of) != of:
            of = up[of]
        return of

    for one, other in zip(links["article_id"], links["origin_id"], strict=True):
        up[root(one)] = root(other)
    known = articles[articles["article_id"].isin({*links["article_id"], *links["origin_id"]})]
    known = known.sort_values(["published", "article_id"], na_position="last", kind="stable")
    heads: dict[str, str] = {}
    for article_id in known["article_id"]:
        heads.setdefault(root(article_id), article_id)
    return {one: head for one in known["article_id"].unique() if (head := heads[root(one)]) != one}


def with_copies(claims: geopandas.GeoDataFrame, copies: Mapping[str, str]) -> geopandas.GeoDataFrame:
    """Answer `claims` with `copy_of` filled in."""
    if not copies:
        return claims
    told = claims["article_id"].map(copies).astype(object)
    answer: geopandas.GeoDataFrame = claims.assign(copy_of=told.where(told.notna(), None))
    return answer


def copy_links(article_id: str, alike: Iterable[str], chains: Mapping[str, str]) -> list[Link]:
    """Answer the links that join a new article with the families of all those that are `alike`.

    `chains` are the links that are there, from article to article. None is replaced: each family is tied by its end.

    >>> [(link.article_id, link.other) for link in copy_links("c", ["a", "b"], {})]
    [('c', 'a'), ('b', 'a')]
    """
    ends: set[str] = set()
    for one in alike:
        seen = {one}
        while (further := chains.get(one)) is not None and further not in seen:
            seen.add(further)
            one = further
        ends.add(one)
    ends.discard(article_id)
    if not ends:
        return []
    first, *others = sorted(ends)
    return [Link(article_id=one, kind=LinkKind.COPY_OF, other=first) for one in (article_id, *others)]


def address_of_one_article(url: str | None) -> bool:
    """Tell whether an address can be that of one article: it has a path or a query. An outlet's front page has not.

    >>> address_of_one_article("https://wire.example/2031/gate"), address_of_one_article("https://wire.example/")
    (True, False)
    """
    if url is None:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def versions(article: Article, others: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Answer which of the current articles at its address are newer than `article`, and which are older.

    Of two versions the one published later is the newer; where that does not tell, the one retrieved later; where
    that does not either, the one that arrived later. `others` are rows of articles, as a store lists them.
    """
    current = others[(others["article_id"] != article.id) & others["superseded_by"].isna()]
    newer: list[str] = []
    older: list[str] = []
    for other in current.drop_duplicates("article_id").to_dict("records"):
        late = _before(article.published, other["published"]) or (
            not _before(other["published"], article.published) and _before(article.retrieved, other["retrieved"])
        )
        (newer if late else older).append(other["article_id"])
    return newer, older


def _before(one: datetime | None, other: datetime | None) -> bool:
    """Tell whether `one` is known to be earlier than `other`."""
    return not pd.isna(one) and not pd.isna(other) and bool(one < other)
