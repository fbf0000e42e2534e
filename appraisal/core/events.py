"""The kinds of journal entries: one for each act, and one for each attempt that was refused and must be seen."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What an entry says was done, as `subject:act`, in alphabetical order."""

    ACCOUNT_ADDED = "account:added"
    ACCOUNT_CODE_CHANGED = "account:code-changed"
    ACCOUNT_DISABLED = "account:disabled"
    ACCOUNT_ENABLED = "account:enabled"
    ACCOUNT_PASSWORD_CHANGED = "account:password-changed"  # noqa: S105 (the name of an event)
    ACCOUNT_SIGNED_IN = "account:signed-in"
    ACCOUNT_SIGNED_OUT = "account:signed-out"
    ADDENDUM_PUBLISHED = "addendum:published"
    AWARD_APPROVAL_VOIDED = "award:approval-voided"
    AWARD_APPROVED = "award:approved"
    AWARD_MADE = "award:made"
    AWARD_NOTIFIED = "award:notified"
    AWARD_RECOMMENDED = "award:recommended"
    BACKUP_MADE = "backup:made"
    BID_CONFIRMED = "bid:confirmed"
    BID_DOWNLOADED = "bid:downloaded"
    BID_EARLY_LOOK_REFUSED = "bid:early-look-refused"
    BID_LATE_REFUSED = "bid:late-refused"
    BID_STARTED = "bid:started"
    BID_SUBMITTED = "bid:submitted"
    BID_TEAM_CHANGED = "bid:team-changed"
    BID_WITHDRAWN = "bid:withdrawn"
    BIDDER_QUESTION_ANSWERED = "bidder-question:answered"
    BIDDER_QUESTION_ASKED = "bidder-question:asked"
    BIDDER_QUESTION_LATE_REFUSED = "bidder-question:late-refused"
    CLARIFICATION_ANSWERED = "clarification:answered"
    CLARIFICATION_ASKED = "clarification:asked"
    CONSENSUS_RECORDED = "consensus:recorded"
    DOSSIER_BUILT = "dossier:built"
    EVALUATION_CLOSED = "evaluation:closed"
    EVALUATION_REOPENED = "evaluation:reopened"
    EXCLUSION_RECORDED = "exclusion:recorded"
    FINDING_SUBMITTED = "finding:submitted"
    INTEREST_DECLARED = "interest:declared"
    INTEREST_SET = "interest:set"
    INVITATION_ACCEPTED = "invitation:accepted"
    INVITATION_SENT = "invitation:sent"
    JOURNAL_HEAD_MAILED = "journal:head-mailed"
    LOT_EMERGENCY_OPENED = "lot:emergency-opened"
    LOT_KEY_PART_REFUSED = "lot:key-part-refused"
    LOT_KEY_PART_USED = "lot:key-part-used"
    LOT_OPENED = "lot:opened"
    OFFICER_KEY_CHANGED = "officer-key:changed"
    OFFICER_KEY_MADE = "officer-key:made"
    PANEL_NAMED = "panel:named"
    PAPER_DOWNLOADED = "paper:downloaded"
    REPORT_CHANGED = "report:changed"
    REPORT_CLOSED = "report:closed"
    REPORT_REDACTED = "report:redacted"
    RETENTION_PURGED = "retention:purged"
    RETENTION_SET = "retention:set"
    TENDER_CANCELLED = "tender:cancelled"
    TENDER_CREATED = "tender:created"
    TENDER_EDITED = "tender:edited"
    TENDER_PUBLISHED = "tender:published"


SEALED = frozenset(
    {
        Event.BID_CONFIRMED,
        Event.BID_LATE_REFUSED,
        Event.BID_STARTED,
        Event.BID_SUBMITTED,
        Event.BID_TEAM_CHANGED,
        Event.BID_WITHDRAWN,
        Event.CLARIFICATION_ASKED,
    }
)
"""Events that tell who bids or asks: before the opening nobody outside the supplier's team sees their entries."""
