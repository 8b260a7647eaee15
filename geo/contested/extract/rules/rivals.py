"""Two sides that each say a place is theirs: "both the army and the RSF claim control of X"."""

from dataclasses import replace

from contested.extract.actors import ActorRef
from contested.extract.events import Event
from contested.extract.rules.doers import is_armed
from contested.extract.scene import Draft, Scene
from contested.model import ControlStatus, ControlUpdate, Dispute, Modality, Predicate

_TAKEN = frozenset({Predicate.CAPTURES, Predicate.HOLDS, Predicate.INSISTS_CONTROL})
_BOTH = frozenset({"both", "each"})


def of_rivals(scene: Scene, event: Event, drafts: list[Draft]) -> list[Draft]:
    """Answer a draft for each of two sides that claim a place, which contests it; else the drafts as they are."""
    if not drafts or drafts[0].predicate not in _TAKEN or drafts[0].modality is not Modality.ASSERTED:
        return drafts
    first = scene.reading.document.tokens[event.clause.chunks[0].start : event.chunk.start]
    if not _BOTH.intersection(t.lower for t in first):
        return drafts
    sides = _sides(scene, event)
    if len(sides) == 1 or not sides:
        return drafts
    names = tuple(actor.label for actor in sides)
    out = []
    for draft in drafts:
        made = [replace(draft, actor=actor, places=list(draft.places)) for actor in sides]
        for each in made:
            if draft.control is not None:
                each.control = ControlUpdate(
                    status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS, disputed_by=names
                )
        out += made
    return out


def one_of_both(draft: Draft, speaker: ActorRef | None) -> ActorRef | None:
    """ "A and B each claimed …": of B's claim B is the source, not A, who is named first."""
    both = draft.control.disputed_by if draft.control is not None else ()
    if speaker is None or draft.actor is None or draft.actor.label == speaker.label:
        return None
    return draft.actor if draft.actor.label in both and speaker.label in both else None


def _sides(scene: Scene, event: Event) -> list[ActorRef]:
    """The armed parties among the subjects, each of a side of its own."""
    found: dict[str, ActorRef] = {}
    for subject in event.subjects:
        actor = scene.casting.refer(subject)
        if actor is None or not (is_armed(actor, names=False) or actor.kind == "government"):
            continue
        side = scene.cast.side(actor.id)
        if side is not None:  # "both the army and allied fighters": of whom no list knows the side, nothing is said
            found.setdefault(side, actor)
    return list(found.values())
