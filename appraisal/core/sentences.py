"""Journal entries in plain words: one sentence for each event, from what the entry records and the names around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from appraisal.core.events import Event
from appraisal.core.journal import Record

REFUSED = frozenset(
    {
        Event.BIDDER_QUESTION_LATE_REFUSED,
        Event.BID_EARLY_LOOK_REFUSED,
        Event.BID_LATE_REFUSED,
        Event.LOT_KEY_PART_REFUSED,
    }
)
"""Events that record an attempt and not an act."""

LOOKS = frozenset({Event.BID_DOWNLOADED, Event.BID_EARLY_LOOK_REFUSED, Event.DOSSIER_BUILT, Event.PAPER_DOWNLOADED})
"""Events by which somebody saw something, or tried to."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an entry's references mean: names of people and organisations, and the lots of bids and receipts."""

    names: Mapping[str, str] = field(default_factory=dict)
    lots: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Told:
    """A record beside its surroundings, asked for words; what is not recorded gives no words."""

    record: Record
    around: Surroundings

    def fact(self, name: str, before: str = "", after: str = "") -> str:
        """The fact with words around it, or nothing."""
        value = self.record.facts.get(name)
        return "" if value in (None, "", False) else f"{before}{value}{after}"

    def named(self, name: str, before: str = "") -> str:
        """The fact by the name that it refers to."""
        value = str(self.record.facts.get(name) or "")
        return f"{before}{self.around.names.get(value, value)}" if value else ""

    def digest(self, name: str) -> str:
        """A digest in short."""
        plain = str(self.record.facts.get(name) or "").removeprefix("sha256:")
        return f", digest {plain[:4]} {plain[4:8]} …" if plain else ""

    def moment(self, name: str) -> str:
        """A moment in UTC to the second."""
        value = self.record.facts.get(name)
        if not isinstance(value, str) or not value:
            return ""
        return f", received {datetime.fromisoformat(value).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

    def has(self, name: str) -> bool:
        """Whether the fact is recorded and true."""
        return bool(self.record.facts.get(name))

    @property
    def subject(self) -> str:
        """The subject by its name, where it has one."""
        return self.around.names.get(self.record.subject, self.record.subject)

    def lot(self, word: str = "for") -> str:
        """The lot that the entry is about, as " for lot 1"; nothing where there is none."""
        number = self.record.facts.get("lot") or self.around.lots.get(self.record.subject)
        return " ".join(("", *word.split(), f"lot {number}")) if number else ""


WAYS = {"officers": "", "server": " with the server’s key", "recovery": " with a recovery half"}
TEAM = {
    "invited": "Invited a colleague to the team of a bid",
    "joined": "Joined the team of a bid",
    "changed": "Changed what somebody on the team of a bid answers",
    "removed": "Took somebody off the team of a bid",
    "reused": "Began a bid from the answers of an earlier one",
}

SENTENCES: Mapping[Event, Callable[[_Told], str]] = {
    Event.ACCOUNT_ADDED: lambda of: f"Made an account for {of.subject}{of.fact('roles', ' as ')}",
    Event.ACCOUNT_CODE_CHANGED: lambda of: f"Turned one-time codes {'on' if of.has('on') else 'off'} for {of.subject}",
    Event.ACCOUNT_DISABLED: lambda of: f"Disabled the account of {of.subject}",
    Event.ACCOUNT_ENABLED: lambda of: f"Gave the account of {of.subject} its access back",
    Event.ACCOUNT_PASSWORD_CHANGED: lambda of: "Chose a password",
    Event.ACCOUNT_SIGNED_IN: lambda of: "Signed in",
    Event.ACCOUNT_SIGNED_OUT: lambda of: "Signed out",
    Event.ADDENDUM_PUBLISHED: lambda of: f"Published addendum{of.fact('number', ' ')}{of.digest('digest')}",
    Event.AWARD_APPROVAL_VOIDED: lambda of: (
        f"An approval of the award{of.lot('of')} lost its ground: the comparison changed"
    ),
    Event.AWARD_APPROVED: lambda of: f"Approved the recommended award{of.lot('of')}{of.digest('recommendation')}",
    Event.AWARD_MADE: lambda of: f"Made the decision on the award{of.lot('of')} final{of.digest('digest')}",
    Event.AWARD_NOTIFIED: lambda of: f"Sent the letters on the award{of.lot('of')}; the standstill began",
    Event.AWARD_RECOMMENDED: lambda of: f"Recommended how to award{of.lot('')}{of.digest('digest')}",
    Event.BACKUP_MADE: lambda of: f"Made a backup of the installation{of.digest('digest')}",
    Event.BIDDER_QUESTION_ANSWERED: lambda of: f"Answered the buyer’s question{of.fact('number', ' ')}{of.lot('of')}",
    Event.BIDDER_QUESTION_ASKED: lambda of: f"Asked a bidder{of.lot()} about an unclear answer",
    Event.BIDDER_QUESTION_LATE_REFUSED: lambda of: (
        f"A bidder’s answer{of.lot()} came too late and was not accepted{of.moment('received')}"
    ),
    Event.BID_CONFIRMED: lambda of: (
        f"Confirmed the bid{of.lot()} for the changed questionnaire{of.fact('receipt', ', receipt ')}"
    ),
    Event.BID_DOWNLOADED: lambda of: (
        f"Downloaded {'a file of ' if of.has('file') else ''}the opened bid{of.lot()} with receipt "
        f"{of.record.subject}{of.digest('file')}"
    ),
    Event.BID_EARLY_LOOK_REFUSED: lambda of: f"Tried to read sealed bids{of.lot()} before the opening",
    Event.BID_LATE_REFUSED: lambda of: (
        f"{_late(of)}{of.lot()} came after the deadline and was not accepted{of.moment('received')}"
    ),
    Event.BID_STARTED: lambda of: f"Began a bid{of.lot()}{of.named('supplier', ' of ')}",
    Event.BID_SUBMITTED: lambda of: f"Submitted a bid{of.lot()}{of.fact('receipt', ', receipt ')}{_replaces(of)}",
    Event.BID_TEAM_CHANGED: lambda of: (
        f"{TEAM.get(str(of.record.facts.get('what')), 'Changed the team of a bid')}{of.lot()}"
    ),
    Event.BID_WITHDRAWN: lambda of: f"Withdrew the bid{of.lot()}{of.fact('receipt', ', receipt ')}",
    Event.CLARIFICATION_ANSWERED: lambda of: f"Published the answer to question{of.fact('number', ' ')}",
    Event.CLARIFICATION_ASKED: lambda of: "Asked the buyer a question",
    Event.CONSENSUS_RECORDED: lambda of: f"Recorded{of.fact('recorded', ' ')} agreed findings{of.lot()}",
    Event.DOSSIER_BUILT: lambda of: f"Built the dossier{of.digest('digest')}",
    Event.EVALUATION_CLOSED: lambda of: f"Closed the evaluation{of.lot('of')}{of.digest('comparison')}",
    Event.EVALUATION_REOPENED: lambda of: f"Opened the evaluation{of.lot('of')} again{of.fact('reason', ': ')}",
    Event.EXCLUSION_RECORDED: lambda of: f"Took a bid{of.lot()} out after the opening{of.fact('kind', ': ')}",
    Event.FINDING_SUBMITTED: lambda of: f"Submitted findings on a bid{of.lot()}{of.digest('digest')}",
    Event.INTEREST_DECLARED: lambda of: f"Declared interests on a supplier{of.lot()}",
    Event.INTEREST_SET: lambda of: f"Set a conflict of interest{of.named('person', ' of ')}{of.lot()}",
    Event.INVITATION_ACCEPTED: lambda of: f"Accepted the invitation of {of.subject}",
    Event.INVITATION_SENT: lambda of: f"Invited {of.subject}{' again' if of.has('again') else ''}",
    Event.JOURNAL_HEAD_MAILED: lambda of: f"Mailed the head digest{of.fact('to', ' to ')}{of.digest('digest')}",
    Event.LOT_EMERGENCY_OPENED: lambda of: (
        f"Opened the bids{of.lot('of')} in an emergency with the recovery halves{_both(of)}{of.digest('report')}"
    ),
    Event.LOT_KEY_PART_REFUSED: lambda of: f"Gave a passphrase or half that does not open the key{of.lot('of')}",
    Event.LOT_KEY_PART_USED: lambda of: (
        f"Used a part of the key{of.lot('of')}{WAYS.get(str(of.record.facts.get('way')), '')}"
    ),
    Event.LOT_OPENED: lambda of: f"Opened the bids{of.lot('of')}{_both(of)}{of.digest('report')}",
    Event.OFFICER_KEY_CHANGED: lambda of: "Changed the passphrase of the own key",
    Event.OFFICER_KEY_MADE: lambda of: "Made an own key to sealed bids",
    Event.PANEL_NAMED: lambda of: f"Changed who evaluates{of.lot('')}{of.named('person', ': ')}",
    Event.PAPER_DOWNLOADED: lambda of: f"Downloaded {of.fact('paper') or 'a paper'}{of.lot('of')}{of.digest('digest')}",
    Event.REPORT_CHANGED: lambda of: f"Changed the evaluation report{of.lot('of')}",
    Event.REPORT_CLOSED: lambda of: f"Closed the evaluation report{of.lot('of')}{of.digest('digest')}",
    Event.REPORT_REDACTED: lambda of: (
        f"Blacked out passages of the evaluation report{of.lot('of')}{of.digest('digest')}"
    ),
    Event.RETENTION_PURGED: lambda of: "Deleted the contents and personal data of the tender",
    Event.RETENTION_SET: lambda of: (
        f"Set the tender to be kept{of.fact('keep_until', ' until ')}"
        f"{', under a legal hold' if of.has('hold') else ''}{of.fact('reason', ': ')}"
    ),
    Event.TENDER_CANCELLED: lambda of: f"Cancelled the tender{of.fact('reason', ': ')}",
    Event.TENDER_CREATED: lambda of: "Began the tender",
    Event.TENDER_EDITED: lambda of: f"Changed the draft{of.fact('what', ': ')}",
    Event.TENDER_PUBLISHED: lambda of: f"Published the tender{of.digest('digest')}",
}
"""What each event is in words; the sentence has no subject, as the actor stands beside it."""


def sentence(record: Record, around: Surroundings = Surroundings()) -> str:
    """The entry in plain words, without a full stop.

    >>> at = datetime(2026, 12, 11, tzinfo=UTC)
    >>> sentence(Record(at, "P-1", Event.BID_WITHDRAWN, "B-1", "T-1", {"receipt": "R-7"}), Surroundings({}, {"B-1": 2}))
    'Withdrew the bid for lot 2, receipt R-7'
    """
    return SENTENCES[record.event](_Told(record, around))


def _late(of: _Told) -> str:
    acts = {"bid:withdraw": "A withdrawal", "bid:confirm": "A confirmation"}
    return acts.get(str(of.record.facts.get("act")), "A bid")


def _replaces(of: _Told) -> str:
    version = of.record.facts.get("version")
    return f", replaces version {version - 1}" if isinstance(version, int) and version > 1 else ""


def _both(of: _Told) -> str:
    return f", {of.named('first')} and {of.named('second')} together" if of.has("first") and of.has("second") else ""
