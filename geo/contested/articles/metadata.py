"""What is known of an article's publication, from several sources that may each say it, in a fixed order of belief."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from contested.articles.published import parse_published
from contested.articles.received import FieldSource
from contested.errors import ArticleError
from contested.model import TimePrecision

FIELDS = ("title", "outlet", "published", "url", "language")

Layer = tuple[FieldSource, Mapping[str, object]]

_SURROGATE = re.compile("[\ud800-\udfff]")
_MACHINE = (
    FieldSource.FILE,
    FieldSource.ADDRESS,
)  # written by no reader of the article: an error in it is no error of theirs
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,30})?")
_SCRIPTS = {
    "arabic": re.compile("[\u0620-\u06ff]"),
    "hebrew": re.compile("[\u05d0-\u05ea]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_WRITTEN_IN = {
    "arabic": frozenset(
        {"ar", "ara", "fa", "fas", "per", "ur", "ps", "ckb", "sd", "ug", "arz", "apc", "ajp", "dv", "ks"}
    ),
    "hebrew": frozenset({"he", "heb", "iw", "yi"}),
    "cyrillic": frozenset({"uk", "ukr", "ru", "rus", "be", "bg", "mk", "kk", "ky", "tg", "mn", "tt", "ce", "os"}),
}
_TWO_SCRIPTS = frozenset({"sr", "bs", "uz", "az", "tk", "ku", "kmr", "pa", "ms", "ha", "mo", "cnr", "sh"})
_LONGEST = 2_000  # characters of a field: the longest headlines have 300, addresses of search results 1,500


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """The fields of an article that are known, the source of each, and where sources disagree."""

    fields: Mapping[str, str]
    published: datetime | None
    precision: TimePrecision | None
    told_by: Mapping[str, FieldSource]
    notes: tuple[str, ...]


def merge(layers: Sequence[Layer], *, where: str) -> Known:
    """Answer what `layers` say together; of two that say a field, the source that comes first in `FieldSource` counts.

    Raises `ArticleError` for a value that is no string, broken, or no date, where a person wrote it; what a document's
    own metadata has wrong is noted and left out.
    """
    fields: dict[str, str] = {}
    told_by: dict[str, FieldSource] = {}
    times: dict[FieldSource, tuple[datetime, TimePrecision]] = {}
    notes: list[str] = []
    for source, said in sorted(layers, key=lambda layer: tuple(FieldSource).index(layer[0])):
        for key in FIELDS:
            value = _field(said.get(key), key, source, where)
            if not value:
                continue
            complaint = _checked(key, value, source, times)
            if complaint is not None:
                if source not in _MACHINE:
                    raise ArticleError(f"{where}: {complaint}")
                notes.append(f"the {source.value}'s {complaint}; left out")
            elif key not in fields:
                fields[key] = checked_language(value) or value if key == "language" else value
                told_by[key] = source
            elif source is not FieldSource.OPTION and not _same(key, value, fields[key], (source, told_by[key]), times):
                notes.append(
                    f"{key}: the {told_by[key].value} says {fields[key][:80]!r}, the {source.value} {value[:80]!r}; "
                    f"the {told_by[key].value} is followed"
                )
    published, precision = times[told_by["published"]] if "published" in fields else (None, None)
    return Known(fields=fields, published=published, precision=precision, told_by=told_by, notes=tuple(notes))


def checked_language(said: str) -> str | None:
    """Answer the language of a code such as "ar" or "ar-EG", None for what is no code.

    >>> checked_language("EN-gb"), checked_language("English")
    ('en', None)
    """
    match = _LANGUAGE.fullmatch(said.strip())
    return match[1].lower() if match else None


def misnamed_language(language: str, text: str) -> bool:
    """Tell whether `text` is in another script than `language` is written in, as under many a page's wrong mark."""
    sample = text[:4_000]
    counts = {script: len(letters.findall(sample)) for script, letters in _SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < 20 or language in _TWO_SCRIPTS:
        return False
    return (
        language not in _WRITTEN_IN[script]
        if script in _WRITTEN_IN
        else any(language in languages for languages in _WRITTEN_IN.values())
    )


def clean(value: object, key: str, where: str) -> str:
    """Answer a short field as one line of text; raise `ArticleError` when it is not a string, or a broken one."""
    if not isinstance(value, str):
        raise ArticleError(f"{where}: has a {key} that is not a string ({type(value).__name__}); put it in quotes")
    check_letters(value, f"the {key}", where)
    return " ".join(value.split())


def check_letters(value: str, what: str, where: str) -> None:
    """Raise `ArticleError` for zero characters and for halves of characters, which no file can hold."""
    if "\0" in value:
        raise ArticleError(f"{where}: {what} holds a zero character (NUL); take it out")
    half = _SURROGATE.search(value)
    if half:
        raise ArticleError(
            f"{where}: {what} holds half a character (\\u{ord(half[0]):04x} at {half.start()}); "
            "write the whole character, or take it out"
        )


def _field(value: object, key: str, source: FieldSource, where: str) -> str:
    """Answer a field's value on one line, "" where nothing is said."""
    if value is None:
        return ""
    if source in _MACHINE:
        text = "".join(letter for letter in str(value) if letter.isprintable() or letter.isspace())
        return " ".join(text.split())[:_LONGEST]
    return clean(value, key, where)


def _checked(
    key: str, value: str, source: FieldSource, times: dict[FieldSource, tuple[datetime, TimePrecision]]
) -> str | None:
    """Answer what is wrong with a value, or None; a time that is right is entered in `times`."""
    if key == "published":
        try:
            times[source] = parse_published(value)
        except ValueError as error:
            return f"published {error}"
    if key == "language" and checked_language(value) is None:
        return f"language {value[:60]!r} is no code of a language, such as en or ar"
    if key == "url" and source in _MACHINE and not value.lower().startswith(("http://", "https://")):
        return f"url {value[:60]!r} is no web address"
    return None


def _same(
    key: str,
    value: str,
    before: str,
    sources: tuple[FieldSource, FieldSource],
    times: Mapping[FieldSource, tuple[datetime, TimePrecision]],
) -> bool:
    if key != "published":
        if key == "language":
            return checked_language(value) == before
        return value.casefold() == before.casefold() or key == "url"  # one page has many addresses
    (one, exact), (other, exactly) = times[sources[0]], times[sources[1]]
    return one == other if exact is exactly else one.date() == other.date()
