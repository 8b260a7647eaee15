"""What stands before a word: whether somebody or something that a verb may follow, and how many."""

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.parser_state import State
from contested.model import MentionKind

_ORDINALS = frozenset({"last", "first", "next", "past", "other", "only", "remaining", "final", "previous"})
APPROXIMATE = frozenset({"about", "around", "over", "nearly", "almost", "under", "roughly", "approximately"})
_LOCATED = frozenset(
    {"of", "in", "at", "from", "near", "to", "for", "on", "between", "with", "around", "along", "outside", "inside"}
    | {"across", "over", "towards", "toward", "against", "behind", "within", "into", "through"}
)
_DEMANDS = frozenset({"demand", "demands", "call", "calls", "order", "orders", "insistence", "request", "requests"})
_TAKES_CLAUSE = frozenset({"report", "deny", "admit", "demand", "refuse", "promise", "threaten", "insist"})
LASTING = frozenset({"stay", "stays", "stayed", "remain", "remains", "remained", "remaining", "staying"})
_COUNTED = 2  # words of a phrase that may stand between a number and its noun
_NUMBERS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"}
    | {"fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "dozen"}
)


def has_head(state: State, chunk: Chunk) -> bool:
    """Tell whether a noun phrase has more than determiners so far: "50 patients | a day", but "the four …"."""
    light = state.words["determiners"] | APPROXIMATE | _ORDINALS  # "about | a third"
    return any(t.lower not in light for t in state.tokens[chunk.start : chunk.end])


def determined(state: State) -> bool:
    """Tell whether a determiner opens the noun phrase that is open."""
    return state.np is not None and state.tokens[state.np.start].lower in state.words["determiners"]


def after_place(state: State, at: int) -> bool:
    """ "The hospital in X | lacks oxygen": a verb after a subject and the place that it is in."""
    np, head = state.np, state.chunks[-1] if state.chunks else None
    if (
        np is None
        or head is None
        or np.prep not in {"in", "at", "of", "near", "on"}
        or not (at - 1 in state.reading.mention_at or _ends_in_point(np, at))
    ):
        return False
    return head.kind is ChunkKind.NP and head.prep is None and head.end == np.start - 1


def _ends_in_point(chunk: Chunk, at: int) -> bool:
    """ "A strike on X hospital | kills ten"."""
    return any(h.end == at and h.entry.category == "aid_point" for h in chunk.hits)


def there_is(state: State) -> bool:
    """ "There is no food, water or power left": what is left leaves nowhere."""
    opens = state.chunks[:2]
    there = len(opens) > 1 and opens[1].word == "be" and state.tokens[opens[0].start].lower == "there"
    return there and sum(c.kind is ChunkKind.VERB for c in state.chunks) == 1


def asked(state: State) -> bool:
    """ "Did any food reach X?": the verb of a question that an auxiliary opens."""
    verbs = [c for c in state.chunks if c.kind is ChunkKind.VERB]
    opens = len(verbs) == 1 and verbs[0].start == state.first and not verbs[0].hits
    return opens and state.np is not None and state.np.prep is None


def after_denial(state: State, at: int) -> bool:
    """Tell whether a word in -ing follows a verb of denying at once, with an object of its own to come."""
    last = state.chunks[-1] if state.chunks and state.np is None and state.prep is None else None
    if last is None or last.kind is not ChunkKind.VERB or last.end != at or not (last.has("deny") or last.has("admit")):
        return False
    after = state.tokens[at + 1] if at + 1 < state.stop else None
    return after is not None and after.text[0].isalnum() and after.lower not in state.words["prepositions"] | {"and"}


def of_a_people(state: State) -> bool:
    """Tell whether the open phrase ends in the name of a people: "French | forces"."""
    if state.np is None or not state.np.mentions:
        return False
    mention = state.reading.resolutions[state.np.mentions[-1]].mention
    return mention.kind is MentionKind.DEMONYM and mention.end == state.tokens[state.np.end - 1].end


def denied_account(state: State, at: int) -> bool:
    """ "rejected Russian | reports", "dismissed media | claims": after a verb of denying, what is denied."""
    np, last = state.np, state.chunks[-1] if state.chunks else None
    if np is None or last is None or last.kind is not ChunkKind.VERB or not last.has("deny") or np.prep is not None:
        return False
    return last.end == np.start and np.end == at and state.tokens[at - 1].lower not in {"it", "they", "he", "she"}


def is_state(state: State, at: int) -> bool:
    """ "is | stable", "remain relatively | calm": an adjective that a verb says of its subject."""
    if state.auxiliaries:
        return True
    last = state.chunks[-1] if state.chunks and state.np is None and state.prep is None else None
    lasts = last is not None and last.kind is ChunkKind.VERB and last.word in LASTING
    return lasts and last is not None and at - last.end <= (1 if state.tokens[at - 1].lower.endswith("ly") else 0)


def subjunctive(state: State) -> bool:
    """ "demanded that the army leave": a bare verb after "that" under a demand."""
    recent = state.chunks[-6:]
    for i in range(len(recent) - 1, 0, -1):
        if recent[i].word == "that":
            asks = state.tokens[recent[i - 1].end - 1].lower in _DEMANDS  # "rejected demands that it withdraw"
            return asks or (recent[i - 1].kind is ChunkKind.VERB and recent[i - 1].has("demand"))
    return False


def last_word(state: State) -> str:
    """The last word of the noun phrase that stands just before, over an adverb."""
    chunk = state.np or (state.chunks[-1] if state.chunks and state.chunks[-1].kind is ChunkKind.NP else None)
    if chunk is not None and chunk.prep in _LOCATED:
        earlier = [c for c in state.chunks[-3:] if c is not chunk]
        if earlier and earlier[-1].kind is ChunkKind.NP and earlier[-1].prep is None:
            chunk = earlier[-1]  # "residents of X say"
        elif len(earlier) > 1 and earlier[-1].kind is ChunkKind.VERB and earlier[-1].forms() == {"ing"}:
            chunk = earlier[-2]  # "people returning to X say"
    return state.tokens[chunk.end - 1].lower if chunk is not None else ""


def is_plural(word: str) -> bool:
    """Tell whether a lower-case word may be said of several: a plural, a number, a body of people."""
    if word.endswith(("'s", "’s")):
        return False
    plural = word.endswith(("s", "men", "women", "people", "children")) or word.replace(",", "").isdigit()
    return plural or word in {
        "they",
        "we",
        "police",
        "military",
        "army",
        "displaced",
        "wounded",
        "sick",
        "staff",
        "personnel",
    }


def one_or_collective(state: State, at: int, *, nominal: bool) -> bool:
    """ "an army | attack on X", "the army | attack on X killed ten": no plural that a bare verb follows."""
    if state.np is None:
        return False
    if state.tokens[state.np.start].lower in {"a", "an"}:
        return True
    collective = state.tokens[state.np.end - 1].lower in {"army", "military", "police"}
    following = state.tokens[at + 1].lower if at + 1 < state.stop else ""
    return nominal and collective and following in {"on", "in", "near", "against", "at"}


def is_object(state: State, at: int) -> bool:
    """ "bombed STC | positions": a name right after a verb that takes an object begins that object."""
    if state.np is None or not state.chunks or state.np.prep is not None or state.np.end != at:
        return False
    last = state.chunks[-1]
    takes = last.kind is ChunkKind.VERB and last.end == state.np.start and last.has("event")
    return takes and not last.has_any(_TAKES_CLAUSE) and acting(state, at)


def after_who(state: State, at: int) -> bool:
    """ "Soldiers who escaped | hold X": a bare verb right after the verb of a relative clause."""
    last = state.chunks[-3:]
    placed = state.np is not None and state.np.prep in _LOCATED and at - 1 in state.reading.mention_at
    if placed and len(last) == 3 and last[1].word == "who" and last[2].kind is ChunkKind.VERB:
        return is_plural(state.tokens[last[0].end - 1].lower)  # "people who remain in X | need help"
    if len(last) < 3 or state.np is not None or last[2].kind is not ChunkKind.VERB or last[1].word != "who":
        return False
    return last[2].end == at and last[0].kind is ChunkKind.NP and is_plural(state.tokens[last[0].end - 1].lower)


def coordinated(state: State) -> bool:
    """ "X and Y remain closed": two places that a bare verb follows."""
    joined = bool(state.chunks) and state.chunks[-1].word == "and" and state.np is not None
    return joined and state.np is not None and bool(state.np.mentions) and state.np.prep is None


def goes_on(state: State, at: int) -> bool:
    """ "Families are sleeping in the open and | need tents": a bare verb with the plural subject of the one before."""
    if (
        state.np is not None
        or state.prep is not None
        or not state.chunks
        or state.chunks[-1].word not in {"and", "but"}
    ):
        return False
    after = state.tokens[at + 1] if at + 1 < state.stop else None
    if after is None or not after.text[0].isalnum() or after.lower in state.words["prepositions"] - {"to"}:
        return False
    for i, chunk in enumerate(state.chunks):
        if chunk.kind is ChunkKind.VERB and i:
            told = bool({t.lower for t in chunk.auxiliaries} & _PLURAL) or chunk.forms() == {"base"}
            subject = next((c for c in state.chunks[:i] if c.kind is ChunkKind.NP and c.prep is None), None)
            return told and subject is not None and is_plural(state.tokens[subject.end - 1].lower)
    return False


_PLURAL = frozenset({"are", "were", "have", "do"})


def nobody(state: State, at: int) -> bool:
    """ "No one entered X": here "one" is no determiner."""
    return at - 2 >= state.first and state.tokens[at - 2].lower in {"no", "every", "any"}


def counted(state: State) -> bool:
    """ "nineteen Pakistani posts", "12 strikes": a number wants a noun."""
    if state.np is None:
        return False
    last = state.tokens[state.np.end - 1].lower
    if state.np.end - state.np.start > _COUNTED:
        return state.tokens[state.np.end - 2].lower == "of" and (last.isdigit() or last in _NUMBERS)  # "four of nine"
    if state.np.end - state.np.start > 1 and is_plural(state.tokens[state.np.end - 1].lower):
        return False  # "two volunteers | say"
    first = state.tokens[state.np.start]
    return first.text.replace(",", "").isdigit() or first.lower in _NUMBERS


def follows_verb(state: State, at: int) -> bool:
    """Tell whether a verb of the lexicon ends just before `at`."""
    last = state.chunks[-1] if state.chunks and state.np is None and state.prep is None else None
    return last is not None and last.kind is ChunkKind.VERB and bool(last.hits) and last.end == at


def acting(state: State, at: int) -> bool:
    """Tell whether the open noun phrase ends, just before `at`, in a known actor or in troops."""
    last = state.np.hits[-1] if state.np is not None and state.np.hits else None
    if state.np is not None and state.tokens[state.np.start].lower in {"a", "an"}:
        return False  # "a UN | plan"
    return last is not None and last.end == at and (last.entry.category == "actor" or last.entry.id == "force")
