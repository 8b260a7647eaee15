"""What the drafts of an article say of each other: retractions, rival claims, denials, "respectively"."""

from collections.abc import Sequence
from dataclasses import replace

from contested.extract.actors import ActorRef
from contested.extract.answers import called_false
from contested.extract.cast import Cast
from contested.extract.chunks import ChunkKind
from contested.extract.clauses import Clause
from contested.extract.events import Event, Operator
from contested.extract.scene import Draft, Scene
from contested.extract.subjects import subjects_of
from contested.model import (
    AidStatus,
    ClaimFamily,
    ControlStatus,
    ControlUpdate,
    Dispute,
    Modality,
    Polarity,
    Predicate,
    TimeRelation,
)

_RECENT = 50  # claims about one place that a new one is held against; keeps the time linear
_TAKES = frozenset(
    {
        Predicate.CAPTURES,
        Predicate.HOLDS,
        Predicate.INSISTS_CONTROL,
        Predicate.ENTERS,
        Predicate.BESIEGES,
        Predicate.REPELS,
        Predicate.REFUSES_WITHDRAWAL,
    }
)
_OPPOSITE = {
    Predicate.CAPTURES: frozenset({Predicate.DENIES_CAPTURE}),
    Predicate.BESIEGES: frozenset({Predicate.BESIEGES}),
    Predicate.ENTERS: frozenset({Predicate.DENIES_PRESENCE, Predicate.DENIES_CAPTURE, Predicate.HOLDS}),
    Predicate.HOLDS: frozenset(
        {Predicate.CAPTURES, Predicate.HOLDS, Predicate.DENIES_CAPTURE, Predicate.REPELS, Predicate.ENTERS}
    ),
}


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


def echo(scene: Scene, clauses: Sequence[Clause], earlier: Sequence[Draft]) -> Draft | None:
    """Read "They have not.", "It has not." as the claim before, said not to be so."""
    if scene.sentence.last_token - scene.sentence.first_token > _SHORT or len(clauses) != 1 or not earlier:
        return None
    phrases = [c for c in clauses[0].chunks if c.kind is not ChunkKind.PUNCT]
    if len(phrases) != 2 or phrases[0].kind is not ChunkKind.NP or phrases[1].kind is not ChunkKind.VERB:
        return None
    verb, target = phrases[1], earlier[-1]
    negated = any(t.lower in scene.reading.lexicon.words["negation"] for t in verb.auxiliaries)
    if verb.hits or not negated or scene.words(phrases[0])[0] not in {"they", "it", "he", "she", "the", "that"}:
        return None
    if target.predicate.family is ClaimFamily.OTHER or target.modality not in {Modality.ASSERTED, Modality.RETRACTED}:
        return None
    event = Event(ids=(), clause=clauses[0], chunk=verb, subjects=[phrases[0]], negated=True)
    draft = Draft(event=event, predicate=target.predicate, rule="discourse.echo", places=list(target.places))
    draft.actor, draft.relation = target.actor, target.relation
    draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    return draft


_SHORT = 6  # tokens of a sentence that only says no


def short_denial(scene: Scene, clauses: Sequence[Clause], earlier: Sequence[Draft]) -> Draft | None:
    """Read "Hamas denied it", "the army rejected the claim" as a denial of the last claim of another side."""
    for clause in clauses:
        for verb in clause.verbs():
            if not verb.has("deny"):
                continue
            after = [c for c in clause.chunks if c.start >= verb.end and c.kind is ChunkKind.NP]
            words = scene.words(after[0]) if after else []
            pointing = bool(words) and (
                words[0] in {"it", "this", "that"}
                or words[-1]
                in {
                    "claim",
                    "claims",
                    "report",
                    "reports",
                    "account",
                    "allegation",
                    "accusation",
                    "statement",
                    "announcement",
                    "news",
                }
            )
            if not pointing:
                continue
            if any(c.governor is not None and c.governor[1] is verb for c in clauses):
                continue  # "denied a report that …" says itself what it denies
            subject = next(
                (c for c in clause.chunks if c.kind is ChunkKind.NP and c.prep is None and c.start < verb.start), None
            )
            subject = subject if verb.subjects is None else next(iter(verb.subjects), None)
            actor = scene.casting.refer(subject) if subject is not None else None
            target = next(
                (
                    d
                    for d in reversed(earlier)
                    if d.places
                    and d.modality is not Modality.PRESUPPOSED  # told in passing
                    and d.event.chunk.start < verb.start
                    and (actor is None or d.actor is None or d.actor.label != actor.label)
                ),
                None,
            )
            if target is None or actor is None:
                continue
            event = Event(ids=(), clause=clause, chunk=verb, subjects=[subject] if subject is not None else [])
            event.operators = [Operator("deny", clause, verb)]
            return _denial(target, event, actor)
    called = called_false(scene, clauses, earlier)
    if called is None:
        return None
    target, event = called
    actor = next((a for c in subjects_of(event.clause, event.chunk) if (a := scene.casting.refer(c)) is not None), None)
    return _denial(target, event, actor) if actor is not None else None


def _denial(target: Draft, event: Event, actor: ActorRef) -> Draft:
    draft = Draft(event=event, predicate=target.predicate, rule="discourse.denies_it", places=list(target.places))
    draft.modality, draft.polarity, draft.relation = Modality.DENIED, Polarity.NEGATIVE, target.relation
    draft.disputes = "denies"
    if target.predicate in {Predicate.CAPTURES, Predicate.ENTERS}:
        draft.predicate, draft.actor = Predicate.DENIES_CAPTURE, actor
        draft.control = ControlUpdate(
            status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS, disputed_by=(actor.label,)
        )
    elif target.predicate is Predicate.PRESENCE_ONLY:
        draft.predicate, draft.actor = Predicate.DENIES_PRESENCE, actor
    else:
        draft.actor = target.actor
    return draft


def dispute(drafts: Sequence[Draft], cast: Cast, chains: Sequence[str]) -> set[int]:
    """Find claims that another source of the same article contradicts; answer their indexes, and mark their updates."""
    disputed: set[int] = set()
    for i, j in _sharing_a_place(drafts):
        first, second = drafts[i], drafts[j]
        if chains[i] == chains[j] and second.modality is not Modality.DENIED:
            continue
        if _contradict(first, second, cast):
            disputed.update(k for k, draft in ((i, first), (j, second)) if _stands(draft))
            _rival(first, second)
            _rival(second, first)
    return disputed


def _sharing_a_place(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """The pairs of drafts about one place, in order: only those can contradict."""
    by_place: dict[str, list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for number, draft in enumerate(drafts):
        for place_id in {r.place.id for r in draft.places if r.place is not None}:
            earlier = by_place.setdefault(place_id, [])
            pairs.update((other, number) for other in earlier[-_RECENT:])
            earlier.append(number)
    return sorted(pairs)


def _stands(draft: Draft) -> bool:
    return draft.modality in {
        Modality.ASSERTED,
        Modality.NEGATED,
        Modality.REFUSED,
        Modality.PRESUPPOSED,
    } and draft.relation in {
        TimeRelation.CURRENT,
        TimeRelation.RECENT_EVENT,
    }


def _contradict(first: Draft, second: Draft, cast: Cast) -> bool:
    mine = {r.place.id for r in first.places if r.place is not None}
    theirs = {r.place.id for r in second.places if r.place is not None}
    if not mine & theirs:
        return False
    if second.modality is Modality.DENIED or first.modality is Modality.DENIED:
        denial, other = (second, first) if second.modality is Modality.DENIED else (first, second)
        if other.modality is Modality.DENIED:
            return False
        same = denial.predicate is other.predicate or (
            denial.predicate is Predicate.DENIES_CAPTURE
            and other.predicate in {Predicate.CAPTURES, Predicate.ENTERS, Predicate.HOLDS}
        )
        return same or (
            denial.predicate is Predicate.DENIES_PRESENCE
            and other.predicate in {Predicate.PRESENCE_ONLY, Predicate.ENTERS}
        )
    if not (_stands(first) and _stands(second)):
        return False
    if first.aid is not None and second.aid is not None and first.aid.kind is second.aid.kind:
        return {first.aid.status, second.aid.status} == {AidStatus.OPEN, AidStatus.CLOSED}
    if first.predicate in _TAKES and second.predicate in _TAKES and first.control and second.control:
        return _rivals(first.actor, second.actor, cast)
    return False


def _rivals(first: ActorRef | None, second: ActorRef | None, cast: Cast) -> bool:
    if first is None or second is None or first.label == second.label:
        return False
    one, two = cast.side(first.id), cast.side(second.id)
    return one is None or two is None or one != two


def _rival(draft: Draft, other: Draft) -> None:
    if draft.control is None or draft.predicate == Predicate.CLASHES:
        return
    if draft.control.dispute in {
        Dispute.RIVAL_CLAIMS,
        Dispute.NONE,
        Dispute.UNVERIFIED_CHANGE,
        Dispute.WITHDRAWAL_DEMANDED,
    }:
        by = (other.actor.label,) if other.actor is not None else ()
        holder = None if draft.predicate is Predicate.ENTERS else draft.control.holder
        draft.control = replace(
            draft.control,
            holder=holder,
            dispute=Dispute.RIVAL_CLAIMS,
            disputed_by=tuple(dict.fromkeys((*draft.control.disputed_by, *by))),
        )


def successions(drafts: Sequence[Draft]) -> None:
    """Where one side has left, the side that enters holds the place."""
    left = {
        r.place.id: d.actor.label
        for d in drafts
        if d.predicate is Predicate.WITHDRAWS and d.actor is not None and _stands(d) and d.modality is Modality.ASSERTED
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
        places = _keys(left)
        for draft in drafts[max(0, at - _BREATH) : at]:
            same = draft.actor is not None and draft.actor.label == left.actor.label
            near = draft.event.chunk.start > left.event.chunk.start - _NEAR and draft.predicate in _BEING_THERE
            if same and near and _stands(draft) and places & _keys(draft):
                draft.relation, draft.control = TimeRelation.PAST_EVENT, None


def _keys(draft: Draft) -> set[str]:
    """The places of a draft, by id, or by name where no gazetteer has them."""
    return {r.place.id if r.place is not None else r.mention.toponym.lower() for r in draft.places}


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
