"""How scoring grows with the bids: `python tests/bench/bench_scoring.py`.

152 questions, 3 respondents. Floor: one pass that only counts the answers. Stated bound: the time per bid at 1,000 bids
is within 1.3 times that at 10.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from statistics import median

from appraisal.core.profile import RequiredProfile
from appraisal.core.ranking import compare
from appraisal.core.response import Answer, Respondent, Response, Supplier
from appraisal.core.scoring import Submission
from appraisal.exchange.profile_toml import load_profile

SEED = 20771


def whole_model() -> RequiredProfile:
    """A profile that requires every area of the IT Service CMM."""
    profile = load_profile("service-desk")
    first = profile.requirements[0]
    lines = tuple(replace(first, area=area.id, mandatory=False, target="fully") for area in profile.model.areas)
    return replace(profile, requirements=lines)


def bids(profile: RequiredProfile, count: int) -> list[Submission]:
    draw = random.Random(SEED)
    values = [Answer("yes", evidence=("e1",)), Answer("yes"), Answer("no"), Answer("dk")]

    def respondent(number: int) -> Respondent:
        return Respondent(f"r{number}", "role", {question: draw.choice(values) for question in profile.asked})

    return [
        Submission(Response(Supplier(f"s{n:04}", f"Supplier {n}"), profile.model.id, tuple(map(respondent, range(3)))))
        for n in range(count)
    ]


def count_answers(profile: RequiredProfile, submissions: list[Submission]) -> Counter[tuple[str, str]]:
    """The floor: every answer looked at once."""
    counts: Counter[tuple[str, str]] = Counter()
    for submission in submissions:
        for respondent in submission.response.respondents:
            for question in profile.asked:
                counts[question, respondent.answers[question].value] += 1
    return counts


def seconds(job, rounds: int) -> float:  # type: ignore[no-untyped-def]
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        taken.append(time.process_time() - start)
    return median(taken)


def main() -> None:
    profile = whole_model()
    per_bid: dict[int, float] = {}
    for count, rounds in ((10, 15), (100, 5), (1000, 3)):
        submissions = bids(profile, count)
        score = seconds(lambda: compare(profile, submissions), rounds)  # noqa: B023 - called at once
        floor = seconds(lambda: count_answers(profile, submissions), rounds)  # noqa: B023 - called at once
        per_bid[count] = score / count
        print(f"{count:5} bids: {1000 * per_bid[count]:6.2f} ms a bid, {score / floor:5.1f} x counting the answers")
    print(f"1,000 bids against 10: {per_bid[1000] / per_bid[10]:.2f} x the time per bid")


if __name__ == "__main__":
    main()
