"""What is known of a question of a bid in words: claims, evidence, later answers, and what the question looks for."""

from __future__ import annotations

from appraisal.reports.wording import counted
from appraisal.services.evaluation.bidder_questions import AskedQuestion
from appraisal.services.evaluation.offered_evidence import OfferedItem
from appraisal.services.evaluation.question_known import Claim, QuestionKnown
from appraisal.web.bidding.answer_form import WORDS, size_words
from appraisal.web.evaluation.evaluation_page import bid_address
from appraisal.web.evaluation.evaluation_pages import ClaimLine, ClarifiedLine, Known, OfferedLine
from appraisal.web.parts import Fact
from appraisal.web.tendering.tender_frame import digest_words
from appraisal.web.times import moment

TURNED_OUT = {"yes": "It means: yes.", "no": "It means: no.", "na": "It means: does not apply.", "": ""}


def known_view(shown: QuestionKnown) -> Known:
    """The left side of the pages on which a question of a bid is decided."""
    zone = shown.desk.tender.zone
    return Known(
        claims=tuple(_claim(claim) for claim in shown.claims),
        offered=tuple(_offered(shown, item) for item in shown.offered),
        elsewhere=tuple(_offered(shown, item) for item in shown.elsewhere),
        clarified=tuple(clarified_line(one, zone) for one in shown.clarified),
        looks_for=_looks_for(shown),
    )


def clarified_line(one: AskedQuestion, zone: str) -> ClarifiedLine:
    """A question to a bidder, with its answer or until when it is expected."""
    if one.received is None:
        due = moment(one.due, zone, one.due)
        return ClarifiedLine("", one.text, "", "An answer is expected by", due)
    at = moment(one.received, zone, one.received)
    return ClarifiedLine(f"C{one.number}", one.text, one.answer, f"{TURNED_OUT[one.meaning]} Received".strip(), at)


def _claim(claim: Claim) -> ClaimLine:
    return ClaimLine(claim.cite, claim.role, WORDS[claim.value or ""], claim.comment)


def _offered(shown: QuestionKnown, item: OfferedItem) -> OfferedLine:
    behind = f"behind {counted(item.behind, 'answer')}" if item.behind else "behind no answer"
    if not item.is_file:
        return OfferedLine(item.cite, item.title, item.uri, "link, to be looked at outside", "", behind)
    href = f"{bid_address(shown.desk, shown.bid.bid)}/evidence/{item.id}"
    return OfferedLine(item.cite, item.title, href, size_words(item.size), digest_words(item.sha256), behind)


def _looks_for(shown: QuestionKnown) -> tuple[Fact, ...]:
    topic = f"{shown.component.text} ({shown.question.topic})" if shown.question.topic else shown.component.text
    facts = (
        ("When a yes is right", shown.question.guide or ""),
        ("What is to be reached", topic),
        (f"What {shown.area.name} is for", shown.area.purpose),
    )
    return tuple(Fact(label, words) for label, words in facts if words)
