"""The claim rules: plain functions from an event in its scene to drafts of claims. The first that answers wins."""

from collections.abc import Callable

from contested.extract.events import Event
from contested.extract.rules.aid import AID_RULES
from contested.extract.rules.civilians import moving_people
from contested.extract.rules.control import CONTROL_RULES
from contested.extract.rules.dealing import dealing
from contested.extract.rules.hazards import hazard
from contested.extract.rules.holding import disputed
from contested.extract.rules.other import OTHER_RULES
from contested.extract.rules.rivals import of_rivals
from contested.extract.scene import Draft, Scene
from contested.model import Predicate, TimeRelation

Rule = Callable[[Scene, Event], list[Draft]]

RULES: tuple[Rule, ...] = (*AID_RULES, *CONTROL_RULES, *OTHER_RULES)


def apply_rules(scene: Scene, event: Event) -> list[Draft]:
    """Answer the drafts of the first rule that reads `event`; none where no rule applies.

    What stands beside talks, a truce or an answer is a dealing, and no gate opened nor town reached; residents who
    leave are no troops.
    """
    read = disputed(scene, event) or dealing(scene, event)
    if read is None:
        read = moving_people(scene, event)
    if read is None:
        read = hazard(scene, event)
    if read is not None:
        return read
    for rule in RULES:
        drafts = rule(scene, event)
        if drafts:
            return [_in_history(draft) for draft in of_rivals(scene, event, drafts)]
    return []


def _in_history(draft: Draft) -> Draft:
    """A bombing of years ago is background to what is told, and not what is told."""
    if draft.predicate in _DEEDS and draft.relation is TimeRelation.HISTORIC_BACKGROUND and not draft.event.operators:
        draft.predicate, draft.rule = Predicate.BACKGROUND_EVENT, "other.background_event"
        draft.control = draft.aid = draft.unlocated = None
    return draft


_DEEDS = frozenset({Predicate.SHELLING_OR_STRIKE, Predicate.AID_POINT_ATTACKED})
