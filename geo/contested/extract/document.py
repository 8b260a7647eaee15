"""Cut an article into paragraphs with roles, sentences and tokens. Offsets are code points of `Article.text`.

Everything here is one pass with bounded patterns: the time is linear in the text, whatever the text.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from contested.model import Article

_TOKEN = re.compile(
    r"[A-Za-z]++(?=[\s,])"  # most words; the same as below, but sooner
    r"|(?:[A-Z]\.){2,}"  # U.N. · U.S.
    r"|\d+(?:(?:st|nd|rd|th)\b|(?:[.,:]\d+)*)"  # 12 · 1,200 · 3.5 · 14:30 · 3rd
    r"|[A-Za-z]+\d\w*"  # M23 · T72B
    r"|[^\W\d_]+(?:[\u064b-\u0652\u0670'’ʼ\-‑.&](?=[^\W\d_])[^\W\d_]+|[\u064b-\u0652\u0670]){0,12}[\w'’]?"
    r"|\w+"
    r"|[^\w\s]",
    re.UNICODE,
)
_CREDIT = re.compile(r"\((?:[^()]{0,60}/\s?)?[^()\n]{2,60}\)\s*$|\[[^\[\]\n]{2,60}\]\s*$")
_FILE_PHOTO = re.compile(
    r"\b(?:file (?:photo|image|picture|footage)|(?:photo|image|picture)(?:graph)?(?: by|:| credit)|handout|screengrab"
    r"|this (?:photo|image|picture)|in this|pictured|archive (?:photo|image|picture|footage))\b|أرشيف|صورة",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?؟…]+[\"'”’»)\]]*(?=\s|$)|[.!?؟]+(?=[\"”»])")
_BLANK = re.compile(r"\s+")
_CLOSERS = "\"'”’»)]"
_SENTENCE_START = re.compile(r"[\"“‘«(\[]?\s?(?:[^\W\d_]|\d)")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HEBREW = re.compile(r"[\u0590-\u05ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NOT_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# a full stop after one of these does not end a sentence
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "brig",
        "adm",
        "sen",
        "rep",
        "gov",
        "rev",
        "hon",
        "st",
        "ft",
        "mt",
        "jr",
        "sr",
        "vs",
        "etc",
        "no",
        "nos",
        "approx",
        "dept",
        "est",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "inc",
        "ltd",
        "co",
        "corp",
        "u.s",
        "u.n",
        "u.k",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "km",
    ]
)
MAX_SENTENCE = 2_000  # code points; longer stretches without an end are cut, so that later rules stay linear


class ParagraphRole(StrEnum):
    """What a paragraph is in the article."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    SUBHEADING = "subheading"
    BODY = "body"


@dataclass(slots=True, unsafe_hash=True)  # frozen costs three times as much to make, and there is one for every word
class Token:
    """A word, a number or one punctuation mark. Never changed once made."""

    start: int
    end: int
    text: str
    lower: str
    index: int

    def __init__(self, start: int, end: int, text: str, lower: str, index: int) -> None:  # mypyc compiles this one
        self.start = start
        self.end = end
        self.text = text
        self.lower = lower
        self.index = index


class Sentence(NamedTuple):
    """A sentence: code points `[start, end)`, tokens `[first_token, last_token)`, and its paragraph's index."""

    start: int
    end: int
    first_token: int
    last_token: int
    paragraph: int


class Paragraph(NamedTuple):
    """A line of the text that is not blank, and its role."""

    start: int
    end: int
    role: ParagraphRole


@dataclass(frozen=True, slots=True)
class Document:
    """An article cut up. `sentences` and `tokens` are in text order; no sentence crosses a paragraph."""

    article: Article
    text: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """Answer the tokens of one of the document's sentences."""
        return self.tokens[sentence.first_token : sentence.last_token]

    def role_of(self, sentence: Sentence) -> ParagraphRole:
        """Answer the role of the paragraph that `sentence` stands in."""
        return self.paragraphs[sentence.paragraph].role


def read_document(article: Article) -> Document:
    r"""Cut `article` into paragraphs, sentences and tokens.

    >>> d = read_document(Article(text="Rafah reopens\nDr. Ali left Rafah. It was quiet."))
    >>> [d.text[s.start:s.end] for s in d.sentences]
    ['Rafah reopens', 'Dr. Ali left Rafah.', 'It was quiet.']
    >>> [p.role.value for p in d.paragraphs]
    ['title', 'body']
    """
    text = article.text
    paragraphs = _paragraphs(text, article.title)
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    append = tokens.append
    index = 0
    curly = "’" in text
    for number, paragraph in enumerate(paragraphs):
        for start, end in _sentence_spans(text, paragraph):
            first = index
            for match in _TOKEN.finditer(text, start, end):
                word = match[0]
                begin, stop = match.span()
                lower = word.lower()
                append(Token(begin, stop, word, lower.replace("’", "'") if curly else lower, index))
                index += 1
            if index > first:
                sentences.append(Sentence(start, end, first, index, number))
    return Document(
        article=article,
        text=text,
        language=article.language or language_of(text),
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        tokens=tuple(tokens),
    )


def language_of(text: str) -> str:
    """Tell a text's language by its script: "ar", "he", "uk" (any Cyrillic) or "en" (any Latin).

    >>> language_of("انسحبت القوات من رفح")
    'ar'
    """
    sample = text[:4000]
    plain = sample.encode("ascii", "ignore")
    latin = len(plain.translate(None, _NOT_LETTERS))
    if latin >= len(sample) - len(plain):
        return "en"
    counts = {"ar": len(_ARABIC.findall(sample)), "he": len(_HEBREW.findall(sample))}
    counts |= {"uk": len(_CYRILLIC.findall(sample)), "en": latin}
    return max(counts, key=lambda language: (counts[language], language == "en"))


def _paragraphs(text: str, title: str | None) -> list[Paragraph]:
    lines: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped)
            lines.append((start, start + len(stripped)))
        position += len(line)
    out: list[Paragraph] = []
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        out.append(Paragraph(start, end, _role(number, line, title=title, lines=len(lines), before=out)))
    return out


def _role(number: int, line: str, *, title: str | None, lines: int, before: list[Paragraph]) -> ParagraphRole:
    ended = line.rstrip(_CLOSERS).endswith((".", "!", "?", "…", "؟", ":", ";"))
    if title is not None and " ".join(title.split()) == " ".join(line.split()) and number == 0:
        return ParagraphRole.TITLE
    credited = line[-1] in ")]" and len(line) <= 500 and _CREDIT.search(line)
    if credited or (number <= 3 and len(line) < 300 and _FILE_PHOTO.search(line)):
        return ParagraphRole.CAPTION
    if number == 0 and lines > 1 and not ended and len(line) <= 200:
        return ParagraphRole.TITLE
    if number == 1 and lines > 3 and before[0].role is ParagraphRole.TITLE and len(line) <= 300:
        return ParagraphRole.STANDFIRST
    if not ended and len(line) <= 90 and len(line.split()) <= 14:
        return ParagraphRole.SUBHEADING
    return ParagraphRole.BODY


def _sentence_spans(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Cut a paragraph at sentence ends; quotes keep their closing mark; abbreviations and initials do not end one."""
    out: list[tuple[int, int]] = []
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        end = match.end()
        if end <= start or not _ends(text, match.start(), end, paragraph.end):
            continue
        out.extend(_capped(text, start, end))
        start = end
        blank = _BLANK.match(text, start, paragraph.end)
        if blank:
            start = blank.end()
    if start < paragraph.end:
        out.extend(_capped(text, start, paragraph.end))
    return out


def _ends(text: str, mark: int, end: int, limit: int) -> bool:
    rest = text[end : min(end + 4, limit)].lstrip()
    if not rest:
        return True
    if not _SENTENCE_START.match(rest) and rest[0] not in '“"‘«([—–-•*':
        return False
    first = rest.lstrip('“"‘«([')[:1]
    if first.islower():
        return False
    if text[mark] != "." or end - mark > 1:
        return True
    word = text[max(0, mark - 12) : mark].split()[-1:] or [""]
    last = word[0].lower().lstrip("(“\"'")
    initial = len(last) == 1 and last.isalpha() and word[0][-1:].isupper()
    return not (last in _ABBREVIATIONS or initial)


def _capped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        out.append((start, cut))
        start = cut + 1 if text[cut : cut + 1] == " " else cut
    out.append((start, end))
    return out
