"""What one clause tells twice: the blow and what it hit, a verb and the weapon it names."""

from collections.abc import Sequence

from contested.extract.scene import Draft
from contested.model import Predicate

_BLOWS = frozenset({Predicate.SHELLING_OR_STRIKE, Predicate.AID_POINT_ATTACKED})


def told_already(draft: Draft, found: Sequence[Draft]) -> bool:
    """Tell whether what stands beside a draft in its clause has said it.

    "A fired missiles at X": the missiles at X, by nobody named, tell no more than the verb does. "An Israeli strike
    hit X": the verb tells no more than the strike.
    """
    for other in found:
        if other.predicate is not draft.predicate or not _of_one(draft, other):
            continue
        if draft.event.noun and draft.actor is None:
            return True
        if draft.predicate in _BLOWS and other.event.noun and other.event.chunk in draft.event.subjects:
            other.actor = other.actor or draft.actor
            return True
    return False


def _of_one(first: Draft, second: Draft) -> bool:
    places = {id(r) for r in first.places}
    return first.event.clause is second.event.clause and places == {id(r) for r in second.places}
