"""Who may do what: roles, permissions, and the one predicate that guards a route and hides its button."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from appraisal.core.errors import NotPermitted


class Role(StrEnum):
    """What a signed-in person is here; most have one role."""

    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    EVALUATOR = "evaluator"
    OFFICER = "officer"
    SUPPLIER = "supplier"


class Permission(StrEnum):
    """Everything that may be done, as `subject:act`, in alphabetical order."""

    ACCOUNT_ADD = "account:add"
    ACCOUNT_DISABLE = "account:disable"
    ACCOUNT_KEEP = "account:keep"
    ADDENDUM_PUBLISH = "addendum:publish"
    AUDIT_READ = "audit:read"
    AWARD_APPROVE = "award:approve"
    AWARD_MAKE = "award:make"
    AWARD_NOTIFY = "award:notify"
    AWARD_READ = "award:read"
    AWARD_RECOMMEND = "award:recommend"
    BID_ANSWER = "bid:answer"
    BID_CONFIRM = "bid:confirm"
    BID_MANAGE = "bid:manage"
    BID_READ = "bid:read"
    BID_START = "bid:start"
    BID_SUBMIT = "bid:submit"
    BID_WITHDRAW = "bid:withdraw"
    BIDDER_QUESTION_ANSWER = "bidder-question:answer"
    BIDDER_QUESTION_ASK = "bidder-question:ask"
    BIDDER_QUESTION_READ = "bidder-question:read"
    CLARIFICATION_ANSWER = "clarification:answer"
    CLARIFICATION_ASK = "clarification:ask"
    CLARIFICATION_READ = "clarification:read"
    COMPARISON_READ = "comparison:read"
    CONSENSUS_RECORD = "consensus:record"
    DEBRIEF_READ = "debrief:read"
    DOSSIER_BUILD = "dossier:build"
    EVALUATION_CLOSE = "evaluation:close"
    EVALUATION_REOPEN = "evaluation:reopen"
    EXCLUSION_RECORD = "exclusion:record"
    FINDING_READ = "finding:read"
    FINDING_RECORD = "finding:record"
    INTEREST_DECLARE = "interest:declare"
    INTEREST_SET = "interest:set"
    INVITATION_READ = "invitation:read"
    INVITATION_SEND = "invitation:send"
    OFFICER_KEY_KEEP = "officer-key:keep"
    OPENING_ATTEND = "opening:attend"
    OPENING_EMERGENCY = "opening:emergency"
    OPENING_EXAMINE = "opening:examine"
    OPENING_READ = "opening:read"
    OUTBOX_READ = "outbox:read"
    PANEL_NAME = "panel:name"
    PANEL_READ = "panel:read"
    REPORT_READ = "report:read"
    REPORT_WRITE = "report:write"
    RETENTION_PURGE = "retention:purge"
    RETENTION_SET = "retention:set"
    TENDER_CANCEL = "tender:cancel"
    TENDER_CREATE = "tender:create"
    TENDER_EDIT = "tender:edit"
    TENDER_PUBLISH = "tender:publish"
    TENDER_READ = "tender:read"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person; `organisation` is the id of the buyer or supplier that the person acts for."""

    person: str
    name: str
    roles: frozenset[Role]
    organisation: str = ""

    def is_a(self, role: Role) -> bool:
        """Whether the person has the role."""
        return role in self.roles


_EVERYBODY = frozenset({Permission.ACCOUNT_KEEP})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({Permission.ACCOUNT_ADD, Permission.ACCOUNT_DISABLE, Permission.OUTBOX_READ}),
    Role.AUDITOR: frozenset(
        {
            Permission.AUDIT_READ,
            Permission.AWARD_READ,
            Permission.BIDDER_QUESTION_READ,
            Permission.CLARIFICATION_READ,
            Permission.COMPARISON_READ,
            Permission.DEBRIEF_READ,
            Permission.DOSSIER_BUILD,
            Permission.FINDING_READ,
            Permission.INVITATION_READ,
            Permission.OPENING_EXAMINE,
            Permission.OPENING_READ,
            Permission.PANEL_READ,
            Permission.REPORT_READ,
            Permission.TENDER_READ,
        }
    ),
    Role.EVALUATOR: frozenset(
        {
            Permission.BIDDER_QUESTION_ASK,
            Permission.BIDDER_QUESTION_READ,
            Permission.CLARIFICATION_READ,
            Permission.COMPARISON_READ,
            Permission.CONSENSUS_RECORD,
            Permission.EVALUATION_CLOSE,
            Permission.FINDING_READ,
            Permission.FINDING_RECORD,
            Permission.INTEREST_DECLARE,
            Permission.INTEREST_SET,
            Permission.OPENING_READ,
            Permission.PANEL_READ,
            Permission.TENDER_READ,
        }
    ),
    Role.OFFICER: frozenset(
        {
            Permission.ADDENDUM_PUBLISH,
            Permission.AWARD_APPROVE,
            Permission.AWARD_MAKE,
            Permission.AWARD_NOTIFY,
            Permission.AWARD_READ,
            Permission.AWARD_RECOMMEND,
            Permission.BIDDER_QUESTION_ASK,
            Permission.BIDDER_QUESTION_READ,
            Permission.CLARIFICATION_ANSWER,
            Permission.CLARIFICATION_READ,
            Permission.COMPARISON_READ,
            Permission.DEBRIEF_READ,
            Permission.DOSSIER_BUILD,
            Permission.EVALUATION_REOPEN,
            Permission.EXCLUSION_RECORD,
            Permission.FINDING_READ,
            Permission.INTEREST_SET,
            Permission.INVITATION_READ,
            Permission.INVITATION_SEND,
            Permission.OFFICER_KEY_KEEP,
            Permission.OPENING_ATTEND,
            Permission.OPENING_EMERGENCY,
            Permission.OPENING_EXAMINE,
            Permission.OPENING_READ,
            Permission.PANEL_NAME,
            Permission.PANEL_READ,
            Permission.REPORT_READ,
            Permission.REPORT_WRITE,
            Permission.RETENTION_PURGE,
            Permission.RETENTION_SET,
            Permission.TENDER_CANCEL,
            Permission.TENDER_CREATE,
            Permission.TENDER_EDIT,
            Permission.TENDER_PUBLISH,
            Permission.TENDER_READ,
        }
    ),
    Role.SUPPLIER: frozenset(
        {
            Permission.BIDDER_QUESTION_ANSWER,
            Permission.BIDDER_QUESTION_READ,
            Permission.BID_ANSWER,
            Permission.BID_CONFIRM,
            Permission.BID_MANAGE,
            Permission.BID_READ,
            Permission.BID_START,
            Permission.BID_SUBMIT,
            Permission.BID_WITHDRAW,
            Permission.CLARIFICATION_ASK,
            Permission.CLARIFICATION_READ,
            Permission.DEBRIEF_READ,
            Permission.OPENING_READ,
            Permission.TENDER_READ,
        }
    ),
}
"""What each role is granted; what stands nowhere is refused. Which tender or bid is the services' second question."""


def may(actor: Actor, permission: Permission) -> bool:
    """Whether one of the actor's roles is granted the permission.

    >>> may(Actor("p1", "Janneke", frozenset({Role.OFFICER})), Permission.BID_READ)
    False
    """
    return permission in _EVERYBODY or any(permission in GRANTS[role] for role in actor.roles)


def require(actor: Actor, permission: Permission) -> None:
    """Go on only when `may` says so.

    Raises:
        NotPermitted: none of the actor's roles is granted it.
    """
    if not may(actor, permission):
        roles = ", ".join(sorted(actor.roles)) or "nobody in particular"
        raise NotPermitted(f"This is not for the role you have here, {roles} ({permission})")
