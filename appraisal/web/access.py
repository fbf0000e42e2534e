"""Who may come to which endpoint: the whole list, so that what is not on it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from appraisal.core.policy import Actor, Permission, may


class Door(Enum):
    """Endpoints that ask for no permission."""

    ANYBODY = "anybody"
    SIGNED_IN = "anybody who is signed in"


Access = Door | Permission

ACCESS: Mapping[str, Access] = {
    "static": Door.ANYBODY,
    "home": Door.ANYBODY,
    "account.sign_in": Door.ANYBODY,
    "account.sign_out": Door.ANYBODY,
    "account.appearance": Door.ANYBODY,
    "account.account": Permission.ACCOUNT_KEEP,
    "account.password": Permission.ACCOUNT_KEEP,
    "account.code": Permission.ACCOUNT_KEEP,
    "links.set_up": Door.ANYBODY,
    "links.join": Door.ANYBODY,
    "links.register": Door.ANYBODY,
    "links.reset": Door.ANYBODY,
    "links.forgotten": Door.ANYBODY,
    "links.ask_to_register": Door.ANYBODY,
    "officer_key.passphrase": Permission.OFFICER_KEY_KEEP,
    "tenders.list": Permission.INVITATION_READ,
    "tenders.new": Permission.TENDER_CREATE,
    "tenders.tender": Permission.TENDER_READ,
    "tenders.head": Permission.TENDER_EDIT,
    "tenders.timetable": Permission.TENDER_EDIT,
    "tenders.cancel": Permission.TENDER_CANCEL,
    "lots.new": Permission.TENDER_EDIT,
    "lots.profile": Permission.TENDER_READ,
    "lots.file": Permission.TENDER_EDIT,
    "lots.settings": Permission.TENDER_EDIT,
    "lots.drop": Permission.TENDER_EDIT,
    "lots.download": Permission.TENDER_READ,
    "lots.preview": Permission.TENDER_READ,
    "publication.publish": Permission.TENDER_PUBLISH,
    "publication.addendum": Permission.ADDENDUM_PUBLISH,
    "invitations.invite": Permission.INVITATION_SEND,
    "invitations.again": Permission.INVITATION_SEND,
    "invitations.accept": Door.ANYBODY,
    "bids.list": Permission.BID_READ,
    "bids.start": Permission.BID_START,
    "bids.bid": Permission.BID_READ,
    "bids.reuse": Permission.BID_ANSWER,
    "bids.team": Permission.BID_READ,
    "bids.member": Permission.BID_MANAGE,
    "bids.remove_member": Permission.BID_MANAGE,
    "bids.join": Door.ANYBODY,
    "answers.area": Permission.BID_READ,
    "answers.evidence": Permission.BID_READ,
    "answers.download": Permission.BID_READ,
    "answers.remove": Permission.BID_ANSWER,
    "commitments.list": Permission.BID_READ,
    "commitments.new": Permission.BID_MANAGE,
    "commitments.commitment": Permission.BID_MANAGE,
    "commitments.remove": Permission.BID_MANAGE,
    "finish.unsettled": Permission.BID_READ,
    "finish.check": Permission.BID_READ,
    "finish.export": Permission.BID_READ,
    "finish.submit": Permission.BID_SUBMIT,
    "finish.newest": Permission.BID_READ,
    "finish.receipt": Permission.BID_READ,
    "finish.printed": Permission.BID_READ,
    "finish.submitted": Permission.BID_READ,
    "finish.withdraw": Permission.BID_WITHDRAW,
    "finish.confirm": Permission.BID_CONFIRM,
    "finish.indication": Permission.BID_READ,
    "finish.improvement": Permission.BID_READ,
    "finish.improvement_pdf": Permission.BID_READ,
    "clarifications.questions": Permission.CLARIFICATION_READ,
    "opening.opening": Permission.OPENING_ATTEND,
    "opening.lot": Permission.OPENING_READ,
    "opening.emergency": Permission.OPENING_EMERGENCY,
    "opening.report": Permission.OPENING_READ,
    "opening.bid": Permission.OPENING_EXAMINE,
    "award.award": Permission.AWARD_READ,
    "award.recommend": Permission.AWARD_RECOMMEND,
    "award.approve": Permission.AWARD_APPROVE,
    "award.notify": Permission.AWARD_NOTIFY,
    "award.make": Permission.AWARD_MAKE,
    "letters.own": Permission.BID_READ,
    "letters.own_printed": Permission.BID_READ,
    "letters.all": Permission.DEBRIEF_READ,
    "letters.one": Permission.DEBRIEF_READ,
    "letters.printed": Permission.DEBRIEF_READ,
    "report.report": Permission.REPORT_READ,
    "report.redaction": Permission.REPORT_WRITE,
    "report.printed": Permission.REPORT_READ,
    "report.printed_redacted": Permission.REPORT_READ,
    "dossier.dossier": Permission.DOSSIER_BUILD,
    "dossier.key": Permission.DOSSIER_BUILD,
    "jobs.job": Permission.TENDER_READ,
    "jobs.cancel": Permission.TENDER_READ,
    "jobs.file": Permission.TENDER_READ,
    "evaluation.evaluation": Permission.FINDING_RECORD,
    "evaluation.work": Permission.FINDING_RECORD,
    "evaluation.interests": Permission.INTEREST_DECLARE,
    "evaluation.bid": Permission.FINDING_RECORD,
    "findings.finding": Permission.FINDING_RECORD,
    "findings.evidence": Permission.FINDING_READ,
    "journal.journals": Permission.AUDIT_READ,
    "journal.journal": Permission.AUDIT_READ,
    "journal.accounts": Permission.AUDIT_READ,
    "journal.entry": Permission.AUDIT_READ,
    "journal.lines": Permission.AUDIT_READ,
    "journal.looks": Permission.AUDIT_READ,
    "journal.documents": Permission.AUDIT_READ,
    "journal.receipts": Permission.AUDIT_READ,
    "retention.retention": Permission.RETENTION_SET,
    "retention.purge": Permission.RETENTION_PURGE,
    "comparison.comparison": Permission.COMPARISON_READ,
    "comparison.firmness": Permission.COMPARISON_READ,
    "comparison.bidder": Permission.COMPARISON_READ,
    "comparison.answers": Permission.COMPARISON_READ,
    "comparison.what_if": Permission.COMPARISON_READ,
    "comparison.scorecard": Permission.COMPARISON_READ,
    "comparison.document": Permission.COMPARISON_READ,
    "comparison.table": Permission.COMPARISON_READ,
    "opened_bid.evidence": Permission.OPENING_EXAMINE,
    "opened_bid.file": Permission.OPENING_EXAMINE,
    "outbox.outbox": Permission.OUTBOX_READ,
    "demo.demo": Door.ANYBODY,
    "people.people": Permission.ACCOUNT_ADD,
    "people.disable": Permission.ACCOUNT_DISABLE,
    "texts.help": Door.ANYBODY,
    "texts.accessibility": Door.ANYBODY,
    "texts.patterns": Door.ANYBODY,
}
"""Every endpoint with what it asks for; those for anybody by a link look at the link."""


def admits(access: Access, actor: Actor | None) -> bool:
    """Whether an endpoint is open to the actor, or to a visitor (None); of which thing is the acts' question."""
    if access is Door.ANYBODY:
        return True
    if actor is None:
        return False
    return access is Door.SIGNED_IN or (isinstance(access, Permission) and may(actor, access))
