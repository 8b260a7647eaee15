"""Patterns of LIKE: `%` any letters or none, `_` one letter, a backslash makes the letter after it plain.

Matching takes at most (letters of the text) × (letters of the pattern) steps, whatever the pattern.
"""

import re
from collections.abc import Callable, Iterator

MANY, ONE, ESCAPE = "%", "_", "\\"


def tokens(pattern: str) -> Iterator[tuple[str, bool]]:
    r"""Yield the letters of a pattern, each with whether it is one of the two wildcards.

    >>> list(tokens(r"a\%_"))
    [('a', False), ('%', False), ('_', True)]
    """
    plain = False
    for letter in pattern:
        if plain or letter not in (MANY, ONE, ESCAPE):
            yield letter, False
            plain = False
        elif letter == ESCAPE:
            plain = True
        else:
            yield letter, True
    if plain:
        yield ESCAPE, False


def matcher(pattern: str, *, ignore_case: bool = False) -> Callable[[str], bool]:
    """Answer a function that tells whether a text is covered by `pattern` from end to end.

    >>> matcher("Khan%")("Khan Younis"), matcher("khan%")("Khan Younis"), matcher("khan%", ignore_case=True)("KHAN")
    (True, False, True)
    """
    pieces: list[list[str]] = [[]]  # between two %; each covers as many letters as it has entries
    for letter, wild in tokens(pattern):
        if wild and letter == MANY:
            pieces.append([])
        elif wild:
            pieces[-1].append(".")
        else:
            pieces[-1] += map(re.escape, letter.casefold() if ignore_case else letter)
    first, *others = [re.compile("".join(piece), re.DOTALL) for piece in pieces]
    ending = len(pieces[-1])

    def match(text: str) -> bool:
        text = text.casefold() if ignore_case else text
        if not others:
            return first.fullmatch(text) is not None
        found = first.match(text)
        for piece in others[:-1]:
            found = piece.search(text, found.end()) if found else None
        return (
            found is not None
            and len(text) - ending >= found.end()
            and others[-1].match(text, len(text) - ending) is not None
        )

    return match


def glob(pattern: str) -> str:
    r"""Answer the pattern as SQLite's GLOB spells it, which heeds the case of letters.

    >>> glob(r"50\% [of] a*%_")
    '50% [[]of] a[*]*?'
    """
    spelt = {MANY: "*", ONE: "?"}
    return "".join(
        spelt[letter] if wild else f"[{letter}]" if letter in "*?[" else letter for letter, wild in tokens(pattern)
    )
