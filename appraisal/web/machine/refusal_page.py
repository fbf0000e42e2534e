"""The page that says what was refused, what is safe, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.parts import Link, View


@dataclass(frozen=True, kw_only=True)
class RefusalPage(View):
    """One refusal (refusal.html): `ways` are next steps, `problems` single lines, `mention` the words for a helper.

    `keep` holds what was typed as (name, value) so that it can be sent again with `resend`, the address; `typed` holds
    it as (label, text) to be read and copied, where it comes too late to be sent at all.
    """

    ways: tuple[Link, ...] = ()
    problems: tuple[str, ...] = ()
    mention: str
    resend: str = ""
    act: str = ""
    keep: tuple[tuple[str, str], ...] = ()
    typed: tuple[tuple[str, str], ...] = ()
