"""The invented series is what its README says: made up, and marked as such in every text."""

from collections import Counter
from pathlib import Path

import pytest

from contested.articles import read_articles

DISCLAIMERS = {"en": "none of it happened", "ar": "لم يحدث شيء مما ورد فيه", "he": "דבר ממה שכתוב בו לא קרה"}


@pytest.fixture(scope="module")
def articles():
    return read_articles(Path(__file__).parent / "fixtures" / "series" / "articles")


def test_the_series_has_three_languages_and_three_weeks(articles):
    assert {language: count >= 6 for language, count in Counter(a.language for a in articles).items()} == {
        "en": True,
        "ar": True,
        "he": True,
    }
    dated = sorted(article.published.date() for article in articles if article.published)
    assert (len(articles) - len(dated), (dated[-1] - dated[0]).days) == (1, 20)


def test_every_article_of_the_series_says_that_it_is_invented(articles):
    for article in articles:
        assert DISCLAIMERS[article.language] in article.text.splitlines()[-1], article.name
        assert article.title.startswith(("[Invented]", "[مختلق]", "[בדוי]")), article.name
        assert ".example/" in article.url, article.name
