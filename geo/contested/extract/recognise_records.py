"""What recognition passes on: occurrences of names, and what is known of the document while they are found."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from contested.extract.normalise import Shape, Words
from contested.extract.recognise_lexicon import Lexicon
from contested.gazetteer.gazetteer import Gazetteer, TheatrePlace
from contested.gazetteer.names import word_set
from contested.gazetteer.world import Entry
from contested.model import Place

CASED = (Shape.TITLE, Shape.CAPITALS)
ARTICLES = word_set("al el as az ar ash an ad at")


class Use(Enum):
    """How an occurrence uses the name, before the finer kinds."""

    PLACE = auto()
    DEMONYM = auto()
    ORGANISATION = auto()
    PERSON = auto()


@dataclass(slots=True)
class Found:
    """An occurrence of a name, words `first` to `last` included: what it may mean, and how likely it is a place."""

    first: int
    last: int
    key: str
    theatre: tuple[TheatrePlace, ...]
    entries: tuple[Entry, ...]
    use: Use = Use.PLACE
    weight: float = 0.0
    placed: bool = False  # the words around it say that it is a location
    container: "Found | None" = None  # "Paris, Texas"
    body: bool = False  # part of the name of a body that is somewhere else as likely as there
    river: bool = False  # "the Dnipro": towns take no article
    division: bool = False  # "Idlib province": the division, not the town
    likened: bool = False  # its spelling is only like that of a theatre's place
    unknown: bool = False  # no gazetteer has it; a cue word says that it is a place
    review: str = ""  # where it is not taken for a place: why a person should look at it
    sense: str = ""  # which place of the name is meant, where the words around it tell
    other: Place | None = None  # a confusable that is meant instead
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scan:
    """What recognition knows of the document while it runs."""

    words: Words
    gazetteer: Gazetteer
    lexicon: Lexicon
    found: list[Found] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)  # folded words that the article uses as parts of persons' names
    spans: list[tuple[int, int]] = field(default_factory=list)  # persons' names, as words
    searched: dict[re.Pattern[str], bool] = field(default_factory=dict)  # what `has` has answered

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the text has a match of `pattern`."""
        answer = self.searched.get(pattern)
        if answer is None:
            answer = self.searched[pattern] = pattern.search(self.words.text) is not None
        return answer


def after_comma(words: Words, i: int) -> bool:
    """Tell whether a comma or an opening bracket stands before word `i`."""
    return i > 0 and words.lower[i - 1] in (",", "(") and words.sentence[i - 1] == words.sentence[i]
