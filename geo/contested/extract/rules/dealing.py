"""Dealings between parties, read before all else: what a verb says beside talks, a truce, an answer, a meeting."""

from collections.abc import Callable

from contested.extract.events import Event
from contested.extract.rules.aid_helpers import founding, on_hold, on_strike
from contested.extract.rules.aid_scarce import asking_for_goods, got_goods, little_left, main_point
from contested.extract.rules.aid_traffic import traffic_halted
from contested.extract.rules.captives import brought_home, handover_promised, swap_proposed
from contested.extract.rules.meetings import answers, exchanged, given_back, handed_over, meeting_told, meets, offered
from contested.extract.rules.parties import verb_of
from contested.extract.rules.stances import feels, lays_down, not_agreed, stance, unverified, war_began
from contested.extract.rules.talks import (
    breakdown,
    negotiating,
    stalled,
    talks,
    talks_refused,
    unresolved,
)
from contested.extract.rules.truces import end_to_fighting, fighting_must_end, truce_wanted, truces
from contested.extract.scene import Draft, Scene

_NOUNS: tuple[Callable[[Scene, Event], list[Draft] | None], ...] = (
    fighting_must_end,
    breakdown,
    talks_refused,
    truce_wanted,
    meeting_told,
    handed_over,
    offered,
)
_VERBS: tuple[Callable[[Scene, Event], list[Draft] | None], ...] = (
    lays_down,
    meets,
    talks,
    truces,
    negotiating,
    truce_wanted,
    answers,
    exchanged,
    given_back,
    offered,
    stance,
    feels,
    unverified,
    war_began,
)


def dealing(scene: Scene, event: Event) -> list[Draft] | None:
    """Answer the drafts of a dealing; `None` where the event is none, and the other rules are to read it."""
    if event.chunk.start in scene.taken:
        return []
    if "stall" in event.ids and (found := stalled(scene, event)):
        return found
    if event.noun:
        for rule in _NOUNS:
            drafts = rule(scene, event)
            if drafts is not None:
                return drafts
        return None
    for of_captives in (brought_home, swap_proposed, handover_promised):
        if given := of_captives(scene, event):
            return given
    if event.under("deny") is not None and (denied := not_agreed(scene, event)):
        return denied
    if not verb_of(scene, event) and _OF_DEALINGS.isdisjoint(event.ids):
        return None  # most verbs of war
    for rule in _VERBS:
        drafts = rule(scene, event)
        if drafts is not None:
            return drafts
    if event.ids == DEAL:
        for deed in (demanded_end, *_OF_AID):
            if done := deed(scene, event):
                return done
        return (unresolved(scene, event) if event.chunk.word in _STATES else None) or []
    return None


_OF_DEALINGS = frozenset(
    {"deal", "negotiate", "ceasefire", "stall", "respond", "meet", "release", "captive", "verify", "agreement"}
)
_OF_AID = (
    founding,
    on_hold,
    on_strike,
    traffic_halted,
    asking_for_goods,
    got_goods,
    little_left,
    main_point,
)
DEAL = ("deal",)  # the id of a verb that is no event of the lexicon
_STATES = frozenset({"be", "remain", "remains", "remained"})


def demanded_end(scene: Scene, event: Event) -> list[Draft] | None:
    """ "called for an end to hostilities": a verb of demand with the end of the fighting as its object."""
    if not event.chunk.has("demand"):
        return None
    wanted = event.objects[0] if event.objects else None
    return end_to_fighting(scene, wanted, event) if wanted is not None else None
