"""The derived layers kept up to date: what came into the log is followed to the places that it reaches, and no further.

Where an atlas was never derived, or by other rules, everything is worked out anew. Both ways give the same.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

import geopandas
import pandas as pd

from contested.atlas.decided import Decided, apply_to_claims
from contested.atlas.families import copies_of, with_copies
from contested.frame import CLAIMS, empty
from contested.model import stable_id
from contested.status.record import Told, times
from contested.status.standing import Standing, told_as_text, told_from_text, voices_of
from contested.store import Entry, Rows, Selection, State, Store

_LONG_AGO = -(2**62)  # microseconds; before any time


class _Kind(StrEnum):
    """What entries say: a group hangs on a claim, a label, a time; and what is known of labels and families."""

    CLAIM = "claim"  # name: article, value: claim, at: published
    LABEL = "label"  # name: label
    TOLD = "told"  # name: label, value: what a claim of the group tells of it
    POINT = "point"  # at: when the group may add up to something else
    COPY = "copy"  # name: article, value: the head of its family
    VOICE = "voice"  # name: head of a family, value: who speaks


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """What became of the derived layers: the statuses of the places that were worked out, before and after."""

    before: geopandas.GeoDataFrame
    after: geopandas.GeoDataFrame


def derive(store: Store, decided: Decided, sides: Mapping[str, str]) -> Derivation | None:
    """Bring the derived layers up to date with the log; answer `None` when they were."""
    mark = stable_id(json.dumps(dict(sides), sort_keys=True), _rules())
    with store.together():
        state = store.standing.state()
        if state is None or state.mark != mark:
            return _anew(store, decided, sides, mark)
        news = store.standing.news(state.position)
        if dict(news.position) == dict(state.position):
            return None
        return _Following(store, decided, sides, state).follow(news.articles, dict(news.position))


def copies_among(store: Store, article_ids: Iterable[str]) -> dict[str, str]:
    """Answer the head of its family for each of these articles that is a copy, as derived last."""
    entries = store.standing.entries(_Kind.COPY, names=frozenset(article_ids))
    return {one.name: one.value for one in entries if one.value is not None}


@cache
def _rules() -> str:
    """Answer a name for the rules that statuses are worked out by: other rules, another name."""
    package = files("contested")
    paths = [path for folder in ("status", "frame") for path in sorted(Path(str(package / folder)).rglob("*.py"))]
    paths += [Path(str(package / "atlas" / name)) for name in ("decided.py", "deriving.py", "families.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _anew(store: Store, decided: Decided, sides: Mapping[str, str], mark: str) -> Derivation:
    before = store.status_now()
    heads = copies_of(store.articles())
    claims = apply_to_claims(with_copies(store.claims(), heads), decided)
    voices = voices_of(Standing(claims, sides).appearances())
    bare = Standing(claims, sides, voices=voices)
    told: dict[str, Told] = {}
    for group in bare.groups:
        for label, one in bare.told(group):
            told[label] = min(one, told.get(label, one))
    store.standing.replace(None, [*_entries(bare), *_family_entries(heads, voices)])
    reference = store.standing.latest(_Kind.CLAIM)
    rows = _rows(Standing(claims, sides, told=told, voices=voices), reference)
    position = dict(store.standing.news(None).position)
    store.standing.amend(rows, groups=None, state=State(position=position, reference=reference, mark=mark))
    store.stamp(_moment(reference))
    return Derivation(before=before, after=rows.frame)


class _Following:
    """Follows news to the groups that they reach."""

    def __init__(self, store: Store, decided: Decided, sides: Mapping[str, str], state: State) -> None:
        self._store = store
        self._kept = store.standing
        self._decided = decided
        self._sides = sides
        self._state = state

    def follow(self, news: frozenset[str], position: dict[str, int]) -> Derivation:
        """Bring the derived layers up to date with what became of these articles."""
        articles, own = self._families(news)
        held = self._kept.entries(_Kind.CLAIM, names=articles)
        groups = frozenset({one.group for one in held} | set(Standing(own, self._sides).groups))
        beside = [one for one in self._kept.entries(_Kind.CLAIM, groups=groups) if one.name not in articles]
        claims = _together(own, self._claims(beside))
        reached = Standing(claims, self._sides, voices=self._voices(claims))
        further = self._tell(reached, groups)
        reference = self._kept.latest(_Kind.CLAIM)
        further |= self._due(reference)
        if further - groups:
            claims = _together(claims, self._claims(self._kept.entries(_Kind.CLAIM, groups=further - groups)))
        every = groups | further
        before = self._kept.rows_of(every)
        rows = _rows(self._informed(claims), reference)
        state = State(position=position, reference=reference, mark=self._state.mark)
        self._kept.amend(rows, groups=every, state=state)
        self._store.stamp(_moment(reference))
        return Derivation(before=before, after=rows.frame)

    def _families(self, news: frozenset[str]) -> tuple[frozenset[str], geopandas.GeoDataFrame]:
        """Bring families and who speaks in them up to date; answer the articles to be looked at again, their claims."""
        near = {one.group for one in self._kept.entries(_Kind.COPY, names=news)} | {_family(one) for one in news}
        relatives = {one.name for one in self._kept.entries(_Kind.COPY, groups=near)}
        joined = self._kept.linked(news | relatives)
        was = copies_among(self._store, joined)
        heads = copies_of(self._store.articles(ids=sorted(joined)))
        families = {of.get(one, one) for of in (was, heads) for one in joined}
        spoke = {one.name: one.value for one in self._kept.entries(_Kind.VOICE, names=families)}
        self._kept.replace({_family(one) for one in families}, _family_entries(heads, {}))
        told = self._seen(Selection(article_ids=tuple(sorted(joined))))
        voices = voices_of(Standing(told, self._sides).appearances())
        self._kept.replace({_family(one) for one in families}, _family_entries(heads, voices))
        changed = {
            one
            for one in joined
            if was.get(one) != heads.get(one) or spoke.get(was.get(one, one)) != voices.get(heads.get(one, one))
        }
        again = news | changed
        return again, told[told["article_id"].isin(again)].reset_index(drop=True)

    def _tell(self, reached: Standing, groups: frozenset[str]) -> set[str]:
        """Enter what groups hang on and tell; answer the groups for which a label has another id by that."""
        labels = {one.name for one in self._kept.entries(_Kind.TOLD, groups=groups)}
        labels |= {_label(label) for group in reached.groups for label, _ in reached.told(group)}
        before = self._kept.least(_Kind.TOLD, labels)
        self._kept.replace(groups, _entries(reached))
        after = self._kept.least(_Kind.TOLD, labels)
        changed = {one for one in labels if _actor_id(before.get(one)) != _actor_id(after.get(one))}
        return {one.group for one in self._kept.entries(_Kind.LABEL, names=changed)} if changed else set()

    def _due(self, reference: int | None) -> set[str]:
        """Answer the groups that add up to something else because time has gone on, or back."""
        ends = sorted(_LONG_AGO if time is None else time for time in (self._state.reference, reference))
        if ends[0] == ends[1]:
            return set()
        return {one.group for one in self._kept.entries(_Kind.POINT, between=(ends[0], ends[1]))}

    def _informed(self, claims: geopandas.GeoDataFrame) -> Standing:
        """Answer claims with all that is known of their labels and voices."""
        voices = self._voices(claims)
        bare = Standing(claims, self._sides, voices=voices)
        labels = bare.labels(bare.groups)
        least = self._kept.least(_Kind.TOLD, {_label(label) for label in labels})
        told = {label: told_from_text(least[name]) for label in labels if (name := _label(label)) in least}
        return Standing(claims, self._sides, told=told, voices=voices)

    def _voices(self, claims: geopandas.GeoDataFrame) -> dict[str, str]:
        families = frozenset(claims["copy_of"].fillna(claims["article_id"]))
        found = self._kept.entries(_Kind.VOICE, names=families)
        return {one.name: one.value for one in found if one.value is not None}

    def _claims(self, entries: Iterable[Entry]) -> geopandas.GeoDataFrame:
        ids = tuple(one.value for one in entries if one.value is not None)
        return self._seen(Selection(claim_ids=ids)) if ids else empty(CLAIMS)

    def _seen(self, selection: Selection) -> geopandas.GeoDataFrame:
        """Answer the claims of a selection as they count: with their copies, as reviewers decided them."""
        found = self._store.claims(selection)
        copies = copies_among(self._store, found["article_id"].unique())
        return apply_to_claims(with_copies(found, copies), self._decided)


def _entries(standing: Standing) -> list[Entry]:
    """Answer what the groups of claims hang on, and what they tell."""
    found: dict[Entry, None] = {}
    columns = (standing.claims[name].to_numpy() for name in ("article_id", "claim_id"))
    claims = list(zip(*columns, times(standing.claims["published"]), strict=True))
    for group, rows in standing.groups.items():
        for row in rows:
            article_id, claim_id, published = claims[row]
            found[Entry(_Kind.CLAIM.value, article_id, group, claim_id, published)] = None
        for label in standing.labels([group]):
            found[Entry(_Kind.LABEL.value, _label(label), group)] = None
        for label, told in standing.told(group):
            found[Entry(_Kind.TOLD.value, _label(label), group, told_as_text(told))] = None
        for point in standing.points(group):
            found[Entry(_Kind.POINT.value, "", group, None, point)] = None
    return list(found)


def _family_entries(heads: Mapping[str, str], voices: Mapping[str, str]) -> list[Entry]:
    entries = [Entry(_Kind.COPY.value, one, _family(head), head) for one, head in heads.items()]
    return entries + [Entry(_Kind.VOICE.value, one, _family(one), voice) for one, voice in voices.items()]


def _rows(standing: Standing, reference: int | None) -> Rows:
    """Work out all groups of claims, with ages that run to `reference`."""
    lines = standing.lines(standing.groups, reference)
    return Rows(
        frame=standing.frame([line for _, _, line in lines], _moment(reference)),
        groups=[group for group, _, _ in lines],
        orders=[order for _, order, _ in lines],
        weights=[line.finding.weight for _, _, line in lines],
        half_lives=[line.finding.half_life_days for _, _, line in lines],
    )


def _family(head: str) -> str:
    return f"family {head}"


def _label(label: str) -> str:
    return stable_id("label", label)


def _actor_id(told: str | None) -> str | None:
    return None if told is None else told_from_text(told)[2]


def _moment(reference: int | None) -> pd.Timestamp | None:
    return None if reference is None else pd.Timestamp(reference, unit="us", tz="UTC")


def _together(one: geopandas.GeoDataFrame, other: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    parts = [part for part in (one, other) if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else one
    both: geopandas.GeoDataFrame = pd.concat(parts, ignore_index=True)
    return both
