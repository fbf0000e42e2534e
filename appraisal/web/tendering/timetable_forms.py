"""A tender's dates: a day and an hour each, and which of two where an hour comes twice; changed later with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from wtforms import Form as Declared
from wtforms import FormField
from wtforms.validators import StopValidation

from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.timetable import Timetable
from appraisal.exchange.local_time import in_zone, is_zone, offsets, typed
from appraisal.web.machine.fields import Count, NoLarger, OneOf, Text, Upload, options
from appraisal.web.machine.form import Form
from appraisal.web.times import zones

LARGEST_PROFILE = 1024 * 1024
PROFILE_SIZE = NoLarger(LARGEST_PROFILE)


class DayHourForm(Declared):
    """One date: sent as `deadline-day`, `deadline-hour` and, where the hour comes twice, `deadline-fold`."""

    day = Text("Day")
    hour = Text("Hour")
    fold = OneOf("Which of the two is meant?", hint="The clocks pass this hour twice on that day.")

    def offer(self, zone: str) -> None:
        """Offer the two offsets where the clocks pass the hour twice in a zone."""
        found = offsets(self.plain, zone)
        words = ("The first", "The second")
        both = zip(words, found, strict=True) if len(found) == 2 else ()
        self.fold.choices = options((one, f"{word}, UTC{one}") for word, one in both)

    @property
    def plain(self) -> str:
        """The date as local time, "9.30" read as 09:30."""
        return f"{self.day.data}T{self.hour.data.zfill(5).replace('.', ':')}"

    def text(self) -> str:
        """The date as local time, with the chosen offset where the hour comes twice."""
        chosen = self.fold.data if self.fold.data in {choice.value for choice in self.fold.choices} else ""
        return f"{self.plain}{chosen}"


def zone_choices() -> Sequence[tuple[str, str]]:
    """The time zones that may be chosen."""
    return [(zone, zone) for zone in zones()]


def _known_zone(form: Declared, field: OneOf) -> None:
    if not is_zone(field.data):
        raise StopValidation("Choose a time zone")


class TimetableForm(Form):
    """The zone and the three dates of a tender."""

    version = Count()
    zone = OneOf(
        "Time zone",
        lambda: options(zone_choices()),
        hint="All dates of this tender are meant, and shown, in this zone. Each reader also sees the own one.",
        checks=(_known_zone,),
    )
    last_question = FormField(
        DayHourForm,
        "Last question of suppliers",
        description="Until then suppliers can ask; answers may come until the deadline.",
    )
    deadline = FormField(
        DayHourForm, "Deadline for bids", description="Choose an hour when people are at work, like 12:00."
    )
    opening = FormField(DayHourForm, "Opening", description="From then on two officers can open the bids together.")

    @property
    def dates(self) -> tuple[FormField, FormField, FormField]:
        """The fields of the three dates, in their order."""
        return self.last_question, self.deadline, self.opening

    def post_process(self, formdata: Any = None) -> None:
        """Offer a choice at each hour that comes twice."""
        super().post_process(formdata)
        for date in self.dates:
            date.form.offer(self.zone.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every date has a day and an hour."""
        fine = super().validate(extra_validators)
        for date in self.dates:
            for part in (date.form.day, date.form.hour):
                if not part.data:
                    part.errors = [f"{date.label.text}: give the {part.short_name}"]
                    fine = False
        return bool(fine)

    def texts(self) -> tuple[str, str, str]:
        """The three dates as local times."""
        first, second, third = (date.form.text() for date in self.dates)
        return first, second, third

    def take_dates(self, error: InvalidInput) -> None:
        """Note refused dates at their hour, with what the person can do."""
        for problem in error.problems:
            note_date(self, {date.name: date for date in self.dates}, problem)


class AddendumForm(TimetableForm):
    """A change of what was published, with its reason; `addendum_form` adds a file for each lot."""

    reason = Text(
        "What changes, and why?",
        "Say what changes and why",
        "Every supplier reads it, and gets it by mail.",
        longest=10_000,
        lines=True,
    )
    numbers: tuple[int, ...] = ()

    @property
    def files(self) -> tuple[Upload, ...]:
        """The fields of the files, in the order of the lots."""
        return tuple(self[f"lot-{number}"] for number in self.numbers)

    def profiles(self) -> dict[int, bytes]:
        """The files that were given, by the number of their lot."""
        given = {number: file.read(LARGEST_PROFILE) for number, file in zip(self.numbers, self.files, strict=True)}
        return {number: file[1] for number, file in given.items() if file}


def note_date(form: Form, dates: Mapping[str, FormField], problem: Problem) -> None:
    """Note a problem with one of a form's dates at its hour, or with another field at that field."""
    label = f"{dates[problem.path].label.text}: " if problem.path in dates else ""
    words = f"{label}{problem.wrong}; {problem.expected}"
    if "comes twice" in problem.wrong:
        form.note(f"{problem.path}-fold", f"{label}the clocks pass this hour twice; say which is meant")
    else:
        at = f"{problem.path}-hour" if problem.path in dates else problem.path
        form.note(at, words[:1].upper() + words[1:])


def addendum_form(lots: Sequence[tuple[int, str]]) -> type[AddendumForm]:
    """The form of an addendum to a tender of these lots, given as (number, title)."""
    fields: dict[str, Any] = {
        f"lot-{number}": Upload(f"Lot {number}, {title} (TOML)", checks=(PROFILE_SIZE,)) for number, title in lots
    }
    return type("LotsAddendumForm", (AddendumForm,), {**fields, "numbers": tuple(number for number, _ in lots)})


def first_dates(timetable: Timetable | None, zone: str = "") -> dict[str, object]:
    """What the form first shows: the stored dates, or none yet in the officer's own zone."""
    if timetable is None:
        return {"zone": zone or "Europe/Amsterdam"}
    shown: dict[str, object] = {"zone": timetable.zone}
    for name in ("last_question", "deadline", "opening"):
        moment: datetime = getattr(timetable, name)
        fold = in_zone(moment, timetable.zone).isoformat()[-6:]
        day, _, hour = typed(moment, timetable.zone).removesuffix(fold).partition("T")
        shown[name] = {"day": day, "hour": hour, "fold": fold}
    return shown
