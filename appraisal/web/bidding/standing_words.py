"""Whether a bid counts, in words: what its team sees first on its page, and the state in the list of bids."""

from __future__ import annotations

from appraisal.core.tender import Stage
from appraisal.services.bidding.bids import Standing
from appraisal.services.bidding.task_list import TaskList
from appraisal.web.parts import Notice, Status

STANDINGS: dict[Standing, Status] = {
    "none": Status("now", "Not submitted yet"),
    "received": Status("done", "Submitted"),
    "unconfirmed": Status("care", "Confirm your bid"),
    "withdrawn": Status("care", "Withdrawn"),
}

STOOD: dict[Standing, str] = {
    "none": "Not submitted",
    "received": "Submitted",
    "unconfirmed": "Not confirmed after the addendum, so it does not count",
    "withdrawn": "Withdrawn",
}
"""How a bid stood at the deadline."""


def standing_notice(tasks: TaskList, base: str) -> Notice | None:
    """What there is to know of the version that counts, or what keeps the bid from counting."""
    if tasks.stage is Stage.CANCELLED:
        return None
    return _while_open(tasks, base) if tasks.stage is Stage.PUBLISHED else _after(tasks, base)


def check_status(tasks: TaskList) -> Status:
    """How far the last task is once everybody has finished."""
    if tasks.receipt and tasks.changed:
        return Status("care", "Submit again")
    return Status("done", "Submitted") if tasks.receipt else Status("now", "Ready")


def _while_open(tasks: TaskList, base: str) -> Notice | None:
    can_submit = tasks.is_complete and tasks.is_manager
    act = ("Check the answers", f"{base}/check") if can_submit else ("", "")
    if tasks.withdrawn:
        return Notice("Your bid is withdrawn", f"No version of it counts. {_again(tasks, 'it')}", *act)
    if tasks.must_confirm:
        return None
    if tasks.receipt and tasks.changed:
        words = f"Receipt {tasks.receipt} counts, without what was saved since. {_again(tasks, 'the bid')}"
        return Notice("Changed since it was received", words, *act)
    if tasks.receipt:
        words = f"Receipt {tasks.receipt}. You can replace or withdraw it until the deadline."
        return Notice("Your bid has been received", words, "Go to the receipt", f"{base}/receipt")
    return Notice("Next: check and submit", "Everybody has finished.", *act) if can_submit else None


def _again(tasks: TaskList, what: str) -> str:
    """What makes a changed or withdrawn bid count."""
    if not tasks.is_manager:
        return f"The bid manager can submit {what} again until the deadline."
    if not tasks.is_complete:
        return f"Submit {what} again until the deadline, when everybody has finished."
    return f"Submit {what} again until the deadline."


def _after(tasks: TaskList, base: str) -> Notice:
    if tasks.must_confirm:
        words = "The questionnaire changed after it was received, and it was not confirmed before the deadline."
        return Notice("Your bid does not count", words, "Go to the receipt", f"{base}/receipt")
    if tasks.receipt:
        return Notice("Your bid has been received", "", "Go to the receipt", f"{base}/receipt")
    if tasks.withdrawn:
        return Notice("Your bid was withdrawn", "No version of it counts.")
    return Notice("No bid was submitted", "What your team answered stays its own.")
