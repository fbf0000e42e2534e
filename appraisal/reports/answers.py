"""Who answered what: the answers of each respondent to the questions that the profile asks, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from appraisal.core.comparison import BidResult, Flag, FlagCode, Tally
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import FindingValue, Respondent

FLAGS: Mapping[FlagCode, str] = {
    "few-respondents": "Few respondents",
    "many-unknown": "Many unknown",
    "disagreement": "Disagreement between respondents",
    "no-evidence": "No evidence for a yes",
    "na-not-allowed": "“Does not apply” counted as unknown",
    "goal-without-backing": "Goals without backing",
    "straight-lining": "Straight-lining",
    "level-inversion": "Met, but not what it rests on",
    "finding-na": "Found not applicable by the evaluators",
    "counted-commitment": "Counted as committed, not as it is",
}

FINDINGS: Mapping[FindingValue, str] = {
    "F": "fully",
    "L": "largely",
    "P": "partially",
    "N": "not",
    "NA": "not applicable",
}


def tally_of(profile: RequiredProfile, respondent: Respondent) -> Tally:
    """The respondent's answers to the asked questions of the own areas; blanks and don't-knows are unknown."""
    counts = Counter(
        respondent.answers[question].value if question in respondent.answers else "dk"
        for question, area in profile.asked.items()
        if respondent.covers(area)
    )
    return Tally(counts["yes"], counts["no"], counts["na"], counts["dk"])


def flags_by_code(flags: Sequence[Flag]) -> Mapping[FlagCode, Sequence[Flag]]:
    """The flags of a bid by their code, in the order in which the codes are explained."""
    return {code: found for code in FLAGS if (found := [flag for flag in flags if flag.code == code])}


def findings_of(profile: RequiredProfile, bid: BidResult) -> Mapping[str, int]:
    """How often the evaluators found each value on an asked question, strongest first; nothing without findings."""
    found = bid.findings.findings if bid.findings else {}
    counts = Counter(found[question].value for question in profile.asked if question in found)
    return {word: counts[value] for value, word in FINDINGS.items() if counts[value]}
