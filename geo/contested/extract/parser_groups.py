"""A verb, its phrase and its auxiliaries become one chunk."""

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.lexicon import Hit
from contested.extract.parser_state import State


def _gap_start(hit: Hit) -> int:
    return hit.gap[0] if hit.gap is not None else 0


def be_over(state: State, at: int) -> int:
    """ "is still | in service", "are not | available": a phrase with "be" over the adverbs in it."""
    words, auxiliaries = state.words, state.auxiliaries
    k = next((i for i, t in enumerate(auxiliaries[:-1]) if t.lower in words["be"]), -1)
    be = auxiliaries[k]
    if k < 0 or auxiliaries[-1].index != at - 1 or be.index != at - len(auxiliaries) + k:
        return 0
    reading = state.reading
    found = reading.lexicon.trie.find_after(be.lower, reading.keys, be.index, at, state.stop)
    hits = state.longest([h for h in found if h.entry.form == "be" and h.entry.category == "event"])
    if not hits or any(h.end > max(b.end for b in hits) for h in state.hits_at(at)):
        return 0
    longest = max(h.end for h in hits)
    chunk = Chunk(ChunkKind.VERB, be.index, longest, word=be.lower, quoted=state.quoted)
    chunk.hits = [h for h in hits if h.end == longest]
    chunk.auxiliaries = [t for t in auxiliaries if t is not be]
    state.close()
    last = state.tokens[longest - 1].lower
    state.prep = (last, longest - 1) if longest - at > 1 and last in words["prepositions"] else None
    state.auxiliaries = []
    state.chunks.append(chunk)
    return longest


def verb_chunk(state: State, at: int, hits: list[Hit]) -> int:
    """Make a verb of token `at`, or of the longest of `hits`; answer the token after it."""
    longest = max((h.end for h in hits), default=at + 1)
    kept = [h for h in hits if h.end == longest]
    ungapped = [h for h in kept if h.gap is None]
    gapped = [h for h in kept if h.gap is not None]
    prep = state.prep
    state.close()
    if gapped and not ungapped:
        hit = max(gapped, key=_gap_start)
        assert hit.gap is not None
        plain = [h for h in hits if h.gap is None and h.end <= hit.gap[0] and h.entry.id in {"deliver", "operate"}]
        gapped += plain  # "delivered food to X" hands over no place
        chunk = Chunk(ChunkKind.VERB, at, hit.gap[0], word=state.tokens[at].lower, hits=gapped, quoted=state.quoted)
        following = hit.gap[0]
    else:
        chunk = Chunk(ChunkKind.VERB, at, longest, word=state.tokens[at].lower, hits=ungapped, quoted=state.quoted)
        following = longest
        last = state.tokens[longest - 1].lower
        if longest - at > 1 and last in state.words["prepositions"]:
            state.prep = (last, longest - 1)
    chunk.auxiliaries = state.auxiliaries
    if prep is not None:
        chunk.prep, chunk.prep_start = prep
    state.prep = state.prep if state.prep is not prep else None
    state.auxiliaries = []
    state.chunks.append(chunk)
    return following
