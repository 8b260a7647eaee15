"""Articles into a store, one at a time: each is recorded whole or not at all, and a bad one fails alone."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from contested.articles.copies import are_copies
from contested.articles.received import Received
from contested.atlas.copies import CopyFinder
from contested.atlas.families import address_of_one_article, copy_links, versions
from contested.atlas.update import Failure
from contested.errors import ArticleError, FrameError, RecordError, SkipError
from contested.extract.engine import Reader
from contested.model import Article, Extraction
from contested.store import Archived, Link, LinkKind, Reading, Selection, Store, Written, readings
from contested.store.settle import copy_id

Input: TypeAlias = Article | Received | ArticleError
Progress: TypeAlias = Callable[[], None]
_TOGETHER = 20  # articles that are read before the first of them is recorded


@dataclass(kw_only=True)
class Tally:
    """What became of the articles and claims of one `add`."""

    recorded_at: datetime | None = None
    articles: dict[str, list[str]] = field(
        default_factory=lambda: {word: [] for word in ("new", "repeated", "reread", "superseded", "copies")}
    )
    new: dict[str, None] = field(default_factory=dict)
    revised: dict[str, None] = field(default_factory=dict)
    repeated: dict[str, None] = field(default_factory=dict)
    withdrawn: dict[str, None] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)

    def count(self, written: Written) -> None:
        """Enter what one write changed."""
        self.new |= dict.fromkeys(written.claims_new)
        self.revised |= dict.fromkeys(written.claims_changed)
        self.repeated |= dict.fromkeys(written.claims_repeated)
        self.withdrawn |= dict.fromkeys(written.claims_withdrawn)
        if not written.new:
            self.articles["repeated"].append(written.article_id)
            return
        self.recorded_at = written.recorded_at
        self.articles["new" if written.article_new else "reread"].append(written.article_id)


@dataclass(frozen=True, kw_only=True)
class Adding:
    """What adding needs: where to, with which reader of which version, and how copies are found."""

    store: Store
    reader: Reader
    version: str
    copies: CopyFinder
    clock: Callable[[], datetime]

    def add(self, inputs: Iterable[Input], tally: Tally, progress: Progress | None = None) -> None:
        """Record the articles of `inputs` and enter in `tally` what became of them, also when it is interrupted."""
        waiting: dict[str, tuple[Article, Archived | None]] = {}
        try:
            for one in inputs:
                if isinstance(one, ArticleError):
                    tally.failed.append(_failure(str(one)))
                else:
                    article, archived = (one, None) if isinstance(one, Article) else _received(one)
                    if article.id in waiting or len(waiting) >= _TOGETHER:
                        self._record(waiting, tally)
                    known = self.store.articles(ids=[article.id])
                    if _is_known(article, known):
                        self._seen_again(article, known, tally)
                    else:
                        waiting[article.id] = article, archived
                if progress is not None:
                    progress()
        finally:
            self._record(waiting, tally)

    def _record(self, waiting: dict[str, tuple[Article, Archived | None]], tally: Tally) -> None:
        """Read the articles that wait, and record them one by one; `waiting` is empty afterwards."""
        taken = dict(waiting)
        waiting.clear()
        for made in read_together([article for article, _ in taken.values()], self.reader, self.version):
            if isinstance(made, Failure):
                tally.failed.append(made)
            else:
                self._write(replace(made, archived=taken[made.article.id][1]), tally)

    def _write(self, made: Reading, tally: Tally) -> None:
        """Record one reading with what ties it to other articles, whole or not at all."""
        signature = self.copies.signature(made.article.text)
        with self.store.together():  # so that nobody records a copy or another version in between
            self._write_together(replace(made, signature=signature), tally)

    def _write_together(self, made: Reading, tally: Tally) -> None:
        article = made.article
        newer, older = self._versions(article)
        links = self._copies(made, {*newer, *older})
        head = next((link.other for link in links if link.article_id == article.id), None)
        made = replace(
            made,
            origin_id=head,
            supersedes=older[0] if older else None,
        )
        before = [link for link in links if link.article_id != article.id]
        before += [Link(article_id=article.id, kind=LinkKind.SUPERSEDED_BY, other=other) for other in newer]
        if before:  # while the article is unknown these change nothing
            self.store.link(before, recorded_at=self.clock())
        written = self.store.write(made, recorded_at=self.clock())
        if older[1:]:
            self._supersede(older[1:], article.id, tally)
        tally.count(written)
        tally.articles["superseded"] += [*older, *([article.id] if newer else [])]
        if links:
            tally.articles["copies"].append(article.id)

    def _seen_again(self, article: Article, known: pd.DataFrame, tally: Tally) -> None:
        """Enter a repeated article; one that its page went back to is current again."""
        tally.articles["repeated"].append(article.id)
        successor = known["superseded_by"].iloc[0]
        if successor is None or article.retrieved is None:
            return
        newer = self.store.articles(ids=[successor])
        since = newer["retrieved"].fillna(newer["recorded_at"]).max()
        if pd.Timestamp(article.retrieved) > since:
            self._supersede([successor], article.id, tally)

    def _supersede(self, older: list[str], newer: str, tally: Tally) -> None:
        tally.withdrawn |= dict.fromkeys(self.store.claims(Selection(article_ids=tuple(older)))["claim_id"])
        at = self.clock()
        self.store.link(
            [Link(article_id=one, kind=LinkKind.SUPERSEDED_BY, other=newer) for one in older], recorded_at=at
        )
        tally.recorded_at = max(at, tally.recorded_at or at)

    def _versions(self, article: Article) -> tuple[list[str], list[str]]:
        """Answer the current articles at the same address that are newer than `article`, and those that are older."""
        if article.url is not None and address_of_one_article(article.url):
            return versions(article, self.store.articles(urls=[article.url]))
        if article.path is None or not Path(article.path).is_absolute():  # as in watched folders
            return [], []
        before = self.store.articles(paths=[article.path])
        others = [one for one in before["article_id"].unique() if one != article.id]
        kept = [one for one in others if self._goes_on(article, self.store.text(one))]
        return versions(article, before[before["article_id"].isin(kept)]) if kept else ([], [])

    def _goes_on(self, article: Article, before: str) -> bool:
        """Tell whether the text of a file is what it was before, written on or mended; and not another article."""
        return article.text.startswith(before.strip()) or are_copies(article.text, before)

    def _copies(self, made: Reading, versions: Collection[str]) -> list[Link]:
        """Answer the links that join an article with the families of those that it is a copy of."""
        article = made.article
        alike = [one for one in self.copies.alike(article.id, article.text, made.signature) if one not in versions]
        return copy_links(article.id, alike, self._chains(alike)) if alike else []

    def _chains(self, ids: Iterable[str]) -> dict[str, str]:
        """Answer the links between copies that start at `ids`, as far as they lead."""
        found: dict[str, str] = {}
        ahead = set(ids)
        while ahead:
            rows = self.store.articles(ids=sorted(ahead))
            rows = rows[rows["origin_id"].notna()]
            found |= dict(zip(rows["article_id"], rows["origin_id"], strict=True))
            ahead = set(rows["origin_id"]) - set(found)
        return found


def read_together(articles: Sequence[Article], reader: Reader, version: str) -> list[Reading | Failure]:
    """Answer what `reader` reads in `articles`, in their order; one that breaks it is answered as a failure.

    Many are read in one go, which is much faster than one by one.
    """
    read: list[Extraction | Failure] = []
    for article in articles:
        try:
            read.append(reader.read(article))
        except (SkipError, RecordError, FrameError) as error:
            read.append(Failure(where=where_of(article), why=str(error)))
    good = [one for one in read if isinstance(one, Extraction)]
    try:
        made = {one.article.id: one for one in readings(good, reader=version)}
    except (RecordError, FrameError) as error:  # find out which
        if len(articles) > 1:
            return [one for article in articles for one in read_together([article], reader, version)]
        return [Failure(where=where_of(articles[0]), why=str(error))]
    return [one if isinstance(one, Failure) else made[one.article.id] for one in read]


def where_of(article: Article) -> str:
    """Answer what a person knows an article by: its file, address or name."""
    return article.path or article.url or article.name or article.id


def _received(one: Received) -> tuple[Article, Archived]:
    return one.article, Archived(content=one.raw, media_type=one.media_type)


def _failure(message: str) -> Failure:
    where, colon, why = message.partition(": ")
    return Failure(where=where, why=why) if colon else Failure(where="", why=message)


def _is_known(article: Article, rows: pd.DataFrame) -> bool:
    """Tell whether this appearance of the text was recorded with the very same particulars."""
    rows = rows[(rows["copy_id"] == copy_id(article)) & (rows["sha256"] == article.sha256)]
    return any(
        (row["title"], row["language"], row["published_precision"]) == _told(article)
        and (None if pd.isna(row["published"]) else row["published"].to_pydatetime()) == article.published
        for row in rows.to_dict("records")
    )


def _told(article: Article) -> tuple[str | None, str | None, str | None]:
    precision = article.published_precision
    return article.title, article.language, precision.value if precision is not None else None
