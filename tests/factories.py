"""Small makers of records for tests. Every place, party, outlet, event and date here is invented."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import geopandas
from shapely.geometry import Point, box

from contested.frame import claims_frame
from contested.model import (
    AidKind,
    AidStatus,
    AidUpdate,
    Article,
    Claim,
    ControlStatus,
    ControlUpdate,
    Dispute,
    Epistemic,
    Extraction,
    MapRole,
    Mention,
    MentionKind,
    Modality,
    Part,
    Place,
    PlaceKind,
    Polarity,
    Predicate,
    Resolution,
    Source,
    SourceRole,
    TimePrecision,
    TimeRelation,
    stable_id,
)

DAY_ONE = datetime(2031, 3, 1, tzinfo=UTC)
NORTH, SOUTH = "Northern Force", "Southern Force"  # invented parties
SIDES = {"inv:northern": "inv:north", "inv:southern": "inv:south", "inv:north_council": "inv:north"}
ACTOR_IDS = {
    NORTH: "inv:northern",
    SOUTH: "inv:southern",
    "Northern Council": "inv:north_council",
}


def day(number: int) -> datetime:
    """Answer midnight UTC of the given day of the invented month."""
    return DAY_ONE + timedelta(days=number - 1)


def place(name: str, lon: float | None = 20.0, lat: float | None = 5.0, *, kind: PlaceKind = PlaceKind.TOWN) -> Place:
    """Answer an invented place: a point with a radius of 1.5 km, or a named place without a geometry."""
    return Place(
        id="invented:" + name.lower().replace(" ", "_"),
        name=name,
        kind=kind,
        footprint=None if lon is None or lat is None else Point(lon, lat),
        radius_m=None if lon is None else 1500.0,
        country="XX",
        admin=("Invented District", "Invented Land"),
        source="invented for tests",
        names=(("en", name),),
    )


def area(name: str, west: float, south: float, *, size: float = 0.1) -> Place:
    """Answer an invented district with a square footprint of `size` degrees."""
    return Place(
        id="invented:" + name.lower().replace(" ", "_"),
        name=name,
        kind=PlaceKind.DISTRICT,
        footprint=box(west, south, round(west + size, 6), round(south + size, 6)),
        radius_m=None,
        country="XX",
        source="invented for tests",
        names=(("en", name),),
    )


@dataclass(frozen=True, kw_only=True)
class Say:
    """One thing said in an invented article: the arguments of a claim, with short names.

    `origin` is the first source; a party's name there is given its actor id. `day` is the article's day, `None` for
    an undated article.
    """

    predicate: Predicate = Predicate.HOLDS
    at: Place | None = field(default_factory=lambda: place("Alder"))
    actor: str | None = NORTH
    origin: str | None = None
    relays: tuple[str, ...] = ()
    outlet: str | None = "Invented Daily"
    day: int | None = 1
    control: ControlStatus | None = None
    holder: str | None = None
    dispute: Dispute = Dispute.NONE
    disputed_by: tuple[str, ...] = ()
    aid: AidStatus | None = None
    aid_kind: AidKind = AidKind.CROSSING
    aid_name: str | None = None
    aid_scope: str | None = None
    aid_operator: str | None = None
    aid_until: str | None = None
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    epistemic: Epistemic = Epistemic.CLAIMED
    time: TimeRelation = TimeRelation.CURRENT
    changes: bool = True
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    part: Part | None = None
    shape: object = None
    words: str | None = None
    score: float = 0.9


_HELD = frozenset(
    {
        Predicate.CAPTURES,
        Predicate.HOLDS,
        Predicate.INSISTS_CONTROL,
        Predicate.REFUSES_WITHDRAWAL,
        Predicate.REPELS,
    }
)


def _control_of(say: Say) -> ControlUpdate | None:
    if say.control is not None:
        return ControlUpdate(status=say.control, holder=say.holder, dispute=say.dispute, disputed_by=say.disputed_by)
    if not say.changes:
        return None
    if say.predicate in _HELD:
        holder = say.holder or say.actor
        return ControlUpdate(status=ControlStatus.HELD, holder=holder, dispute=say.dispute, disputed_by=say.disputed_by)
    if say.predicate is Predicate.WITHDRAWS:
        return ControlUpdate(status=ControlStatus.VACATED)
    if say.predicate is Predicate.DENIES_CAPTURE:
        return ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS)
    if say.predicate is Predicate.CLASHES:
        return ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.CLASHES)
    if say.predicate is Predicate.BESIEGES:
        return ControlUpdate(status=ControlStatus.BESIEGED)
    return None


def extraction(say: Say) -> Extraction:
    """Answer the extraction of an invented article that says one thing."""
    where = say.at.name if say.at else (say.aid_name or "nowhere in particular")
    lead = say.words or f"{say.actor or 'Somebody'} {say.predicate.value.replace('_', ' ')}"
    if say.part is not None:
        lead = f"{lead} {say.part.text}"
    quote = f"{lead} {where}"
    voice = say.origin or say.outlet or "a reporter"
    text = f"INVENTED, {say.outlet}, day {say.day}\n{quote}, {voice} said. Nothing here happened."
    article = Article(
        text=text,
        name=f"invented-{stable_id(text)[:6]}",
        title="Invented",
        outlet=say.outlet,
        published=None if say.day is None else day(say.day),
        published_precision=None if say.day is None else TimePrecision.DAY,
        url="https://news.invalid/" + stable_id(text),
        language="en",
    )
    start = text.index(quote)
    at = text.index(where, start + len(lead))
    resolution = None
    if say.at is not None:
        resolution = Resolution(
            mention=Mention(
                article_id=article.id,
                start=at,
                end=at + len(where),
                toponym=where,
                kind=MentionKind.PLACE_THEATRE,
                map=MapRole.FEATURE,
                part=say.part,
            ),
            place=say.at,
            score=say.score,
            reasons=("the only place of that name",),
            geometry=say.shape or (None if say.part else say.at.footprint),  # type: ignore[arg-type]
            radius_m=say.at.radius_m,
            inferred_extent=say.part is not None,
        )
    chain: list[Source] = []
    if say.origin:
        chain.append(Source(name=say.origin, role=SourceRole.ORIGIN, actor_id=ACTOR_IDS.get(say.origin)))
    chain += [Source(name=relay, role=SourceRole.RELAY) for relay in say.relays]
    if say.outlet:
        chain.append(Source(name=say.outlet, role=SourceRole.PUBLISHER))
    aid = None
    if say.aid is not None:
        aid = AidUpdate(
            kind=say.aid_kind,
            status=say.aid,
            scope=say.aid_scope,
            operator=say.aid_operator,
            until=say.aid_until,
            name=say.aid_name,
        )
    claim = Claim(
        article_id=article.id,
        start=start,
        end=start + len(quote),
        quote=quote,
        predicate=say.predicate,
        actor=say.actor,
        actor_id=ACTOR_IDS.get(say.actor) if say.actor else None,
        resolution=resolution,
        polarity=say.polarity,
        modality=say.modality,
        epistemic=say.epistemic,
        changes_state=say.changes,
        control_update=_control_of(say),
        aid_update=aid,
        source_chain=tuple(chain),
        time_relation=say.time,
        valid_from=say.valid_from,
        valid_to=say.valid_to,
        rule="made for a test",
        extraction_score=0.8,
    )
    unlocated: tuple[Mention, ...] = ()
    if say.at is None and aid is not None:
        unlocated = (
            Mention(
                article_id=article.id,
                start=at,
                end=at + len(where),
                toponym=where,
                kind=MentionKind.PLACE_NOMINAL,
                map=MapRole.NO,
            ),
        )
    return Extraction(
        article=article,
        resolutions=(resolution,) if resolution else (),
        claims=(claim,),
        unlocated=unlocated,
        theatre="invented",
    )


def claims(*sayings: Say) -> geopandas.GeoDataFrame:
    """Answer the claims frame of invented articles, one for each saying."""
    return claims_frame(extraction(say) for say in sayings)


def series() -> tuple[Say, ...]:
    """Answer an INVENTED three-week series: two parties, more than ten places, articles on days 1 to 21, one undated.

    It has captures claimed and denied, a withdrawal reported and borne out, a siege, clashes, a demand, a retraction,
    aid points that open and close, one unlocated aid point, an event without a word on control, and a place without
    a geometry.
    """
    alder, birch, cedar, damson = (
        place("Alder", 20.00, 5.00),
        place("Birch", 20.12, 5.05),
        place("Cedar", 20.25, 5.02),
        place("Damson", 20.31, 4.93),
    )
    elm, fir, gorse, hazel = (
        place("Elm", 20.08, 4.91),
        place("Fir", 20.19, 4.88),
        place("Gorse", 20.02, 5.12),
        place("Hazel", 20.40, 5.10),
    )
    gate = place("Ivy Gate", 20.45, 4.99, kind=PlaceKind.CROSSING)
    clinic = place("Juniper Hospital", 20.14, 4.97, kind=PlaceKind.HOSPITAL)
    kapok = area("Kapok District", 20.50, 4.80)
    larch = place("Larch", None, None)
    captures, holds, denies = Predicate.CAPTURES, Predicate.HOLDS, Predicate.DENIES_CAPTURE
    event = TimeRelation.RECENT_EVENT
    return (
        Say(predicate=holds, at=alder, actor=NORTH, origin=None, outlet="Invented Daily", day=1),
        Say(predicate=holds, at=birch, actor=SOUTH, origin=SOUTH, day=1),
        Say(predicate=holds, at=cedar, actor=SOUTH, origin=None, outlet="Invented Wire", day=1),
        Say(predicate=captures, at=birch, actor=NORTH, origin=NORTH, day=2, time=event),
        Say(predicate=denies, at=birch, actor=SOUTH, origin=SOUTH, modality=Modality.DENIED, day=3),
        Say(predicate=captures, at=birch, actor=NORTH, origin=None, outlet="Invented Wire", day=6, time=event),
        Say(
            predicate=Predicate.CLASHES,
            at=cedar,
            actor=None,
            origin="residents of Cedar",
            day=4,
            time=event,
        ),
        Say(predicate=Predicate.SHELLING_OR_STRIKE, at=damson, actor=None, day=4, time=event, changes=False),
        Say(
            predicate=Predicate.REFUSES_WITHDRAWAL,
            at=damson,
            actor=SOUTH,
            origin="an unnamed negotiator",
            relays=("Invented Radio",),
            modality=Modality.REFUSED,
            dispute=Dispute.WITHDRAWAL_DEMANDED,
            disputed_by=(NORTH,),
            day=5,
        ),
        Say(predicate=holds, at=elm, actor=NORTH, origin=NORTH, day=5),
        Say(
            predicate=Predicate.CALLS_FOR_WITHDRAWAL,
            at=elm,
            actor=SOUTH,
            origin=SOUTH,
            modality=Modality.DEMANDED,
            changes=False,
            day=7,
        ),
        Say(predicate=holds, at=fir, actor=SOUTH, origin=None, outlet="Invented Wire", day=6),
        Say(predicate=Predicate.WITHDRAWS, at=fir, actor=SOUTH, origin=SOUTH, day=9, time=event),
        Say(predicate=Predicate.WITHDRAWS, at=fir, actor=SOUTH, origin="monitors", day=11, time=event),
        Say(predicate=captures, at=fir, actor=NORTH, origin=NORTH, day=13, time=event),
        Say(predicate=Predicate.BESIEGES, at=gorse, actor=SOUTH, origin="residents of Gorse", day=8),
        Say(predicate=holds, at=gorse, actor=NORTH, origin=NORTH, day=8),
        Say(
            predicate=Predicate.CAPTIVE_HANDOVER,
            at=hazel,
            actor=NORTH,
            day=10,
            changes=False,
            time=TimeRelation.PAST_EVENT,
            valid_from=day(4),
        ),
        Say(predicate=Predicate.AID_POINT_OPERATING, at=gate, actor=None, aid=AidStatus.OPEN, day=2),
        Say(
            predicate=Predicate.AID_POINT_CLOSED,
            at=gate,
            actor=SOUTH,
            aid=AidStatus.CLOSED,
            aid_scope="cargo",
            origin="an aid agency",
            day=12,
        ),
        Say(
            predicate=Predicate.AID_POINT_OPENED,
            at=gate,
            actor=SOUTH,
            aid=AidStatus.OPEN,
            origin="an aid agency",
            day=19,
            time=event,
        ),
        Say(
            predicate=Predicate.SERVICE_STOPPED,
            at=clinic,
            actor=None,
            aid=AidStatus.CLOSED,
            aid_kind=AidKind.HOSPITAL,
            origin="hospital director",
            day=14,
        ),
        Say(
            predicate=Predicate.AID_POINT_ATTACKED,
            at=clinic,
            actor=None,
            aid=AidStatus.ATTACKED,
            aid_kind=AidKind.HOSPITAL,
            origin="residents",
            day=13,
            time=event,
        ),
        Say(
            predicate=Predicate.AID_POINT_OPENED,
            at=hazel,
            actor=None,
            aid=AidStatus.PLANNED,
            aid_kind=AidKind.KITCHEN,
            origin="an aid agency",
            modality=Modality.PROMISED,
            time=TimeRelation.FUTURE,
            changes=False,
            day=15,
        ),
        Say(
            predicate=Predicate.INSISTS_CONTROL,
            at=None,
            actor=SOUTH,
            aid=AidStatus.UNKNOWN,
            aid_kind=AidKind.ENTRY_POINT,
            aid_name="the entry points it has set up",
            origin="an unnamed negotiator",
            day=15,
        ),
        Say(predicate=captures, at=kapok, actor=SOUTH, origin=SOUTH, day=16, time=event),
        Say(
            predicate=captures,
            at=kapok,
            actor=SOUTH,
            origin=SOUTH,
            day=18,
            modality=Modality.RETRACTED,
            epistemic=Epistemic.RETRACTED,
            changes=False,
            time=event,
        ),
        Say(predicate=holds, at=larch, actor=NORTH, origin=NORTH, day=17),
        Say(predicate=captures, at=alder, actor=SOUTH, origin=SOUTH, day=20, time=event),
        Say(
            predicate=captures,
            at=alder,
            actor=SOUTH,
            origin=NORTH,
            epistemic=Epistemic.ACKNOWLEDGED,
            day=21,
            time=event,
        ),
        Say(predicate=holds, at=cedar, actor=SOUTH, origin="a visitor", day=None),
    )


def series_claims(sayings: Sequence[Say] | None = None) -> geopandas.GeoDataFrame:
    """Answer the claims frame of the invented series."""
    return claims(*(sayings if sayings is not None else series()))
