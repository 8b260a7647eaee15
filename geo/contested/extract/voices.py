"""Who speaks in a sentence, and the chain of sources that a claim comes by."""

from dataclasses import dataclass, field

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind, Reading
from contested.extract.clauses import Clause
from contested.model import Source, SourceRole

_CITING = frozenset({"citing", "quoting"})


@dataclass(slots=True)
class Voice:
    """A speaker and those who passed the words on."""

    speaker: ActorRef
    relays: list[str] = field(default_factory=list)
    private: bool = False  # told to somebody, or a wish: what is known of it is known from who reports it
    manner: str = ""  # "admits", "assesses", "jointly"


@dataclass(slots=True)
class SentenceVoices:
    """The attribution of one sentence: for the whole of it, or only inherited."""

    outer: Voice | None = None
    told: list[tuple[int, Voice]] = field(default_factory=list)  # each attribution, by the token that it stands at
    cited: ActorRef | None = None  # "…, the agency reported, citing the ministry": who said it first
    continued: bool = False
    quoted: bool = False  # the whole sentence stands inside a quote that began or ends elsewhere

    def of(self, at: int) -> Voice | None:
        """Answer who tells what stands at a token: "…, A said; …, B said" has two speakers."""
        after = next((voice for position, voice in self.told if position > at), None)
        return after or (self.told[-1][1] if self.told else self.outer)


@dataclass(frozen=True, slots=True)
class Chain:
    """Who a claim comes from: its sources, who speaks (`None`: the publisher), and in what manner."""

    sources: tuple[Source, ...]
    speaker: ActorRef | None
    manner: str = ""

    def told_by(self, speaker: ActorRef) -> "Chain":
        """Answer the chain with another first source."""
        first = Source(name=speaker.label, role=SourceRole.ORIGIN, actor_id=speaker.id)
        return Chain((first, *self.sources[1:]), speaker, self.manner)


def cites(chunk: Chunk, reading: Reading) -> bool:
    """Tell whether a chunk only brings in who is cited: "citing", "quoting"."""
    alone = chunk.kind is ChunkKind.VERB or chunk.end - chunk.start == 1
    return alone and _opens_citing(chunk, reading)


def _opens_citing(chunk: Chunk, reading: Reading) -> bool:
    return bool(chunk.hits) and chunk.has("report") and reading.document.tokens[chunk.start].lower in _CITING


def not_cited(clause: Clause, reading: Reading) -> list[Chunk]:
    """Answer the noun phrases of a clause but those of "Citing an official, …", "citing insecurity, …"."""
    out: list[Chunk] = []
    inside = False
    for chunk in clause.chunks:
        inside = (inside and chunk.kind is ChunkKind.NP) or (bool(chunk.hits) and _opens_citing(chunk, reading))
        if chunk.kind is ChunkKind.NP and not inside:
            out.append(chunk)
    return out
