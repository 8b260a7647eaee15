"""Find what a public edition does not show: the names of private persons, and aid that is on its way.

A name is found in three ways: as the source of a claim that is neither a known actor or outlet nor called by an office;
in the text beside a word that says what a private person is ("nurse Rana Example", "الممرضة رنا مثال"); and before an
age or what befell somebody ("Rana Example, 34, said", "Rana Example, who fled"), as newspapers introduce people without
an office. A name that stands in the text without any of these and is nobody's source is not found. Names of holders of
an office stay.
The words are data: `data/lexicons/private.toml`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    after: tuple[re.Pattern[str], ...]
    stops: frozenset[str]
    office_before: re.Pattern[str]
    office_after: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """The patterns of all languages, and the marks by language."""

    cased: tuple[_Roles, ...]
    uncased: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]  # of a script, and of a role with a name after it
    offices: re.Pattern[str]
    bodies: re.Pattern[str]
    convoys: re.Pattern[str]
    under_way: re.Pattern[str]
    arrived: re.Pattern[str]
    not_arrived: re.Pattern[str]
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
            told += [found["name"] or found["aged"] for found in pattern.finditer(text)]
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
        elif roles.before.search(text[max(0, start - _LONGEST_ROLE) : start]):
            name = _name(run, roles)
        elif " " in run and any(way.match(text[end : end + _LONGEST_WAY]) for way in roles.after):
            office = roles.office_before.search(text[max(0, start - _LONGEST_ROLE) : start])
            office = office or roles.office_after.match(text[end : end + _LONGEST_WAY])
            name = None if office else _last_name(run, roles)
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


def _last_name(run: str, roles: _Roles) -> str | None:
    """Answer the words of `run` after the last that is no name, where these are a name of two words or more."""
    kept: list[str] = []
    for word in run.split(" "):
        kept = [] if word in roles.stops else [*kept, word]
    return " ".join(kept) if 1 < len(kept) <= _LONGEST_NAME else None


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


def tells_of_convoy(text: str, *, under_way: bool = False) -> bool:
    """Answer whether `text` speaks of aid on the road; with `under_way`, of aid that is said to be on it still.

    >>> tells_of_convoy("A convoy will leave on Monday.")
    True
    >>> [tells_of_convoy(f"The convoy left for Alder{more}.", under_way=True) for more in ("", " and has reached it")]
    [True, False]
    """
    words = _words()
    if words.convoys.search(text) is None:
        return False
    if not under_way:
        return True
    there = words.arrived.search(words.not_arrived.sub(" ", text)) is not None
    return words.under_way.search(text) is not None and not there


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
    offices = _alternatives(english["offices"])
    arrived, not_arrived = _arrivals(tuple(table.values()))
    return _Words(
        cased=tuple(_roles(language, token, table[language], offices) for language, token in _CASED.items()),
        uncased=tuple((script, _uncased(language, table[language])) for language, script in _SCRIPTS.items()),
        offices=_any(english["offices"], plural=True),
        bodies=_any(english["bodies"]),
        convoys=_any(word for entry in table.values() for word in entry["convoys"]),
        under_way=_any(word for entry in table.values() for word in entry["under_way"]),
        arrived=arrived,
        not_arrived=not_arrived,
        name_marks={language: entry["name_mark"] for language, entry in table.items()},
        words_marks={language: entry["words_mark"] for language, entry in table.items()},
    )


def _roles(language: str, token: str, entry: dict[str, list[str]], offices: str) -> _Roles:
    roles = _alternatives(entry["roles"])
    years = _alternatives(entry["years"])  # "Rana Example, 34, said", "Олена Приклад, 45 років"
    after = [re.compile(rf"(?:, (?:aged )?\d{{1,2}}(?:(?=[,;.] ?\D|\Z)| (?:{years})(?!\w))| \((?:aged )?\d{{1,2}}\))")]
    if language == _FALLBACK:
        after.append(  # "Rana Example, a 40-year-old nurse"
            re.compile(
                r", (?:\d{1,3},? )?(?:an? |the |one )?(?:\d{1,3}-year-old )?"
                rf"(?:(?!and\b|who\b|which\b|said\b)[a-z-]+ ){{0,2}}(?i:{roles})(?!\w)"
            )
        )
        after.append(re.compile(rf",? (?:{_alternatives(entry['who'])})(?!\w)"))
    return _Roles(
        runs=re.compile(rf"(?<![\w’'-]){token}(?: {token})*"),
        before=re.compile(rf"(?<!\w)(?:{roles})s?,? \Z", re.IGNORECASE),
        opening=re.compile(rf"(?:{roles})s? ", re.IGNORECASE),
        after=tuple(after),
        stops=frozenset(entry.get("not_names", ())),
        office_before=re.compile(rf"(?<!\w)(?:{offices}),? \Z", re.IGNORECASE),
        office_after=re.compile(
            rf",? \(?\d{{1,2}}\)?,? (?:the|an?|its|former|deputy) (?:[\w'-]+ ){{0,3}}(?:{offices})(?!\w)", re.IGNORECASE
        ),
    )


def _uncased(language: str, entry: dict[str, list[str]]) -> re.Pattern[str]:
    """Answer a pattern for a role and the two words after it, or for two words and the age after them.

    Without capitals the two have to pass for a name.
    """
    stops = rf"(?!(?:{_alternatives(entry['not_names'])})(?!\w))"
    role = rf"{_PREFIXES[language]}(?:{_alternatives(entry['roles'])})"
    years = _alternatives(entry["years"])
    name = rf"{stops}{_UNCASED} {stops}{_UNCASED}"
    return re.compile(
        rf"(?<!\w){role} (?P<name>{name})|(?<!\w)(?P<aged>{name}),? (?:\(\d{{1,2}} (?:{years})\)|\(\d{{1,2}}\))"
    )


def _arrivals(entries: Iterable[Mapping[str, list[str]]]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Answer a pattern for words of arrival, and one for those that a word before them takes back."""
    arrived, not_yet = (
        _alternatives(word for entry in entries for word in entry[key]) for key in ("arrived", "not_yet")
    )
    return (
        re.compile(rf"(?<!\w)(?:{arrived})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{not_yet}) (?:\w+ ){{0,2}}(?:{arrived})(?!\w)", re.IGNORECASE),
    )


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
