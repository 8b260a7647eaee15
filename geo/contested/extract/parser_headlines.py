"""States without an "is": a headline's "Bakeries back in use", and what "remains inaccessible"."""

from contested.extract.chunks import VERBAL, Chunk, ChunkKind
from contested.extract.lexicon import Hit
from contested.extract.parser_before import has_head
from contested.extract.parser_state import State

_STOPS = frozenset({".", "!", "?", "…", "؟"})
_ENDS = frozenset({":", ";", ",", "—", "–", "-", "|"})  # marks at which a headline's sentence ends
_LOCATING = frozenset({"in", "at", "of", "near", "to", "for", "from", "into", "on", "between", "around", "outside"})
_ADVERBS = frozenset({"again", "still", "now", "today", "overnight"})
_AFTER_ADVERBS = frozenset({"still", "now", "again", "all", "almost", "nearly", "completely", "already", "mostly"})


def is_headline(state: State) -> bool:
    """Tell whether the sentence ends without a mark, as headlines do."""
    last = state.stop - 1
    while last > state.first and state.tokens[last].text in "”\"»’')":
        last -= 1
    return state.tokens[last].text not in _STOPS


def left_out_is(state: State, at: int) -> int:
    """Read at token `at` what a left-out "is" would say of the subject; answer the token after it, 0 for nothing."""
    tokens, reading = state.tokens, state.reading
    if state.auxiliaries and not all(t.lower in _AFTER_ADVERBS for t in state.auxiliaries):
        return 0
    if state.prep is not None or at in reading.mention_at or not _subject_before(state):
        return 0
    lower = tokens[at].lower
    found = reading.lexicon.trie.find_after("is", reading.keys, at, at, state.stop)
    hits = state.longest([h for h in found if h.entry.category == "event" and h.gap is None])
    longest = max((h.end for h in hits), default=0)
    if not hits or lower.endswith("ing") or not _ends_there(state, longest) or _known_verb(state, at, hits, longest):
        return 0
    if all(t.lower in state.words["prepositions"] or t.lower in {"out", "down", "up"} for t in tokens[at:longest]):
        return 0  # "Roads | out of X"
    if _finite_after(state, longest):
        return 0
    chunk = Chunk(ChunkKind.VERB, at, longest, word="is", quoted=state.quoted)
    chunk.hits = [h for h in hits if h.end == longest]
    chunk.auxiliaries = state.auxiliaries
    state.auxiliaries = []
    state.close()
    last = tokens[longest - 1].lower
    state.prep = (last, longest - 1) if last != lower and last in state.words["prepositions"] else None
    state.chunks.append(chunk)
    return longest


def lasting_state(state: State, at: int) -> int:
    """ "remains | inaccessible", "stayed | out of use": what the lexicon says with "is"; answer the token after it."""
    tokens, reading = state.tokens, state.reading
    if at + 1 >= state.stop or at + 1 in reading.mention_at:
        return 0
    after = at + 1 + (tokens[at + 1].lower in _AFTER_ADVERBS or tokens[at + 1].lower.endswith("ly"))
    if after >= state.stop:
        return 0
    found = reading.lexicon.trie.find_after("is", reading.keys, at, after, state.stop)
    hits = state.longest([h for h in found if h.entry.category == "event" and h.gap is None])
    longest = max((h.end for h in hits), default=0)
    rivals = [h for h in (*state.hits_at(at), *state.hits_at(after)) if h.entry.category in VERBAL]
    if not hits or any(h.end >= longest for h in rivals) or tokens[after].lower.endswith("ing"):
        return 0
    chunk = Chunk(ChunkKind.VERB, at, longest, word=tokens[at].lower, quoted=state.quoted)
    chunk.hits = [h for h in hits if h.end == longest]
    chunk.auxiliaries = state.auxiliaries
    if state.prep is not None:
        chunk.prep, chunk.prep_start = state.prep
    state.auxiliaries = []
    state.close()
    last = tokens[longest - 1].lower
    state.prep = (last, longest - 1) if longest - after > 1 and last in state.words["prepositions"] else None
    state.chunks.append(chunk)
    return longest


def _subject_before(state: State) -> bool:
    """Tell whether a subject stands open, alone or with the phrases that say where, and no verb after it."""
    open_np = state.np or (state.chunks[-1] if state.auxiliaries and state.chunks else None)
    if open_np is None or open_np.kind is not ChunkKind.NP or not has_head(state, open_np):
        return False
    bare = open_np.prep is None
    if not bare and open_np.prep not in _LOCATING:
        return False
    for chunk in reversed(state.chunks):
        if chunk.kind is ChunkKind.VERB:
            return bare and chunk.has("report")
        if chunk.kind in {ChunkKind.PUNCT, ChunkKind.LINK}:
            return bare and chunk.word not in {"and", "or", "which", "who", "that"}
        bare = bare or (chunk.kind is ChunkKind.NP and chunk.prep is None)
    return bare


def _known_verb(state: State, at: int, hits: list[Hit], end: int) -> bool:
    """Tell whether a verb of the lexicon says as much by itself: "X | captured by rebels"."""
    said = {h.entry.id for h in hits if h.end == end}
    plain = state.hits_at(at)
    return any(h.end > end or (h.end == end and h.entry.form == "participle" and h.entry.id in said) for h in plain)


def _ends_there(state: State, end: int) -> bool:
    """Tell whether what is said of the subject ends with the phrase, and does not describe a noun to come."""
    if end >= state.stop:
        return True
    after = state.tokens[end]
    if not after.text[0].isalnum() or state.tokens[end - 1].lower in state.words["prepositions"]:
        return True
    words = state.words
    joins = words["prepositions"] | words["subordinators"] | words["coordinators"] | _ADVERBS
    return after.lower in joins or after.lower == "to" or end in state.time_at


def _finite_after(state: State, at: int) -> bool:
    """Tell whether a verb that needs no "is" follows: "Road cut off by fighting | reopens"."""
    for i in range(at, state.stop):
        token = state.tokens[i]
        if token.text in _ENDS or token.lower in state.words["subordinators"]:
            return False
        if state.is_auxiliary(token.lower):
            return True
        if i in state.reading.mention_at:
            continue
        verbs = [h for h in state.hits_at(i) if h.entry.category in VERBAL and h.entry.form in {"s", "past"}]
        nouns = any(h.entry.form == "noun" for h in state.hits_at(i))
        if verbs and not nouns and state.tokens[i - 1].lower not in state.words["prepositions"]:
            return True
    return False
