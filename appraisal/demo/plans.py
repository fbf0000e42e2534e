"""What is invented for the demonstration: its people, and a tender for each stage with its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from appraisal.core.timetable import Timetable
from appraisal.demo.evaluation import Upto

PASSPHRASE = "four ducks cross a quiet river"  # noqa: S105 (made up, shown on the page)
ZONE = "Europe/Amsterdam"
DAY = timedelta(days=1)
OFFICERS = (("Janneke de Boer", "janneke@buyer.example"), ("Marijke Hofstra", "marijke@buyer.example"))

EVALUATORS = (
    ("Els Brandsma", "els@buyer.example"),
    ("Finn Dekker", "finn@buyer.example"),
    ("Gerda Pool", "gerda@buyer.example"),
)


@dataclass(frozen=True, slots=True)
class Bidder:
    """An invented supplier; of ten answers so many are yes."""

    name: str
    email: str
    organisation: str
    yes: int


BIDDERS = (
    Bidder("Ingrid Solheim", "ingrid@dovre.example", "Dovre Drift AS", 9),
    Bidder("Owen Price", "owen@aldermoor.example", "Aldermoor IT Services Ltd", 7),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A tender: its dates in days from now, and how far it goes; `evaluated` as `evaluation.play` takes it."""

    reference: str
    title: str
    profile: str
    published: int | None
    deadline: int
    submits: int = 0
    begins: int = 0
    opens: bool = False
    cancelled: str = ""
    evaluated: Upto | None = None


PLANS = (
    Plan(
        "2026/039",
        "Mainframe of the pay office",
        "mainframe-operation",
        -120,
        -90,
        submits=2,
        opens=True,
        evaluated="decided",
    ),
    Plan(
        "2026/040",
        "Upkeep of the ward system",
        "application-maintenance",
        -100,
        -60,
        2,
        opens=True,
        evaluated="notified",
    ),
    Plan("2026/044", "Databases for the laboratories", "database-management", -60, -30, 2, opens=True),
    Plan(
        "2026/038",
        "Network for the clinics",
        "network-management",
        -60,
        -20,
        submits=2,
        opens=True,
        evaluated="findings",
    ),
    Plan("2026/043", "Data centre operation", "data-centre-operation", -40, -2, submits=2),
    Plan(
        "2026/042",
        "Workplace management for twelve sites",
        "workplace-management",
        -30,
        20,
        cancelled="The budget moved",
    ),
    Plan("2026/041", "Service desk for 3,000 workplaces", "service-desk", -10, 18, submits=1, begins=1),
    Plan("2026/045", "Network management", "network-management", None, 40),
)


def planned(plan: Plan, start: datetime, zone: str = ZONE) -> Timetable:
    """The dates of a plan's tender, in a demonstration that begins at a full hour."""
    deadline = start + plan.deadline * DAY
    return Timetable(zone, deadline - 5 * DAY, deadline, deadline + timedelta(hours=2))
