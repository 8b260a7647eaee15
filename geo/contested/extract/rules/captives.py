"""Captives brought home, returned or promised: what is told of them by verbs that are of other things as well."""

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.rules.aid_common import CAPTIVES
from contested.extract.rules.meetings import holds_captives
from contested.extract.rules.parties import dealt, direct, doer, first_party, is_passive, there
from contested.extract.scene import Draft, Scene, following
from contested.model import Modality, Predicate, TimeRelation

_RETURNING = frozenset({"return", "returns", "returned", "repatriate", "repatriated", "bring", "brought", "brings"})
_PROPOSING = frozenset({"propose", "proposed", "proposes", "offer", "offered", "offers", "suggest", "suggested"})
_FREEDOM = frozenset({"exchange", "swap", "release", "handover"})
_HELD = CAPTIVES | {"remains", "pows"}


def brought_home(scene: Scene, event: Event) -> list[Draft]:
    """ "returned 32 prisoners", "brought home 175 prisoners of war": a side gives them back, or has them back."""
    first = scene.words(event.chunk)[0]
    if event.noun or first not in _RETURNING or is_passive(event):
        return []
    whom = direct(event)[:1]
    if not whom or not set(scene.words(whom[0])) & _HELD or any(c.prep in {"to", "into"} for c in event.objects):
        return []
    if first in {"bring", "brought", "brings"} and "home" not in {*scene.words(whom[0]), *scene.words(event.chunk)}:
        return []  # "brought the prisoners before a court"
    draft = dealt(scene, event, Predicate.CAPTIVE_HANDOVER)
    draft.actor = doer(scene, event)
    draft.places = there(scene, event.objects)
    if draft.actor is None:
        return []
    scene.taken.update(c.start for c in event.objects)
    return [draft]


def swap_proposed(scene: Scene, event: Event) -> list[Draft]:
    """ "proposed an exchange of 1,000 prisoners", "offered the release of two hostages"."""
    own = direct(event)[:1]
    if event.noun or scene.words(event.chunk)[0] not in _PROPOSING or is_passive(event) or not own:
        return []
    if not set(scene.words(own[0])) & _FREEDOM or not _of_captives(scene, own[0]):
        return []
    draft = dealt(scene, event, Predicate.OFFERS_RELEASE)
    draft.actor = first_party(scene, event.subjects)
    if draft.modality is Modality.ASSERTED:
        draft.modality, draft.relation = Modality.PROMISED, TimeRelation.FUTURE
    if draft.actor is None:
        return []
    scene.taken.update(c.start for c in event.objects[:2])
    return [draft]


def _of_captives(scene: Scene, chunk: Chunk) -> bool:
    """ "an exchange | of 1,000 prisoners", "a prisoner swap"."""
    after = [c for c in following(scene, chunk)[:1] if c.kind is ChunkKind.NP and c.prep == "of"]
    return any(set(scene.words(c)) & (_HELD | {"prisoner", "hostage"}) for c in (chunk, *after))


def handover_promised(scene: Scene, event: Event) -> list[Draft]:
    """ "is willing to hand over ten prisoners": who says so offers it, and has handed over nobody."""
    if event.noun or not {"hand_over", "captive"} & set(event.ids) or event.under("promise") is None:
        return []
    own = [c for c in event.objects if c.prep in {None, "over"}][:1]
    if not own or not holds_captives(scene, own[0]):
        return []
    draft = dealt(scene, event, Predicate.OFFERS_RELEASE)
    draft.actor = doer(scene, event)
    if draft.modality is Modality.HYPOTHETICAL and not ("may" in event.auxiliaries or "would" in event.auxiliaries):
        draft.modality = Modality.PROMISED
    return [draft] if draft.actor is not None else []
