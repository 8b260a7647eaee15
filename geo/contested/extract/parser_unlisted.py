"""Verbs that no list knows: a word is one for what stands before and after it, or for its ending."""

from contested.extract.parser_before import has_head
from contested.extract.parser_state import State

_DOERS = frozenset({"they", "he", "she", "it", "we"})
_ADJECTIVES_IN_ING = frozenset(
    {"during", "including", "following", "according", "regarding", "concerning", "nothing", "something", "anything"}
    | {"everything", "evening", "morning", "ongoing", "outstanding", "missing", "pending", "lacking", "willing"}
    | {"unwilling", "building", "worrying", "alarming", "remaining", "king", "string", "spring", "thing"}
)
LOYAL = frozenset(  # "fighters | loyal to Haftar": what follows troops and says whose they are
    {"loyal", "allied", "aligned", "affiliated", "linked", "belonging", "answering", "backed", "supported", "led"}
    | {"commanded", "suspected", "believed", "thought", "armed", "trained", "dressed", "wearing", "riding"}
)
_TRYING = frozenset({"trying", "attempting"})


def is_bare_verb(state: State, at: int) -> bool:
    """A word that no list knows is a verb after "will", "could", "did not": what follows hangs on it.

    So is one in -ed after "was", or after a pronoun: "it was collected at X", "they directed traffic".
    """
    past = state.tokens[at].text.endswith("ed") and state.tokens[at].text.islower()
    if past and state.tokens[at].lower in LOYAL and _are_troops(state, at):
        return False  # "fighters allied with the army entered X"
    if state.np is None and past and not state.auxiliaries:
        last = state.chunks[-1] if state.chunks and state.prep is None else None
        return last is not None and last.end == at and (last.word == "who" or state.tokens[at - 1].lower in _DOERS)
    if state.np is not None and past and not state.auxiliaries:
        return _goes_on(state, at)
    if state.tokens[at].lower in _TRYING and at + 1 < state.stop and state.tokens[at + 1].lower == "to":
        return True  # "fought off gunmen trying to enter X"
    if not state.auxiliaries or state.np is not None or state.auxiliaries[-1].lower == "no":
        return False  # "there has been no breakthrough": a noun
    if state.tokens[at].lower in {"able", "unable"}:
        return at + 1 < state.stop and state.tokens[at + 1].lower == "to"  # "was able | to open a clinic"
    perfect = state.auxiliaries[-1].lower in state.words["have"]
    if perfect and any(h.entry.category == "noun" or h.entry.form == "s" for h in state.hits_at(at)):
        return False  # "it had people in X"
    being = _last_auxiliary(state) in state.words["be"] | state.words["negation"]
    if being and (past or _is_doing(state, at)):
        return True
    modal = any(
        t.lower in state.words[name]
        for t in state.auxiliaries
        for name in ("future", "would", "may", "must", "do", "have")
    )
    return (
        modal
        and state.tokens[at].text[0].islower()
        and state.tokens[at].lower not in state.words["determiners"] | state.words["prepositions"]
    )


def _last_auxiliary(state: State) -> str:
    """The auxiliary before the adverbs: "is | acutely malnourished"."""
    words = (t.lower for t in reversed(state.auxiliaries) if not t.lower.endswith("ly"))
    return next(words, "")


def _is_doing(state: State, at: int) -> bool:
    """ "is continuing its efforts": a lower-case word in -ing after a form of "be" that no list knows."""
    text = state.tokens[at].text
    doing = text.endswith("ing") and text.islower() and text not in _ADJECTIVES_IN_ING and not state.hits_at(at)
    return doing and any(t.lower in state.words["be"] for t in state.auxiliaries)


def _are_troops(state: State, at: int) -> bool:
    """Tell whether troops end just before `at` in a phrase of their own: "fighters | backed by"."""
    if state.auxiliaries or state.np is None or at + 1 >= state.stop:
        return False
    last = state.np.hits[-1] if state.np.hits else None
    troops = last is not None and last.end == at and (last.entry.category == "actor" or last.entry.id == "force")
    return troops and state.tokens[at + 1].lower in {"to", "with", "by", "of"}


def _goes_on(state: State, at: int) -> bool:
    """ "A tense calm prevailed in X": a word in -ed after a whole phrase, with another to come."""
    assert state.np is not None
    if state.np.prep is not None or not has_head(state, state.np) or at + 1 >= state.stop:
        return False
    after = state.tokens[at + 1]
    words = state.words
    return (
        after.lower in words["prepositions"] | words["determiners"] | {"to"}
        or after.index in state.reading.mention_at
        or after.index in state.time_at
    )
