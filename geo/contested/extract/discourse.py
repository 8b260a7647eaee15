"""What a sentence says of claims before it: retractions, "respectively"."""

from collections.abc import Sequence

from contested.extract.chunks import ChunkKind
from contested.extract.events import Event
from contested.extract.scene import Draft, Scene
from contested.model import (
    Modality,
    Polarity,
)


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
