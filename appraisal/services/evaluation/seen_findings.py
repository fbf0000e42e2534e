"""Who may see what everybody found on a bid."""

from __future__ import annotations

from appraisal.core.tender import Stage
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.evaluation.finding_sheets import sheet_of
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit

OWN_FIRST = "Submit your own findings on this bid first: until then nobody else's are shown to you"


def sees_findings(kit: Kit, desk: EvaluationDesk, bid: OpenedBid) -> bool:
    """Whether the desk's reader may see what everybody found on a bid.

    Officers and auditors off the panel may. Of the panel, whoever has questions of the own to find on has submitted
    first; a chair sees them also once the evaluation is closed.
    """
    if desk.me is None or (desk.me.chair and desk.stage is not Stage.OPENED):
        return True
    return (desk.me.chair and not desk.my_questions) or sheet_of(kit, bid.bid, desk.me.person) is not None
