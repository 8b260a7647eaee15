"""What the claims of an article together leave: who came after whom, demands, what settles nothing."""

from collections.abc import Sequence
from dataclasses import replace

from contested.extract.contradictions import place_key, stands
from contested.extract.scene import Draft
from contested.model import ControlStatus, ControlUpdate, Dispute, Modality, Predicate, TimeRelation


def successions(drafts: Sequence[Draft]) -> None:
    """Where one side has left, the side that enters, or is seen there after, holds the place."""
    left = {
        r.place.id: d.actor.label
        for d in drafts
        if d.predicate is Predicate.WITHDRAWS and d.actor is not None and stands(d) and d.modality is Modality.ASSERTED
        for r in d.places
        if r.place is not None
    }
    for draft in drafts:
        if draft.predicate is Predicate.PRESENCE_ONLY:
            comes = stands(draft) and draft.modality is Modality.ASSERTED and draft.control is None
        else:
            comes = draft.predicate is Predicate.ENTERS and draft.control is not None
        if not comes or (draft.control is not None and draft.control.dispute is Dispute.RIVAL_CLAIMS):
            continue
        after = [left.get(r.place.id) for r in draft.places if r.place is not None]
        if (
            draft.actor is not None
            and after
            and all(label is not None and label != draft.actor.label for label in after)
        ):
            draft.control = ControlUpdate(status=ControlStatus.HELD, holder=draft.actor.label)


def settle(drafts: Sequence[Draft]) -> None:
    """Leave the state as it is where troops enter or beat off an attack, and nobody else is told to be there.

    Who enters a place does not hold it, and who repels an attack held it before: what that contests is another's
    claim to the place, or another who was just there.
    """
    for draft in drafts:
        if draft.control is None or draft.control.status is not ControlStatus.CONTESTED:
            continue
        if draft.predicate is Predicate.ENTERS:
            unsettled = draft.control.dispute is not Dispute.UNVERIFIED_CHANGE or _another(draft, drafts, _WAS_THERE)
        elif draft.predicate is Predicate.REPELS:
            unsettled = _another(draft, drafts, _TAKING)
        else:
            continue
        if not unsettled:
            draft.control = None


def _another(draft: Draft, drafts: Sequence[Draft], predicates: frozenset[Predicate]) -> bool:
    """Tell whether another side is said, of one of the same places, to have done one of `predicates`."""
    places = _keys(draft)
    return any(
        other.predicate in predicates
        and (other.actor is None or draft.actor is None or other.actor.label != draft.actor.label)
        and other.modality not in {Modality.HYPOTHETICAL, Modality.PROMISED, Modality.DEMANDED, Modality.RETRACTED}
        and places & _keys(other)
        for other in drafts
        if other is not draft
    )


_WAS_THERE = frozenset({Predicate.WITHDRAWS, Predicate.HOLDS, Predicate.CAPTURES, Predicate.CLASHES})
_TAKING = frozenset({Predicate.CAPTURES, Predicate.HOLDS, Predicate.ENTERS, Predicate.INSISTS_CONTROL})


def come_and_gone(drafts: Sequence[Draft]) -> None:
    """ "walked into X in spring and left again": who is told in one breath to have left is not there any more."""
    for at, left in enumerate(drafts):
        if left.predicate is not Predicate.WITHDRAWS or left.actor is None or left.modality is not Modality.ASSERTED:
            continue
        places = _keys(left)
        for draft in drafts[max(0, at - _BREATH) : at]:
            same = draft.actor is not None and draft.actor.label == left.actor.label
            near = draft.event.chunk.start > left.event.chunk.start - _NEAR and draft.predicate in _BEING_THERE
            if same and near and stands(draft) and places & _keys(draft):
                draft.relation, draft.control = TimeRelation.PAST_EVENT, None


def _keys(draft: Draft) -> set[str]:
    """The places of a draft, by id, or by name where no gazetteer has them."""
    return {place_key(r) for r in draft.places}


_BREATH = 6  # claims
_NEAR = 30  # tokens
_BEING_THERE = frozenset({Predicate.ENTERS, Predicate.CAPTURES, Predicate.HOLDS, Predicate.PRESENCE_ONLY})


def demands(drafts: Sequence[Draft]) -> None:
    """Where one side demands that a place be left, its holder's status is disputed."""
    wanted: dict[str, list[str]] = {}
    for draft in drafts:
        if draft.predicate is Predicate.CALLS_FOR_WITHDRAWAL and draft.actor is not None:
            for resolution in draft.places:
                if resolution.place is not None:
                    wanted.setdefault(resolution.place.id, []).append(draft.actor.label)
    for draft in drafts:
        if (
            draft.control is None
            or draft.control.status is not ControlStatus.HELD
            or draft.control.dispute is Dispute.RIVAL_CLAIMS
        ):
            continue
        by = [
            label
            for r in draft.places
            if r.place is not None
            for label in wanted.get(r.place.id, ())
            if label != draft.control.holder
        ]
        if by:
            draft.control = replace(
                draft.control,
                dispute=Dispute.WITHDRAWAL_DEMANDED,
                disputed_by=tuple(dict.fromkeys((*draft.control.disputed_by, *by))),
            )
