"""In which way an event is told: a draft of its claim, with modality, polarity and relation to the telling."""

from contested.extract.events import Event
from contested.extract.manner_modality import modality_of
from contested.extract.manner_times import relation_of
from contested.extract.scene import Draft, Scene
from contested.model import (
    ClaimFamily,
    Modality,
    Predicate,
    TimeRelation,
)

_WORKS = frozenset(
    {"novel", "film", "movie", "documentary", "memoir", "exhibition", "museum", "anniversary", "painting", "poem"}
    | {"book", "memorial", "commemorated", "commemorates", "commemorate", "biopic", "drama", "historian", "historians"}
)


def _retold(scene: Scene, event: Event) -> bool:
    """ "a novel about the siege of X", "the museum marks the battle of X": told again, not news."""
    tokens = scene.reading.document.tokens[scene.sentence.first_token : event.chunk.start]
    return any(t.lower in _WORKS for t in tokens[-8:])


def drafted(scene: Scene, event: Event, predicate: Predicate, rule: str, *, state: bool = False) -> Draft:
    """Draft a claim with its modality, polarity and relation to the telling. `state`: it lasts, as holding does."""
    modality, polarity = modality_of(scene, event)
    draft = Draft(event=event, predicate=predicate, rule=rule, modality=modality, polarity=polarity)
    draft.relation = relation_of(scene, event, modality, state=state)
    if modality is Modality.ASSERTED and predicate.family is ClaimFamily.CONTROL and _retold(scene, event):
        draft.relation = TimeRelation.HISTORIC_BACKGROUND
    if event.relative and modality is Modality.ASSERTED and predicate.family is ClaimFamily.CONTROL:
        draft.modality = Modality.PRESUPPOSED
        if not state and draft.relation in {TimeRelation.CURRENT, TimeRelation.RECENT_EVENT}:
            draft.relation = TimeRelation.PAST_EVENT  # "the army, which entered X last week, …": told as known
    return draft
