"""Which claims are set aside, and why: first each claim by itself, then the claims on one place against each other."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from contested.model import ControlStatus, Epistemic, Modality, Polarity, Predicate, TimeRelation
from contested.status.record import (
    DAY,
    NO_CHANGE_OF_HOLDER,
    STATE_MODALITIES,
    STATE_TIMES,
    ClaimRow,
    Stance,
    grouped,
    later,
    newest,
    origin_count,
)

CONTROL_HALF_LIFE_DAYS = 14.0
AID_HALF_LIFE_DAYS = 7.0
FIGHTING_DAYS = 14.0
_EPOCH = date(1970, 1, 1).toordinal()

_SPEAKS_OF_STATE = frozenset(
    {
        Predicate.CAPTURES,
        Predicate.HOLDS,
        Predicate.INSISTS_CONTROL,
        Predicate.WITHDRAWS,
        Predicate.REFUSES_WITHDRAWAL,
        Predicate.HANDS_OVER_CONTROL,
        Predicate.BESIEGES,
        Predicate.CLASHES,
        Predicate.DENIES_CAPTURE,
        Predicate.DENIES_PRESENCE,
        Predicate.AID_POINT_OPENED,
        Predicate.AID_POINT_CLOSED,
        Predicate.AID_POINT_OPERATING,
        Predicate.AID_POINT_ATTACKED,
        Predicate.SERVICE_STOPPED,
    }
)
_DEMANDS = frozenset({Predicate.CALLS_FOR_WITHDRAWAL, Predicate.REJECTS_MECHANISM})


class View(NamedTuple):
    """The view asked for: `reference` is what ages run to, `valid_at` the time of the state, both microseconds."""

    reference: int | None
    valid_at: int | None

    @property
    def now(self) -> int | None:
        """Answer the time at which the state is asked for: `valid_at`, or else the newest article or `as_of`."""
        return self.valid_at if self.valid_at is not None else self.reference


def speaks_of_state(claim: ClaimRow) -> bool:
    """Tell whether a claim is about control or an aid point's state; other events are kept and decide nothing."""
    says = claim.control is not None or claim.aid_status is not None or claim.predicate in _SPEAKS_OF_STATE
    return says and not is_demand(claim)


def is_demand(claim: ClaimRow) -> bool:
    """Tell whether a claim demands that somebody leave, or rejects an aid mechanism: it may add a dispute, no more."""
    put_as_such = claim.modality in {Modality.DEMANDED, Modality.ASSERTED, Modality.REFUSED}
    now = claim.time_relation in STATE_TIMES and claim.polarity == Polarity.POSITIVE
    return claim.predicate in _DEMANDS and put_as_such and now and claim.epistemic != Epistemic.RETRACTED


# ------------------------------------------------------------------------------- each claim by itself


def taken_back(claim: ClaimRow, view: View) -> str | None:
    """Set aside a claim that its text says was retracted."""
    del view
    if claim.modality == Modality.RETRACTED or claim.epistemic == Epistemic.RETRACTED:
        return "it says that a claim was taken back"
    return None


def not_stated_as_fact(claim: ClaimRow, view: View) -> str | None:
    """Set aside what is demanded, promised, hypothetical, counterfactual or questioned, whatever the reader's flag."""
    del view
    return None if claim.modality in STATE_MODALITIES else f"it is {claim.modality}, not stated as a fact"


def not_about_now(claim: ClaimRow, view: View) -> str | None:
    """Set aside what is past, historic, future or timeless, whatever the reader's flag."""
    del view
    if claim.time_relation in STATE_TIMES:
        return None
    return f"it is about {_TIMES.get(claim.time_relation, claim.time_relation)}, not the present"


_TIMES: dict[str, str] = {
    TimeRelation.PAST_EVENT: "a past event",
    TimeRelation.HISTORIC_BACKGROUND: "historic background",
    TimeRelation.FUTURE: "the future",
    TimeRelation.TIMELESS: "no particular time",
}


def no_change_read(claim: ClaimRow, view: View) -> str | None:
    """Set aside a claim of which the reader found that it changes nothing, such as a bare denial."""
    del view
    if claim.changes_state:
        return None
    if claim.modality in {Modality.DENIED, Modality.NEGATED}:
        return "it says what is not the case, not what is"
    return "the reader found that it changes nothing"


def over_by_now(claim: ClaimRow, view: View) -> str | None:
    """Set aside a state whose own end, or an aid point's "until", lies before the time asked for."""
    if claim.time_relation == TimeRelation.CURRENT and later(view.now, claim.valid_to):
        return "it held only until an earlier day"
    until, now = _day(claim.aid_until), view.now
    if until is not None and now is not None and now >= until + DAY:
        return f"it was said to last until {claim.aid_until}"
    return None


def old_fighting(claim: ClaimRow, view: View) -> str | None:
    """Set aside clashes reported more than 14 days before the time asked for: fighting does not go on unsaid."""
    if (
        claim.stance is Stance.CLASH
        and claim.order is not None
        and later(view.now, claim.order + int(FIGHTING_DAYS * DAY))
    ):
        return f"fighting reported more than {FIGHTING_DAYS:.0f} days before"
    return None


def no_change_of_holder(claim: ClaimRow, view: View) -> str | None:
    """Set aside the holder that a claim of presence, strikes, movement or an evacuation order would give."""
    del view
    if claim.predicate in NO_CHANGE_OF_HOLDER and claim.control == ControlStatus.HELD:
        return "presence, strikes, movements and evacuation orders say nothing of who holds a place"
    return None


CLAIM_RULES: tuple[Callable[[ClaimRow, View], str | None], ...] = (
    taken_back,
    not_stated_as_fact,
    not_about_now,
    no_change_read,
    over_by_now,
    old_fighting,
    no_change_of_holder,
)


def turning_points(claim: ClaimRow) -> tuple[int, ...]:
    """Answer the times at which one of `CLAIM_RULES` begins to set the claim aside, in microseconds.

    `over_by_now` and `old_fighting` are the only rules that ask for the time. Between two turning points of its claims
    what a place adds up to stays the same.
    """
    points = []
    if claim.time_relation == TimeRelation.CURRENT and claim.valid_to is not None:
        points.append(claim.valid_to + 1)
    if (until := _day(claim.aid_until)) is not None:
        points.append(until + DAY)
    if claim.stance is Stance.CLASH and claim.order is not None:
        points.append(claim.order + int(FIGHTING_DAYS * DAY) + 1)
    return tuple(points)


def _day(text: str | None) -> int | None:
    """Answer midnight UTC of a full ISO date; a month or a year has no day to end on."""
    if text is None or len(text) != len("2025-07-09"):
        return None
    try:
        return int(date.fromisoformat(text).toordinal() - _EPOCH) * DAY
    except ValueError:
        return None


# --------------------------------------------------------------------- the claims on one place together

Reasons = dict[str, str]  # claim id → why it was set aside


def retracted(standing: list[ClaimRow], everything: list[ClaimRow]) -> Reasons:
    """Set aside a claim that its own origin or publisher retracted, in the same article or a later one."""
    index: dict[tuple[str, str, str | None], int | None] = {}
    for claim in everything:
        if claim.modality == Modality.RETRACTED or claim.epistemic == Epistemic.RETRACTED:
            _keep_latest(index, (claim.origin_key, claim.takes, claim.side), claim.order)
    if not index:
        return {}
    reasons = {}
    for claim in standing:
        keys = [
            (source, claim.takes, side)
            for source in {claim.origin_key, claim.publisher_key}
            for side in {claim.side, None}
        ]
        if any(key in index and not later(claim.order, index[key]) for key in keys):
            reasons[claim.claim_id] = "its source took it back"
    return reasons


def corrected(standing: list[ClaimRow], everything: list[ClaimRow]) -> Reasons:
    """Set aside a claim that the same origin later denied or said is not so."""
    index: dict[tuple[str, str, str | None], int | None] = {}
    within: dict[tuple[str, str, str | None, str], int] = {}
    for claim in everything:
        if _denies(claim):
            _keep_latest(index, key := (claim.origin_key, claim.takes, claim.side), claim.order, unknown=False)
            within[*key, claim.article_id] = max(claim.start, within.get((*key, claim.article_id), -1))
    if not within:
        return {}
    reasons = {}
    for claim in standing:
        if _denies(claim):
            continue
        key = (claim.origin_key, claim.takes, claim.side)
        same_article = within.get((*key, claim.article_id), -1) > claim.start
        if same_article or (key in index and later(index[key], claim.order)):
            reasons[claim.claim_id] = "the same source later said that it is not so"
    return reasons


def _denies(claim: ClaimRow) -> bool:
    said = claim.polarity == Polarity.NEGATIVE or claim.modality in {Modality.DENIED, Modality.NEGATED}
    return said and claim.modality in STATE_MODALITIES and claim.time_relation in STATE_TIMES


def _keep_latest(
    index: dict[tuple[str, str, str | None], int | None],
    key: tuple[str, str, str | None],
    order: int | None,
    *,
    unknown: bool = True,
) -> None:
    """Keep the latest order under `key`; an unknown one (`None`) wins when `unknown`, and loses otherwise."""
    if key not in index:
        index[key] = order
        return
    held = index[key]
    if held is None or order is None:
        index[key] = None if unknown else (order if held is None else held)
    else:
        index[key] = max(held, order)


def superseded(standing: list[ClaimRow], everything: list[ClaimRow]) -> Reasons:
    """Set aside what an origin said before it said something else of the same place."""
    del everything
    reasons: Reasons = {}
    for claims in grouped(standing, lambda claim: claim.origin_key).values():
        dated = sorted((claim for claim in claims if claim.order is not None), key=lambda claim: -(claim.order or 0))
        newer = _Newer()
        for together in grouped(dated, lambda claim: claim.order).values():
            for claim in together:
                if newer.contradicts(claim):
                    reasons[claim.claim_id] = "the same source said something else later"
            for claim in together:
                newer.add(claim)
    return reasons


class _Newer:
    """What one origin said later than the claim at hand."""

    __slots__ = ("denies", "holds", "left", "words")

    def __init__(self) -> None:
        self.holds: set[str | None] = set()
        self.left: set[str | None] = set()
        self.denies: set[str | None] = set()
        self.words: set[Stance] = set()

    def add(self, claim: ClaimRow) -> None:
        target = {Stance.HOLDS: self.holds, Stance.LEFT: self.left, Stance.DENIES: self.denies}.get(claim.stance)
        if target is not None:
            target.add(claim.subject)
        elif claim.stance in {Stance.MIXED, Stance.GREY, Stance.OPEN}:
            self.words.add(claim.stance)
        if claim.predicate == Predicate.HANDS_OVER_CONTROL:
            self.left.add(claim.side)

    def contradicts(self, claim: ClaimRow) -> bool:
        stance, side = claim.stance, claim.subject
        if stance is Stance.HOLDS:
            return bool(self.holds - {side} or self.denies - {side} or side in self.left or self.words)
        if stance is Stance.LEFT:
            return side in self.holds or side in self.denies
        if stance is Stance.DENIES:
            return bool(self.holds - {side}) or side in self.left
        if stance in {Stance.MIXED, Stance.GREY, Stance.OPEN}:
            return bool(self.holds or self.denies or self.words - {stance}) or (side is not None and side in self.left)
        if stance is Stance.SIEGE:
            return side is not None and (side in self.holds or side in self.left)
        return False


def given_up(standing: list[ClaimRow], everything: list[ClaimRow]) -> Reasons:
    """Set aside what speaks for a side once that side itself acknowledges that another one holds the place."""
    del everything
    holders = {claim.subject for claim in standing if claim.stance in {Stance.HOLDS, Stance.DENIES}}
    reasons: Reasons = {}
    for claim in acknowledgements(standing, holders):
        if claim.claim_id in reasons:
            continue
        for other in standing:
            if other.stance not in {Stance.HOLDS, Stance.DENIES} or other.subject == claim.subject:
                continue
            speaker = claim.origin_side if claim.origin_side is not None else claim.origin_key
            gives_up = other.subject == speaker or speaker not in holders
            if gives_up and not later(other.order, claim.order):
                reasons[other.claim_id] = f"{claim.origin} acknowledged that {claim.holder or 'another side'} holds it"
    return reasons


def acknowledgements(standing: list[ClaimRow], parties: set[str | None]) -> list[ClaimRow]:
    """Answer the claims in which a party says that another one holds the place, one for each pair, newest first."""
    latest: dict[tuple[str, str | None], ClaimRow] = {}
    for claim in standing:
        if claim.stance is not Stance.HOLDS or claim.subject is None or claim.origin_key == claim.subject:
            continue
        if claim.epistemic != Epistemic.ACKNOWLEDGED and claim.origin_key not in parties:
            continue
        held = latest.get((claim.origin_key, claim.subject))
        if held is None or _rank(claim) > _rank(held):
            latest[claim.origin_key, claim.subject] = claim
    return sorted(latest.values(), key=_rank, reverse=True)


def _rank(claim: ClaimRow) -> tuple[int, str]:
    return (-1 if claim.order is None else claim.order, claim.claim_id)


def left_since(standing: list[ClaimRow], everything: list[ClaimRow]) -> Reasons:
    """Set aside that a side holds the place once it is later said to have left, and that it left once it is back."""
    del everything
    holds = grouped((c for c in standing if c.stance in {Stance.HOLDS, Stance.DENIES}), lambda claim: claim.subject)
    reasons: Reasons = {}
    for side, left in grouped(departures(standing), departed).items():
        if side is None or side not in holds:
            continue
        here = [claim for claim in holds[side] if claim.stance is Stance.HOLDS]
        gone_at, here_at = newest(left), newest(here)
        if later(here_at, gone_at):
            for claim in left:
                if claim.stance is Stance.LEFT and claim.order is not None:
                    reasons[claim.claim_id] = "later said to hold it after all"
            continue
        agreed = origin_count(left) > 1
        for claim in holds[side]:
            if later(gone_at, claim.order):
                reasons[claim.claim_id] = "later said to have left"
            elif claim.order is None and gone_at is not None and agreed:
                reasons[claim.claim_id] = "undated, and two dated sources say that it left"
    return reasons


def departures(claims: list[ClaimRow]) -> list[ClaimRow]:
    """Answer the claims that say of a side that it left: withdrawals, and what it handed over."""
    return [c for c in claims if c.stance is Stance.LEFT or (c.stance is Stance.HOLDS and _hands_over(c))]


def departed(claim: ClaimRow) -> str | None:
    """Answer the side that a departure is about."""
    return claim.side


def _hands_over(claim: ClaimRow) -> bool:
    return claim.predicate == Predicate.HANDS_OVER_CONTROL and claim.side not in {None, claim.holder_side}


def denial_of_nothing(standing: list[ClaimRow], everything: list[ClaimRow]) -> Reasons:
    """Set aside a denial when what it denies was taken back and nobody claims it any more."""
    taken = any(
        claim.takes == "takes" and (claim.modality == Modality.RETRACTED or claim.epistemic == Epistemic.RETRACTED)
        for claim in everything
    )
    if not taken or any(claim.stance in {Stance.HOLDS, Stance.OPEN, Stance.MIXED} for claim in standing):
        return {}
    return {c.claim_id: "what it denies was taken back" for c in standing if c.stance is Stance.DENIES}


PLACE_RULES: tuple[Callable[[list[ClaimRow], list[ClaimRow]], Reasons], ...] = (
    retracted,
    corrected,
    superseded,
    given_up,
    left_since,
    denial_of_nothing,
)
