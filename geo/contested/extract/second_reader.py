"""A second reader: somebody else's extractor (dependency rules, a language model) beside the grammar.

It proposes claims as spans of the article. What it proposes passes the same checks as the grammar's own claims: the
words must stand in the text, the vocabularies are closed, a place must be one that was recognised there, and a claim
that the grammar has read as well is not told twice. What passes carries the reader's name; what does not is refused
with the reason, and the rest goes on.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from contested.extract.cast import Cast
from contested.extract.scene import LOCATIONS, STATE_MODALITIES, STATE_TIMES, feature_place
from contested.model import (
    AidUpdate,
    Article,
    Claim,
    ControlUpdate,
    Epistemic,
    Extraction,
    MapRole,
    Modality,
    Polarity,
    Predicate,
    Resolution,
    Source,
    SourceRole,
    Span,
    TimeRelation,
)

_LOG = logging.getLogger(__name__)
OURS = "contested"
Stretch = tuple[int, int]  # code points `[start, end)` of the article's text


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A claim as a second reader proposes it. All stretches are code points of `Article.text`, half open.

    `words` carry the claim; `place`, `actor` and `sources` (origin first, without the publisher) are the words that
    name them, or `None` where the text names none. `control` and `aid` say what it would make of the state, alone.
    """

    words: Stretch
    predicate: Predicate
    place: Stretch | None = None
    actor: Stretch | None = None
    sources: tuple[Stretch, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    time_relation: TimeRelation = TimeRelation.CURRENT
    control: ControlUpdate | None = None
    aid: AidUpdate | None = None
    score: float | None = None  # how sure the reader is, 0 to 1


class SecondReader(Protocol):
    """Whatever reads claims beside the grammar: it has a name of its own and answers proposals for an article."""

    @property
    def name(self) -> str:
        """Answer the name that its claims are marked with."""

    def propose(self, article: Article, resolutions: Sequence[Resolution]) -> Iterable[Proposal]:
        """Read `article`; `resolutions` are the places found in it. Errors it raises are its own and are passed on."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal that did not pass, and why."""

    proposal: Proposal
    reason: str


def read_second(extraction: Extraction, reader: SecondReader, cast: Cast) -> tuple[Extraction, tuple[Refused, ...]]:
    """Add what `reader` proposes to an extraction; answer it with what was refused.

    Each refusal is logged as a warning as well. Raises `ValueError` when the reader's name is empty or our own.
    """
    if not reader.name or reader.name == OURS:
        raise ValueError(f"a second reader needs a name of its own, not {reader.name!r}; give it one")
    claims = list(extraction.claims)
    known = {claim.id for claim in claims}
    refused: list[Refused] = []
    for proposal in reader.propose(extraction.article, extraction.resolutions):
        reason = _fault(proposal, extraction) or _told(proposal, extraction)
        if reason is not None:
            refused.append(Refused(proposal, reason))
            _LOG.warning("%s: a claim of reader %s is refused: %s", extraction.article.name, reader.name, reason)
            continue
        claim = _claim(proposal, extraction, reader.name, cast)
        if claim.id not in known:
            known.add(claim.id)
            claims.append(claim)
    claims.sort(key=lambda claim: claim.start)
    return _drawn(replace(extraction, claims=tuple(claims))), tuple(refused)


def _fault(proposal: Proposal, extraction: Extraction) -> str | None:
    """Answer what is wrong with a proposal, or `None`."""
    text = extraction.article.text
    for role, stretch in _stretches(proposal):
        start, end = stretch
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            return f"{role} {start}:{end} is no stretch of a text of {len(text)} code points"
        if not text[start:end].strip():
            return f"{role} {start}:{end} holds no words"
    for name, kind in _CLOSED:
        value = getattr(proposal, name)
        if not isinstance(value, kind):
            return f"{name} {value!r} is not in the vocabulary {kind.__name__}"
    if proposal.place is not None and _resolution_at(proposal.place, extraction) is None:
        start, end = proposal.place
        return f"{text[start:end]!r} was not recognised as a place at {start}:{end}"
    if proposal.score is not None and not 0 <= proposal.score <= 1:
        return f"score {proposal.score} is not between 0 and 1"
    if proposal.control is not None and (proposal.place is None or not _names_holder(proposal, extraction)):
        return "control needs a place, and its holder must be the actor or stand in the words of the claim"
    return None


_CLOSED: tuple[tuple[str, type[StrEnum]], ...] = (
    ("predicate", Predicate),
    ("polarity", Polarity),
    ("modality", Modality),
    ("time_relation", TimeRelation),
)


def _stretches(proposal: Proposal) -> list[tuple[str, Stretch]]:
    found = [("words", proposal.words)]
    found += [("place", proposal.place)] if proposal.place is not None else []
    found += [("actor", proposal.actor)] if proposal.actor is not None else []
    return found + [("source", source) for source in proposal.sources]


def _names_holder(proposal: Proposal, extraction: Extraction) -> bool:
    holder = proposal.control.holder if proposal.control is not None else None
    if holder is None:
        return True
    text = extraction.article.text
    said = [text[slice(*stretch)].casefold() for stretch in (proposal.words, proposal.actor) if stretch is not None]
    return any(holder.casefold() in words for words in said)


def _resolution_at(stretch: Stretch, extraction: Extraction) -> Resolution | None:
    start, end = stretch
    return next(
        (r for r in extraction.resolutions if r.mention.start < end and start < r.mention.end and _is_place(r)), None
    )


def _is_place(resolution: Resolution) -> bool:
    return resolution.mention.kind in LOCATIONS or resolution.place is not None


def _told(proposal: Proposal, extraction: Extraction) -> str | None:
    """Tell a claim that the grammar has read as well."""
    place = _resolution_at(proposal.place, extraction) if proposal.place is not None else None
    start, end = proposal.words
    for claim in extraction.claims:
        same = claim.predicate is proposal.predicate and claim.start < end and start < claim.end
        if same and (claim.resolution.mention if claim.resolution else None) == (place.mention if place else None):
            return f"the grammar has read it as well (claim {claim.id})"
    return None


def _claim(proposal: Proposal, extraction: Extraction, reader: str, cast: Cast) -> Claim:
    text = extraction.article.text
    label, actor_id = _actor(proposal.actor, text, cast)
    chain = [Source(name=_words(text, source), role=SourceRole.RELAY) for source in proposal.sources]
    chain[:1] = [replace(chain[0], role=SourceRole.ORIGIN)] if chain else []
    publisher = Source(name=extraction.article.outlet or "the article", role=SourceRole.PUBLISHER)
    resolution = _resolution_at(proposal.place, extraction) if proposal.place is not None else None
    stands = proposal.modality in STATE_MODALITIES and proposal.time_relation in STATE_TIMES
    control = _neutral(proposal, label, text) if resolution is not None and stands else None
    aid = proposal.aid if stands else None
    return Claim(
        article_id=extraction.article.id,
        start=proposal.words[0],
        end=proposal.words[1],
        quote=text[slice(*proposal.words)],
        predicate=proposal.predicate,
        actor=label,
        actor_id=actor_id,
        resolution=resolution,
        polarity=proposal.polarity,
        modality=proposal.modality,
        epistemic=Epistemic.CLAIMED if chain else Epistemic.REPORTED,
        changes_state=control is not None or aid is not None,
        control_update=control,
        aid_update=aid,
        source_chain=(*chain, publisher),
        time_relation=proposal.time_relation,
        rule=f"reader.{reader}",
        spans=tuple(Span(start=s[0], end=s[1], role=role) for role, s in _stretches(proposal) if role != "words"),
        extraction_score=proposal.score,
        reader=reader,
    )


def _neutral(proposal: Proposal, label: str | None, text: str) -> ControlUpdate | None:
    """Where the holder is the actor, it bears the actor's neutral label, whatever the outlet calls it."""
    control = proposal.control
    if control is None or control.holder is None or proposal.actor is None:
        return control
    named = control.holder.casefold() in text[slice(*proposal.actor)].casefold()
    return replace(control, holder=label) if named else control


def _words(text: str, stretch: Stretch) -> str:
    return " ".join(text[slice(*stretch)].split())


def _actor(stretch: Stretch | None, text: str, cast: Cast) -> tuple[str | None, str | None]:
    """Answer the neutral label and id of a known actor, or the text's own words."""
    if stretch is None:
        return None, None
    words = _words(text, stretch)
    keys: list[tuple[str, ...]] = [(word.lower(),) for word in words.removeprefix("the ").removeprefix("The ").split()]
    hits = [h for h in cast.trie.find(keys, 0, len(keys)) if h.end == len(keys) and h.entry.category == "actor"]
    if hits:
        actor = cast.actors[hits[0].entry.id]
        return actor.label, actor.id
    return words, None


def _drawn(extraction: Extraction) -> Extraction:
    """Let the places that a second reader claims something about be features, as the grammar's own are."""
    claimed = {c.resolution.mention for c in extraction.claims if c.resolution is not None and c.reader != OURS}
    renewed: dict[int, Resolution] = {}
    for r in extraction.resolutions:
        small = r.place is not None and r.place.footprint is not None and feature_place(r.place)
        if r.mention in claimed and small and r.mention.map is MapRole.CONTEXT:
            renewed[id(r)] = replace(r, mention=replace(r.mention, map=MapRole.FEATURE))
    return replace(
        extraction,
        resolutions=tuple(renewed.get(id(r), r) for r in extraction.resolutions),
        claims=tuple(
            replace(c, resolution=renewed.get(id(c.resolution), c.resolution)) if c.resolution is not None else c
            for c in extraction.claims
        ),
    )
