"""Tell how the name of a place is used: as a location, for a government, in the name of a body or an event."""

import csv
import io
from enum import Enum
from functools import lru_cache

from contested import reference
from contested.extract.normalise import Shape
from contested.extract.recognise import Found, Scan, Use
from contested.extract.recognise_deeds import WAYS
from contested.extract.resolve import Reading
from contested.gazetteer import names
from contested.gazetteer.names import word_set
from contested.gazetteer.tables import Level
from contested.model import MentionKind, PlaceKind

_SITES = frozenset({"white house", "kremlin", "pentagon", "downing street", "whitehall", "state department", "elysee"})
_BODIES = word_set(
    "army military government cabinet forces ministry minister ministers president authorities police "
    "parliament troops soldiers spokesman spokesperson foreign defence defense prime envoy ambassador navy "
    "knesset congress leadership regime officials security intelligence air broadcaster"
)
_NOTED = word_set(
    "spell spells spelled spelt spelling called call calls named written transliterated rendered formerly known"
)
_QUOTES = frozenset("“”\"«»‘’'")


class Usage(Enum):
    """How a name is used. `kind` is the kind of mention that it makes."""

    PLACE = MentionKind.PLACE_OUTSIDE_THEATRE
    METONYM = MentionKind.METONYM
    POLITY = MentionKind.POLITY
    DEMONYM = MentionKind.DEMONYM
    ORGANISATION = MentionKind.ORG_NAME
    PERSON = MentionKind.PERSON_NAME
    EVENT = MentionKind.EVENT_LABEL
    ROLE = MentionKind.ROLE_MODIFIER
    NOTE = MentionKind.NAME_VARIANT_NOTE

    @property
    def kind(self) -> MentionKind:
        """Answer the kind of mention."""
        return MentionKind(self.value)


@lru_cache(maxsize=1)
def capitals() -> frozenset[tuple[str, str]]:
    """Answer the capitals as (folded name, country)."""
    rows = csv.DictReader(io.StringIO(reference.read_text("gazetteer", "countries.csv")))
    other = {("jerusalem", "IL"), ("tel aviv", "IL"), ("ramallah", "PS"), ("the hague", "NL"), ("brussels", "BE")}
    spelt = {("kyiv", "UA"), ("kiev", "UA"), ("sanaa", "YE"), ("naypyidaw", "MM"), ("washington", "US")}
    return frozenset({(names.key(row["capital"]), row["country"]) for row in rows if row["capital"]} | other | spelt)


def usage_of(scan: Scan, found: Found, reading: Reading | None) -> Usage:
    """Answer how an occurrence uses its name."""
    if found.use is Use.DEMONYM:
        return Usage.DEMONYM
    if found.use is Use.ORGANISATION:
        return Usage.DEMONYM if found.key in ("us", "uk", "uae") and not found.body else Usage.ORGANISATION
    if scan.words.shape[found.first] is Shape.CASELESS:
        return _caseless(scan, found, reading)
    context = _Context(scan, found)
    if _adjective(context, found):
        return Usage.DEMONYM
    if _noted(context):
        return Usage.NOTE
    if _role(context):
        return Usage.ROLE
    state = _is_state(reading)
    event = _event(context, found)
    if event is not None:
        return Usage.POLITY if state or _is_territory(reading) else event
    if (
        context.before == "on"
        and context.at(-2) in ("war", "assault", "siege", "aggression", "attack", "sanctions")
        and (state or _is_territory(reading))
    ):
        return Usage.POLITY
    if context.after in ("based", "born", "backed", "led", "held", "controlled", "run") and context.glued:
        return Usage.POLITY
    if _speaks(context, found, reading, state=state):
        return Usage.METONYM
    if state:
        return Usage.POLITY
    return Usage.PLACE


class _Context:
    """The words around an occurrence, lower case, "" beyond the sentence."""

    __slots__ = ("after", "before", "first", "glued", "last", "lower", "scan", "sentence", "sentences")

    def __init__(self, scan: Scan, found: Found) -> None:
        words = scan.words
        self.scan = scan
        self.first, self.last = found.first, found.last
        self.lower, self.sentences = words.lower, words.sentence
        self.sentence = words.sentence[found.first]
        self.before = self.at(-1)
        self.after = self.at(1)
        self.glued = self.last + 1 < len(words) and words.glued[self.last + 1]

    def at(self, offset: int) -> str:
        """Answer the word at that distance before (negative) or after the name."""
        i = self.first + offset if offset < 0 else self.last + offset
        if 0 <= i < len(self.lower) and self.sentences[i] == self.sentence:
            return self.lower[i]
        return ""

    @property
    def possessive(self) -> bool:
        """Tell whether the name is in the possessive."""
        return self.scan.words.possessive[self.last]


def _is_state(reading: Reading | None) -> bool:
    return reading is not None and reading.level is Level.COUNTRY


def _is_territory(reading: Reading | None) -> bool:
    return reading is not None and reading.theatre is not None and reading.theatre.place.kind is PlaceKind.TERRITORY


def _adjective(context: _Context, found: Found) -> bool:
    """Tell "US envoy" and "UK troops" from "the US"."""
    if found.key not in ("us", "uk", "uae", "eu", "un") or context.possessive or context.glued:
        return False
    words = context.scan.words
    i = found.last + 1
    if i >= len(words) or words.sentence[i] != context.sentence or words.shape[i] is Shape.MARK:
        return False
    after = context.after
    lexicon = context.scan.lexicon
    if (
        after in lexicon.metonym_verbs
        or after in lexicon.location
        or after in ("and", "or", "is", "was", "to", "as", "s")
    ):
        return False
    return context.before != "the" or words.shape[i] is not Shape.LOWER or after in _BODIES


def _noted(context: _Context) -> bool:
    if context.before in _QUOTES or context.at(-2) in _QUOTES:
        if any(context.at(-k) in ("wrote", "write", "writes", "as", "or") for k in (2, 3, 4)) and context.at(-2) != ",":
            return context.after in _QUOTES
        if context.after in _QUOTES and any(context.at(-k) == "and" for k in (2, 3)):
            return any(context.at(-k) in ("wrote", "write", "writes", "spelt", "spelled") for k in range(3, 8))
    return any(context.at(-k) in _NOTED for k in (1, 2, 3, 4)) and not any(
        context.at(-k) in (",", ";", "in", "from", "near", "on", "for", "to", "at", "with") for k in (1, 2, 3)
    )


def _role(context: _Context) -> bool:
    lexicon = context.scan.lexicon
    if context.before == "of" and context.at(-2) in ("governor", "mayor", "ambassador", "bishop", "archbishop", "emir"):
        return True
    if context.possessive:
        return False
    return context.after in lexicon.role_sure or (
        context.after in ("governor", "mayor", "regional")
        and context.at(2 if context.after == "regional" else 1) in lexicon.role
    )


def _event(context: _Context, found: Found) -> Usage | None:
    """Read "Doha negotiations", "Gaza ceasefire talks", "the Oslo Accords"."""
    if context.possessive:
        return None
    lexicon = context.scan.lexicon
    for offset in (1, 2):
        word = context.at(offset)
        if word in lexicon.event_sure:
            return Usage.EVENT
        if word in ("ceasefire", "truce", "peace", "cease-fire", "hostage", "nuclear", "war"):
            if (
                offset == 1
                and context.at(2) not in lexicon.event_sure
                and word in ("ceasefire", "truce", "cease-fire", "war")
            ):
                return Usage.EVENT
            continue
        joined = word in ("before", "after", "during", "amid", "for", "in", "at", "as", "and", "over", "until", "on")
        if joined or not (word.isalpha() and offset == 1 and context.at(2) in lexicon.event_sure and not found.placed):
            break  # "leave X before talks"
    return None


def _speaks(context: _Context, found: Found, reading: Reading | None, *, state: bool) -> bool:
    """Tell whether the name stands for its government or for its side."""
    scan, lexicon = context.scan, context.scan.lexicon
    capital = reading is not None and (
        (found.key, reading.country) in capitals() or found.key in scan.gazetteer.metonyms or found.key in _SITES
    )
    if found.placed and not (state or capital):
        return False
    after = context.after
    located = context.before in (
        "in",
        "near",
        "inside",
        "outside",
        "across",
        "into",
        "around",
        "through",
        "at",
        "from",
        "to",
    )
    if located:
        return False
    if after == "," and context.at(2) == "for" and context.at(4) == "part":
        return True
    if after in ("also", "again", "later", "then", "reportedly", "repeatedly", "itself", "publicly", "flatly"):
        after = context.at(2)
    if after in lexicon.metonym_sure:
        return True
    if not (state or capital):
        return False
    if context.possessive:
        return after in _BODIES
    if after in lexicon.metonym_verbs:
        return True
    if context.before in ("accused", "accuses", "told", "blamed", "blames", "urged", "pressed", "warned", "criticised"):
        return True
    if context.before in ("pro", "anti"):
        return True
    if context.before == "with" and context.at(-2) in (
        "talks",
        "negotiations",
        "relations",
        "ties",
        "agreement",
        "deal",
    ):
        return True
    if context.before == "between" and context.at(-2) in WAYS:
        return False  # "the road between Aden and Dhale"
    if capital and context.before == "and" and context.at(-3) == "between":
        return context.at(-4) not in WAYS  # "talks between Moscow and Washington"
    return capital and context.before in ("by", "between", "against", "with") and context.at(-2) != "born"


def _caseless(scan: Scan, found: Found, reading: Reading | None) -> Usage:
    if _is_state(reading):
        return Usage.POLITY
    if reading is not None and reading.theatre is None:
        i = found.first - 1
        before = scan.words.norm[i] if i >= 0 and scan.words.sentence[i] == scan.words.sentence[found.first] else ""
        if (reading.level is Level.CITY and reading.entry is not None and reading.entry.inhabitants > 500_000) and (
            before == "من" and i and scan.words.norm[i - 1] in ("تعليق", "رد", "بيان")
        ):
            return Usage.METONYM
    return Usage.PLACE
