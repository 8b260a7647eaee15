"""Rules on who leaves a place, refuses to, or is told to."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.anaphors import anaphor
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner_modality import called_false
from contested.extract.rules.direct import beside_ground, direct
from contested.extract.rules.doers import (
    announced_by,
    attributed,
    denied_capture,
    doer_of,
    draft_of,
    first_actor,
    first_word,
    forces_of,
    held_by,
    is_armed,
    places_at,
    says_happened,
    speaker_of,
    stands,
)
from contested.extract.rules.ground import GROUND
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import located, places_of
from contested.model import (
    ControlStatus,
    ControlUpdate,
    Dispute,
    Modality,
    PartKind,
    Polarity,
    Predicate,
    Resolution,
    TimeRelation,
)

_AWAY = frozenset(
    {
        "to",
        "into",
        "towards",
        "toward",
        "by",
        "since",
        "until",
        "for",
        "during",
        "with",
        "against",
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
    if event.noun and event.under("admit") is not None and _LOSING.intersection(scene.words(event.chunk)):
        actor = forces_of(scene, actor or speaker_of(scene, event, "admit"))  # "Kyiv admits the loss of X"
    leaving = scene.reading.document.tokens[event.chunk.start].lower == "leaving" and event.under("refuse") is None
    if leaving and not _from_somewhere(scene, event):
        return []  # "…, leaving dozens dead"
    if not event.noun and event.subjects and all(_is_thing(scene, c) for c in event.subjects):
        return []  # "the closure left lorries stranded", "the hospital was evacuated"
    if not event.noun and not event.passive and _leaves_somebody(scene, event):
        return []  # "a truce that left the rebels inside the city"
    if event.noun and _of_things(scene, event):
        return []  # "the withdrawal of subsidies"
    if event.agent is not None and "be" in event.chunk.forms() and is_armed(doer_of(scene, event)):
        return _driven_out(scene, event)
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
    if not event.noun and actor is not None and actor.kind == "people" and event.ids != ("call_withdraw",):
        return []  # "ordered residents to leave X"
    if not event.noun and not event.passive and (bound := _bound_for(scene, event)):
        return _moved_on(scene, event, actor, bound)
    if not event.noun and actor is not None and not is_armed(actor) and not asking:
        return []
    if not event.noun and _made_to(scene, event, actor):
        return []  # "soldiers shot at reporters and forced them to leave X"
    if event.noun and not (
        demanding
        or refusing
        or event.under("deny", "promise", "insist", "admit")
        or announced_by(scene, event)
        or says_happened(event)
        or _seen_leaving(event, actor)
    ):
        return []
    thing = direct(event)
    dead = thing is not None and first_word(scene, event) in _LOSING and scene.words(thing)[0][0].isdigit()
    dead = dead and thing is not None and (thing.has("noun", "force") or thing.has("noun", "people"))
    if (dead or beside_ground(scene, event)) and not _takes_troops(scene, event):
        return []  # "pulled out of the deal in X", "lost 20 soldiers in X"
    if not event.noun and not event.passive and (_takes_away(scene, event) or _leaves_behind(scene, event)):
        return []  # "withdrew its ambassador from X", "left weapons south of X"
    places = [r for r in places_at(scene, event, without=_AWAY) if not _heads_for(r)]
    draft = draft_of(scene, event, Predicate.WITHDRAWS, "withdraws")
    draft.places = places
    draft.actor = actor
    first = scene.reading.document.tokens[event.chunk.start].lower
    if event.ids == ("call_withdraw",) or draft.modality is Modality.DEMANDED:
        return _demanded(scene, event, draft)
    if (not_so := _not_so(scene, event, draft)) is not None:
        return not_so
    if not places and not event.noun and is_armed(actor) and scene.focus and _same_sentence(scene):
        draft.places = list(scene.focus)  # "entered X and the army fell back": from there, which changes no more
        return [draft]
    if actor is None and not places:
        return []
    if first in {"lost", "loses", "lose"} and not places:
        return []
    if first in _LOSING and places and (winner := _winner(scene, event)) is not None:
        draft.predicate, draft.rule, draft.actor = Predicate.CAPTURES, "control.lost_to", winner
        if stands(draft):
            draft.control = held_by(forces_of(scene, winner))
        return [draft]
    if stands(draft) and places and actor is not None:
        draft.control = ControlUpdate(status=ControlStatus.VACATED)
    return [draft] if places or (is_armed(actor) and draft.modality is not Modality.ASSERTED) else []


def _bound_for(scene: Scene, event: Event) -> list[Resolution]:
    """ "left Kosti for El Obeid", "departed for the front at X": where they go."""
    if first_word(scene, event) not in _SETTING_OUT:
        return []
    return places_of(scene, [c for c in event.objects if c.prep in {"for", "towards", "toward"} and c.mentions])


_SETTING_OUT = frozenset({"left", "leave", "leaves", "leaving", "depart", "departs", "departed", "departing", "quit"})
_BANDS = frozenset({"convoy", "convoys", "column", "columns", "train", "trains", "batch", "wave"})


def _moved_on(scene: Scene, event: Event, actor: ActorRef | None, bound: list[Resolution]) -> list[Draft]:
    """Read troops that leave one place for another as on the move; who else leaves so tells nothing of control."""
    subject = event.subjects[0] if event.subjects else None
    after = following(scene, subject)[:1] if subject is not None else []
    band = subject is not None and scene.words(subject)[-1] in _BANDS
    troops = band and any(c.prep == "of" and (c.has("noun", "force") or c.has("event", "move")) for c in after)
    if not (is_armed(actor, names=False) or troops):
        return []
    draft = draft_of(scene, event, Predicate.MOVES_FORCES, "moved_on")
    draft.places, draft.actor = bound, actor
    return [draft]


def _made_to(scene: Scene, event: Event, actor: ActorRef | None) -> bool:
    """Tell whether "them", who are made to leave, are nobody known, or seem to be who makes them."""
    if event.passive or not event.subjects or scene.words(event.subjects[0]) not in (["them"], ["him"], ["it"]):
        return False
    forcing = [v for v in event.clause.verbs() if v.end <= event.subjects[0].start][-1:]
    if not forcing or event.chunk.prep != "to":
        return False
    who = first_actor(scene, subjects_of(event.clause, forcing[0]))
    return actor is None or (who is not None and who.label == actor.label)


def _not_so(scene: Scene, event: Event, draft: Draft) -> list[Draft] | None:
    """Read a leaving that is denied or refused; None where it is neither."""
    places, losing = draft.places, bool(_LOSING.intersection(scene.words(event.chunk)))
    denied = draft.modality is Modality.DENIED
    if denied and event.noun and called_false(scene, event):
        return denied_capture(scene, event, draft) if places and "loss" in scene.words(event.chunk) else []
    progressive = "be" in event.auxiliaries and event.negated and "ing" in event.chunk.forms()
    if draft.modality is Modality.REFUSED or progressive or (event.noun and event.negated and _not_negotiable(event)):
        return _refused(scene, event, draft)
    if denied and _asked_that(scene, event):
        return _refused(scene, event, draft)  # "rejected demands that it withdraw"
    if denied and event.noun and event.chunk.prep is None and event.under("refuse"):
        return _refused(scene, event, draft)  # "rejected a withdrawal from X"
    if not denied:
        return None
    if not places and losing and _positions(scene, event):
        places = draft.places = list(scene.focus[-1:])  # "Aden denied losing any position", of what was just claimed
    if places and losing:
        return denied_capture(scene, event, draft)
    return [draft] if places else []


def _heads_for(resolution: Resolution) -> bool:
    """ "withdrew from X towards Y": Y is where they go."""
    part = resolution.mention.part
    return part is not None and part.kind is PartKind.TOWARDS


def _seen_leaving(event: Event, actor: ActorRef | None) -> bool:
    """ "Local media reported the withdrawal of the army from X": somebody tells of a deed with its doer and place."""
    verbs = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if not verbs or not is_armed(actor) or event.chunk.prep is not None:
        return False
    return verbs[-1].word in _SEEING and any(c.prep == "from" for c in event.objects)


_SEEING = frozenset(
    {"reported", "reports", "confirmed", "confirms", "announced", "announces", "saw", "witnessed", "observed", "noted"}
    | {"recorded", "documented", "welcomed", "hailed", "celebrated", "verified", "completed", "began", "followed"}
)


def _asked_that(scene: Scene, event: Event) -> bool:
    before = event.clause.before
    if event.clause.link != "that" or before is None or not before.chunks:
        return False
    last = scene.words(before.chunks[-1])[-1] if before.chunks[-1].kind is ChunkKind.NP else ""
    return last in {"demands", "demand", "calls", "call", "orders", "order", "requests", "request", "insistence"}


def _winner(scene: Scene, event: Event) -> ActorRef | None:
    """ "lost X to the rebels"."""
    to = [c for c in event.objects if c.prep == "to"]
    winner = scene.casting.refer(to[-1]) if to and not event.noun else None
    return winner if is_armed(winner, names=False) else None


def _takes_troops(scene: Scene, event: Event) -> bool:
    """ "pulled its troops out of X", but not "lost 20 soldiers in X"."""
    thing = direct(event)
    if thing is None or first_word(scene, event) in _LOSING | {"abandon", "abandons", "abandoned", "gave", "give"}:
        return False
    troops = thing.has("noun", "force") or thing.has("noun", "weapon") or thing.has("event", "withdraw")
    return troops or thing.has("actor") or bool(set(scene.words(thing)) & _FORCES)


def _takes_away(scene: Scene, event: Event) -> bool:
    """Tell whether what is withdrawn is no force: an ambassador, a candidacy, staff."""
    if first_word(scene, event) not in _WITHDRAWING or not event.objects:
        return False
    thing = event.objects[0]
    if thing.prep is not None or located(scene, thing) or anaphor(scene, thing) or thing.mentions:
        return False
    if thing.has("noun", "force") or thing.has("noun", "weapon") or thing.has("actor") or thing.has("event"):
        return False
    words = set(scene.words(thing))
    return not words & (GROUND | _FORCES) and not scene.words(thing)[-1].endswith("ly")


def _leaves_behind(scene: Scene, event: Event) -> bool:
    """Tell whether what is left is a thing: weapons, mines, the dead."""
    if first_word(scene, event) not in {"left", "leave", "leaves", "leaving"} or not event.objects:
        return False
    thing = event.objects[0]
    words = set(scene.words(thing))
    return thing.prep is None and not thing.mentions and bool(words & _THINGS)


_THINGS = frozenset(
    {"weapons", "arms", "rockets", "missiles", "ammunition", "mines", "explosives", "bodies", "corpses", "equipment"}
    | {"vehicles", "belongings", "graffiti", "dead", "rubble", "destruction", "wounded", "traps", "notes", "trail"}
)
_FORCES = frozenset({"men", "units", "garrison", "equipment", "armour", "batteries", "them", "most", "reservists"})


_WITHDRAWING = frozenset(
    {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing", "pull", "pulls", "pulled", "pulling", "remove"}
    | {"removes", "removed", "removing", "recall", "recalls", "recalled", "evacuate", "evacuated", "evacuating"}
)


def _driven_out(scene: Scene, event: Event) -> list[Draft]:
    """ "were driven out of X by the army": who drives them out repels them, or has taken the place."""
    draft = draft_of(scene, event, Predicate.REPELS, "driven_out")
    draft.actor = doer_of(scene, event)
    draft.places = places_of(scene, event.objects, without=_AWAY)
    if stands(draft):
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS)
    return [draft] if draft.places else []


def _of_things(scene: Scene, event: Event) -> bool:
    first = event.objects[0] if event.objects else None
    if first is None or first.prep != "of" or located(scene, first) or anaphor(scene, first) or first.mentions:
        return False
    words = scene.words(first)
    if "loss" in scene.words(event.chunk) and (first.has("noun", "force") or first.has("noun", "people")):
        return True  # "the loss of 200 fighters in X"
    if _POSSESSED.intersection(words) or words[-1] in GROUND:
        return False
    actor = scene.casting.refer(first)
    return actor is None or actor.kind in {"other", "people", "person", "media"}


_POSSESSED = frozenset(
    {
        "it",
        "them",
        "troops",
        "forces",
        "positions",
        "position",
        "foothold",
        "footholds",
        "bridgehead",
        "outpost",
        "control",
    }
    | {"outposts", "ground", "territory", "defences", "defenses", "strongholds", "stronghold"}
)


def _is_thing(scene: Scene, chunk: Chunk) -> bool:
    """ "the closure", "the hospital", "water": what holds no ground that it could leave."""
    if chunk.has("noun", "force") or any(h.entry.category == "actor" for h in chunk.hits):
        return False
    event = any(h.entry.category == "event" and h.end == chunk.end for h in chunk.hits)
    return event or chunk.has("noun", "utility") or aid_point(scene, chunk) is not None


def _demanded(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    """Somebody demands that a side leave."""
    if event.ids == ("call_withdraw",):
        speaker = scene.casting.refer(event.subjects[0]) if event.subjects else None
    else:
        speaker = speaker_of(scene, event, "demand" if event.under("demand") else "report")
    draft.predicate, draft.rule = Predicate.CALLS_FOR_WITHDRAWAL, "control.calls_for_withdrawal"
    leaver, draft.actor = draft.actor, speaker or attributed(scene)  # "X must leave Y": X does not ask for it
    draft.modality, draft.polarity, draft.relation = Modality.DEMANDED, Polarity.POSITIVE, TimeRelation.CURRENT
    return [draft] if draft.actor is not None or (leaver is not None and draft.places) else []


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
    if "evacuate" in event.ids and not event.noun:
        return _ordered_out(scene, event)
    if "withdraw" not in event.ids:
        return []
    told = _told(event)
    if told is None:
        return _calls_refused(scene, event) if _by_calls(scene, event) else []
    leaver, teller = doer_of(scene, event), first_actor(scene, subjects_of(event.clause, told))
    if not is_armed(leaver, names=False) or (
        teller is not None and leaver is not None and teller.label == leaver.label
    ):
        return []  # residents told to leave are evacuated: "warned residents of X to evacuate"
    draft = draft_of(scene, event, Predicate.CALLS_FOR_WITHDRAWAL, "ordered_out")
    draft.actor = teller
    draft.places = places_at(scene, event, without=_AWAY)
    draft.modality, draft.relation = Modality.DEMANDED, TimeRelation.CURRENT
    return [draft] if draft.actor is not None and draft.places else []


def _ordered_out(scene: Scene, event: Event) -> list[Draft]:
    """ "ordered Armenian troops out of X"."""
    troops = event.objects[0] if event.objects else None
    if troops is None or troops.prep is not None or troops.has("noun", "people"):
        return []
    if any(v.start >= event.chunk.end for v in event.clause.verbs()):
        return []  # "told the rebels to leave X": the infinitive is read
    if not is_armed(scene.casting.refer(troops), names=False):
        return []
    draft = draft_of(scene, event, Predicate.CALLS_FOR_WITHDRAWAL, "ordered_out")
    draft.actor, draft.places = doer_of(scene, event), places_at(scene, event, without=_AWAY)
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


def _positions(scene: Scene, event: Event) -> bool:
    words = set(scene.words(event.objects[0])) if event.objects else set()
    return bool(words & {"position", "positions", "ground", "territory", "control"})


def _same_sentence(scene: Scene) -> bool:
    return all(scene.sentence.start <= r.mention.start < scene.sentence.end for r in scene.focus)


def _not_negotiable(event: Event) -> bool:
    verbs = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    if not verbs:
        return False
    return event.under("report") is not None or event.negated
