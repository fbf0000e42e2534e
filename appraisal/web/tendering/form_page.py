"""Pages with one form: the frame that they share, and where it is noted what an act refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import request

from appraisal.core.errors import InvalidInput, Stale
from appraisal.core.tendering import Tender
from appraisal.web.machine.form import Form
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tender_pages import FormPage

CHANGED = "Somebody changed this tender after you opened it. What you typed is here: look at it, then save again"

Page = TypeVar("Page", bound=FormPage)


def form_page(kind: type[Page], form: Form, heading: str, tender: Tender, **more: Any) -> Page:
    """A page about a tender with a form that is sent to its own address; `more` are other fields of the view."""
    words: dict[str, Any] = {
        "title": heading,
        "trail": trail_to(tender),
        "version": tender.version,
        "back": f"/tenders/{tender.id}",
    }
    return kind(heading=heading, form=form, troubles=form.troubles, post=request.path, **words | more)


@contextmanager
def noting(form: Form, changed: str) -> Iterator[None]:
    """Note at the fields what an act refuses, and at one of them that somebody changed the tender meanwhile."""
    try:
        yield
    except InvalidInput as error:
        form.take(error)
    except Stale:
        form.note(changed, CHANGED)
