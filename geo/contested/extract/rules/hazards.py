"""Rules on what is dangerous at a place: mines and shells left behind, sirens, leaks, radiation."""

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.scene import Draft, Scene, following
from contested.extract.whereabouts import before_event, places_of, with_owners
from contested.model import Modality, Polarity, Predicate, Resolution, TimeRelation

# what is dug in a mine that nobody laid
_ORES = frozenset(
    {"gold", "coal", "salt", "cobalt", "copper", "diamond", "iron", "uranium", "tin", "coltan", "lithium", "silver"}
    | {"jade", "ruby", "tantalum", "zinc", "phosphate", "mineral", "tungsten", "manganese", "potash", "gem", "ore"}
    | {"artisanal", "abandoned", "opencast", "pit", "workers", "owners"}
)
_WITHOUT = frozenset({"by", "since", "until", "for", "during", "with", "against", "as", "after", "before", "about"})
_WITHIN = frozenset({"in", "at", "near", "around", "outside", "inside", "along", "of", "on", "across", "above"})


def hazard(scene: Scene, event: Event) -> list[Draft] | None:
    """Read a hazard at the place named after it, or with what it lies in: "the fields around X are mined"."""
    mined = event.chunk.word in {"mined", "is", "are"} and _is_mined(scene, event)
    if "hazard" not in event.ids and not mined and not _bursts(scene, event):
        return None
    if (
        event.noun
        and "strike" in event.ids
        and not event.chunk.has("event", "hazard")
        and not _is_cleared(scene, event)
    ):
        return None
    if event.noun and _is_pit(scene, event.chunk):
        return []
    places = places_of(scene, event.objects, without=_WITHOUT) or _lies_in(scene, event)
    if not places:
        return [] if "hazard" in event.ids else None
    draft = drafted(scene, event, Predicate.HAZARD, "other.hazard")
    draft.places, draft.actor = places, _who_laid(scene, event)
    words = {w for c in event.clause.chunks for w in scene.words(c)}
    if draft.modality is Modality.HYPOTHETICAL and "may" not in event.auxiliaries and event.under("threaten"):
        draft.modality, draft.relation = Modality.ASSERTED, TimeRelation.CURRENT  # warned of: they are there
    cleared = [v for v in event.clause.verbs() if v.end <= event.chunk.start][-1:] if event.chunk.prep == "of" else []
    over = bool(cleared) and cleared[0].word.startswith("clear")  # "X was cleared of mines"
    if draft.modality is Modality.ASSERTED and (over or ("be" in event.auxiliaries and words & {"normal", "safe"})):
        draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    return [draft]


def _who_laid(scene: Scene, event: Event) -> ActorRef | None:
    """ "The rebels laid mines around X": an armed party that left what is dangerous."""
    before = [v for v in event.clause.verbs() if v.end <= event.chunk.start] if event.noun else []
    if not before or before[-1].word not in _LAID:
        return None
    actor = scene.casting.refer(event.subjects[0]) if event.subjects else None
    return actor if actor is not None and actor.armed else None


_LAID = frozenset({"laid", "planted", "left", "placed", "buried", "scattered", "lay", "plant", "rigged"})


def _lies_in(scene: Scene, event: Event) -> list[Resolution]:
    """ "The roads around X are strewn with mines", "X had no sirens": the place before, or the subject itself."""
    for subject in event.subjects[:2]:
        beside = [c for c in following(scene, subject)[:2] if c.kind is ChunkKind.NP and c.prep in _WITHIN]
        found = places_of(scene, [c for c in beside if c.end <= event.chunk.start])
        if found:
            return found
    named = [c for c in with_owners(scene, event.subjects) if c.mentions]
    return places_of(scene, named) or before_event(scene, event)


def _is_pit(scene: Scene, chunk: Chunk) -> bool:
    """ "a gold mine near X" is dug, not laid."""
    words = scene.words(chunk)
    if words == ["a", "minefield"]:
        after = following(scene, chunk)[:1]
        return bool(after) and after[0].prep == "of"  # "a minefield of old hits"
    return words[-1] in {"mine", "mines"} and bool(set(words[:-1]) & _ORES)


def _is_cleared(scene: Scene, event: Event) -> bool:
    """ "Sappers cleared 300 shells in X": what is found or made safe was not fired just now."""
    if not event.noun or scene.words(event.chunk)[-1] not in {
        "shells",
        "bombs",
        "shell",
        "bomb",
        "rockets",
        "missiles",
    }:
        return False
    before = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    return bool(before) and before[-1].word in _MADE_SAFE


_MADE_SAFE = frozenset(
    {"cleared", "defused", "removed", "neutralised", "neutralized", "disarmed", "unearthed", "found"}
)


def _is_mined(scene: Scene, event: Event) -> bool:
    """ "The fields around X are heavily mined": laid with mines by somebody who is not named."""
    if event.noun or event.agent is not None or "mined" not in scene.words(event.chunk):
        return False
    told = event.passive or event.chunk.word in {"is", "are"}
    dug = event.subjects and (set(scene.words(event.subjects[0])) & _ORES)
    return bool(told and not dug and {"be", "was"} & (event.auxiliaries | {"be"}))


def _bursts(scene: Scene, event: Event) -> bool:
    """ "A landmine exploded in X": what goes off was left there."""
    if "strike" not in event.ids:
        return False
    if event.noun and _is_cleared(scene, event):
        return True
    if event.noun:  # "a mine blast near X"
        return event.chunk.has("event", "hazard") and scene.words(event.chunk)[-1] in {"blast", "explosion", "blasts"}
    if not event.subjects:
        return False
    subject = event.subjects[0]
    return subject.has("event", "hazard") and scene.words(event.chunk)[0].startswith(
        ("explod", "detonat", "went", "kill")
    )
