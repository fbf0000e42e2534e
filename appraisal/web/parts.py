"""The small things that views are made of: links, moments, states, steps, tasks, troubles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

StatusKind = Literal["done", "now", "none", "care", "bad"]


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go; `count` stands behind the label where it is not None."""

    label: str
    href: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time in words: `words` = day and hour, `zone` = "Europe/Amsterdam (UTC+01:00)".

    `yours` is the same moment in the reader's zone where that differs, `distance` an extra like "in 18 days".
    """

    words: str
    iso: str
    zone: str = ""
    day: str = ""
    hour: str = ""
    yours: str = ""
    distance: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a thing is, never told by colour alone."""

    kind: StatusKind
    words: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to settle; `anchor` is the id of an input on the page, empty where there is none."""

    words: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One date of a timetable; `moment` is None while it is not set."""

    name: str
    moment: Moment | None
    state: Literal["past", "now", "coming"] = "coming"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The one thing to do next, or to know; without `href` there is nothing to press."""

    heading: str
    words: str = ""
    act: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list; without `href` it waits for something else."""

    id: str
    name: str
    status: Status
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; `link` makes the value a link, `mono` is for digests."""

    label: str
    value: str
    href: str = ""
    mono: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class View:
    """What every page has: title, heading, where it stands, and what is wrong with what was sent."""

    title: str
    heading: str = ""
    lede: str = ""
    eyebrow: str = ""
    trail: tuple[Link, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    troubles_note: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One of a role's places in the masthead."""

    label: str
    href: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page; `who` is empty for a visitor, `csrf` the token of this session's forms."""

    csrf: str = field(repr=False)
    zone: str
    places: tuple[Place, ...] = ()
    who: str = ""
    appearance: Literal["device", "light", "dark"] = "device"
    demo: bool = False

    @property
    def appearance_words(self) -> str:
        return "follow device" if self.appearance == "device" else self.appearance


@dataclass(frozen=True, slots=True)
class AddendumLine:
    """One published addendum: why it was written, what it changed line by line, and its digest."""

    number: int
    published: str
    reason: str
    changes: tuple[str, ...] = ()
    digest: str = ""
