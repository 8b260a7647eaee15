"""Rules on who holds, takes, leaves or hands over a place."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.chunks import Chunk
from contested.extract.events import Event
from contested.extract.rules.aid_common import CAPTIVES
from contested.extract.rules.doers import (
    NOT_OBJECT,
    announced_by,
    doer_of,
    draft_of,
    first_actor,
    forces_of,
    held_by,
    is_armed,
    places_at,
    says_happened,
    speaker_of,
    stands,
    still_there,
)
from contested.extract.rules.ground import grounded
from contested.extract.scene import Draft, Scene
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import anaphor, located, places_of, unknown_places, with_owners
from contested.model import (
    ControlStatus,
    ControlUpdate,
    Dispute,
    Modality,
    Polarity,
    Predicate,
    Resolution,
    TimeRelation,
)

_AWAY = frozenset(
    {
        "to",
        "into",
        "by",
        "since",
        "until",
        "for",
        "during",
        "with",
        "against",
        "towards",
        "toward",
        "as",
        "after",
        "before",
    }
)


_TO_COME = frozenset({"would", "future"})


def withdrawal(scene: Scene, event: Event) -> list[Draft]:
    """Leaving a place: done, refused, demanded, announced. A refusal presupposes that the place is held."""
    if not {"withdraw", "call_withdraw"} & set(event.ids):
        return []
    if _told(event) is not None or _by_calls(scene, event):
        return []
    actor = doer_of(scene, event)
    if scene.reading.document.tokens[event.chunk.start].lower == "leaving" and not _from_somewhere(scene, event):
        return []  # "…, leaving dozens dead"
    if not event.noun and event.subjects and all(_is_thing(scene, c) for c in event.subjects):
        return []  # "the closure left lorries stranded", "the hospital was evacuated"
    if not event.noun and not event.passive and _leaves_somebody(scene, event):
        return []  # "a truce that left the rebels inside the city"
    if event.ids == ("withdraw",) and not event.noun and event.passive:
        # "Namkham was lost by the junta": the one who loses it leaves it
        actor = scene.casting.refer(event.agent) if event.agent else None
        if actor is None and not event.under("deny"):
            return []
    if (
        event.subjects
        and scene.words(event.subjects[0]) in (["nobody"], ["no", "one"])
        and event.auxiliaries & _TO_COME
    ):
        actor = None  # "nobody would be leaving X", says who holds it
    demanding = event.under("demand")
    refusing = event.under("refuse")
    asking = demanding or refusing or event.ids == ("call_withdraw",)
    if not event.noun and actor is not None and actor.kind == "people":
        return []  # "ordered residents to leave X"
    if not event.noun and actor is not None and not is_armed(actor) and not asking:
        return []
    if event.noun and not (
        demanding
        or refusing
        or event.under("deny", "promise", "insist")
        or announced_by(scene, event)
        or says_happened(event)
    ):
        return []
    places = places_at(scene, event, without=_AWAY)
    draft = draft_of(scene, event, Predicate.WITHDRAWS, "withdraws")
    draft.places = places
    draft.actor = actor
    first = scene.reading.document.tokens[event.chunk.start].lower
    if event.ids == ("call_withdraw",) or draft.modality is Modality.DEMANDED:
        return _demanded(scene, event, draft)
    progressive = "be" in event.auxiliaries and event.negated and "ing" in event.chunk.forms()
    if draft.modality is Modality.REFUSED or progressive or (event.noun and event.negated and _not_negotiable(event)):
        return _refused(scene, event, draft)
    if draft.modality is Modality.DENIED:
        if places and first in _LOSING:
            return denied_capture(scene, event, draft)
        return [draft] if places else []
    if not places and not event.noun and is_armed(actor) and scene.focus and _same_sentence(scene):
        draft.places = list(scene.focus)  # "entered X and the army fell back": from there, which changes no more
        return [draft]
    if actor is None and not places:
        return []
    if first in {"lost", "loses", "lose"} and not places:
        return []
    if stands(draft) and places and actor is not None:
        draft.control = ControlUpdate(status=ControlStatus.VACATED)
    return [draft] if places or (is_armed(actor) and draft.modality is not Modality.ASSERTED) else []


def _is_thing(scene: Scene, chunk: Chunk) -> bool:
    """ "the closure", "the hospital", "water": what holds no ground that it could leave."""
    if chunk.has("noun", "force") or any(h.entry.category == "actor" for h in chunk.hits):
        return False
    return chunk.has("event", "close") or chunk.has("noun", "utility") or aid_point(scene, chunk) is not None


def _demanded(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    """Somebody demands that a side leave."""
    if event.ids == ("call_withdraw",):
        speaker = scene.casting.refer(event.subjects[0]) if event.subjects else None
    else:
        speaker = speaker_of(scene, event, "demand" if event.under("demand") else "report")
    draft.predicate, draft.rule = Predicate.CALLS_FOR_WITHDRAWAL, "control.calls_for_withdrawal"
    draft.actor, draft.modality, draft.polarity = speaker or draft.actor, Modality.DEMANDED, Polarity.POSITIVE
    draft.relation = TimeRelation.CURRENT
    return [draft] if draft.actor is not None else []


def _refused(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    """Somebody will not leave, which presupposes that the place is held."""
    holder = draft.actor
    if event.under("refuse") is not None:
        draft.actor = speaker_of(scene, event, "refuse") or draft.actor
        holder = draft.actor if not event.noun else (holder if is_armed(holder) else draft.actor)
    if draft.actor is None:
        draft.actor = holder = speaker_of(scene, event, "report")
    draft.predicate, draft.rule = Predicate.REFUSES_WITHDRAWAL, "control.refuses_withdrawal"
    draft.modality, draft.polarity, draft.relation = Modality.REFUSED, Polarity.POSITIVE, TimeRelation.CURRENT
    if holder is not None and not is_armed(holder):
        holder = scene.casting.last_actor(event.chunk.start, scene.sentence.first_token)
    holder = holder if is_armed(holder) else None
    draft.control = held_by(forces_of(scene, holder), Dispute.WITHDRAWAL_DEMANDED) or ControlUpdate(
        status=ControlStatus.HELD, dispute=Dispute.WITHDRAWAL_DEMANDED
    )
    return [draft] if draft.actor is not None else []


def _told(event: Event) -> Chunk | None:
    """ "gave the rebels until Sunday to leave X": the verb by which somebody is told to go."""
    before = [v for v in event.clause.verbs() if v.start < event.chunk.start and v.has("event", "evacuate")]
    return before[-1] if before and not event.noun else None


def _by_calls(scene: Scene, event: Event) -> bool:
    words = scene.words(event.subjects[0]) if event.subjects and not event.noun else [""]
    return words[-1] in {"calls", "call", "demands", "appeals", "pressure", "orders", "ultimatum"}


def told_to_leave(scene: Scene, event: Event) -> list[Draft]:
    """ "gave the rebels until Sunday to leave X", "has rejected calls to leave X"."""
    if "withdraw" not in event.ids:
        return []
    told = _told(event)
    if told is None:
        return _calls_refused(scene, event) if _by_calls(scene, event) else []
    if not is_armed(doer_of(scene, event), names=False):
        return []  # residents told to leave are evacuated
    draft = draft_of(scene, event, Predicate.CALLS_FOR_WITHDRAWAL, "ordered_out")
    draft.actor = first_actor(scene, subjects_of(event.clause, told))
    draft.places = places_at(scene, event, without=_AWAY)
    draft.modality, draft.relation = Modality.DEMANDED, TimeRelation.CURRENT
    return [draft] if draft.actor is not None and draft.places else []


def _calls_refused(scene: Scene, event: Event) -> list[Draft]:
    draft = draft_of(scene, event, Predicate.REFUSES_WITHDRAWAL, "calls_refused")
    draft.actor, draft.places = speaker_of(scene, event, "refuse", "deny"), places_at(scene, event, without=_AWAY)
    if draft.actor is None or not draft.places:
        return []
    draft.modality, draft.polarity, draft.relation = Modality.REFUSED, Polarity.POSITIVE, TimeRelation.CURRENT
    holder = draft.actor if is_armed(draft.actor) else None
    draft.control = held_by(forces_of(scene, holder), Dispute.WITHDRAWAL_DEMANDED)
    return [draft]


def _leaves_somebody(scene: Scene, event: Event) -> bool:
    first = event.objects[0] if event.objects else None
    leaving = scene.reading.document.tokens[event.chunk.start].lower in {"leave", "leaves", "left", "leaving"}
    if not leaving or first is None or first.prep is not None or located(scene, first):
        return False
    return first.has("noun", "force") or any(h.entry.category == "actor" for h in first.hits)


def _from_somewhere(scene: Scene, event: Event) -> bool:
    first = event.objects[0] if event.objects else None
    return first is not None and bool(located(scene, first) or anaphor(scene, first))


_LOSING = frozenset({"lose", "loses", "lost", "losing", "loss", "cede", "ceded", "ceding"})


def _same_sentence(scene: Scene) -> bool:
    return all(scene.sentence.start <= r.mention.start < scene.sentence.end for r in scene.focus)


def _not_negotiable(event: Event) -> bool:
    verbs = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    if not verbs:
        return False
    return event.under("report") is not None or event.negated


def capture(scene: Scene, event: Event) -> list[Draft]:
    """Taking a place; a denial of it contests the place."""
    if "capture" not in event.ids or not grounded(scene, event) or _occupies(scene, event):
        return []
    first = scene.reading.document.tokens[event.chunk.start].lower
    falls = first in {
        "slip",
        "slips",
        "slipped",
        "slipping",
        "pass",
        "passed",
        "fall",
        "falls",
        "fell",
        "fallen",
        "falling",
        "come",
        "comes",
        "came",
        "change",
        "changes",
        "changed",
    }
    words = scene.words(event.chunk)
    falls = falls or ("be" in event.chunk.forms() and words[-2:] == ["lost", "to"])
    actor = doer_of(scene, event)
    places = places_at(scene, event, without=NOT_OBJECT)
    if falls and not event.noun:
        places = places_of(scene, with_owners(scene, event.subjects)) or unknown_places(scene, event.subjects)
        to = [c for c in event.objects if c.prep in {"to", "of", "into"}]
        actor = scene.casting.refer(to[-1]) if to else None
        if to and scene.words(to[-1]) == ["them"] and not is_armed(actor, names=False):
            actor = scene.casting.last_armed(event.chunk.start)
    elif event.passive:
        if actor is None and not places:
            return []
    elif not event.noun and not is_armed(actor):
        return []
    if not places:
        return []
    draft = draft_of(scene, event, Predicate.CAPTURES, "captures")
    draft.places, draft.actor = places, actor
    if draft.modality is Modality.DENIED:
        return denied_capture(scene, event, draft)
    if draft.modality is Modality.NEGATED:
        return [draft]
    if stands(draft):
        draft.control = held_by(forces_of(scene, actor))
    return [draft]


def _occupies(scene: Scene, event: Event) -> bool:
    """ "still occupy a hill" is to hold it; "occupied the hill" may be to take it."""
    return scene.words(event.chunk)[0] in {"occupy", "occupies", "occupying"}


def denied_capture(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    """Turn a denied loss or capture into a contested place, with the denier as its subject."""
    draft.predicate, draft.rule = Predicate.DENIES_CAPTURE, "control.denies_capture"
    draft.modality, draft.polarity = Modality.DENIED, Polarity.NEGATIVE
    draft.actor = speaker_of(scene, event, "deny") or speaker_of(scene, event, "report")
    draft.control = ControlUpdate(
        status=ControlStatus.CONTESTED,
        dispute=Dispute.RIVAL_CLAIMS,
        disputed_by=(draft.actor.label,) if draft.actor else (),
    )
    return [draft] if draft.actor is not None else []


def holding(scene: Scene, event: Event) -> list[Draft]:
    """Holding a place, or insisting on it."""
    if "hold" not in event.ids or not grounded(scene, event):
        return []
    actor = doer_of(scene, event)
    places = places_at(scene, event, without=NOT_OBJECT)
    if event.noun:
        return _control_noun(scene, event)
    if not event.adjective and not event.passive and not is_armed(actor):
        return []
    if event.adjective:
        actor, places = _holder_and_place(scene, event)
    if (event.passive or event.adjective) and not is_armed(actor):
        return []
    if (event.passive or event.adjective) and any(
        aid_point(scene, c) is not None and not c.mentions for c in event.subjects
    ):
        return []  # "the site, run by a foundation" says who operates it, not who holds the ground
    draft = draft_of(scene, event, Predicate.HOLDS, "holds", state=True)
    draft.actor, draft.places = actor, places
    if event.negated and draft.modality is Modality.NEGATED and "longer" in {t.lower for t in event.chunk.auxiliaries}:
        return _given_up(draft)
    vows = bool(event.auxiliaries & {"future", "would"}) or event.under("promise", "threaten") is not None
    insists = event.under("insist") is not None or (vows and not event.negated)
    if insists and draft.modality not in {Modality.DENIED, Modality.HYPOTHETICAL, Modality.COUNTERFACTUAL}:
        draft.predicate, draft.rule, draft.modality = (
            Predicate.INSISTS_CONTROL,
            "control.insists_control",
            Modality.ASSERTED,
        )
        draft.relation = TimeRelation.CURRENT
        if event.under("insist"):
            draft.actor = speaker_of(scene, event, "insist") or draft.actor
        point = _aid_object(scene, event)
        if not places and point:
            return []
    if not places:
        return []
    past_aux = ("was" in event.auxiliaries or "past" in event.chunk.forms()) and not event.adjective
    if (
        past_aux
        and draft.relation is TimeRelation.CURRENT
        and event.under("report") is None
        and not still_there(scene, event)
    ):
        draft.relation = TimeRelation.CURRENT if draft.modality is not Modality.ASSERTED else TimeRelation.RECENT_EVENT
    if draft.modality is Modality.DENIED:
        draft.predicate = Predicate.HOLDS
        return [draft]
    if draft.polarity is Polarity.POSITIVE and draft.relation in {TimeRelation.CURRENT, TimeRelation.RECENT_EVENT}:
        allowed = {Modality.ASSERTED, Modality.PRESUPPOSED, Modality.REFUSED}
        draft.control = held_by(forces_of(scene, draft.actor)) if draft.modality in allowed else None
    return [draft]


def _given_up(draft: Draft) -> list[Draft]:
    """ "they no longer hold X": they have left it."""
    if not draft.places or draft.actor is None:
        return []
    draft.predicate, draft.rule = Predicate.WITHDRAWS, "control.no_longer_holds"
    draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
    draft.relation = TimeRelation.RECENT_EVENT
    draft.control = ControlUpdate(status=ControlStatus.VACATED)
    return [draft]


def _holder_and_place(scene: Scene, event: Event) -> tuple[ActorRef | None, list[Resolution]]:
    """ "X is held by A", "X is in the hands of A", but "A is in control of X"."""
    if scene.words(event.chunk)[:1] == ["in"] and "control" in scene.words(event.chunk):
        return first_actor(scene, event.subjects), places_of(scene, event.objects, without=NOT_OBJECT)
    actor = scene.casting.refer(event.agent) if event.agent is not None else None
    if actor is None:
        actor = next((a for c in event.objects if (a := scene.casting.refer(c)) is not None and is_armed(a)), None)
    return actor, places_of(scene, with_owners(scene, event.subjects))


def _aid_object(scene: Scene, event: Event) -> bool:
    return any(aid_point(scene, c) is not None for c in event.objects)


def _control_noun(scene: Scene, event: Event) -> list[Draft]:
    """ "control of X is disputed", "lost its grip on X", "denied losing control of X"."""
    places = places_of(scene, event.objects, without=NOT_OBJECT)
    if not places:
        return []
    after = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    disputed = any(v.has("deny") for v in after) or any(
        word in {"disputed", "contested", "unclear"}
        for c in event.clause.chunks
        if c.start >= event.chunk.end
        for word in scene.words(c)
    )
    draft = draft_of(scene, event, Predicate.HOLDS, "control_of", state=True)
    draft.places = places
    if disputed:
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS)
        return [draft]
    losing = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if losing and losing[-1].has("event", "withdraw"):
        return []
    rests = [v for v in after if v.word in {"rests", "rest", "lies", "lie", "remains", "stays"}]
    draft.actor = first_actor(scene, [c for c in event.objects if c.prep == "with"]) if rests else doer_of(scene, event)
    if not is_armed(draft.actor):
        return []
    if event.under("promise", "threaten", "demand", "refuse"):
        return []
    draft.control = held_by(forces_of(scene, draft.actor)) if draft.modality is Modality.ASSERTED else None
    return [draft]


def handing_over(scene: Scene, event: Event) -> list[Draft]:
    """Handing a place to another side: the receiver holds it, once it is done."""
    if "hand_over" not in event.ids:
        return []
    if any(set(scene.words(c)) & CAPTIVES for c in (*event.subjects, *event.objects)):
        return []
    moved = event.passive or "be" in event.chunk.forms()  # "X was handed over to" as a phrase of the lexicon
    changing = with_owners(scene, event.subjects) if moved else event.objects
    places = places_of(scene, changing, without=frozenset({"to", "by", "on"}))
    if event.noun:
        places = places_of(scene, event.objects, without=frozenset({"to", "by", "on"}))
    if not places:
        places = places_of(scene, with_owners(scene, event.subjects)) if event.under("demand") else []
    if not places:
        return []
    draft = draft_of(scene, event, Predicate.HANDS_OVER_CONTROL, "hands_over")
    receiver = next((a for c in event.objects if c.prep == "to" and (a := scene.casting.refer(c)) is not None), None)
    draft.places = places
    if event.under("demand"):
        draft.actor, draft.modality = speaker_of(scene, event, "demand"), Modality.DEMANDED
        draft.relation = TimeRelation.CURRENT
        return [draft]
    draft.actor = doer_of(scene, event) if not moved or event.agent is not None else None
    troops = is_armed(draft.actor) or any(c.has("noun", "force") for c in event.subjects[:1])
    if not troops and not moved and not (event.noun and says_happened(event)):
        return []
    if stands(draft):
        draft.control = held_by(receiver) or ControlUpdate(status=ControlStatus.VACATED)
    return [draft]
