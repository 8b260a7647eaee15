"""Articles in: text files, folders, JSONL and standard input, as `Article` records or as one clear error each."""

from contested.articles.files import MAX_ARTICLE_BYTES, SUFFIXES
from contested.articles.read import iter_articles, read_articles

__all__ = ["MAX_ARTICLE_BYTES", "SUFFIXES", "iter_articles", "read_articles"]
