"""From the claims on one aid point to its state: an ordered table of rules, the first that answers decides."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from contested.model import AidKind, AidStatus, Epistemic, Modality, PlaceKind
from contested.status.record import STATE_MODALITIES, ClaimRow, grouped, later, origin_count
from contested.status.sift import Reasons, corrected, retracted

# where the place itself is the aid point, all claims on it are about that one point
FACILITIES = {
    PlaceKind.CROSSING.value: AidKind.CROSSING.value,
    PlaceKind.HOSPITAL.value: AidKind.HOSPITAL.value,
    PlaceKind.PORT.value: AidKind.PORT.value,
    PlaceKind.AIRPORT.value: AidKind.AIRPORT.value,
    PlaceKind.SITE.value: AidKind.OTHER.value,
}
_RUNNING = frozenset({AidStatus.OPEN.value, AidStatus.RESTRICTED.value})


@dataclass(frozen=True, kw_only=True, slots=True)
class AidVerdict:
    """What the claims on one aid point add up to."""

    status: AidStatus
    rule: str = ""
    sentence: str = ""
    scope: str | None = None
    operator: str | None = None
    since: str | None = None
    until: str | None = None
    used: tuple[ClaimRow, ...] = ()


def settle_aid(standing: list[ClaimRow], everything: list[ClaimRow], reasons: Reasons) -> AidVerdict:
    """Answer the state of one aid point; why claims were set aside is added to `reasons`."""
    stating = [claim for claim in standing if claim.aid_status is not None]
    for rule in (retracted, corrected, _older_than_later_word):
        found = rule([claim for claim in stating if claim.claim_id not in reasons], everything)
        for claim_id, why in found.items():
            reasons.setdefault(claim_id, why)
    current = sorted((c for c in stating if c.claim_id not in reasons), key=_fixed_order)
    telling = [claim for claim in current if claim.aid_status != AidStatus.UNKNOWN]
    for decide in AID_RULES:
        verdict = decide(telling, everything)
        if verdict is not None:
            break
    else:
        verdict = AidVerdict(
            status=AidStatus.UNKNOWN, rule="no_word_on_aid", sentence="No claim says what state it is in."
        )
    if not verdict.rule:
        verdict = replace(verdict, rule=decide.__name__, sentence=(decide.__doc__ or "").split("\n")[0])
    return _with_details(verdict, current)


def _fixed_order(claim: ClaimRow) -> tuple[int, str]:
    return (-1 if claim.order is None else claim.order, claim.claim_id)


def _older_than_later_word(standing: list[ClaimRow], everything: list[ClaimRow]) -> Reasons:
    """Set aside what was said of an aid point before the newest day on which its state was told."""
    del everything
    dated = [c.order for c in standing if c.order is not None and c.aid_status != AidStatus.UNKNOWN]
    last = max(dated, default=None)
    newest_states = {c.aid_status for c in standing if c.order == last and c.aid_status != AidStatus.UNKNOWN}
    # older claims that say the same support the newest, back to the last one that says something else
    changed = max((c.order for c in standing if c.order is not None and _tells_other(c, newest_states)), default=None)
    return {
        claim.claim_id: "a later claim tells its state"
        for claim in standing
        if claim.aid_status != AidStatus.UNKNOWN
        and later(last, claim.order)
        and (changed is None or not later(claim.order, changed))
    }


def _tells_other(claim: ClaimRow, states: set[str | None]) -> bool:
    return claim.aid_status != AidStatus.UNKNOWN and {claim.aid_status} != states


# ------------------------------------------------------------------------------------------- rules


def state_as_told(telling: list[ClaimRow], everything: list[ClaimRow]) -> AidVerdict | None:
    """Take the state that the newest claims tell, when they tell the same."""
    del everything
    states = {claim.aid_status for claim in telling}
    return AidVerdict(status=AidStatus(telling[0].aid_status or ""), used=tuple(telling)) if len(states) == 1 else None


def limited_by_scope(telling: list[ClaimRow], everything: list[ClaimRow]) -> AidVerdict | None:
    """Call it restricted when it is open for one thing and closed for another."""
    del everything
    scopes = grouped(telling, lambda claim: claim.aid_scope)
    told = {scope: {claim.aid_status for claim in claims} for scope, claims in scopes.items()}
    if None in told or len(told) < 2 or any(len(states) > 1 for states in told.values()):
        return None
    text = "; ".join(
        f"{next(iter(states))}: {scope}" for scope, states in sorted(told.items(), key=lambda x: x[0] or "")
    )
    return AidVerdict(status=AidStatus.RESTRICTED, scope=text, used=tuple(telling))


def open_with_limits(telling: list[ClaimRow], everything: list[ClaimRow]) -> AidVerdict | None:
    """Call it restricted when some say open and others restricted: a limit is what the first left out."""
    del everything
    states = {claim.aid_status for claim in telling} - {AidStatus.PLANNED.value}
    return AidVerdict(status=AidStatus.RESTRICTED, used=tuple(telling)) if states == _RUNNING else None


def attacked_and_more(telling: list[ClaimRow], everything: list[ClaimRow]) -> AidVerdict | None:
    """Call it closed when said to be attacked and closed, and attacked when said to be attacked and running."""
    del everything
    states = {claim.aid_status for claim in telling}
    if AidStatus.ATTACKED not in states:
        return None
    if states == {AidStatus.ATTACKED.value, AidStatus.CLOSED.value}:
        return AidVerdict(status=AidStatus.CLOSED, used=tuple(telling))
    return AidVerdict(status=AidStatus.ATTACKED, used=tuple(telling)) if not states & {AidStatus.CLOSED.value} else None


def more_origins(telling: list[ClaimRow], everything: list[ClaimRow]) -> AidVerdict | None:
    """Take the state that two independent origins tell against one, among claims of the same day."""
    del everything
    by_state = grouped(telling, lambda claim: claim.aid_status)
    counts = sorted(((origin_count(claims), state) for state, claims in by_state.items()), reverse=True)
    if len(counts) < 2 or counts[0][0] < 2 or counts[1][0] > 1:
        return None
    return AidVerdict(status=AidStatus(counts[0][1]), used=tuple(by_state[counts[0][1]]))


def told_both_ways(telling: list[ClaimRow], everything: list[ClaimRow]) -> AidVerdict | None:
    """Call the state unknown when claims that cannot be put in order tell states that exclude each other."""
    del everything
    return AidVerdict(status=AidStatus.UNKNOWN, used=tuple(telling)) if telling else None


def planned_only(telling: list[ClaimRow], everything: list[ClaimRow]) -> AidVerdict | None:
    """Call it planned when it was announced or promised and nothing else is known; that changes no state."""
    del telling
    promised = tuple(
        claim
        for claim in sorted(everything, key=_fixed_order)
        if claim.aid_status == AidStatus.PLANNED
        and (claim.modality == Modality.PROMISED or claim.modality in STATE_MODALITIES)
        and claim.epistemic != Epistemic.RETRACTED
    )
    return AidVerdict(status=AidStatus.PLANNED, used=promised) if promised else None


AID_RULES: tuple[Callable[[list[ClaimRow], list[ClaimRow]], AidVerdict | None], ...] = (
    state_as_told,
    limited_by_scope,
    open_with_limits,
    attacked_and_more,
    more_origins,
    told_both_ways,
    planned_only,
)


def _with_details(verdict: AidVerdict, current: list[ClaimRow]) -> AidVerdict:
    """Add scope, operator, since and until: the newest word on each among the claims that stand."""
    status = verdict.status.value
    fitting = [c for c in current if c.aid_status in {status, AidStatus.UNKNOWN.value}] or list(verdict.used)
    newest_first = list(reversed(fitting))
    return replace(
        verdict,
        scope=verdict.scope or next((c.aid_scope for c in newest_first if c.aid_scope), None),
        operator=next((c.aid_operator for c in newest_first if c.aid_operator), None),
        since=next((c.aid_since for c in newest_first if c.aid_since), None),
        until=next((c.aid_until for c in newest_first if c.aid_until), None),
        used=verdict.used or tuple(c for c in current if c.aid_status == AidStatus.UNKNOWN),
    )


def aid_groups(claims: list[ClaimRow], place_kind: str | None) -> dict[tuple[str | None, str | None], list[ClaimRow]]:
    """Sort the claims on the aid points of one place by kind, and by name where the place is not the point itself.

    Claims that name no kind join the only group there is, or make one of the place's own kind.
    """
    own = FACILITIES.get(place_kind or "")
    kinds = {claim.aid_kind for claim in claims if claim.aid_kind}
    fallback = own if own in kinds or len(kinds) != 1 else next(iter(kinds))
    groups: dict[tuple[str | None, str | None], list[ClaimRow]] = {}
    for claim in claims:
        kind = claim.aid_kind or fallback
        name = None if own in {kind, AidKind.OTHER.value} else _plain_name(claim.aid_name)
        groups.setdefault((kind, name), []).append(claim)
    return groups


def _plain_name(name: str | None) -> str | None:
    return " ".join(name.casefold().split()) if name else None
