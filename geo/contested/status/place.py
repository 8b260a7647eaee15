"""The claims on one place or part, worked out: control, dispute, aid points, and what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from contested.model import AidStatus, ControlStatus, Dispute
from contested.status.aid import FACILITIES, AidVerdict, aid_groups, settle_aid
from contested.status.control import Evidence, Verdict, decide, presupposed, weigh
from contested.status.dispute import demand_fails, find_dispute
from contested.status.record import DAY, ClaimRow, Stance, origin_count
from contested.status.sift import (
    AID_HALF_LIFE_DAYS,
    CLAIM_RULES,
    CONTROL_HALF_LIFE_DAYS,
    PLACE_RULES,
    Reasons,
    View,
    is_demand,
    speaks_of_state,
)
from contested.status.why import aid_words, claims_words, control_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one row of the status frame says, before its place is added. `aid_key` tells a place's aid points apart."""

    control: ControlStatus
    holder: str | None
    dispute: Dispute
    disputed_by: tuple[str, ...]
    aid: AidVerdict | None
    aid_kind: str | None
    aid_name: str | None
    aid_key: tuple[str | None, str | None] | None
    why: str
    rule: str
    confidence: float
    weight: float
    half_life_days: float
    n_origins: int
    undated: bool
    newest: int | None
    oldest: int | None
    claim_ids: tuple[str, ...]
    set_aside: tuple[tuple[str, str], ...]


def work_out(claims: Sequence[ClaimRow], view: View, place_kind: str | None) -> list[Finding]:
    """Work out one place or part: the first finding is the place's own row, the others are its further aid points."""
    ordered = sorted(claims, key=lambda claim: claim.claim_id)
    reasons: Reasons = {claim.claim_id: claim.review or "a reviewer rejected it" for claim in ordered if claim.rejected}
    claims = [claim for claim in ordered if not claim.rejected]
    standing = []
    for claim in claims:
        if not speaks_of_state(claim):
            continue
        why = next((text for rule in CLAIM_RULES if (text := rule(claim, view)) is not None), None)
        if why is None:
            standing.append(claim)
        else:
            reasons[claim.claim_id] = why
    taking_part = [claim for claim in standing if claim.stance is not Stance.NONE]
    for rule in PLACE_RULES:
        left = [claim for claim in taking_part if claim.claim_id not in reasons]
        for claim_id, text in rule(left, claims).items():
            reasons.setdefault(claim_id, text)
    demands = [claim for claim in claims if is_demand(claim)]
    evidence = weigh(taking_part, demands, reasons)
    verdict = decide(evidence)
    return _findings(ordered, (standing, evidence, verdict, reasons), view, place_kind)


def _findings(
    claims: Sequence[ClaimRow],
    worked: tuple[list[ClaimRow], Evidence, Verdict, Reasons],
    view: View,
    place_kind: str | None,
) -> list[Finding]:
    standing, evidence, verdict, reasons = worked
    dispute_rule, (dispute, disputing, named) = find_dispute(evidence, verdict)
    for claim in evidence.demands:
        why = demand_fails(claim, evidence, verdict)
        if why is not None:
            reasons.setdefault(claim.claim_id, why)
    groups = aid_groups([claim for claim in claims if claim.aid_point and not claim.rejected], place_kind)
    settled = {}
    deciding = {claim.claim_id for claim in verdict.used}  # a claim on both control and aid is used if either uses it
    for key, group in groups.items():
        ids = {claim.claim_id for claim in group}
        aside = dict(reasons)
        settled[key] = settle_aid([claim for claim in standing if claim.claim_id in ids], group, aside)
        reasons.update({claim_id: text for claim_id, text in aside.items() if claim_id not in deciding})
        if settled[key].status is AidStatus.PLANNED:
            for claim in settled[key].used:
                reasons.pop(claim.claim_id, None)
    order = sorted(groups, key=lambda key: _first_aid(key, settled[key], place_kind))
    first, further = order[:1], order[1:]
    elsewhere = {claim.claim_id for key in further for claim in groups[key] if claim.stance is Stance.NONE}
    own = [claim for claim in claims if claim.claim_id not in elsewhere]
    main_key = first[0] if first else None
    head = replace(verdict, dispute=dispute)
    parties = tuple(name for name in named if name != verdict.holder)
    findings = [_finding(own, (head, parties, disputing, dispute_rule), (main_key, settled, groups), reasons, view)]
    nothing = Verdict(control=ControlStatus.UNKNOWN, dispute=Dispute.NONE)
    findings += [_finding(groups[key], (nothing, (), (), ""), (key, settled, groups), reasons, view) for key in further]
    return findings


def _first_aid(
    key: tuple[str | None, str | None], verdict: AidVerdict, place_kind: str | None
) -> tuple[bool, int, str, str]:
    """Order the aid points of a place: its own kind, then the newest, then by name."""
    last = max((claim.order or 0 for claim in verdict.used), default=0)
    return key[0] != FACILITIES.get(place_kind or ""), -last, key[0] or "", key[1] or ""


def _finding(
    claims: Sequence[ClaimRow],
    control: tuple[Verdict, tuple[str, ...], tuple[ClaimRow, ...], str],
    aid: tuple[
        tuple[str | None, str | None] | None,
        dict[tuple[str | None, str | None], AidVerdict],
        dict[tuple[str | None, str | None], list[ClaimRow]],
    ],
    reasons: Reasons,
    view: View,
) -> Finding:
    verdict, disputed_by, disputing, dispute_rule = control
    key, settled, groups = aid
    dispute = verdict.dispute or Dispute.NONE
    aid_verdict = settled[key] if key is not None else None
    kept = [claim for claim in claims if claim.claim_id not in reasons]
    says_control = verdict.control is not ControlStatus.UNKNOWN or dispute is not Dispute.NONE
    support = list(verdict.used or disputing) if says_control else list(aid_verdict.used if aid_verdict else ())
    dated = [claim.seen for claim in (support or kept) if claim.seen is not None]
    aside = [claim for claim in claims if claim.claim_id in reasons]
    kind, name = _aid_identity(key, groups)
    words = [control_words(verdict, dispute, disputed_by)] if says_control or aid_verdict is None else []
    if aid_verdict is not None:
        words.append(aid_words(aid_verdict, kind, name))
    weight, half_life = _weight(verdict, aid_verdict, support)
    used = _unique((*support, *disputing, *(aid_verdict.used if aid_verdict else ())))
    words.append(claims_words(used or kept, aside, reasons, decided=bool(used)))
    rules = [
        verdict.rule if says_control or aid_verdict is None else "",
        dispute_rule,
        aid_verdict.rule if aid_verdict else "",
    ]
    return Finding(
        control=verdict.control,
        holder=verdict.holder,
        dispute=dispute,
        disputed_by=disputed_by,
        aid=aid_verdict,
        aid_kind=kind,
        aid_name=name,
        aid_key=key,
        why=" ".join(word for word in words if word),
        rule="; ".join(rule for rule in rules if rule),
        confidence=faded(weight, max(dated, default=None) if support else None, view.reference, half_life),
        weight=weight,
        half_life_days=half_life,
        n_origins=origin_count(support or kept),
        undated=all(claim.seen is None for claim in (support or kept or claims)),
        newest=max(dated, default=None),
        oldest=min(dated, default=None),
        claim_ids=tuple(claim.claim_id for claim in kept),
        set_aside=tuple((claim.claim_id, reasons[claim.claim_id]) for claim in aside),
    )


def _unique(claims: Sequence[ClaimRow]) -> list[ClaimRow]:
    return list({claim.claim_id: claim for claim in claims}.values())


def _aid_identity(
    key: tuple[str | None, str | None] | None, groups: dict[tuple[str | None, str | None], list[ClaimRow]]
) -> tuple[str | None, str | None]:
    """Answer the kind and the name of an aid point; of several spellings the first in alphabetical order."""
    if key is None:
        return None, None
    return key[0], min((claim.aid_name for claim in groups[key] if claim.aid_name), default=None)


def _weight(verdict: Verdict, aid: AidVerdict | None, support: Sequence[ClaimRow]) -> tuple[float, float]:
    """Answer 1 − 0.6ⁿ for n independent origins, or 0 where no state is known, and the half-life in days.

    It is halved for what is only presupposed and for what is unverified, and multiplied by the best score with which
    the place was read.
    """
    on_control = verdict.control is not ControlStatus.UNKNOWN
    half_life = CONTROL_HALF_LIFE_DAYS if on_control else AID_HALF_LIFE_DAYS
    if not support or not (on_control or (aid is not None and aid.status is not AidStatus.UNKNOWN)):
        return 0.0, half_life
    value = 1 - 0.6 ** origin_count(support)
    if on_control and all(presupposed(claim) for claim in verdict.used):
        value /= 2
    if on_control and verdict.dispute is Dispute.UNVERIFIED_CHANGE:
        value /= 2
    return value * max(claim.score for claim in support), half_life


def faded(weight: float, newest: int | None, reference: int | None, half_life_days: float) -> float:
    """Answer the confidence of a weight: halved by each half-life from `newest` to `reference`, or once if undated.

    Times are microseconds since 1970.

    >>> faded(0.4, 0, 14 * DAY, 14.0), faded(0.4, None, 0, 14.0)
    (0.2, 0.2)
    """
    if newest is None or reference is None:
        return round(weight / 2, 4)
    return float(round(weight * 0.5 ** (max(0, reference - newest) / DAY / half_life_days), 4))
