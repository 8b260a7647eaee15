"""Refusals of a way of giving aid: a plan is rejected, a system not used, a scheme not joined."""

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import ClauseKind
from contested.extract.events import Event
from contested.extract.manner_modality import modality_of
from contested.extract.rules.aid_common import NOT_THERE, is_helper
from contested.extract.scene import Draft, Scene
from contested.extract.whereabouts import places_of
from contested.model import Modality, Polarity, Predicate, TimeRelation


def refusing_mechanism(scene: Scene, event: Event) -> list[Draft]:
    """Somebody rejects an aid mechanism, or refuses to take part."""
    if not ({"mechanism", "block"} & set(event.ids) or event.negated or event.operators):
        return []
    if (told := _rejected_scheme(scene, event)) is not None:
        return told
    using = _refuses_use(scene, event) and not rejected(event)
    if event.noun or event.passive or not ("mechanism" in event.ids or using):
        return []
    words = scene.words(event.chunk)
    part = words[0] in _TAKING_PART
    if part and not event.negated and event.under("refuse") is None:
        return []
    antecedent = _antecedent(event)
    phrase = [*_phrase(scene, event), *([antecedent] if antecedent is not None else [])]
    if part:
        helper = any(is_helper(scene, c) for c in event.subjects) or _they_help(scene, event)
        planned = bool(phrase) and bool(set(scene.words(phrase[0])) & _PLANS) and helper
        about = _about_aid(scene, phrase) or planned or (not event.objects and bool(scene.aid_points))
    else:
        about = any(c.has("event", "mechanism") for c in phrase) or _is_plan(scene, event, phrase, using=using)
    if not about:
        return []
    actor = next((a for c in event.subjects if (a := scene.casting.refer(c)) is not None), None)
    if actor is None or (actor.kind not in {"ngo", "un_agency"} and set(actor.label.lower().split()) & _DELIBERATING):
        return []
    draft = Draft(event=event, predicate=Predicate.REJECTS_MECHANISM, rule="aid.rejects_mechanism", actor=actor)
    modality, polarity = modality_of(scene, event)
    if modality in {Modality.ASSERTED, Modality.REFUSED, Modality.PROMISED} or (part and modality is Modality.NEGATED):
        modality = Modality.ASSERTED if antecedent is not None else Modality.REFUSED
        polarity = Polarity.POSITIVE
        if _on_condition(scene, event):
            modality = Modality.HYPOTHETICAL
    draft.modality, draft.polarity = modality, polarity
    draft.relation = TimeRelation.FUTURE if modality is Modality.HYPOTHETICAL else TimeRelation.CURRENT
    named = [c for c in phrase if c.kind is ChunkKind.NP]
    draft.places = [] if antecedent is not None else places_of(scene, named, without=NOT_THERE - {"for"})
    return [draft]


def _rejected_scheme(scene: Scene, event: Event) -> list[Draft] | None:
    """ "The scheme was rejected by MSF", "they would not accept any mechanism that bypasses the UN"."""
    before = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    refusing = bool(before) and before[-1].end == event.chunk.start and before[-1].has("refuse")
    who: list[Chunk] = []
    if event.noun and "mechanism" in event.ids and refusing and not before[-1].has("event"):
        who = event.subjects
    turned_down = event.passive and event.agent is not None and scene.words(event.chunk)[-1] in _TURNED_DOWN
    if turned_down and event.agent is not None and any(c.has("event", "mechanism") for c in event.subjects[:1]):
        who = [event.agent]
    actor = next((a for c in who if (a := scene.casting.refer(c)) is not None), None)
    if actor is None or (event.negated and event.passive):
        return None
    draft = Draft(event=event, predicate=Predicate.REJECTS_MECHANISM, rule="aid.rejects_scheme", actor=actor)
    draft.modality, draft.relation = Modality.REFUSED, TimeRelation.CURRENT
    return [draft]


_TURNED_DOWN = frozenset({"rejected", "refused", "boycotted", "denounced", "condemned", "opposed", "rebuffed"})


def rejected(event: Event) -> bool:
    """Tell whether an event is only what a rejected plan or refused aid was to be: "turned down a plan to send aid"."""
    if event.noun:
        return False
    planned = any(o.chunk.kind is ChunkKind.NP for o in event.operators)
    before = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    governor = event.clause.governor[1] if event.clause.governor is not None else None
    verbs = [*before, *([governor] if governor is not None else [])]
    if planned and any(v.has("event", "mechanism") for v in verbs):
        return True
    return event.passive and any(v.word in {"accept", "receive"} for v in before) and bool(event.under("refuse"))


_TAKING_PART = frozenset(
    {"take", "taking", "took", "join", "joining", "cooperate", "cooperating", "participate", "participating", "work"}
    | {"working", "be", "been", "play", "lend"}
)
_USING = frozenset({"accept", "use", "endorse", "deliver", "distribute", "recognise", "recognize", "operate"})
_DELIBERATING = frozenset(
    {
        "court",
        "judge",
        "judges",
        "parliament",
        "senate",
        "congress",
        "lawmakers",
        "senators",
        "voters",
        "mps",
        "council",
    }
    | {"legislators", "deputies"}
)
_PLANS = frozenset(
    {"plan", "plans", "proposal", "proposals", "system", "systems", "scheme", "schemes", "mechanism", "mechanisms"}
    | {"model", "arrangement", "arrangements", "offer", "use", "framework", "programme", "program", "project"}
    | {"initiative", "hub", "hubs", "site", "sites", "foundation", "procedure", "procedures", "conditions", "rules"}
    | {"idea", "method", "approach", "structure", "platform", "monitors", "registration", "involvement", "role"}
    | {"corridor", "corridors", "convoys", "flights", "evacuation", "evacuations", "operation", "distributions"}
)
_AID = frozenset(
    {"aid", "relief", "humanitarian", "distribution", "distributions", "deliveries", "delivery", "cross-border"}
    | {"donors", "airdrops", "airdrop", "drops", "rations", "assistance", "ghf", "foundation", "convoys"}
)


def _refuses_use(scene: Scene, event: Event) -> bool:
    """ "refused to accept a system", "will not use the hubs"."""
    if event.noun or scene.words(event.chunk)[0] not in _USING:
        return False
    return event.under("refuse") is not None or (event.negated and bool(event.auxiliaries & {"future", "would"}))


def _phrase(scene: Scene, event: Event) -> list[Chunk]:
    """What is refused, with all that hangs on it: "the plan to distribute aid through contractors"."""
    own = [c for c in event.clause.chunks if c.start > event.chunk.start]
    hanging = [
        c
        for clause in scene.clauses
        if clause.governor is not None and clause.governor[1] is event.chunk
        for c in clause.chunks
    ]
    out: list[Chunk] = []
    for chunk in [*own, *hanging]:
        if chunk.kind is ChunkKind.PUNCT:
            break
        if chunk.kind is ChunkKind.NP or (chunk.has("event", "deliver") and chunk.prep == "to"):
            out.append(chunk)
    return out


def _about_aid(scene: Scene, phrase: list[Chunk]) -> bool:
    return any(set(scene.words(c)) & _AID or c.has("event", "mechanism") or c.has("event", "deliver") for c in phrase)


def _is_plan(scene: Scene, event: Event, phrase: list[Chunk], *, using: bool) -> bool:
    """A plan, system or offer, and aid that it is for; refused aid is a way of giving it where "via X" says so."""
    if not phrase:
        return False
    head = scene.words(phrase[0])
    helper = any(is_helper(scene, c) for c in event.subjects)
    aid = (
        ((using or "use" in scene.words(event.chunk)) and helper)
        or _about_aid(scene, phrase)
        or any(set(scene.words(c)) & _AID for c in event.subjects)
    )
    if bool(set(head) & _PLANS) or any(set(scene.words(c)) & _PLANS for c in phrase[1:2] if c.prep == "of"):
        return aid
    if "cross-border" in head:
        return True
    using = using or scene.words(event.chunk)[0].startswith(("refus", "reject"))
    return using and phrase[0].has("noun", "cargo") and any(c.prep in {"via", "through", "from", "by"} for c in phrase)


def _they_help(scene: Scene, event: Event) -> bool:
    """ "Aid groups said they would not take part": "they" are the helpers."""
    actor = next((a for c in event.subjects if (a := scene.casting.refer(c)) is not None), None)
    return actor is not None and (actor.kind in {"ngo", "un_agency"} or bool(set(actor.label.lower().split()) & _AID))


def _on_condition(scene: Scene, event: Event) -> bool:
    """ "If soldiers guard the sites, aid groups will refuse …"."""
    if not any(c.kind is ClauseKind.CONDITION for c in scene.clauses):
        return False
    tokens = [t.lower for v in event.clause.verbs() for t in v.auxiliaries]
    return bool({"will", "would", "'ll", "wo"} & set(tokens))


def _antecedent(event: Event) -> Chunk | None:
    """ "a mechanism the factions reject": a contact relative clause."""
    before = [
        c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start < event.chunk.start and c.prep is None
    ]
    both = len(before) > 1 and before[-2].end == before[-1].start
    return before[0] if both and before[0] is before[-2] else (before[0] if len(before) > 1 else None)
