"""Where the bids on a lot stand: the official comparison, on what was declared and what the panel agreed on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.comparison import Comparison
from appraisal.core.errors import Conflict, NotFound, WrongStage
from appraisal.core.policy import Actor, Permission
from appraisal.core.profile import RequiredProfile
from appraisal.core.ranking import compare
from appraisal.core.robustness import with_robustness
from appraisal.core.scoring import Submission
from appraisal.core.tendering import Lot, Tender
from appraisal.exchange.canonical_json import digest
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.services.evaluation.agreed import agreed_findings
from appraisal.services.evaluation.evaluation_desk import reads_as_buyer, refuse_conflicted
from appraisal.services.kept import Kept
from appraisal.services.known import NO_TENDER, opened_lot_for, profile_of
from appraisal.services.opening.opened_contents import OpenedBid, bids_that_stand
from appraisal.services.toolkit import Kit
from appraisal.storage import exclusions, panel

MOST_KEPT = 16
"""Comparisons that are kept computed in the memory of the server."""

_kept = Kept[tuple[str, tuple[tuple[str, str], ...]], tuple[Comparison, str]](MOST_KEPT)


@dataclass(frozen=True, slots=True)
class Standing:
    """The official comparison with its robustness; `digest` is that of its `appraisal-comparison/1` document.

    `names` are the names to show by supplier id: letters while the evaluation is blind for the reader (`is_blind`).
    `bids` gives the bid of each supplier id.
    """

    tender: Tender
    lot: Lot
    profile: RequiredProfile
    comparison: Comparison
    digest: str
    names: Mapping[str, str]
    bids: Mapping[str, OpenedBid]
    is_blind: bool = False


def standing(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> Standing:
    """Where the bids stand: for officers and auditors from the opening on, for the panel once the chair has closed.

    Raises:
        NotPermitted, NotFound: as `known.known_tender`; NotFound also to evaluators who are not on the lot's panel,
            and to everybody on it with a conflict of interest.
        WrongStage: the lot was not opened yet (the attempt is an entry), or the evaluation is still going on.
        Conflict: no bid counts.
    """
    tender, lot = opened_lot_for(kit, actor, tender_id, lot_number, Permission.COMPARISON_READ)
    _refuse_reader(kit, actor, lot)
    blind = lot.blind and lot.decided is None and not reads_as_buyer(actor)
    found = bids_that_stand(kit, lot)
    comparison, its_digest = official(kit, lot, found)
    bids = {one.response.supplier.id: one for one in found}
    names = {supplier: f"Bidder {one.label}" if blind else one.response.supplier.name for supplier, one in bids.items()}
    return Standing(tender, lot, profile_of(lot), comparison, its_digest, names, bids, blind)


def is_shown(kit: Kit, actor: Actor, tender: Tender, lot: Lot) -> bool:
    """Whether `standing` shows the actor the comparison of a lot now, for pages that lead to it; leaves no entry."""
    act = Permission.COMPARISON_READ
    if not policy.may(actor, act) or not stages.allows(tender.course_of(lot), act, kit.now()):
        return False
    try:
        _refuse_reader(kit, actor, lot)
    except (NotFound, WrongStage):
        return False
    return bool(panel.labels(kit.database, lot.id).keys() - exclusions.exclusions(kit.database, lot.id).keys())


def scored_submissions(kit: Kit, lot: Lot, found: Sequence[OpenedBid]) -> list[Submission]:
    """The bids that stand with what was agreed on each, as the core compares them; `source` is the receipt."""
    profile = profile_of(lot)
    return [Submission(one.response, agreed_findings(kit, profile, one), one.receipt) for one in found]


def official(kit: Kit, lot: Lot, found: Sequence[OpenedBid]) -> tuple[Comparison, str]:
    """The comparison with its robustness, and the digest of its document; computed once for what it rests on.

    Raises:
        Conflict: no bid counts.
    """
    if not found:
        raise Conflict("No bid counts on this lot; there is nothing to compare")
    profile, submissions = profile_of(lot), scored_submissions(kit, lot, found)
    rests_on = [(each.response.digest, each.findings.digest if each.findings else "") for each in submissions]
    return _kept.of((profile.digest, tuple(rests_on)), lambda: _compared(profile, submissions))


def _compared(profile: RequiredProfile, submissions: Sequence[Submission]) -> tuple[Comparison, str]:
    comparison = with_robustness(compare(profile, submissions))
    return comparison, digest(json.loads(comparison_bytes(comparison)))


def _refuse_reader(kit: Kit, actor: Actor, lot: Lot) -> None:
    """Go on only for officers and auditors, and for the panel once the evaluation is closed; never with a conflict."""
    refuse_conflicted(kit, actor, lot)
    if reads_as_buyer(actor):
        return
    if panel.panelist(kit.database, lot.id, actor.person) is None:
        raise NotFound(NO_TENDER)
    if lot.evaluated is None:
        raise WrongStage("The comparison is shown to the panel once the chair has closed the evaluation")
