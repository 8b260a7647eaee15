"""Rules on who holds, takes or hands over a place."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.anaphors import anaphor
from contested.extract.events import Event
from contested.extract.manner_modality import called_false
from contested.extract.rules.aid_common import CAPTIVES
from contested.extract.rules.direct import direct, of_something_else
from contested.extract.rules.doers import (
    NOT_OBJECT,
    attributed,
    commanded_by,
    denied_capture,
    doer_of,
    draft_of,
    first_actor,
    forces_of,
    given_up,
    held_by,
    is_armed,
    no_longer,
    places_at,
    says_happened,
    speaker_of,
    stands,
    still_there,
)
from contested.extract.rules.ground import GROUND, grounded
from contested.extract.scene import Draft, Scene, following
from contested.extract.whereabouts import located, places_of, unknown_places, with_owners
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


def capture(scene: Scene, event: Event) -> list[Draft]:
    """Taking a place; a denial of it contests the place."""
    if "capture" not in event.ids or not grounded(scene, event) or _occupies(scene, event):
        return []
    if of_something_else(scene, event) or _swept(scene, event):
        return []  # "the fall of the currency", "the capture of a drug lord"
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
    falls = falls or ("be" in event.chunk.forms() and (words[-2:] == ["lost", "to"] or "back" in words[1:2]))
    falls = falls or (words[0].startswith("return") and words[-2:] == ["control", "of"])
    actor = commanded_by(scene, doer_of(scene, event)) if event.noun else doer_of(scene, event)
    places = places_at(scene, event, without=NOT_OBJECT)
    if falls and not event.noun:
        places = places_of(scene, with_owners(scene, event.subjects)) or unknown_places(scene, event.subjects)
        to = [c for c in event.objects if c.prep in {"to", "of", "into"}]
        actor = scene.casting.refer(to[-1]) if to else None
        if to and scene.words(to[-1]) == ["them"] and not is_armed(actor, names=False):
            actor = scene.casting.last_armed(event.chunk.start)
        unfit = bool(to) and to[-1].prep in {"to", "into"} and not is_armed(actor) and not located(scene, to[-1])
        if unfit and first.startswith(("fall", "fell")):
            return []  # "fell into disrepair", "is falling into a deep sleep"
    elif event.passive:
        if actor is None and not places:
            return []
        if actor is None and "liberat" in words[-1] and not event.negated:
            actor = _liberator(scene, event)
    elif not event.noun and not is_armed(actor) and not _claim_denied(scene, event):
        return []
    if not places:
        return []
    draft = draft_of(scene, event, Predicate.CAPTURES, "captures")
    draft.places, draft.actor = places, actor
    if draft.modality is Modality.DENIED:
        return denied_capture(scene, event, draft)
    if draft.modality is Modality.NEGATED:
        return [draft]
    if stands(draft) and not _under_way(event):
        draft.control = held_by(forces_of(scene, actor))
    return [draft]


def _liberator(scene: Scene, event: Event) -> ActorRef | None:
    """ "Moscow announced that X was fully liberated": nobody calls so what the other side has taken."""
    speaker = speaker_of(scene, event, "report") or attributed(scene)
    own = speaker is not None and speaker.id is not None and speaker.kind in {"government", "state_forces"}
    return forces_of(scene, commanded_by(scene, speaker)) if own else None


def _under_way(event: Event) -> bool:
    """ "are clearing the last pockets of X": not yet taken."""
    return not event.noun and not event.passive and "be" in event.auxiliaries and "ing" in event.chunk.forms()


def _swept(scene: Scene, event: Event) -> bool:
    """ "cleared X of mines", "roads cleared of rubble": what is cleared away held nothing."""
    if not scene.words(event.chunk)[0].startswith("clear"):
        return False
    away = [c for c in event.objects if c.prep in {"of", "from"} or c is event.objects[0]]
    return any(c.has("event", "hazard") or scene.words(c)[-1] in _LITTER for c in away)


_LITTER = frozenset(
    {"rubble", "debris", "wreckage", "rubbish", "garbage", "waste", "snow", "mud", "ordnance", "mines", "explosives"}
    | {"bodies", "corpses", "wrecks", "ruins", "backlog", "roadblocks", "barricades", "munitions", "remnants"}
)


def _claim_denied(scene: Scene, event: Event) -> bool:
    """ "rejected Moscow's claim to have taken X": whoever made the claim, it is denied."""
    if called_false(scene, event):
        return True
    claim = event.subjects[0] if event.subjects else None
    return claim is not None and event.under("deny") is not None and scene.words(claim)[-1] in _CLAIMED


_CLAIMED = frozenset(
    {"claim", "claims", "assertion", "assertions", "announcement", "announcements", "report", "reports", "statement"}
)


def _occupies(scene: Scene, event: Event) -> bool:
    """ "still occupy a hill" is to hold it; "occupied the hill" may be to take it."""
    return scene.words(event.chunk)[0] in {"occupy", "occupies", "occupying"}


def holding(scene: Scene, event: Event) -> list[Draft]:
    """Holding a place, or insisting on it."""
    if ("hold" not in event.ids and not _run_by(scene, event)) or not grounded(scene, event):
        return []
    actor = doer_of(scene, event)
    places = places_at(scene, event, without=NOT_OBJECT)
    if event.noun:
        return _control_noun(scene, event)
    phrase = scene.words(event.chunk)
    if "firm" in phrase and any(c.has("noun", "government") for c in event.subjects):
        return []  # "the government held firm in the capital"
    in_hands = phrase[-1] == "of" and bool({"hands", "under"} & set(phrase))  # "X remains in the hands of A"
    if not (event.adjective or in_hands) and not event.passive and not is_armed(actor):
        return []
    if event.adjective or in_hands:
        actor, places = _holder_and_place(scene, event)
    if (event.passive or event.adjective or in_hands) and not is_armed(actor):
        return []
    if (event.passive or event.adjective) and any(
        aid_point(scene, c) is not None and not c.mentions for c in event.subjects
    ):
        return []  # "the site, run by a foundation" says who operates it, not who holds the ground
    draft = draft_of(scene, event, Predicate.HOLDS, "holds", state=True)
    draft.actor, draft.places = actor, places
    if event.negated and event.subjects and actor is not None and actor.id is None:
        draft.actor = None if scene.words(event.subjects[0])[0] == "no" else actor  # "No group controls X"
    if event.negated and draft.modality is Modality.NEGATED and no_longer(scene, event):
        return given_up(draft)
    vows = bool(event.auxiliaries & {"future", "would"}) or event.under("promise", "threaten") is not None
    insists = event.under("insist") is not None or (vows and not event.negated) or _insisted_after(scene, event)
    insists = insists or _maintained(event)
    if insists and draft.modality not in {Modality.DENIED, Modality.HYPOTHETICAL, Modality.COUNTERFACTUAL}:
        draft.predicate, draft.rule, draft.modality = (
            Predicate.INSISTS_CONTROL,
            "control.insists_control",
            Modality.ASSERTED,
        )
        draft.relation = TimeRelation.CURRENT
        if event.under("insist") and not is_armed(draft.actor):
            draft.actor = speaker_of(scene, event, "insist") or draft.actor
        point = _aid_object(scene, event)
        if not places and point:
            return []
    if not places and event.objects and scene.words(event.objects[0]) == ["out"]:
        draft.places = places = list(scene.focus[-1:])  # "but the army said its garrison was still holding out"
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
        if _denied_by_rival(scene, event, actor):
            return denied_capture(scene, event, draft)
        draft.predicate = Predicate.HOLDS
        return [draft]
    if draft.polarity is Polarity.POSITIVE and draft.relation in {TimeRelation.CURRENT, TimeRelation.RECENT_EVENT}:
        allowed = {Modality.ASSERTED, Modality.PRESUPPOSED, Modality.REFUSED}
        draft.control = held_by(forces_of(scene, draft.actor)) if draft.modality in allowed else None
    return [draft]


def disputed(scene: Scene, event: Event) -> list[Draft]:
    """ "X remains contested", "X is disputed": whose it is nobody can say."""
    if event.ids not in _UNDECIDED or event.noun or not event.subjects or event.negated:
        return []
    said = scene.words(event.objects[0]) if event.objects and event.objects[0].prep is None else []
    if event.ids == ("deal",) and (not said or said[-1] not in _OPEN or len(said) > _FEW or event.chunk.has("event")):
        return []
    places = places_of(scene, with_owners(scene, event.subjects))
    if not places or not all(located(scene, c) or anaphor(scene, c) for c in event.subjects):
        return []
    draft = draft_of(scene, event, Predicate.HOLDS, "disputed", state=True)
    draft.places = places
    if stands(draft):
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS)
    return [draft]


_UNDECIDED = frozenset({("deal",), ("undecided",)})
_OPEN = frozenset({"contested", "disputed"})
_FEW = 2  # words of "hotly contested"


def _run_by(scene: Scene, event: Event) -> bool:
    """ "X has been run by the rebels since May": a town that is run is held."""
    if "operate" not in event.ids or event.agent is None or scene.words(event.chunk)[-2:] != ["run", "by"]:
        return False
    return (
        bool(event.subjects) and bool(located(scene, event.subjects[0])) and aid_point(scene, event.subjects[0]) is None
    )


def _insisted_after(scene: Scene, event: Event) -> bool:
    """ "X is in the army's hands, the governor insisted"."""
    if event.negated or event.under("deny", "demand", "report") is not None:
        return False
    return any(c.attribution and v.word in _INSISTED for c in scene.clauses for v in c.verbs())


def _maintained(event: Event) -> bool:
    """ "the junta maintains that it controls X", "stressed that X was under its control"."""
    before = event.clause.before
    if event.clause.link not in {"that", ""} or before is None or event.negated or event.under("deny") is not None:
        return False
    verbs = before.verbs()
    return bool(verbs) and verbs[-1].word in _STRESSED and (verbs[-1].has("report") or event.clause.link == "that")


_STRESSED = frozenset(
    {"maintain", "maintains", "maintained", "maintaining", "stress", "stresses", "stressed", "reiterated", "reiterates"}
    | {"repeated", "repeats", "emphasised", "emphasized", "emphasises", "reaffirmed", "reaffirms", "insisted"}
)
_INSISTED = frozenset({"insisted", "insists", "insist", "reiterated", "reiterates"})


def _denied_by_rival(scene: Scene, event: Event, holder: ActorRef | None) -> bool:
    """ "Hamas denied that the army controls X": one side denies that the other holds it."""
    denier = speaker_of(scene, event, "deny")
    if denier is None or holder is None or not is_armed(denier, names=False) or not is_armed(holder):
        return False
    sides = [scene.cast.side(a.id) or a.label for a in (denier, holder)]
    return sides[0] != sides[1]


def _holder_and_place(scene: Scene, event: Event) -> tuple[ActorRef | None, list[Resolution]]:
    """ "X is held by A", "X is in the hands of A", but "A is in control of X"."""
    phrase = scene.words(event.chunk)
    if "in" in phrase[:2] and ({"control", "charge"} & set(phrase)) and "the" not in phrase:
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
    if "hand_over" not in event.ids and not _ground_handed_over(scene, event):
        return []
    if any(set(scene.words(c)) & CAPTIVES for c in (*event.subjects, *event.objects)):
        return []
    moved = event.passive or "be" in event.chunk.forms()  # "X was handed over to" as a phrase of the lexicon
    to = next((i for i, c in enumerate(event.objects) if c.prep == "to"), len(event.objects))
    given = event.objects[:to] or event.objects  # "ceded its positions in X to the authorities | in Y"
    changing = with_owners(scene, event.subjects) if moved else given
    places = places_of(scene, changing, without=frozenset({"to", "by", "on"}))
    if moved and not places and event.subjects:  # "the base in X was handed over"
        where = [c for c in following(scene, event.subjects[-1])[:2] if c.prep in {"in", "at", "near", "around"}]
        ground = bool((GROUND | {"security", "responsibility"}) & set(scene.words(event.subjects[-1])))
        places = places_of(scene, [c for c in where if c.end <= event.chunk.start]) if ground else []
    if event.noun:
        places = places_of(scene, event.objects, without=frozenset({"to", "by", "on"}))
    if not places:
        places = places_of(scene, with_owners(scene, event.subjects)) if event.under("demand") else []
    if not places:
        return []
    if not moved and not event.noun and not _changes_hands(scene, event):
        return []
    draft = draft_of(scene, event, Predicate.HANDS_OVER_CONTROL, "hands_over")
    receiver = next((a for c in event.objects if c.prep == "to" and (a := scene.casting.refer(c)) is not None), None)
    draft.places = places
    if event.under("demand"):
        draft.actor, draft.modality = speaker_of(scene, event, "demand"), Modality.DEMANDED
        draft.relation = TimeRelation.CURRENT
        return [draft]
    draft.actor = doer_of(scene, event) if not moved or event.agent is not None else None
    if draft.modality is Modality.REFUSED and is_armed(draft.actor) and not moved:
        draft.predicate, draft.rule = Predicate.REFUSES_WITHDRAWAL, "control.keeps_control"
        draft.relation = TimeRelation.CURRENT
        draft.control = held_by(forces_of(scene, draft.actor), Dispute.WITHDRAWAL_DEMANDED)
        return [draft]
    troops = is_armed(draft.actor) or any(
        c.has("noun", "force") or "mission" in scene.words(c) for c in event.subjects[:1]
    )
    if not troops and not moved and not (event.noun and says_happened(event)):
        return []
    if stands(draft):
        draft.control = held_by(receiver) or ControlUpdate(status=ControlStatus.VACATED)
    return [draft]


def _ground_handed_over(scene: Scene, event: Event) -> bool:
    """ "X was handed over by A to B": the words that are said of captives, with a place as what is given."""
    if "captive" not in event.ids or event.noun or not event.passive or not event.subjects:
        return False
    thing = event.subjects[0]
    return thing.prep is None and bool(located(scene, thing) or (set(scene.words(thing)) & GROUND and thing.mentions))


def _changes_hands(scene: Scene, event: Event) -> bool:
    """Tell whether what is handed over is ground: "handed its base in X to the army", but not leaflets."""
    thing = event.objects[0] if event.objects else None
    if (
        thing is None
        or (thing.prep is not None and direct(event) is None)
        or located(scene, thing)
        or anaphor(scene, thing)
    ):
        return True
    words = set(scene.words(thing))
    return bool(words & (GROUND | {"control", "responsibility", "security", "authority", "it", "them"})) or bool(
        unknown_places(scene, [thing])
    )
