"""Rules on what is said and set down: stances, what cannot be verified, what an agreement covers, how a war began."""

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import ClauseKind
from contested.extract.dealings import BREAKING_OUT, FALLING_INTO, FEELING, HURTING, LAYING_DOWN, STANCE
from contested.extract.events import Event
from contested.extract.rules.parties import dealt, direct, first_party, is_passive, near_home, there, verb_of
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import last_np
from contested.extract.whereabouts import places_of
from contested.model import Modality, Polarity, Predicate, TimeRelation

_WEIGHED = frozenset(
    {"concern", "alarm", "condolences", "solidarity", "regret", "outrage", "sorrow", "support", "hope"}
)
_DEALT_WITH = frozenset(
    {"reply", "response", "agreement", "deal", "truce", "ceasefire", "announcement", "decision", "resolution", "talks"}
    | {"statement", "release", "ruling", "proposal", "plan", "initiative", "accord", "declaration", "withdrawal"}
    | {"attack", "attacks", "strike", "strikes", "killing", "killings", "massacre", "violence", "bombing", "shelling"}
    | {
        "raid",
        "offensive",
        "siege",
        "assault",
        "abuses",
        "violations",
        "crimes",
        "invasion",
        "aggression",
        "atrocities",
    }
    | {"escalation", "blockade", "airstrikes", "bombardment", "abduction", "kidnapping", "execution", "incursion"}
    | {"efforts", "role", "mediation", "verdict", "arrest", "capture", "liberation", "recapture", "workers", "opening"}
    | {"appointment", "sanctions", "move", "operation", "use", "looting", "burning", "destruction", "targeting"}
)
_VAGUE = frozenset({"move", "step"})


def stance(scene: Scene, event: Event) -> list[Draft] | None:
    """Somebody condemns, welcomes, thanks, blames somebody for something, voices concern."""
    base = verb_of(scene, event)
    if event.noun or base not in STANCE or is_passive(event):
        return None
    done_to = direct(event)
    if base == "call":
        return _called_so(scene, event)
    if base == "deny":
        return _denial(scene, event, done_to)
    if base == "accuse":
        return _accusation(scene, event)
    if base in {"apologise", "apologize"}:
        done_to = done_to or event.objects[:1]
    if not done_to or not _is_stance(scene, event, base, done_to[0]):
        return None
    actor = first_party(scene, event.subjects)
    if actor is None or actor.kind == "other":
        return None
    draft = dealt(scene, event, Predicate.STATEMENT)
    draft.actor = actor
    return [draft]


def _is_stance(scene: Scene, event: Event, base: str, what: Chunk) -> bool:
    words = scene.words(what)
    if base in {"express", "voice"}:
        return bool(set(words) & _WEIGHED)
    if base == "blame":
        return any(c.prep == "for" for c in event.objects[1:4])
    if base == "describe":
        described = what.has_any(frozenset({"event"})) or words[-1] in {"situation", "conditions", "crisis"}
        return described and words[0] not in {"what", "it"}
    if base in {"apologise", "apologize"}:
        return event.objects[0].prep == "for"
    if base in {"lament", "thank", "congratulate", "mourn", "salute", "commend", "praise"}:
        return words[0] not in {"god", "it"}
    if words[-1] in _VAGUE or (base == "welcome" and what.has("noun", "people")):
        return False
    named = bool(set(words) & _DEALT_WITH) or what.has("event")
    return named or base in {"condemn", "denounce", "deplore", "decry", "slam", "criticise", "criticize"}


def _denial(scene: Scene, event: Event, done_to: list[Chunk]) -> list[Draft] | None:
    """ "denied any involvement": a denial that says of nothing told here that it is false."""
    if not done_to or scene.words(done_to[0])[-1] not in {"involvement", "wrongdoing", "responsibility", "complicity"}:
        return None
    draft = dealt(scene, event, Predicate.STATEMENT)
    draft.actor = first_party(scene, event.subjects)
    draft.modality, draft.polarity = Modality.DENIED, Polarity.NEGATIVE
    return [draft] if draft.actor is not None else None


def _called_so(scene: Scene, event: Event) -> list[Draft] | None:
    """ "called the strikes a crime": two phrases side by side after the verb."""
    bare = [c for c in event.objects[:2] if c.prep is None]
    if len(bare) != _PAIR or bare[0].end != bare[1].start or bare[0].start != event.chunk.end or event.passive:
        return None
    what = bare[0].has("event") or scene.words(bare[0])[-1] in _DEALT_WITH
    draft = dealt(scene, event, Predicate.STATEMENT)
    draft.actor = first_party(scene, event.subjects)
    return [draft] if what and draft.actor is not None else None


_PAIR = 2


def _accusation(scene: Scene, event: Event) -> list[Draft] | None:
    """ "accused Israel of stalling": a stance, where what it is about is no event at a place."""
    told = [c for c in scene.clauses if c.governor is not None and c.governor[1] is event.chunk]
    if not told or any(c.mentions and places_only([c]) for clause in told for c in clause.chunks):
        return None
    if any(c.has("event") and not c.has("event", "stall") for clause in told for c in clause.chunks):
        return None
    draft = dealt(scene, event, Predicate.STATEMENT)
    draft.actor = first_party(scene, event.subjects)
    return [draft] if draft.actor is not None else None


_MOVED = frozenset(
    {"alarmed", "concerned", "worried", "shocked", "horrified", "appalled", "outraged", "saddened", "dismayed"}
    | {"encouraged", "disturbed", "gravely", "troubled"}
)


def feels(scene: Scene, event: Event) -> list[Draft] | None:
    """ "said he was deeply alarmed by …": a stance told by how somebody takes it."""
    if event.negated or not {"be", "was"} & (event.auxiliaries | ({"be"} if event.chunk.word == "be" else set())):
        return None
    if verb_of(scene, event) not in FEELING:
        if event.chunk.word != "be" or not event.objects or event.objects[0].prep is not None:
            return None
        if not set(scene.words(event.objects[0])) & _MOVED:
            return None
    draft = dealt(scene, event, Predicate.STATEMENT)
    draft.actor = first_party(scene, event.subjects)
    return [draft] if draft.actor is not None else None


def unverified(scene: Scene, event: Event) -> list[Draft] | None:
    """ "Neither account could be verified": says how far the others are to be trusted."""
    before_it = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.end <= event.chunk.start]
    last = scene.words(before_it[-1])[-1] if before_it else ""
    unable = event.chunk.prep == "to" and (last in {"unable", "impossible"} or (last == "possible" and event.negated))
    if "verify" not in event.ids or not (event.negated or unable):
        return None
    able = "may" in event.auxiliaries or "cannot" in {t.lower for t in event.chunk.auxiliaries}
    before = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    able = able or (event.passive and "independently" in {t.lower for t in event.chunk.auxiliaries})
    able = able or unable or (event.chunk.prep == "to" and bool(before) and before[-1].word in {"able", "unable"})
    if not able:
        return None
    draft = Draft(
        event=event,
        predicate=Predicate.STATEMENT,
        rule="other.unverified",
        modality=Modality.NEGATED,
        polarity=Polarity.NEGATIVE,
    )
    outlet = next((h for c in event.subjects[:1] for h in c.hits if h.entry.category == "outlet"), None)
    if outlet is not None and not is_passive(event):
        draft.actor = scene.casting.outlet(outlet)
    return [draft]


_TEXTS = frozenset(
    {"deal", "agreement", "accord", "truce", "ceasefire", "text", "draft", "plan", "proposal", "arrangement", "roadmap"}
    | {"memorandum", "understanding", "document", "protocol", "resolution", "paper", "pact", "treaty", "framework"}
    | {"accords", "cease-fire", "blueprint"}
)
_PARTS = frozenset({"phase", "stage", "terms", "text", "draft", "version", "clause", "article", "point", "part"})


def not_agreed(scene: Scene, event: Event) -> list[Draft] | None:
    """ "denied that it had agreed to move the queue to X": an agreement that is said not to be."""
    agreed = event.under("promise")
    if event.noun or event.under("deny") is None or agreed is None or agreed.chunk.word not in {"agreed", "agreeing"}:
        return None
    draft = dealt(scene, event, Predicate.AGREEMENT_SCOPE)
    draft.actor = first_party(scene, event.subjects)
    draft.places = near_home(scene, places_of(scene, event.objects, without=frozenset({"by", "since", "until"})))
    draft.relation = TimeRelation.CURRENT
    return [draft] if draft.actor is not None else None


def lays_down(scene: Scene, event: Event) -> list[Draft] | None:
    """What an agreement says: "the deal provides for …", "the first phase of the plan includes …"."""
    base = verb_of(scene, event)
    if event.noun or is_passive(event) or not event.subjects or base not in LAYING_DOWN:
        return None
    ruled = [c for c in scene.clauses if c.governor is not None and c.governor[1] is event.chunk]
    if not is_text(scene, event.subjects[0]) or not (event.objects or ruled):
        return None
    if not (ruled or _is_of_war(scene, event)):
        return None
    scene.taken.update(c.start for clause in ruled for c in clause.chunks)
    if base in {"say", "leave"} and "agreement" not in event.ids:
        return None
    draft = dealt(scene, event, Predicate.AGREEMENT_SCOPE)
    draft.places = there(scene, event.objects) or there(scene, [c for clause in ruled for c in clause.chunks])
    own = set(scene.words(event.chunk))
    if {"nothing", "no", "exclude", "excludes"} & own or ("out" in own and base == "leave"):
        draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    if draft.modality in {Modality.DEMANDED, Modality.PROMISED}:
        draft.modality = Modality.ASSERTED  # "calls for", "would provide for": it is what the text says
    scene.taken.update(c.start for c in event.objects)
    return [draft]


def _is_of_war(scene: Scene, event: Event) -> bool:
    """ "The deal covers flights": an agreement is one on a war by its name or by what it lays down."""
    chunks = [*event.subjects[:1], *following(scene, event.subjects[0])[:1], *event.objects]
    if any(c.has("event") or c.has("noun", "force") for c in chunks):
        return True
    return bool({w for c in chunks for w in scene.words(c)} & _WAR_WORDS)


_WAR_WORDS = frozenset(
    {"peace", "hostages", "prisoners", "captives", "detainees", "zone", "pause", "exchange", "security", "troops"}
    | {"forces", "weapons", "arms", "border", "disarmament", "hostilities", "monitors", "peacekeepers", "militias"}
    | {"fighters", "army", "sovereignty", "autonomy", "elections", "reconstruction", "guarantees", "territory"}
    | {"humanitarian", "aid", "ceasefire", "truce", "withdrawal"}
)


def is_text(scene: Scene, chunk: Chunk) -> bool:
    """Tell whether a phrase is an agreement, or a part of one: "the first phase of the plan"."""
    words = scene.words(chunk)
    if words[-1] in _TEXTS and words[-1] not in {"text", "draft", "plan", "document", "paper"}:
        return True
    after = [c for c in following(scene, chunk)[:1] if c.prep == "of"]
    if words[-1] in _PARTS and after:
        return bool(set(scene.words(after[0])) & _TEXTS)
    named = {"ceasefire", "truce", "peace", "proposed", "us", "american", "egyptian", "qatari", "draft", "the"}
    return words[-1] in _TEXTS and bool(named & set(words[:-1])) and chunk.prep is None


_WARS = frozenset(
    {"war", "conflict", "aggression", "uprising", "rebellion", "insurgency", "revolution", "invasion", "genocide"}
    | {"unrest", "crisis", "hostilities", "fighting", "revolt", "offensive", "intifada", "mutiny"}
)


_NO_WAR = frozenset({"price", "trade", "bidding", "words", "turf"})  # "a price war"


def war_began(scene: Scene, event: Event) -> list[Draft] | None:
    """ "The war broke out in April 2023", "the aggression that began on 7 October 2023": history, dated."""
    base = verb_of(scene, event)
    if base in HURTING and is_passive(event) and event.agent is not None:
        dated = any(c.kind is ChunkKind.DATE and c.prep == "since" and _has_year(c) for c in event.clause.chunks)
        dated = dated and scene.words(event.agent)[-1] in _WARS
        return [_history(scene, event)] if dated else None
    if base in FALLING_INTO and any(c.prep == "into" and set(scene.words(c)) & _WARS for c in event.objects[:1]):
        dated = any(c.kind is ChunkKind.DATE and _has_year(c) for c in event.clause.chunks)
        return [_history(scene, event)] if dated else []
    if base not in BREAKING_OUT or event.noun:
        return None
    own = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.prep is None and c.start < event.chunk.start]
    relative = event.clause.link in {"that", "which"} and not own and event.clause.before is not None
    if relative and event.clause.before is not None:
        head = last_np(event.clause.before)
    else:
        head = event.subjects[0] if event.subjects else None
    after = following(scene, head)[:1] if head is not None else []
    words = {w for c in (head, *after) if c is not None for w in scene.words(c)}
    if head is None or not set(scene.words(head)) & _WARS or words & _NO_WAR:
        return None
    if not any(c.kind is ChunkKind.DATE and _has_year(c) for c in event.clause.chunks):
        return None
    draft = _history(scene, event)
    if draft.relation not in {TimeRelation.HISTORIC_BACKGROUND, TimeRelation.PAST_EVENT}:
        return None
    if relative or event.clause.kind is ClauseKind.RELATIVE:
        draft.modality = Modality.PRESUPPOSED
    beside = [*event.objects, *([] if relative else following(scene, head)[:1])]
    draft.places = [r for r in there(scene, places_only(beside)) if r.place is not None]
    return [draft]


def places_only(chunks: list[Chunk]) -> list[Chunk]:
    """Answer the phrases that say where."""
    return [c for c in chunks if c.kind is ChunkKind.NP and c.prep in {"in", "at", "near", "around"}]


def _has_year(chunk: Chunk) -> bool:
    """Tell whether a date names its year: "in April 2023", but not "on Tuesday"."""
    time = chunk.time
    if time is None or time.date is None:
        return False
    return any(len(part) == _YEAR and part.isdigit() for part in time.text.replace(",", " ").replace(".", " ").split())


_YEAR = 4  # digits


def _history(scene: Scene, event: Event) -> Draft:
    draft = dealt(scene, event, Predicate.BACKGROUND_EVENT)
    draft.actor = None
    if draft.relation is TimeRelation.CURRENT:
        draft.relation = TimeRelation.HISTORIC_BACKGROUND
    return draft
