"""The comparison of a lot from the documents of its dossier: computed so when it is written and when it is verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from appraisal.core.comparison import Comparison
from appraisal.core.errors import InvalidInput
from appraisal.core.profile import RequiredProfile
from appraisal.core.ranking import compare
from appraisal.core.robustness import with_robustness
from appraisal.core.scoring import Submission
from appraisal.exchange.findings_json import parse_findings
from appraisal.exchange.response_json import parse_response


@dataclass(frozen=True, slots=True)
class BidPapers:
    """A bid that is compared: its response file and the findings on it.

    Where the file given is a redacted version, the digest is that of the full one, on which the comparison was made.
    """

    source: str
    response: bytes
    findings: bytes | None = None
    response_digest: str = ""
    findings_digest: str = ""


def ranked_again(profile: RequiredProfile, bids: Sequence[BidPapers]) -> Comparison | None:
    """The comparison with its robustness; None where there is nothing that can be compared.

    Raises:
        InvalidInput: a response or findings file that cannot be read.
    """
    submissions = [_submission(profile, bid) for bid in bids]
    if not submissions:
        return None
    try:
        return with_robustness(compare(profile, submissions))
    except InvalidInput:
        return None


def _submission(profile: RequiredProfile, bid: BidPapers) -> Submission:
    response = parse_response(bid.source, bid.response, profile)
    response = replace(response, digest=bid.response_digest or response.digest)
    if bid.findings is None:
        return Submission(response, None, bid.source)
    findings = parse_findings(bid.source, bid.findings, profile, {response.supplier.id: response})
    return Submission(response, replace(findings, digest=bid.findings_digest or findings.digest), bid.source)
