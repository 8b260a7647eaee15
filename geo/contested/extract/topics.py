"""Is it about war or relief at all? In news of courts, sports and shops the words of war mean other things.

"The band captured Boston", "US-24 runs between King Street and Hampton Park": a long text without a word of fighting
or relief has no claims on either, and a name that nobody knows does not "hold" a place by running through it.
"""

from contested.extract.actors import ARMED_KINDS, ActorRef
from contested.extract.cast import Cast
from contested.extract.chunks import Reading
from contested.extract.events import Event
from contested.extract.recognise_deeds import ABOUT
from contested.extract.scene import Draft
from contested.gazetteer.names import word_set
from contested.model import Modality, Predicate

_SHORT = 100  # tokens of a text that need not say what it is about
_ENOUGH = 2  # different words of fighting or relief
_DEEDS = frozenset(
    {Predicate.CAPTURES, Predicate.HOLDS, Predicate.WITHDRAWS, Predicate.ENTERS, Predicate.ADVANCES}
    | {Predicate.PRESENCE_ONLY, Predicate.HANDS_OVER_CONTROL}
)
_STAYING = word_set("is was are were be been remain remains remained stay stays stayed")
_TOLD = frozenset({Modality.ASSERTED, Modality.PRESUPPOSED})
_AID_KINDS = frozenset({"un_agency", "ngo"})
_EVERYDAY = word_set(
    "run runs ran running man mans manned manning rule rules ruled ruling keep keeps kept keeping hold holds held "
    "holding take takes took taken taking clear clears cleared clearing lose loses lost losing leave leaves left "
    "leaving exit exits exited exiting secure secures secured securing maintain maintains maintained maintaining "
    "retain retains retained win wins won winning abandon abandons abandoned quit quits dominate dominates "
    "dominated occupy occupies occupied enter enters entered entering cross crosses crossed police policed govern "
    "governs governed return returns returned vacate vacated depart departed evacuate evacuated pass passes "
    "passed reach reaches reached"
)


def on_topic(reading: Reading, cast: Cast) -> bool:
    """Tell whether an article may be about fighting or relief: a short one always, a long one by its words."""
    tokens = reading.document.tokens
    if len(tokens) < _SHORT or reading.lexicon.language != "en":
        return True
    kinds = {cast.actors[entry.id].kind for _, entry in reading.actors.values() if entry.category == "actor"}
    if kinds & (ARMED_KINDS - {"government"}) or kinds & _AID_KINDS:
        return True
    return len(ABOUT.intersection(token.lower for token in tokens)) >= _ENOUGH


def everyday(draft: Draft) -> bool:
    """Tell whether somebody unknown only "runs", "leaves" or "keeps": "Billy Graham left Fort Worth"."""
    if draft.predicate not in _DEEDS or draft.modality not in _TOLD or not _unknown(draft.actor):
        return False
    word = _first_word(draft.event)
    if word in _STAYING:
        return draft.predicate in {Predicate.HOLDS, Predicate.PRESENCE_ONLY} and not draft.event.passive
    return word in _EVERYDAY


def _unknown(actor: ActorRef | None) -> bool:
    return actor is not None and actor.id is None and actor.kind in {"name", "person", "other", "metonym"}


def _first_word(event: Event) -> str:
    return event.chunk.word if event.chunk.kind.value == "verb" else ""
