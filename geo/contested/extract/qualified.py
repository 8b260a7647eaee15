"""What a word before a place's name presupposes: "the besieged city of X", "RSF-besieged X"."""

from collections.abc import Iterator

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import Clause
from contested.extract.events import Event
from contested.extract.rules.doers import is_armed
from contested.extract.scene import Draft, Scene
from contested.extract.whereabouts import located
from contested.model import ControlStatus, ControlUpdate, Modality, Predicate

_BESIEGED = frozenset({"besieged", "encircled", "blockaded"})


def besieged_names(scene: Scene) -> list[Draft]:
    """Draft a siege that an adjective presupposes; only where the words name the place."""
    tokens = scene.reading.document.tokens
    first, last = scene.sentence.first_token, scene.sentence.last_token
    if not any(t.lower in _BESIEGED or t.lower.endswith("-besieged") for t in tokens[first:last]):
        return []
    return [draft for clause in scene.clauses for draft in _in_clause(scene, clause)]


def _in_clause(scene: Scene, clause: Clause) -> Iterator[Draft]:
    tokens = scene.reading.document.tokens
    for i, chunk in enumerate(clause.chunks):
        if chunk.kind is not ChunkKind.NP:
            continue
        for token in tokens[chunk.start : chunk.end - 1]:
            by = token.text[: -len("-besieged")] if token.lower.endswith("-besieged") else ""
            if not by and token.lower not in _BESIEGED:
                continue
            after = [c for c in clause.chunks[i : i + 2] if c is chunk or c.prep == "of"]
            places = [r for c in after for r in located(scene, c) if r.mention.start >= token.end]
            if not places:
                continue
            event = Event(ids=("besiege",), clause=clause, chunk=chunk, adjective=True)
            draft = Draft(event, Predicate.BESIEGES, "control.besieged_name", None, places, Modality.PRESUPPOSED)
            if by:
                actor = scene.casting.refer(Chunk(ChunkKind.NP, token.index, token.index + 1, hits=chunk.hits[:1]))
                draft.actor = actor if is_armed(actor) and chunk.hits[:1] else None
            draft.control = ControlUpdate(status=ControlStatus.BESIEGED)
            yield draft
