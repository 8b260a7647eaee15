"""Find what a public edition does not show: the names of private persons, and aid that is on its way.

A name is found in two ways: as the source of a claim that is neither a known actor or outlet nor called by an office,
and in the text beside a word that says what a private person is ("nurse Rana Example", "الممرضة رنا مثال"). A name that
stands in the text without such a word and is nobody's source is not found. Names of holders of an office stay.
The words are data: `data/lexicons/private.toml`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from contested import reference
from contested.gazetteer.theatre import load_theatre, theatre_names

_LATIN = r"(?:(?:al|el|as|an|ad|ar|ash|at|az)-|(?:al|el|abu|bin|ibn|ben|de|van|von) )?[A-Z][\w’'‘-]+"
_CYRILLIC = r"[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+"
_UNCASED = r"[^\W\d_][\w'’״׳\"-]+"
_CASED = {"en": _LATIN, "uk": _CYRILLIC, "ru": _CYRILLIC}
_SCRIPTS = {"ar": re.compile("[\u0600-\u06ff]"), "he": re.compile("[\u0590-\u05ff]")}
_PREFIXES = {"ar": "(?:[وف]?(?:ال|لل|بال|ل|ب)?)", "he": "[והלשמב]{0,2}"}
_LONGEST_ROLE, _LONGEST_WAY = 24, 60  # characters before and after a name where its role may stand
_LONGEST_NAME = 4  # words
_PERSON = re.compile(rf"{_LATIN}(?: {_LATIN}){{1,3}}\Z")
_FALLBACK = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Roles:
    """How a role stands before a name, opens it, or follows it, and what is no name; for a script with capitals."""

    runs: re.Pattern[str]
    before: re.Pattern[str]
    opening: re.Pattern[str]
    after: re.Pattern[str] | None
    stops: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """The patterns of all languages, and the marks by language."""

    cased: tuple[_Roles, ...]
    uncased: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]  # of a script, and of a role with a name after it
    offices: re.Pattern[str]
    bodies: re.Pattern[str]
    convoys: re.Pattern[str]
    name_marks: dict[str, str]
    words_marks: dict[str, str]


def names_in(text: str, *, places: Collection[str] = ()) -> Iterator[str]:
    """Yield the names of private persons that `text` gives beside a word for what they are.

    What is one of `places`, the names of places, is no person's name.

    >>> list(names_in("Nurse Rana Example said so. In Tal Place, a resident agreed.", places={"Tal Place"}))
    ['Rana Example']
    """
    words = _words()
    told = [name for roles in words.cased for name in _cased(text, roles)]
    for script, pattern in words.uncased:
        if script.search(text):
            told += [found["name"] for found in pattern.finditer(text)]
    for name in dict.fromkeys(told):
        if name not in places and not words.offices.search(name) and not words.bodies.search(name):
            yield name


def _cased(text: str, roles: _Roles) -> Iterator[str]:
    """Yield runs of capitalised words that a role stands beside; capitals are rare, so they are looked for first."""
    for found in roles.runs.finditer(text):
        run, start, end = found.group(), found.start(), found.end()
        name = None
        opening = roles.opening.match(run)
        if opening and opening.end() < len(run):
            name = _name(run[opening.end() :], roles)
        elif roles.before.search(text[max(0, start - _LONGEST_ROLE) : start]) or (
            roles.after and " " in run and roles.after.match(text[end : end + _LONGEST_WAY])
        ):
            name = _name(run, roles)
        if name:
            yield name


def _name(run: str, roles: _Roles) -> str:
    """Answer the words of `run` up to the first that is no name."""
    kept: list[str] = []
    for word in run.split(" ")[: _LONGEST_NAME + 1]:
        if word in roles.stops or len(kept) == _LONGEST_NAME:
            break
        kept.append(word)
    return " ".join(kept).removesuffix("'s").removesuffix("’s")


def private_source(source: str, *, text: str) -> str | None:
    """Answer the name in `source`, who said something in `text`, when it is that of a private person.

    >>> private_source("aid worker Omar Specimen", text="…")
    'Omar Specimen'
    >>> private_source("Omar Specimen", text="Omar Specimen, the mayor of a town, said so.") is None
    True
    """
    beside = next(names_in(source), None)
    if beside is not None:
        return beside
    words = _words()
    if not _PERSON.match(source) or words.bodies.search(source) or source in _known():
        return None
    at = text.find(source)
    around = text[max(0, at - 40) : at + len(source) + 60] if at >= 0 else source
    return None if words.offices.search(around) else source


def tells_of_convoy(text: str) -> bool:
    """Answer whether `text` speaks of aid on the road.

    >>> tells_of_convoy("A convoy will leave on Monday.")
    True
    """
    return _words().convoys.search(text) is not None


def name_mark(language: str | None) -> str:
    """Answer what stands in the place of a name.

    >>> name_mark("en")
    '[name withheld]'
    """
    marks = _words().name_marks
    return marks.get(language or _FALLBACK, marks[_FALLBACK])


def words_mark(language: str | None) -> str:
    """Answer what stands in the place of a quote.

    >>> words_mark(None)
    '[words withheld]'
    """
    marks = _words().words_marks
    return marks.get(language or _FALLBACK, marks[_FALLBACK])


@cache
def _words() -> _Words:
    table = reference.read_toml("lexicons", "private.toml")
    english = table["en"]
    return _Words(
        cased=tuple(_roles(language, token, table[language]) for language, token in _CASED.items()),
        uncased=tuple((script, _uncased(language, table[language])) for language, script in _SCRIPTS.items()),
        offices=_any(english["offices"], plural=True),
        bodies=_any(english["bodies"]),
        convoys=_any(word for entry in table.values() for word in entry["convoys"]),
        name_marks={language: entry["name_mark"] for language, entry in table.items()},
        words_marks={language: entry["words_mark"] for language, entry in table.items()},
    )


def _roles(language: str, token: str, entry: dict[str, list[str]]) -> _Roles:
    roles = _alternatives(entry["roles"])
    after = None
    if language == _FALLBACK:  # "Rana Example, a 40-year-old nurse"
        after = re.compile(
            r", (?:\d{1,3},? )?(?:an? |the |one )?(?:\d{1,3}-year-old )?"
            rf"(?:(?!and\b|who\b|which\b|said\b)[a-z-]+ ){{0,2}}(?i:{roles})(?!\w)"
        )
    return _Roles(
        runs=re.compile(rf"(?<![\w’'-]){token}(?: {token})*"),
        before=re.compile(rf"(?<!\w)(?:{roles})s?,? \Z", re.IGNORECASE),
        opening=re.compile(rf"(?:{roles})s? ", re.IGNORECASE),
        after=after,
        stops=frozenset(entry.get("not_names", ())),
    )


def _uncased(language: str, entry: dict[str, list[str]]) -> re.Pattern[str]:
    """Answer a pattern for a role and the two words after it, which without capitals have to pass for a name."""
    stops = rf"(?!(?:{_alternatives(entry['not_names'])})(?!\w))"
    role = rf"{_PREFIXES[language]}(?:{_alternatives(entry['roles'])})"
    return re.compile(rf"(?<!\w){role} (?P<name>{stops}{_UNCASED} {stops}{_UNCASED})")


def _any(words: Iterable[str], *, plural: bool = False) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(words)}){'s?' if plural else ''}(?!\w)", re.IGNORECASE)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def _known() -> frozenset[str]:
    """Answer what the shipped theatres call their actors and outlets."""
    found: set[str] = set()
    for name in theatre_names():
        theatre = load_theatre(name)
        for actor in theatre.actors:
            found |= {actor.label, *actor.aliases}
        for outlet in theatre.outlets:
            found |= {outlet.name, *outlet.aliases}
    return frozenset(found)
