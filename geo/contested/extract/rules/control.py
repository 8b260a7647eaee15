"""Rules on control: who takes, holds, leaves, enters, besieges, strikes, or says that others do."""

from collections.abc import Callable

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk
from contested.extract.drafts import (
    Draft,
    Scene,
    aid_point,
    anaphor,
    before_event,
    located,
    modality_of,
    places_of,
    relation_of,
    unknown_places,
)
from contested.extract.events import Event, subjects_of
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
_NOT_OBJECT = frozenset(
    {"by", "since", "until", "for", "during", "with", "against", "as", "from", "after", "before", "to", "about"}
)
_ANY = frozenset({"by", "since", "until", "for", "during", "with", "against", "as", "after", "before", "about"})


def _actor(scene: Scene, event: Event) -> ActorRef | None:
    """The doer: the agent of a passive, the subject of an active verb, the owner of a noun."""
    if event.noun:
        if event.agent is not None:
            return scene.casting.refer(event.agent)
        return _owner(scene, event) or _of_owner(scene, event) or _announced(scene, event)
    if event.passive or event.adjective:
        return scene.casting.refer(event.agent) if event.agent is not None else None
    for subject in event.subjects:
        actor = scene.casting.refer(subject)
        if actor is not None:
            return actor
    return None


def _of_owner(scene: Scene, event: Event) -> ActorRef | None:
    """ "the withdrawal of Israeli troops from X": an armed actor after "of"."""
    for chunk in event.objects[:1]:
        if chunk.prep == "of" and (chunk.has("noun", "force") or any(h.entry.category == "actor" for h in chunk.hits)):
            actor = scene.casting.refer(chunk)
            return actor if _armed(actor) else None
    return None


def _announced(scene: Scene, event: Event) -> ActorRef | None:
    """ "the RSF announced the capture of X": who announces a deed of its own does it."""
    verbs = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if not verbs or not (verbs[-1].has("report") or verbs[-1].has("admit") or verbs[-1].has("verb")):
        return None
    actor = (
        scene.casting.refer(event.subjects[0])
        if event.subjects
        else _first(scene, subjects_of(event.clause, verbs[-1]))
    )
    return actor if _armed(actor) else None


def _owner(scene: Scene, event: Event) -> ActorRef | None:
    """ "the Israeli withdrawal", "the army's advance", "their withdrawal": the words before the noun."""
    hit = next(h for h in event.chunk.hits if h.entry.category == "event")
    before = Chunk(event.chunk.kind, event.chunk.start, hit.start)
    if hit.start <= event.chunk.start:
        return None
    before.hits = [h for h in event.chunk.hits if h.end <= hit.start]
    before.mentions = [
        m
        for m in event.chunk.mentions
        if scene.reading.resolutions[m].mention.end <= scene.reading.document.tokens[hit.start].start
    ]
    words = scene.words(before)
    if words[-1] in {"their", "its", "his"} or (before.hits and any(h.entry.category == "actor" for h in before.hits)):
        return scene.casting.refer(before) or (scene.casting.refer(event.subjects[0]) if event.subjects else None)
    if before.has("noun", "force"):
        return scene.casting.refer(before)
    return None


def _speaker_of(scene: Scene, event: Event, *names: str) -> ActorRef | None:
    operator = event.under(*names)
    if operator is None:
        return None
    for subject in subjects_of(operator.clause, operator.chunk):
        actor = scene.casting.refer(subject)
        if actor is not None:
            return actor
    return None


def _armed(actor: ActorRef | None, *, names: bool = True) -> bool:
    return actor is not None and (actor.armed or (names and actor.kind == "name"))


def _where(scene: Scene, event: Event, without: frozenset[str] = _ANY) -> list[Resolution]:
    if event.noun:
        found = places_of(scene, [event.chunk, *event.objects], without=without)
    elif event.passive or event.adjective:
        found = places_of(scene, event.subjects) or places_of(scene, event.objects, without=without)
    else:
        found = places_of(scene, event.objects, without=without)
    if (
        not found
        and event.objects
        and scene.words(event.objects[0]) in (["it"], ["them"])
        and event.objects[0].prep is None
    ):
        return list(scene.focus if scene.words(event.objects[0]) == ["them"] else scene.focus[-1:])
    return found or before_event(scene, event) or unknown_places(scene, event.objects)


_GROUND = frozenset(
    {
        "positions",
        "position",
        "ground",
        "territory",
        "area",
        "areas",
        "district",
        "districts",
        "village",
        "villages",
        "control",
    }
    | {
        "line",
        "lines",
        "hilltop",
        "hill",
        "checkpoint",
        "checkpoints",
        "part",
        "parts",
        "most",
        "half",
        "outskirts",
        "centre",
    }
    | {
        "town",
        "city",
        "towns",
        "cities",
        "neighbourhood",
        "neighbourhoods",
        "streets",
        "headquarters",
        "base",
        "bases",
        "all",
        "rest",
    }
    | {
        "market",
        "buildings",
        "gate",
        "airport",
        "junction",
        "crossing",
        "sector",
        "settlement",
        "edge",
        "side",
        "bank",
        "kilometres",
    }
)


def _grounded(scene: Scene, event: Event) -> bool:
    """Tell whether what is taken or held is ground: a place, or "positions in X", not "talks in X" or "X responsible"."""
    if event.noun or event.passive or event.adjective or not event.objects:
        return True
    first = event.objects[0]
    if located(scene, first) or first.prep is not None or anaphor(scene, first):
        return True
    return bool(set(scene.words(first)) & _GROUND) or scene.words(first)[0] in {"it", "them"}


def _draft(scene: Scene, event: Event, predicate: Predicate, rule: str, *, state: bool = False) -> Draft:
    modality, polarity = modality_of(scene, event)
    draft = Draft(event=event, predicate=predicate, rule=f"control.{rule}", modality=modality, polarity=polarity)
    draft.relation = relation_of(scene, event, modality, state=state)
    if event.relative and state and modality is Modality.ASSERTED:
        draft.modality = Modality.PRESUPPOSED
    return draft


def _held(actor: ActorRef | None, dispute: Dispute = Dispute.NONE) -> ControlUpdate | None:
    return None if actor is None else ControlUpdate(status=ControlStatus.HELD, holder=actor.label, dispute=dispute)


def _plain(draft: Draft) -> bool:
    """Tell whether a claim of a change stands as said: asserted, now or recent."""
    return draft.modality in {Modality.ASSERTED, Modality.PRESUPPOSED} and draft.relation in {
        TimeRelation.CURRENT,
        TimeRelation.RECENT_EVENT,
    }


def withdrawal(scene: Scene, event: Event) -> list[Draft]:
    """Leaving a place: done, refused, demanded, announced. A refusal presupposes that the place is held."""
    if not {"withdraw", "call_withdraw"} & set(event.ids):
        return []
    actor = _actor(scene, event)
    if event.ids == ("withdraw",) and not event.noun and event.passive:
        # "Namkham was lost by the junta": the one who loses it leaves it
        actor = scene.casting.refer(event.agent) if event.agent else None
        if actor is None and not event.under("deny"):
            return []
    demanding = event.under("demand")
    refusing = event.under("refuse")
    if not event.noun and actor is not None and not _armed(actor) and not (demanding or refusing):
        return []
    if event.noun and not (
        demanding
        or refusing
        or event.under("deny", "promise", "insist")
        or _announced(scene, event)
        or _says_happened(event)
    ):
        return []
    places = _where(scene, event, without=_AWAY)
    draft = _draft(scene, event, Predicate.WITHDRAWS, "withdraws")
    draft.places = places
    draft.actor = actor
    first = scene.reading.document.tokens[event.chunk.start].lower
    if (
        event.ids == ("call_withdraw",)
        or (draft.modality is Modality.DEMANDED and demanding)
        or (draft.modality is Modality.DEMANDED)
    ):
        speaker = _speaker_of(scene, event, "demand") if demanding else _speaker_of(scene, event, "report")
        if event.ids == ("call_withdraw",):
            speaker = scene.casting.refer(event.subjects[0]) if event.subjects else None
        draft.predicate, draft.rule = Predicate.CALLS_FOR_WITHDRAWAL, "control.calls_for_withdrawal"
        draft.actor, draft.modality, draft.polarity = speaker or draft.actor, Modality.DEMANDED, Polarity.POSITIVE
        draft.relation = TimeRelation.CURRENT
        return [draft] if draft.actor is not None else []
    progressive = "be" in event.auxiliaries and event.negated and "ing" in event.chunk.forms()
    if draft.modality is Modality.REFUSED or progressive or (event.noun and event.negated and _not_negotiable(event)):
        holder = draft.actor
        if refusing is not None:
            draft.actor = _speaker_of(scene, event, "refuse") or draft.actor
            holder = draft.actor if not event.noun else (holder if _armed(holder) else draft.actor)
        if draft.actor is None:
            draft.actor = holder = _speaker_of(scene, event, "report")
        draft.predicate, draft.rule = Predicate.REFUSES_WITHDRAWAL, "control.refuses_withdrawal"
        draft.modality, draft.polarity, draft.relation = Modality.REFUSED, Polarity.POSITIVE, TimeRelation.CURRENT
        if holder is not None and not _armed(holder):
            holder = scene.casting.last_actor(event.chunk.start, scene.sentence.first_token)
        holder = holder if _armed(holder) else None
        draft.control = _held(_forces(scene, holder), Dispute.WITHDRAWAL_DEMANDED) or ControlUpdate(
            status=ControlStatus.HELD, dispute=Dispute.WITHDRAWAL_DEMANDED
        )
        return [draft] if draft.actor is not None else []
    if draft.modality is Modality.DENIED:
        if places and first in _LOSING:
            return _denied_capture(scene, event, draft)
        return [draft] if places else []
    if not places and not event.noun and _armed(actor) and scene.focus and _same_sentence(scene):
        draft.places = list(scene.focus)  # "entered X and the army fell back": from there, which changes no more
        return [draft]
    if actor is None and not places:
        return []
    if first in {"lost", "loses", "lose"} and not places:
        return []
    if _plain(draft) and places and actor is not None:
        draft.control = ControlUpdate(status=ControlStatus.VACATED)
    return [draft] if places or (_armed(actor) and draft.modality is not Modality.ASSERTED) else []


_LOSING = frozenset({"lose", "loses", "lost", "losing", "loss", "cede", "ceded", "ceding"})


def _same_sentence(scene: Scene) -> bool:
    return all(scene.sentence.start <= r.mention.start < scene.sentence.end for r in scene.focus)


def _says_happened(event: Event) -> bool:
    return any(v.start >= event.chunk.end for v in event.clause.verbs())


def _not_negotiable(event: Event) -> bool:
    verbs = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    if not verbs:
        return False
    return event.under("report") is not None or event.negated


def _forces(scene: Scene, actor: ActorRef | None) -> ActorRef | None:
    """A government holds ground by its army, where the theatre knows one."""
    if actor is None or actor.kind != "government" or actor.id is None:
        return actor
    side = scene.cast.side(actor.id)
    for identity, known in scene.cast.actors.items():
        if known.kind == "state_forces" and side in {known.side, identity}:
            return ActorRef(known.label, identity, known.kind, actor.start, actor.end)
    return actor


def capture(scene: Scene, event: Event) -> list[Draft]:
    """Taking a place; a denial of it contests the place."""
    if "capture" not in event.ids or not _grounded(scene, event):
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
    }
    actor = _actor(scene, event)
    places = _where(scene, event, without=_NOT_OBJECT)
    if falls and not event.noun:
        places = places_of(scene, event.subjects)
        to = [c for c in event.objects if c.prep in {"to", "of", "into"}]
        actor = scene.casting.refer(to[-1]) if to else None
        if actor is None and not event.noun and not to:
            actor = None
    elif event.passive:
        if actor is None and not places:
            return []
    elif not event.noun and not _armed(actor):
        return []
    if not places:
        return []
    draft = _draft(scene, event, Predicate.CAPTURES, "captures")
    draft.places, draft.actor = places, actor
    if draft.modality is Modality.DENIED:
        return _denied_capture(scene, event, draft)
    if draft.modality is Modality.NEGATED:
        return [draft]
    if _plain(draft):
        draft.control = _held(_forces(scene, actor))
    return [draft]


def _denied_capture(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    draft.predicate, draft.rule = Predicate.DENIES_CAPTURE, "control.denies_capture"
    draft.actor = _speaker_of(scene, event, "deny")
    draft.control = ControlUpdate(
        status=ControlStatus.CONTESTED,
        dispute=Dispute.RIVAL_CLAIMS,
        disputed_by=(draft.actor.label,) if draft.actor else (),
    )
    return [draft] if draft.actor is not None else []


def holding(scene: Scene, event: Event) -> list[Draft]:
    """Holding a place, or insisting on it."""
    if "hold" not in event.ids or not _grounded(scene, event):
        return []
    actor = _actor(scene, event)
    places = _where(scene, event, without=_NOT_OBJECT)
    if event.noun:
        return _control_noun(scene, event)
    if not event.adjective and not event.passive and not _armed(actor):
        return []
    if event.adjective:
        actor, places = _holder_and_place(scene, event)
    if (event.passive or event.adjective) and not _armed(actor):
        return []
    if (event.passive or event.adjective) and any(
        aid_point(scene, c) is not None and not c.mentions for c in event.subjects
    ):
        return []  # "the site, run by a foundation" says who operates it, not who holds the ground
    draft = _draft(scene, event, Predicate.HOLDS, "holds", state=True)
    draft.actor, draft.places = actor, places
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
            draft.actor = _speaker_of(scene, event, "insist") or draft.actor
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
        and not _still(scene, event)
    ):
        draft.relation = TimeRelation.CURRENT if draft.modality is not Modality.ASSERTED else TimeRelation.RECENT_EVENT
    if draft.modality is Modality.DENIED:
        draft.predicate = Predicate.HOLDS
        return [draft]
    if draft.polarity is Polarity.POSITIVE and draft.relation in {TimeRelation.CURRENT, TimeRelation.RECENT_EVENT}:
        allowed = {Modality.ASSERTED, Modality.PRESUPPOSED, Modality.REFUSED}
        draft.control = _held(_forces(scene, draft.actor)) if draft.modality in allowed else None
    return [draft]


def _holder_and_place(scene: Scene, event: Event) -> tuple[ActorRef | None, list[Resolution]]:
    """ "X is held by A", "X is in the hands of A", but "A is in control of X"."""
    if scene.words(event.chunk)[:1] == ["in"] and "control" in scene.words(event.chunk):
        return _first(scene, event.subjects), places_of(scene, event.objects, without=_NOT_OBJECT)
    actor = scene.casting.refer(event.agent) if event.agent is not None else None
    if actor is None:
        actor = next((a for c in event.objects if (a := scene.casting.refer(c)) is not None and _armed(a)), None)
    return actor, places_of(scene, event.subjects)


def _still(scene: Scene, event: Event) -> bool:
    return "still" in event.auxiliaries or any("still" in scene.words(c) for c in event.clause.chunks)


def _first(scene: Scene, chunks: list[Chunk]) -> ActorRef | None:
    return next((a for c in chunks if (a := scene.casting.refer(c)) is not None), None)


def _aid_object(scene: Scene, event: Event) -> bool:
    return any(aid_point(scene, c) is not None for c in event.objects)


def _control_noun(scene: Scene, event: Event) -> list[Draft]:
    """ "control of X is disputed", "lost its grip on X", "denied losing control of X"."""
    places = places_of(scene, event.objects, without=_NOT_OBJECT)
    if not places:
        return []
    after = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    disputed = any(v.has("deny") for v in after) or any(
        word in {"disputed", "contested", "unclear"}
        for c in event.clause.chunks
        if c.start >= event.chunk.end
        for word in scene.words(c)
    )
    draft = _draft(scene, event, Predicate.HOLDS, "control_of", state=True)
    draft.places = places
    if disputed:
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS)
        return [draft]
    losing = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if losing and losing[-1].has("event", "withdraw"):
        return []
    draft.actor = _actor(scene, event)
    if not _armed(draft.actor):
        return []
    if event.under("promise", "threaten", "demand", "refuse"):
        return []
    draft.control = _held(_forces(scene, draft.actor)) if draft.modality is Modality.ASSERTED else None
    return [draft]


def handing_over(scene: Scene, event: Event) -> list[Draft]:
    """Handing a place to another side: the receiver holds it, once it is done."""
    if "hand_over" not in event.ids:
        return []
    places = places_of(scene, event.subjects if event.passive else event.objects, without=frozenset({"to", "by", "on"}))
    if event.noun:
        places = places_of(scene, event.objects, without=frozenset({"to", "by", "on"}))
    if not places:
        places = places_of(scene, event.subjects) if event.under("demand") else []
    if not places:
        return []
    draft = _draft(scene, event, Predicate.HANDS_OVER_CONTROL, "hands_over")
    receiver = next((a for c in event.objects if c.prep == "to" and (a := scene.casting.refer(c)) is not None), None)
    draft.places = places
    if event.under("demand"):
        draft.actor, draft.modality = _speaker_of(scene, event, "demand"), Modality.DEMANDED
        draft.relation = TimeRelation.CURRENT
        return [draft]
    draft.actor = _actor(scene, event)
    if not _armed(draft.actor) and not event.passive:
        return []
    if _plain(draft):
        draft.control = _held(receiver) or ControlUpdate(status=ControlStatus.VACATED)
    return [draft]


def entering(scene: Scene, event: Event) -> list[Draft]:
    """Entering a place: inside it, which is not yet holding it."""
    if "enter" not in event.ids:
        return []
    actor = _actor(scene, event)
    if event.noun and actor is None and not event.operators and not _says_happened(event):
        return []
    if not event.noun and not event.passive and not _armed(actor):
        return []
    places = _where(scene, event, without=_ANY | {"from"})
    if not places:
        return []
    draft = _draft(scene, event, Predicate.ENTERS, "enters")
    draft.places, draft.actor = places, actor
    if draft.modality is Modality.DENIED:
        draft.predicate, draft.actor = Predicate.DENIES_PRESENCE, _speaker_of(scene, event, "deny") or actor
        if actor is not None and draft.actor is not None and actor.label != draft.actor.label:
            draft.predicate, draft.actor = Predicate.ENTERS, actor
        return [draft]
    if _plain(draft) and actor is not None:
        draft.control = ControlUpdate(
            status=ControlStatus.CONTESTED,
            holder=actor.label,
            dispute=Dispute.UNVERIFIED_CHANGE,
        )
    return [draft]


def advancing(scene: Scene, event: Event) -> list[Draft]:
    """Moving towards a place."""
    if "advance" not in event.ids:
        return []
    actor = _actor(scene, event)
    if not event.noun and not _armed(actor):
        return []
    places = _where(scene, event, without=_ANY | {"from"})
    if not places or (event.noun and actor is None and not event.operators and not _says_happened(event)):
        return []
    draft = _draft(scene, event, Predicate.ADVANCES, "advances")
    draft.places, draft.actor = places, actor
    return [draft]


def repelling(scene: Scene, event: Event) -> list[Draft]:
    """Driving the other side back contests the place."""
    if "repel" not in event.ids:
        return []
    actor = _actor(scene, event)
    places = places_of(
        scene, [c for c in event.objects if not (c.prep is None and c.has("noun", "force"))], without=_ANY
    )
    places = places or (places_of(scene, [c for c in event.objects if c.prep in {"on", "in", "at", "near", "from"}]))
    if not places or not (_armed(actor) or event.passive):
        return []
    draft = _draft(scene, event, Predicate.REPELS, "repels")
    draft.places, draft.actor = places, actor
    if _plain(draft):
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS)
    return [draft]


def besieging(scene: Scene, event: Event) -> list[Draft]:
    """Besieging a place."""
    if "besiege" not in event.ids:
        return []
    places = _where(scene, event, without=_ANY)
    actor = _actor(scene, event)
    draft = _draft(scene, event, Predicate.BESIEGES, "besieges", state=True)
    if draft.modality is Modality.DENIED:
        denier = _speaker_of(scene, event, "deny")
        places = places or list(scene.focus[-1:])
        said = [
            d
            for d in scene.history
            if d.predicate is Predicate.BESIEGES
            and d.actor is not None
            and {p.place for p in d.places} & {p.place for p in places}
        ]
        alleged = said[-1].actor if said and event.noun else (None if event.passive else denier)
        draft.actor = actor if event.agent is not None else alleged
        draft.disputes = "denies"
    else:
        draft.actor = actor
        if not event.passive and not event.noun and not _armed(actor):
            return []
    if not places:
        return []
    draft.places = places
    if draft.modality is Modality.ASSERTED and draft.relation in {TimeRelation.CURRENT, TimeRelation.RECENT_EVENT}:
        draft.control = ControlUpdate(status=ControlStatus.BESIEGED)
    return [draft]


def clashing(scene: Scene, event: Event) -> list[Draft]:
    """Fighting in a place between sides."""
    if "clash" not in event.ids:
        return []
    if not event.noun and not event.passive and not _armed(_actor(scene, event)):
        return []
    places = places_of(scene, event.objects, without=_ANY | {"from", "to"})
    if event.noun and not places:
        verbs = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
        if verbs:
            places = places_of(
                scene,
                [c for c in event.clause.chunks if c.start >= verbs[-1].end and c.kind.value == "np"],
                without=_ANY | {"from", "to"},
            )
    if not places:
        return []
    draft = _draft(scene, event, Predicate.CLASHES, "clashes")
    draft.places = places
    named = [
        a
        for c in (event.subjects if not event.noun else [event.chunk, *event.objects])
        if c.prep in {None, "between"} and (a := scene.casting.refer(c)) is not None and _armed(a)
    ]
    draft.actor = named[0] if named and not event.noun else None
    if draft.modality in {Modality.ASSERTED, Modality.PRESUPPOSED} and draft.relation in {
        TimeRelation.CURRENT,
        TimeRelation.RECENT_EVENT,
    }:
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.CLASHES)
    return [draft]


def striking(scene: Scene, event: Event) -> list[Draft]:
    """Shelling, bombing, an attack: never control."""
    if "strike" not in event.ids:
        return []
    actor = _actor(scene, event)
    places = _where(scene, event, without=_ANY | {"from"})
    if not places and first_word(scene, event) in {"come", "comes", "came", "coming"}:
        places = places_of(scene, event.subjects)
    if not places and event.noun:
        places = places_of(
            scene,
            [c for c in event.clause.chunks if c.start > event.chunk.start and c.kind.value == "np"],
            without=_ANY | {"from"},
        )
    if not places:
        return []
    suffers = first_word(scene, event) in {"come", "comes", "came", "coming"}
    if not event.noun and not event.passive and not suffers and not _armed(actor):
        weapon = any(
            c.has("event", "strike") or c.has("noun", "force") or c.has("noun", "weapon") for c in event.subjects
        )
        if not weapon:
            return []
        actor = None
    draft = _draft(scene, event, Predicate.SHELLING_OR_STRIKE, "strikes")
    draft.places, draft.actor = places, actor if _armed(actor) else None
    return [draft]


def presence(scene: Scene, event: Event) -> list[Draft]:
    """Being in a place, which is not holding it; still being there after a promise to leave is."""
    if "presence" not in event.ids:
        return []
    actor = _actor(scene, event)
    places = _where(scene, event, without=_ANY | {"from"})
    draft = _draft(scene, event, Predicate.PRESENCE_ONLY, "presence")
    if draft.modality is Modality.DENIED:
        draft.predicate, draft.rule = Predicate.DENIES_PRESENCE, "control.denies_presence"
        draft.actor = _speaker_of(scene, event, "deny")
        draft.places = places or list(scene.focus)
        return [draft] if draft.actor is not None and draft.places and _armed(draft.actor) else []
    if event.passive and actor is None:
        actor = _first(scene, event.subjects)  # "troops are stationed in X"
        places = places_of(scene, event.objects, without=_ANY | {"from"})
    if not _armed(actor) or not places:
        return []
    draft.places, draft.actor = places, actor
    staying = first_word(scene, event) in {"remain", "stay", "remaining", "staying", "operate"}
    if staying and draft.modality is Modality.PROMISED and "may" not in event.auxiliaries:
        draft.predicate, draft.rule, draft.modality = (
            Predicate.REFUSES_WITHDRAWAL,
            "control.will_stay",
            Modality.REFUSED,
        )
        draft.relation = TimeRelation.CURRENT
        draft.control = _held(_forces(scene, actor), Dispute.WITHDRAWAL_DEMANDED)
        return [draft]
    draft.relation = TimeRelation.CURRENT if draft.relation is TimeRelation.RECENT_EVENT else draft.relation
    first = [t.lower for t in scene.reading.document.tokens[event.chunk.start : event.chunk.end]]
    if draft.modality is Modality.ASSERTED and (
        _still(scene, event) or first[0] in {"remain", "remains", "remained", "stay", "stays", "stayed"}
    ):
        draft.predicate, draft.rule, draft.control = (
            Predicate.HOLDS,
            "control.still_there",
            _held(_forces(scene, actor)),
        )
    elif draft.modality is Modality.ASSERTED and not event.chunk.hits and first[0] in {"are", "is"}:
        draft.predicate, draft.rule, draft.control = Predicate.HOLDS, "control.are_in", _held(_forces(scene, actor))
    return [draft]


def first_word(scene: Scene, event: Event) -> str:
    """Answer the first word of an event's verb, in lower case."""
    return scene.reading.document.tokens[event.chunk.start].lower


def fortifying(scene: Scene, event: Event) -> list[Draft]:
    """Building defences."""
    if "fortify" not in event.ids:
        return []
    actor = _actor(scene, event)
    places = _where(scene, event, without=_ANY | {"from"})
    if event.passive and not places:
        places = places_of(
            scene, [c for c in event.clause.chunks if c.start < event.chunk.start and c.kind.value == "np"]
        )
    if not places or not (event.passive or event.noun or _armed(actor)):
        return []
    draft = _draft(scene, event, Predicate.FORTIFIES_LINE, "fortifies")
    draft.places, draft.actor = places, actor
    return [draft]


def moving(scene: Scene, event: Event) -> list[Draft]:
    """Moving or massing forces."""
    if "move" not in event.ids:
        return []
    actor = _actor(scene, event)
    places = places_of(scene, event.objects, without=_ANY | {"from"})
    if not places or not (_armed(actor) or event.noun):
        return []
    draft = _draft(scene, event, Predicate.MOVES_FORCES, "moves")
    draft.places, draft.actor = places, actor
    return [draft]


def _about_front(scene: Scene, event: Event) -> bool:
    words = {w for c in event.subjects for w in scene.words(c)}
    return bool(words & {"line", "lines", "front", "frontline", "situation", "positions", "nothing", "control", "map"})


def unchanged(scene: Scene, event: Event) -> list[Draft]:
    """Quiet, lines held, nothing changed."""
    if "static" not in event.ids and not ("shift" in event.ids and event.negated and _about_front(scene, event)):
        return []
    places = places_of(scene, event.objects, without=_ANY | {"from"}) or places_of(scene, event.subjects)
    places = places or before_event(scene, event)
    if not places:
        return []
    draft = _draft(scene, event, Predicate.FRONT_STATIC, "unchanged", state=True)
    draft.modality, draft.polarity = (
        (Modality.ASSERTED, Polarity.POSITIVE)
        if draft.modality is Modality.NEGATED
        else (draft.modality, draft.polarity)
    )
    drafts = []
    actors: list[ActorRef | None] = [
        a for c in event.subjects if (a := scene.casting.refer(c)) is not None and _armed(a)
    ]
    for actor in actors or [None]:
        copy = Draft(
            event, draft.predicate, draft.rule, actor, list(places), draft.modality, draft.polarity, draft.relation
        )
        drafts.append(copy)
    return drafts


CONTROL_RULES: tuple[Callable[[Scene, Event], list[Draft]], ...] = (
    withdrawal,
    handing_over,
    capture,
    holding,
    repelling,
    entering,
    advancing,
    besieging,
    clashing,
    striking,
    presence,
    fortifying,
    moving,
    unchanged,
)
