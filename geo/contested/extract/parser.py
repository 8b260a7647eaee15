"""A shallow parse: the tokens of a sentence become noun phrases, verb groups and marks between them.

No tagger and no model: closed word classes, the claim lexicon's verbs, and the place mentions already found. A noun
phrase is what stands between those. One pass, each token looked at a bounded number of times.
"""

import re
from collections.abc import Sequence

from contested.extract.chunks import Chunk, ChunkKind, Parsed, Reading
from contested.extract.document import Sentence
from contested.extract.lexicon import Hit
from contested.extract.parser_adverbials import read_adverbial
from contested.extract.parser_before import APPROXIMATE, LASTING
from contested.extract.parser_groups import be_over, verb_chunk
from contested.extract.parser_headlines import is_headline, lasting_state, left_out_is
from contested.extract.parser_links import read_function_word
from contested.extract.parser_nominals import (
    JOINS,
    LEADING,
    LINKING,
    OWING,
    read_actor,
    read_date,
    read_mention,
    read_nominal,
    read_plain,
)
from contested.extract.parser_state import State
from contested.extract.parser_verbs import verbs_at

_STAMP = re.compile(r"[012]?\d[:.h][0-5]\d")
_LISTED = (
    JOINS
    | APPROXIMATE
    | LINKING
    | LEADING
    | OWING
    | {"that", "there", "of", "per", "to", "only", "just", "even", "can", "further", "farther"}
    | {"at", "up", "more", "less", "fewer", "close", "well", "late", "early", "out", "trying", "attempting"}
    | {"following", "prior"}
)
_STAYING = LASTING | {"become", "becomes", "became", "becoming"}
# what a word is to the parser where no phrase of the lexicon begins with it
_PLAIN, _DETERMINER, _PREPOSITION, _MARK, _OTHER = range(5)


def parse(reading: Reading, sentence: Sentence) -> Parsed:
    """Cut one sentence into chunks."""
    return Parsed(sentence, _read(State(reading, sentence)))


def _read(state: State) -> list[Chunk]:
    reading, tokens, stop, begins = state.reading, state.tokens, state.stop, state.reading.begins
    actors, mention_at, time_at, classes = reading.actors, reading.mention_at, state.time_at, reading.lexicon.classes
    headline = is_headline(state)
    at = _step(state, _past_answer(state))
    while at < stop:
        if headline and (over := left_out_is(state, at)):
            at = over
            continue
        if begins[at] or state.auxiliaries or at in actors or at in mention_at or at in time_at:
            at = _step(state, at)
            continue
        word = tokens[at].lower
        kind = classes.get(word)
        if kind is None:
            kind = classes[word] = _class_of(state, word)
        if kind == _PLAIN:  # most words: no list knows them
            if state.np is None:
                state.take(at, at + 1)
            else:
                state.np.end = at + 1
            at += 1
        elif kind == _DETERMINER:
            at = read_plain(state, at)
        elif kind == _PREPOSITION:
            state.close()
            state.prep = (word, at)
            at += 1
        else:
            at = _punctuation(state, at) if kind == _MARK else _step(state, at)
    state.close()
    state.flush_auxiliaries()
    _share_between(state.chunks)
    return state.chunks


def _share_between(chunks: Sequence[Chunk]) -> None:
    """ "the road between X and Y is shut": Y stands under "between" too, and is no subject."""
    for i, chunk in enumerate(chunks[:-2]):
        if chunk.prep != "between":
            continue
        link, other = chunks[i + 1], chunks[i + 2]
        if link.word == "and" and other.kind is ChunkKind.NP and other.prep is None and link.start == chunk.end:
            other.prep = "between"


def _past_answer(state: State) -> int:
    """ "No, troops have not taken X": answer the token after a first "no," or "yes,"."""
    first = state.tokens[state.first].lower
    answers = first in {"no", "yes"} and state.first + 2 < state.stop and state.tokens[state.first + 1].text == ","
    return state.first + 2 if answers else state.first


def _class_of(state: State, word: str) -> int:
    """Sort a lower-case word: one that a single closed class knows is read sooner than by trying them all."""
    if not word[0].isalnum():
        return _MARK
    within = {name for name, members in state.words.items() if word in members}
    if word in _LISTED or word.endswith(("ly", "ed")) or word in {"provided", "providing", "following", "prior"}:
        return _OTHER
    if within == {"determiners"}:
        return _DETERMINER
    if within == {"prepositions"}:
        return _PREPOSITION
    return _OTHER if within or word in state.reading.lexicon.auxiliaries else _PLAIN


def _step(state: State, at: int) -> int:
    """Read what begins at token `at`; answer the token after it."""
    named = state.reading.actors.get(at)
    if named is not None and named[0] <= state.stop:
        return read_actor(state, at, *named)
    if at in state.reading.mention_at:
        return read_mention(state, at)
    if at in state.time_at:
        return read_date(state, at)
    token, lower = state.tokens[at], state.tokens[at].lower
    if not token.text[0].isalnum():
        return _punctuation(state, at)
    if at == state.first and (_STAMP.fullmatch(token.text) or _is_label(state, at)):
        state.mark(ChunkKind.PUNCT, token)
        return at + 1  # the hour of a live report, "PRESENTER:" in a transcript
    if lower in state.words["pronouns"] or lower == "there" or (lower == "that" and at == state.first):
        state.close()
        state.take(at, at + 1)
        state.close()
        alone = at + 1 < state.stop and state.tokens[at + 1].lower in {"alone", "themselves", "itself", "himself"}
        return at + 2 if alone else at + 1  # "they alone are in charge"
    if lower in {"provided", "providing"} and at + 1 < state.stop and state.tokens[at + 1].lower == "that":
        state.mark(ChunkKind.LINK, token)
        state.chunks[-1].word, state.chunks[-1].end = "provided", at + 2
        return at + 2
    if len(state.auxiliaries) > 1 and (over := be_over(state, at)):
        return over
    if lower in _STAYING and (over := lasting_state(state, at)):
        return over
    hits = state.hits_at(at)
    if not (
        hits
        or state.auxiliaries
        or lower in state.reading.lexicon.listed
        or lower in _LISTED
        or lower.endswith(("ly", "ed"))
    ):
        return read_plain(state, at)  # most words: no list knows them
    verb = verbs_at(state, at, hits)
    if verb and at == state.first and (_names_more(hits, verb) or _opens_as_noun(hits, verb)):
        verb = []  # "Warning shots were fired"
    if verb:
        return verb_chunk(state, at, verb)
    return (
        read_adverbial(state, at)
        or read_nominal(state, at, hits)
        or read_function_word(state, at)
        or read_plain(state, at)
    )


def _is_dash(state: State, at: int) -> bool:
    """ "KYIV (Agency) - Troops …": a hyphen between spaces, or two of them, is a dash."""
    token = state.tokens[at]
    before = state.tokens[at - 1] if at > state.first else None
    after = state.tokens[at + 1] if at + 1 < state.stop else None
    apart = before is None or before.end < token.start or before.text == "-"
    return apart and (after is None or after.start > token.end or after.text == "-")


def _names_more(hits: Sequence[Hit], verbs: Sequence[Hit]) -> bool:
    longest = max(h.end for h in verbs)
    return any(h.entry.form == "noun" and h.end > longest for h in hits)


def _opens_as_noun(hits: Sequence[Hit], verbs: Sequence[Hit]) -> bool:
    """ "Trucks carrying food …": nobody has been named yet who "trucks"."""
    return {h.entry.form for h in verbs} <= {"s", "base"} and any(h.entry.form == "noun" for h in hits)


def _is_label(state: State, at: int) -> bool:
    following = state.tokens[at + 1].text if at + 1 < state.stop else ""
    text = state.tokens[at].text
    return following == ":" and text.isupper() and text.isalpha() and len(text) > 1


def _punctuation(state: State, at: int) -> int:
    token = state.tokens[at]
    if token.text == "-" and _is_dash(state, at):
        state.mark(ChunkKind.PUNCT, token)
        state.chunks[-1].word = "—"
        return at + 1
    if state.np is not None and (token.text in "-‑/&%$£€'’" or _glued(state, at)):
        state.np.end = at + 1
        return at + 1
    if token.text in '“”"«»':
        # quote marks do not break a phrase: “still sit on the hill”
        state.quoted = token.text in "“«" or (token.text == '"' and not state.quoted)
        return at + 1
    state.mark(ChunkKind.PUNCT, token)
    return at + 1


def _glued(state: State, at: int) -> bool:
    """ "the Dilling–Kadugli road": a dash without spaces before a capital joins two names."""
    if state.tokens[at].text != "–" or at == state.first or at + 1 >= state.stop:
        return False
    before, token, after = state.tokens[at - 1 : at + 2]
    return before.end == token.start and token.end == after.start and after.text[0].isupper()
