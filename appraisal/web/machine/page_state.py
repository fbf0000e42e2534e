"""What a page that saves itself carries along, so that a late save overtakes nothing and no page collides with itself.

It is no field to fill in: it is read as it comes, from each of many saves a minute.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from appraisal.web.machine.fields import whole_number


@dataclass(frozen=True, slots=True)
class PageState:
    """`revision` is the state that the page showed, `key` names the page, `serial` counts its saves from 1."""

    revision: int
    key: str
    serial: int


def sent_state() -> PageState:
    """What the present request says of its page; 0 and "" where it says nothing."""
    sent = request.form
    key = sent.get("key", "")[:100]
    return PageState(whole_number(sent.get("revision", "")), key, whole_number(sent.get("serial", "")))
