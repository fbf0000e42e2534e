"""How far the evaluation of an invented tender goes, each act an hour after the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from appraisal.core.policy import Actor
from appraisal.demo.award import Panel, announce, award, declare, evaluate, find
from appraisal.services.award.award_desk import award_desk
from appraisal.services.toolkit import Kit

Upto = Literal["findings", "closed", "notified", "decided"]
HOUR = timedelta(hours=1)


def play(kit: Kit, opened: datetime, officers: Sequence[Actor], tender: str, panel: Panel, upto: Upto) -> None:
    """The evaluation of the first lot from its opening on: until one bid is found on, closed, notified or decided."""
    at = [opened]
    now = replace(kit, now=lambda: at[-1])

    def step() -> None:
        at.append(at[-1] + HOUR)

    if upto == "findings":
        declare(now, step, officers[0], tender, 1, panel)
        find(now, step, panel.first, tender, 1, most=1)
        return
    evaluate(now, step, officers[0], tender, 1, panel)
    if upto in ("notified", "decided"):
        announce(now, step, list(officers), tender, 1)
    if upto == "decided":
        standstill = award_desk(now, officers[0], tender, 1).state.standstill
        at.append((standstill.ends if standstill else at[-1]) + HOUR)
        award(now, officers[0], tender, 1)
