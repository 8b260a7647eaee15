"""What becomes noun phrases: names, actors, numbers, known nouns and any other word; and dates."""

from collections.abc import Sequence

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.lexicon import Entry, Hit
from contested.extract.measures import approximates, counts_out_of, opens_date, rate
from contested.extract.parser_before import APPROXIMATE, has_head
from contested.extract.parser_groups import verb_chunk
from contested.extract.parser_state import State
from contested.extract.parser_unlisted import is_bare_verb
from contested.extract.parser_verbs import verb_follows

_NOMINAL, _NAMED = frozenset({"noun", "adjective"}), frozenset({"actor", "retract"})
JOINS = frozenset({"as", "along", "together", "and", "such"})
_SHARES = frozenset({"half", "two-thirds", "one-third", "three-quarters", "a", "two", "three", "one", "all"})
LINKING = frozenset({"linking", "connecting", "joining"})
OWING = frozenset({"contrary", "due", "owing", "thanks"})
_GO_ON = frozenset({"the", "its", "their", "not", "even"})
LEADING = frozenset({"leading", "going", "running", "heading", "winding", "in", "out"})
_MEASURING = (  # words with which a phrase of `measures` or a way between places may begin
    LINKING
    | LEADING
    | OWING
    | {"at", "more", "less", "fewer", "up", "as", "no", "close", "well", "late", "early", "of"}
)
_WAYS = frozenset({"to", "into", "towards", "toward", "from", "through", "out", "of"})


def read_mention(state: State, at: int) -> int:
    """A place, polity or people that was found is part of one phrase as a whole."""
    number = state.reading.mention_at[at]
    end = at + 1
    while end < state.stop and state.reading.mention_at.get(end) == number:
        end += 1
    state.close_duration()
    state.take(at, end).mentions.append(number)
    return end


def read_nominal(state: State, at: int, hits: Sequence[Hit]) -> int | None:
    """Read joined lists, numbers, verbs that no list knows, and known nouns."""
    token, lower = state.tokens[at], state.tokens[at].lower
    if lower in _MEASURING:
        over = approximates(state.tokens, at, state.stop)
        if over:
            if state.np is not None and has_head(state, state.np):
                state.close()
            return at + over  # "more than | 140 lorries"
        if opens_date(state.tokens, at, state.time_at):
            state.close()
            return at + 1  # "late | on Monday"
        if counts_out_of(state.tokens, at, state.stop) and state.np is not None:
            state.take(at, at + 2)
            return at + 2  # "one in three children"
        if lower in OWING and state.np is None and at + 1 < state.stop and state.tokens[at + 1].lower == "to":
            return at + 1  # "due | to fighting"
        way = _way(state, at) or _driven_out(state, at)
        if way:
            return way
    joined = _joined(state, at)
    if joined:
        state.mark(ChunkKind.LINK, token)
        state.chunks[-1].word, state.chunks[-1].end = "and", at + joined
        return at + joined
    if lower in APPROXIMATE and at + 1 < state.stop and _is_share(state, at + 1):
        state.take(at, at + 1)
        return at + 1
    if is_bare_verb(state, at):
        return verb_chunk(state, at, [])
    nouns = [h for h in hits if h.entry.form in _NOMINAL or h.entry.category in _NAMED] if hits else []
    if nouns and (lower not in state.words["determiners"] or max(h.end for h in nouns) > at + 1):
        return _noun(state, at, nouns)
    return None


def _way(state: State, at: int) -> int | None:
    """ "the road linking X with Y", "all roads leading to X", "roads in and out of X": between which places."""
    np, lower = state.np, state.tokens[at].lower
    if np is None or (lower not in LINKING and lower not in LEADING) or not np.has("aid_point", "route"):
        return None
    if lower in LINKING:
        state.close()
        state.prep = ("between", at)
        return at + 1
    following = state.tokens[at + 1].lower if at + 1 < state.stop else ""
    if lower in {"in", "out"}:
        words = tuple(t.lower for t in state.tokens[at : at + 4])
        if words == ("in", "and", "out", "of"):
            state.close()
            state.prep = ("into", at)
            return at + 4
        if words[:2] == ("out", "of"):
            state.close()
            state.prep = ("from", at)
            return at + 2
        return None
    if following not in _WAYS:
        return None
    state.close()
    return at + 1


def _driven_out(state: State, at: int) -> int | None:
    """ "pushed the rebels | out of X", "wants the force | out of X": where to is no part of who."""
    np = state.np
    if np is None or state.tokens[at].lower != "out" or at + 1 >= state.stop or state.tokens[at + 1].lower != "of":
        return None
    who = np.hits[-1] if np.hits else None
    if who is None or who.end != at or not (who.entry.category == "actor" or who.entry.id == "force"):
        return None
    state.close()
    state.prep = ("from", at)
    return at + 2


def _is_share(state: State, at: int) -> bool:
    """ "around | 40 villages", "about | half of X", "nearly | a third of X"."""
    if state.tokens[at].text[0].isdigit():
        return True
    word, after = state.tokens[at].lower, state.tokens[at + 1].lower if at + 1 < state.stop else ""
    if word in {"half", "two-thirds", "three-quarters", "one-third"}:
        return True
    return word in _SHARES and after in {"third", "thirds", "quarter", "quarters", "half", "dozen", "hundred"}


def read_plain(state: State, at: int) -> int:
    """Any other word belongs to the noun phrase that is open, or opens one."""
    if state.np is not None and (over := rate(state.tokens, at, state.stop)) and has_head(state, state.np):
        state.close()
        return at + over  # "40 lorries | a day"
    before = state.tokens[at - 1].lower if at > state.first else ""
    determines = state.tokens[at].lower in state.words["determiners"] and before != "of"
    determines = determines and before not in _GO_ON  # "three of the | five clinics", "not a | single lorry"
    if determines and state.np is not None and has_head(state, state.np):
        state.close()
    state.take(at, at + 1)
    return at + 1


def read_actor(state: State, at: int, end: int, entry: Entry) -> int:
    """A known actor is glued, whatever words its name has; mentions inside it are noted."""
    state.close_duration()
    chunk = state.take(at, end)
    chunk.hits.append(Hit(at, end, entry))
    for i in range(at, end):
        number = state.reading.mention_at.get(i)
        if number is not None and number not in chunk.mentions:
            chunk.mentions.append(number)
    last = state.reading.mention_at.get(end - 1)
    while last is not None and end < state.stop and state.reading.mention_at.get(end) == last:
        end += 1
        chunk.end = end
    return end


def read_date(state: State, at: int) -> int:
    """A date is a chunk of its own, with the preposition before it."""
    if _describes_event(state, at):
        return read_plain(state, at)
    number, end = state.time_at[at], at + 1
    while end < state.stop and state.time_at.get(end) == number:
        end += 1
    state.close()
    state.flush_auxiliaries()
    prep, start = state.prep or (None, None)
    state.prep = None
    chunk = Chunk(ChunkKind.DATE, at, end, prep=prep, prep_start=start, quoted=state.quoted, time=state.times[number])
    state.chunks.append(chunk)
    return end


def _describes_event(state: State, at: int) -> bool:
    """ "in overnight | shelling", "after Monday's | attack" tell of the event, not of a night of its own."""
    if state.tokens[at].lower != "overnight" or state.prep is None or state.prep[1] != at - 1:
        return False
    return at + 1 < state.stop and any(h.entry.form == "noun" for h in state.hits_at(at + 1))


def _joined(state: State, at: int) -> int:
    """The length of a phrase that joins list items as "and" does."""
    if state.tokens[at].lower not in JOINS:
        return 0
    words = tuple(t.lower for t in state.tokens[at : min(at + 3, state.stop)])
    if words == ("as", "well", "as"):
        return 3
    return 2 if words[:2] in {("along", "with"), ("together", "with"), ("and", "also"), ("such", "as")} else 0


def _noun(state: State, at: int, hits: list[Hit]) -> int:
    longest = max(h.end for h in hits)
    if _after_where(state, at, longest, hits):
        state.close()
    if _strikes_it(state, longest, hits):
        longest -= 1
        hits = [h for h in hits if h.end == longest] or [h for h in state.hits_at(at) if h.end == longest]
    chunk = state.take(at, longest)
    chunk.hits.extend(h for h in hits if h.end == longest)
    last = state.tokens[longest - 1].lower
    if longest - at > 1 and last in state.words["prepositions"]:
        state.close()
        state.prep = (last, longest - 1)
    return longest


def _after_where(state: State, at: int, end: int, hits: Sequence[Hit]) -> bool:
    """ "In Sittwe | rice has doubled in price": what follows the first place without a comma is the subject."""
    np = state.np
    if np is None or np.prep not in {"in", "at"} or state.chunks or at - 1 not in state.reading.mention_at:
        return False
    if np.start not in state.reading.mention_at or end >= state.stop or not state.tokens[at].text.islower():
        return False
    goods = any(h.entry.id in {"cargo", "people", "utility"} or h.entry.category == "aid_point" for h in hits)
    return goods and verb_follows(state, end)


def _strikes_it(state: State, end: int, hits: Sequence[Hit]) -> bool:
    """ "RSF drone | strikes X hospital": a weapon, and what it does to the place named at once after it."""
    if state.tokens[end - 1].lower not in {"strikes", "attacks"} or end >= state.stop or len(hits) == 0:
        return False
    if state.tokens[end - 2].lower not in _WEAPONS or any(c.kind is ChunkKind.VERB for c in state.chunks):
        return False
    np = state.np
    if np is not None and (np.prep is not None or state.tokens[np.start].lower in _DETERMINED):
        return False
    return end in state.reading.mention_at


_WEAPONS = frozenset({"drone", "missile", "rocket", "warplane", "jet", "helicopter"})
_DETERMINED = frozenset({"the", "its", "their", "these", "those", "several", "two", "three", "more", "new", "deadly"})
