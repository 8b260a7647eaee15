"""Many invented readings, cheaply: one is read, the others are copies of it with texts and ids of their own."""

from dataclasses import replace

from contested.model import Article, stable_id
from contested.store import Reading, reading
from factories import Say, day, extraction


def many(count: int, *, claims: int = 2) -> list[Reading]:
    """Answer `count` readings of different articles, each with `claims` claims."""
    template = reading(extraction(Say()), reader="1")
    return [_varied(template, number, claims) for number in range(count)]


def _varied(template: Reading, number: int, claims: int) -> Reading:
    article = Article(
        text=f"{template.article.text} Number {number}.",
        name=f"invented-{number}",
        outlet=template.article.outlet,
        published=day(1 + number % 28),
        url=f"https://news.invalid/{number}",
    )
    own = {"article_id": article.id, "article_name": article.name, "published": article.published, "url": article.url}
    return replace(
        template,
        article=article,
        claims=tuple(
            {**template.claims[0], **own, "claim_id": stable_id("invented", number, each)} for each in range(claims)
        ),
        mentions=tuple(
            {**row, "article_id": article.id, "mention_id": stable_id("invented", number)} for row in template.mentions
        ),
    )
