"""Decisions made: what a reviewer says of a claim or a mention is checked and becomes a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from typing import Any

import pandas as pd

from contested.atlas.decided import cells_as_text, kept_actor, kept_place
from contested.errors import RecordError, UnknownPlaceError
from contested.extract.parts_geometry import locate
from contested.frame.build import place_cells
from contested.gazetteer.gazetteer import Gazetteer
from contested.model import (
    Actor,
    Direction,
    MapRole,
    Mention,
    MentionKind,
    Part,
    PartKind,
    Place,
    Resolution,
)
from contested.store import Decision, DecisionKind, Selection, Store, mention_target
from contested.where import Compare, Filter, Op

_NEEDS_ANOTHER = frozenset({PartKind.BETWEEN, PartKind.ALONG, PartKind.ACROSS, PartKind.TOWARDS})


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """What a reviewer says.

    `accept` and `reject` are ids of claims or of articles; `resolve` maps the id of a mention to the id or name of a
    place, or to `None` for "no place"; `actor` maps the id of a claim to an actor's id or name.
    """

    accept: Sequence[str] = ()
    reject: Sequence[str] = ()
    resolve: Mapping[str, str | None] = field(default_factory=dict)
    actor: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Who decides, when, and why."""

    by: str
    at: datetime
    note: str | None = None


def decisions_of(store: Store, verdicts: Verdicts, signed: Signed, *, gazetteer: Gazetteer | None) -> list[Decision]:
    """Answer the decisions, checked against what the atlas holds; what they need later is kept in its settings.

    `gazetteer` is needed to resolve a mention to a place and for actors.

    Raises:
        RecordError: there is no claim, article or mention of an id, or no actor of a name.
        UnknownPlaceError: there is no place of a name, or there are several.

    """
    both = sorted(set(verdicts.accept) & set(verdicts.reject))
    if both:
        raise RecordError(f"{both[0]} is both accepted and rejected; say one of them")
    _check_targets(store, [*verdicts.accept, *verdicts.reject], articles_too=True)
    _check_targets(store, list(verdicts.actor), articles_too=False)
    made = [_decision(DecisionKind.ACCEPT, target, None, signed) for target in verdicts.accept]
    made += [_decision(DecisionKind.REJECT, target, None, signed) for target in verdicts.reject]
    settings: dict[str, str] = {}
    for mention_id, wanted in verdicts.resolve.items():
        row = _mention(store, mention_id)
        target = mention_target(row["article_id"], row["start"], row["end"], row["toponym"])
        place = None if wanted is None else _place(_need(gazetteer), wanted, row["toponym"])
        if place is not None:
            settings[kept_place(target, place.id)] = cells_as_text(place_cells(_resolution(row, place)))
        made.append(_decision(DecisionKind.RESOLVE, target, place.id if place else None, signed))
    for claim_id, name in verdicts.actor.items():
        actor = _actor(_need(gazetteer), name)
        settings[kept_actor(actor.id)] = actor.label
        made.append(_decision(DecisionKind.ACTOR, claim_id, actor.id, signed))
    known = store.settings() if settings else {}
    for key, value in settings.items():
        if known.get(key) != value:
            store.set_setting(key, value)
    return made


def _need(gazetteer: Gazetteer | None) -> Gazetteer:
    if gazetteer is None:
        raise RecordError("places and actors can only be decided with a gazetteer; open one with open_gazetteer()")
    return gazetteer


def _decision(kind: DecisionKind, target: str, value: str | None, signed: Signed) -> Decision:
    return Decision(kind=kind, target=target, value=value, by=signed.by, at=signed.at, note=signed.note)


def _check_targets(store: Store, ids: Sequence[str], *, articles_too: bool) -> None:
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return
    known = set(store.claims(Selection(claim_ids=wanted, include_superseded=True))["claim_id"])
    rest = [one for one in wanted if one not in known]
    if rest and articles_too:
        known |= set(store.articles(ids=rest)["article_id"])
    missing = [one for one in wanted if one not in known]
    if missing:
        what = "claim or article" if articles_too else "claim"
        raise RecordError(f"the atlas has no {what} {missing[0][:60]!r}; `contested review` lists the ids")


def _has_id(mention_id: str) -> Filter:
    return Compare(property="mention_id", op=Op.EQ, value=mention_id)


def _mention(store: Store, mention_id: str) -> dict[str, Any]:
    found = store.mentions(Selection(where=_has_id(mention_id), include_superseded=True))
    if not len(found):
        raise RecordError(f"the atlas has no mention {mention_id[:60]!r}; `contested review` lists the ids")
    row: dict[str, Any] = found.iloc[0].to_dict()
    return row


def _place(gazetteer: Gazetteer, wanted: str, toponym: str) -> Place:
    """Answer the place of an id, or the only one of a name; those of theatres count before the world's."""
    if wanted in gazetteer.by_id:
        return gazetteer.by_id[wanted]
    found = gazetteer.lookup(wanted)
    if not found and ":" in wanted:
        alike = [place for place in gazetteer.lookup(toponym) if place.id == wanted]
        if alike:
            return alike[0]
        raise UnknownPlaceError(
            f"no theatre has a place {wanted[:60]!r} and no place called {toponym!r} has that id; give its name"
        )
    own = [place for place in found if place.id in gazetteer.by_id] or list(found)
    if not own:
        close = get_close_matches(wanted, [place.name for place in gazetteer.by_id.values()], n=3)
        hint = f"did you mean {', '.join(close)}?" if close else "look it up: contested gazetteer search NAME"
        raise UnknownPlaceError(f"no place is called {wanted[:60]!r}; {hint}")
    if len(own) > 1:
        listed = "; ".join(f"{place.id} ({', '.join(place.admin[:1]) or place.country})" for place in own[:5])
        raise UnknownPlaceError(f"{len(own)} places are called {wanted[:60]!r}; give the id of one: {listed}")
    return own[0]


def _actor(gazetteer: Gazetteer, name: str) -> Actor:
    folded = name.casefold()
    actors = {actor.id: actor for theatre in gazetteer.theatres for actor in theatre.actors}
    if name in actors:
        return actors[name]
    hits = {
        actor.id: actor
        for actor in actors.values()
        if folded in {actor.label.casefold(), *(alias.casefold() for alias in actor.aliases)}
    }
    if len(hits) == 1:
        return next(iter(hits.values()))
    if hits:
        raise RecordError(f"several actors are called {name[:60]!r}; give the id of one: {', '.join(sorted(hits))}")
    close = get_close_matches(name, [actor.label for actor in actors.values()], n=3)
    hint = f"did you mean {', '.join(close)}?" if close else "use an actor of the theatre, or add it there"
    raise RecordError(f"no actor is called {name[:60]!r}; {hint}")


def _resolution(row: Mapping[str, Any], place: Place) -> Resolution:
    """Answer the mention of `row` read as `place`, with the geometry of its part."""
    part = None
    if row["part_kind"] is not None:
        part = Part(
            kind=PartKind(row["part_kind"]),
            start=0,
            end=len(row["part_text"] or ""),
            text=row["part_text"] or "",
            direction=Direction(row["part_direction"]) if row["part_direction"] else None,
            distance_km=None if pd.isna(row["part_distance_km"]) else float(row["part_distance_km"]),
        )
    shape, radius, inferred = None, None, False
    if part is None or part.kind not in _NEEDS_ANOTHER:  # the other place is not known here: then nowhere
        shape, radius, inferred = locate(place, part, None)
    return Resolution(
        mention=Mention(
            article_id=row["article_id"],
            start=row["start"],
            end=row["end"],
            toponym=row["toponym"],
            kind=MentionKind(row["kind"]),
            map=MapRole.FEATURE,
            part=part,
        ),
        place=place,
        score=1.0,
        geometry=shape,
        radius_m=radius,
        inferred_extent=inferred,
    )
