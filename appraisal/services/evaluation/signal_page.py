"""Signals on the bids of a lot for those who run its evaluation; what they do about one is theirs to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from appraisal.core.errors import NotPermitted
from appraisal.core.policy import Actor, Permission
from appraisal.core.response import Response, Supplier
from appraisal.core.signals import Signal, signals
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, evaluation_desk, refuse_conflicted
from appraisal.services.evaluation.offered_evidence import as_shown
from appraisal.services.kept import Kept
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit

MOST_KEPT = 16
"""Lots whose signals are kept computed in the memory of the server."""

_kept = Kept[tuple[str, tuple[tuple[str, str], ...]], tuple[Signal, ...]](MOST_KEPT)


@dataclass(frozen=True, slots=True)
class SignalPage:
    """The signals of a lot, with the bids that they name."""

    desk: EvaluationDesk
    signals: tuple[Signal, ...]

    def bids_of(self, signal: Signal) -> list[OpenedBid]:
        """The bids that a signal is about."""
        return [one for one in self.desk.bids if one.response.supplier.id in signal.suppliers]


def signal_page(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> SignalPage:
    """The signals, for officers and auditors, and for a chair; in a blind evaluation a chair reads letters.

    Raises:
        NotPermitted, WrongStage: as `evaluation_desk`; NotPermitted also to members of the panel who are no chair.
        NotFound: as `evaluation_desk`; also where a conflict of interest keeps a bid from the actor.
    """
    desk = evaluation_desk(kit, actor, tender_id, lot_number, Permission.FINDING_READ)
    if desk.me is not None and not desk.me.chair:
        raise NotPermitted("This is for the chair of the panel, and for officers")
    refuse_conflicted(kit, actor, desk.lot)
    key = (desk.profile.digest, tuple((one.response.digest, desk.name_of(one)) for one in desk.bids))
    return SignalPage(desk, _kept.of(key, lambda: signals(desk.profile, _shown(desk, desk.bids))))


def _shown(desk: EvaluationDesk, bids: Sequence[OpenedBid]) -> list[Response]:
    """The responses under the names that the desk shows, in titles of evidence too."""
    return [
        replace(
            one.response,
            supplier=Supplier(one.response.supplier.id, desk.name_of(one)),
            evidence=tuple(replace(item, title=as_shown(desk, one, item.title)) for item in one.response.evidence),
        )
        for one in bids
    ]
