"""The evaluation report: the sections that officers write, closing it, and passages to black out."""

from __future__ import annotations

from appraisal.services.award.report_sections import TYPED
from appraisal.web.machine.fields import Carried, Count, Hidden, Text
from appraisal.web.machine.form import Form

TITLES = {name: (title, hint) for name, title, hint in TYPED}


def _written(name: str) -> Text:
    title, hint = TITLES[name]
    return Text(title, hint=hint, longest=20_000, lines=True)


class ReportForm(Form):
    """What officers write; each field bears its section's id with a line below in the place of a hyphen."""

    version = Count()
    act = Hidden()
    address = _written("address")
    value = _written("value")
    procedure = _written("procedure")
    low_bids = _written("low-bids")
    subcontracting = _written("subcontracting")
    electronic = _written("electronic")
    measures = _written("measures")

    @property
    def texts(self) -> dict[str, str]:
        """The texts by section id."""
        return {name: str(self[field_of(name)].data) for name in TITLES}


class RedactionForm(Form):
    """Passages as three lists of equal length: section, words as they stand there, ground."""

    report = Hidden()
    section = Carried()
    quote = Carried()
    ground = Carried()


def field_of(section: str) -> str:
    """The name of a section's field."""
    return section.replace("-", "_")
