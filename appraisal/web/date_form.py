"""A tender's dates as form fields: a day and an hour each, and which of two where an hour comes twice."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from appraisal.exchange.local_time import in_zone, is_zone
from appraisal.storage.tenders import Tender
from appraisal.web.forms import Form

DATES = (
    (
        "last_question",
        "Last question of suppliers",
        "Until then suppliers can ask; answers may come until the deadline.",
    ),
    ("deadline", "Deadline for bids", "Choose an hour when people are at work, like 12:00."),
    ("opening", "Opening", "From then on two officers can open the bids together."),
)


def date_form(tender: Tender, zone: str = "") -> Form:
    """The form as it is first shown: the stored dates, or none yet in the officer's own zone."""
    if tender.timetable is None:
        return Form({"zone": zone or "Europe/Amsterdam"})
    dates = tender.timetable
    typed = {"zone": dates.zone}
    for name, _, _ in DATES:
        moment: datetime = getattr(dates, name)
        local = in_zone(moment, dates.zone)
        typed[f"{name}-day"] = f"{local:%Y-%m-%d}"
        typed[f"{name}-hour"] = f"{local:%H:%M}"
        if len(_offsets(typed[f"{name}-day"], typed[f"{name}-hour"], dates.zone)) == 2:
            typed[f"{name}-fold"] = local.isoformat()[-6:]
    return Form(typed)


def local_texts(form: Form) -> tuple[str, str, str]:
    """The three dates as local times, with the chosen offset where the hour comes twice."""
    if not is_zone(form.value("zone")):
        form.note("zone", "Choose a time zone")
    first, second, third = (_text(form, name, label) for name, label, _ in DATES)
    return first, second, third


def doubles(form: Form) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """The dates whose hour comes twice, with the two offsets to choose from."""
    found = []
    for name, _, _ in DATES:
        offsets = _offsets(form.value(f"{name}-day"), form.value(f"{name}-hour"), form.value("zone"))
        if len(offsets) == 2:
            words = ("The first", "The second")
            found.append(
                (name, tuple((one, f"{word}, UTC{one}", "") for word, one in zip(words, offsets, strict=True)))
            )
    return tuple(found)


def _text(form: Form, name: str, label: str) -> str:
    day, hour = form.value(f"{name}-day").strip(), form.value(f"{name}-hour").strip()
    if not day:
        form.note(f"{name}-day", f"{label}: give the day")
    if not hour:
        form.note(f"{name}-hour", f"{label}: give the hour")
    hour = hour.zfill(5).replace(".", ":")
    offsets = _offsets(day, hour, form.value("zone"))
    chosen = form.value(f"{name}-fold")
    return f"{day}T{hour}{chosen if len(offsets) == 2 and chosen in offsets else ''}"


def _offsets(day: str, hour: str, zone: str) -> tuple[str, ...]:
    """The offsets that a local time may have: two where the clocks are put back, else one, or none for no time."""
    try:
        plain = datetime.fromisoformat(f"{day}T{hour.zfill(5)}")
    except ValueError:
        return ()
    if not is_zone(zone) or plain.tzinfo:
        return ()
    moments = {plain.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    real = [one for one in sorted(moments) if in_zone(one, zone).replace(tzinfo=None, fold=0) == plain]
    return tuple(in_zone(one, zone).isoformat()[-6:] for one in real)
