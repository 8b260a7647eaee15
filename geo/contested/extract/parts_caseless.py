"""Read the modifier on a place named in Arabic or Hebrew: "شرقي غزة", "إلى الشمال من غزة", "على بعد 3 كم شرق غزة".

A direction that stands directly before a name is a part of the place ("شمال غزة": the north of Gaza), as news writes;
with "من" after it, or a distance before it, it leads away from the place.
"""

from contested.extract.normalise import Words
from contested.model import Direction, Part, PartKind

JOINED = {
    (Direction.N, Direction.E): Direction.NE,
    (Direction.N, Direction.W): Direction.NW,
    (Direction.S, Direction.E): Direction.SE,
    (Direction.S, Direction.W): Direction.SW,
}
_SIDES = {
    "شرق": Direction.E,
    "شرقي": Direction.E,
    "غرب": Direction.W,
    "غربي": Direction.W,
    "شمال": Direction.N,
    "شمالي": Direction.N,
    "جنوب": Direction.S,
    "جنوبي": Direction.S,
    "وسط": Direction.CENTRAL,
    "צפון": Direction.N,
    "דרום": Direction.S,
    "מזרח": Direction.E,
    "מערב": Direction.W,
    "מרכז": Direction.CENTRAL,
}
_AWAY = {  # "צפונית ל…": to the north of
    "צפונית": Direction.N,
    "דרומית": Direction.S,
    "מזרחית": Direction.E,
    "מערבית": Direction.W,
}
_NEAR = frozenset({"قرب", "بالقرب", "محيط", "قرابه", "ליד", "סמוך", "בסמוך"})
_KM = frozenset({"كم", "كيلومتر", "كيلومترا", "كيلومترات", "كلم", "קמ", "קילומטר", "קילומטרים"})
_METRES = frozenset({"متر", "مترا", "امتار", "מטר", "מטרים"})
_DUAL = {"كيلومترين": 2.0, "مترين": 0.002}
_NUMBERS = {
    word: float(number)
    for number, words in enumerate(
        (
            "احد واحد",
            "اثنين",
            "ثلاث ثلاثه",
            "اربع اربعه",
            "خمس خمسه",
            "ست سته",
            "سبع سبعه",
            "ثماني ثمانيه",
            "تسع تسعه",
            "عشر عشره",
        ),
        start=1,
    )
    for word in words.split()
} | {"שלושה": 3.0, "חמישה": 5.0, "עשרה": 10.0}


def caseless_part(words: Words, first: int) -> Part | None:
    """Answer the modifier that stands before the name at word `first`, None when it has none."""
    i = first - 1
    if not _same(words, i, first):
        return None
    word = words.norm[i]
    if word == "من" and _same(words, i - 1, first):
        if words.norm[i - 1] in ("قرب", "بالقرب"):
            return _made(words, PartKind.NEAR, i - 1, first)
        direction, begin = _side(words, i - 1, first)
        return _measured(words, direction, begin, first, PartKind.DIRECTION_FROM) if direction is not None else None
    away = _AWAY.get(word)
    if away is not None:
        return _measured(words, away, i, first, PartKind.DIRECTION_FROM)
    direction, begin = _side(words, i, first)
    if direction is not None:
        return _measured(words, direction, begin, first, PartKind.PART)
    return _made(words, PartKind.NEAR, i, first) if _stem(word) in _NEAR else None


def _same(words: Words, i: int, first: int) -> bool:
    return i >= 0 and words.sentence[i] == words.sentence[first]


def _stem(word: str) -> str:
    """Answer a word without the preposition or conjunction that is joined to it, where it is known so."""
    for form in (word, word[1:], word[2:]) if len(word) > 3 else (word,):
        if form in _SIDES or form in _NEAR:
            return form
    return word


def _side(words: Words, i: int, first: int) -> tuple[Direction | None, int]:
    """Read a direction that ends at word `i`, also "شمال شرق"; answer it and its first word."""
    direction = _SIDES.get(_stem(words.norm[i]))
    if direction is not None and _same(words, i - 1, first):
        outer = _SIDES.get(_stem(words.norm[i - 1]))
        if outer is not None:
            return JOINED.get((outer, direction), direction), i - 1
    return direction, i


def _measured(words: Words, direction: Direction, begin: int, first: int, kind: PartKind) -> Part:
    """Answer the modifier that a direction makes, with the distance before it if there is one."""
    i = begin - 1
    while _same(words, i, first) and words.norm[i] in ("الي", "ل", "نحو"):
        i -= 1
    km, start = _distance(words, i, first)
    if km is not None and direction is not Direction.CENTRAL:
        return _made(words, PartKind.DISTANCE_DIRECTION, start, first, direction, km)
    return _made(words, kind, begin, first, direction)


def _distance(words: Words, i: int, first: int) -> tuple[float | None, int]:
    """Read a distance that ends at word `i`; answer kilometres and its first word."""
    if not _same(words, i, first):
        return None, i
    unit = words.norm[i]
    if unit in _DUAL:
        return _DUAL[unit], i
    factor = 1.0 if unit in _KM else 0.001 if unit in _METRES else None
    if factor is None or not _same(words, i - 1, first):
        return None, i
    figure = words.norm[i - 1]
    number = float(figure) if figure.isdecimal() else _NUMBERS.get(figure)
    return (round(number * factor, 3), i - 1) if number is not None else (None, i)


def _made(
    words: Words, kind: PartKind, begin: int, first: int, direction: Direction | None = None, km: float | None = None
) -> Part:
    start, end = words.start[begin], words.end[first - 1]
    return Part(kind=kind, start=start, end=end, text=words.text[start:end], direction=direction, distance_km=km)
