"""Versions of a bid: which one counts, and what its supplier's own copy holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from appraisal.core.bidding import SubmittedBid
from appraisal.core.receipt import ReceiptFile
from appraisal.core.response import Response
from appraisal.core.tendering import Lot
from appraisal.exchange.response_json import parse_response
from appraisal.services.known import profile_of
from appraisal.services.toolkit import Kit
from appraisal.storage import publications, submissions
from appraisal.storage.bid_contents import BidContents
from appraisal.storage.stored_file import StoredFile


@dataclass(frozen=True, slots=True)
class OpenedVersion:
    """The version of a bid that the opening read, with what it holds."""

    submission: SubmittedBid
    contents: BidContents
    response: Response


def counts(kit: Kit, lot: str, standing: SubmittedBid | None) -> bool:
    """Whether a version counts as submitted: not withdrawn, and confirmed since its questionnaire was changed."""
    return standing is not None and standing.confirmed >= publications.questions_changed_at(kit.database, lot)


def own_contents(kit: Kit, submission: SubmittedBid) -> BidContents:
    """What a version holds, from its supplier's own copy or as it was opened; for acts of the bid's team only."""
    if submission.opened is not None:
        return BidContents.parse(kit.vault.open_draft(submission.opened, "opened", submission.receipt))
    about = ("own copy", submission.bid, str(submission.version))
    return BidContents.parse(kit.vault.open_draft(submission.own_copy, *about))


def opened_version(kit: Kit, lot: Lot, bid: str) -> OpenedVersion | None:
    """What stands in the place of a bid's drafts once its lot was opened; None where the opening read no version.

    Then the drafts stay, for their supplier to begin a later bid from.
    """
    found = submissions.opened_of(kit.database, bid) if lot.opened else None
    if found is None:
        return None
    contents = own_contents(kit, found)
    return OpenedVersion(found, contents, parse_response(found.receipt, contents.response, profile_of(lot)))


def evidence_of(response: Response, files: Iterable[StoredFile]) -> tuple[ReceiptFile, ...]:
    """The files and links that a version names, with how many of its answers name each."""
    sizes = {file.sha256: (file.name, file.size) for file in files}
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
