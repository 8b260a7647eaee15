"""What the drafts of an article say of each other: retractions, successions, demands, "respectively"."""

from collections.abc import Sequence
from dataclasses import replace

from contested.extract.chunks import ChunkKind
from contested.extract.contradictions import place_key, stands
from contested.extract.events import Event
from contested.extract.scene import Draft, Scene
from contested.model import (
    ControlStatus,
    ControlUpdate,
    Dispute,
    Modality,
    Polarity,
    Predicate,
    TimeRelation,
)


def distribute(scene: Scene, events: Sequence[Event]) -> None:
    """Give "A and B were shut and half-working respectively" its meaning: each verb to its own subject."""
    if "respectively" not in scene.reading.document.text[scene.sentence.start : scene.sentence.end].lower():
        return
    verbal = [e for e in events if not e.noun]
    if len(verbal) < 2:
        return
    subjects = [c for c in verbal[0].subjects if c.mentions or c.has("aid_point")]
    if len(subjects) == len(verbal):
        for event, subject in zip(verbal, subjects, strict=True):
            event.subjects = [subject]
    elif len(verbal[0].objects) == len(verbal):
        for event, chunk in zip(verbal, list(verbal[0].objects), strict=True):
            event.objects = [chunk]


_OPENING = 4  # words of "The agency has since withdrawn a report that …"


def retract(scene: Scene, drafts: Sequence[Draft], earlier: list[Draft]) -> None:
    """Mark what a sentence itself takes back, and what it says of the one before ("That was wrong")."""
    found = [
        h
        for i in range(scene.sentence.first_token, scene.sentence.last_token)
        if scene.reading.begins[i]
        for h in scene.reading.phrases_at(i, scene.sentence.last_token)
        if h.entry.category == "retract"
    ]
    if not found:
        return
    text = scene.reading.document.text[scene.sentence.start : scene.sentence.end].lower()
    first = scene.reading.document.tokens[scene.sentence.first_token].lower
    last = max(h.end for h in found)
    opening = any(h.start <= scene.sentence.first_token + _OPENING for h in found)
    own = [d for d in drafts if d.event.chunk.start < last or (opening and len(found) == 1)]
    if first in {"that", "this", "it"} and earlier and "was" in text[:16]:
        newest = earlier[-1].event.clause
        targets = [d for d in earlier if d.event.clause is newest]
    else:
        targets = [d for d in own if d.modality is not Modality.DENIED]  # "the claim was false": denied by who says so
    for draft in targets:
        draft.modality, draft.polarity = Modality.RETRACTED, Polarity.POSITIVE
        draft.control = draft.aid = None


def own_reports(scene: Scene, drafts: Sequence[Draft]) -> None:
    """In a correction, what the outlet itself reported before is what it takes back."""
    document = scene.reading.document
    starts = scene.reading.lexicon.words["correction"]
    if not any(document.tokens[s.first_token].lower in starts for s in document.sentences[:2]):
        return
    names = {"we", "this", *((document.article.outlet or "we").lower().split()[:1])}
    for draft in drafts:
        report = draft.event.under("report")
        if report is None or not report.chunk.forms() & {"past"}:
            continue
        subject = next((c for c in report.clause.chunks if c.kind is ChunkKind.NP and c.prep is None), None)
        if subject is None or subject.start > report.chunk.start:
            continue
        words = [w for w in scene.words(subject) if w not in {"the", "our"}]
        outlet = (document.article.outlet or "").lower().removeprefix("the ")
        if words and words[0] in names and (words[0] in {"we", "this"} or " ".join(words) == outlet):
            draft.modality, draft.polarity = Modality.RETRACTED, Polarity.POSITIVE
            draft.control = draft.aid = None


def successions(drafts: Sequence[Draft]) -> None:
    """Where one side has left, the side that enters holds the place."""
    left = {
        r.place.id: d.actor.label
        for d in drafts
        if d.predicate is Predicate.WITHDRAWS and d.actor is not None and stands(d) and d.modality is Modality.ASSERTED
        for r in d.places
        if r.place is not None
    }
    for draft in drafts:
        if (
            draft.predicate is not Predicate.ENTERS
            or draft.control is None
            or draft.control.dispute is Dispute.RIVAL_CLAIMS
        ):
            continue
        after = [left.get(r.place.id) for r in draft.places if r.place is not None]
        if (
            draft.actor is not None
            and after
            and all(label is not None and label != draft.actor.label for label in after)
        ):
            draft.control = ControlUpdate(status=ControlStatus.HELD, holder=draft.actor.label)


def come_and_gone(drafts: Sequence[Draft]) -> None:
    """ "walked into X in spring and left again": who is told in one breath to have left is not there any more."""
    for at, left in enumerate(drafts):
        if left.predicate is not Predicate.WITHDRAWS or left.actor is None or left.modality is not Modality.ASSERTED:
            continue
        places = {place_key(r) for r in left.places}
        for draft in drafts[max(0, at - _BREATH) : at]:
            same = draft.actor is not None and draft.actor.label == left.actor.label
            near = draft.event.chunk.start > left.event.chunk.start - _NEAR and draft.predicate in _BEING_THERE
            if same and near and stands(draft) and places & {place_key(r) for r in draft.places}:
                draft.relation, draft.control = TimeRelation.PAST_EVENT, None


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
