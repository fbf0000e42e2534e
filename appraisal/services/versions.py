"""Versions of a bid: which one counts, and what its supplier's own copy holds."""

from __future__ import annotations

from collections import Counter

from appraisal.core.receipt import ReceiptFile
from appraisal.core.response import Response
from appraisal.services.toolkit import Kit
from appraisal.storage import tenders
from appraisal.storage.bid_contents import BidContents
from appraisal.storage.submissions import Submission


def counts(kit: Kit, lot: str, standing: Submission | None) -> bool:
    """Whether a version counts as submitted: not withdrawn, and confirmed since its questionnaire was changed."""
    return standing is not None and standing.confirmed >= tenders.questions_changed_at(kit.database, lot)


def own_contents(kit: Kit, submission: Submission) -> BidContents:
    """What a version holds, from its supplier's own copy; for acts of the bid's team only."""
    about = ("own copy", submission.bid, str(submission.version))
    return BidContents.parse(kit.vault.open_draft(submission.own_copy, *about))


def evidence_of(response: Response, contents: BidContents) -> tuple[ReceiptFile, ...]:
    """The files and links that a version names, with how many of its answers name each."""
    sizes = {file.sha256: (file.name, file.size) for file in contents.files}
    named = Counter(
        item
        for respondent in response.respondents
        for answer in respondent.answers.values()
        for item in answer.evidence
    )
    return tuple(
        ReceiptFile(
            item.id,
            item.title,
            *sizes.get(item.sha256 or "", ("", 0)),
            item.sha256 or "",
            item.uri or "",
            named[item.id],
        )
        for item in response.evidence
    )
