"""What the signals of a whole lot cost: `python tests/bench/bench_signals.py`.

12 bids, 152 questions, 3 respondents, a comment at each answer; then the worst kind of bids, whose comments all come
from one mould. Floor: one pass that only cuts the comments into shingles. Stated bound: within 40 times the floor,
and within 3 seconds.
"""

from __future__ import annotations

import random
from dataclasses import replace

from bench_scoring import SEED, bids, seconds, whole_model

from appraisal.core.likeness import shingles, words
from appraisal.core.response import Answer, Respondent, Response, Supplier
from appraisal.core.signals import signals

WORDS = [f"word{n}" for n in range(2000)]
MOULD = "we do this as our handbook of the service desk in chapter {} lays down for everybody who works at {}"


def with_comments(responses: list[Response], comment) -> list[Response]:  # type: ignore[no-untyped-def]
    """The responses with a comment at each answer."""

    def told(respondent: Respondent) -> Respondent:
        given = {q: Answer(each.value, comment(), each.evidence) for q, each in respondent.answers.items()}
        return replace(respondent, answers=given)

    return [replace(each, respondents=tuple(map(told, each.respondents))) for each in responses]


def main() -> None:
    profile = whole_model()
    draw = random.Random(SEED)
    plain = [submission.response for submission in bids(profile, 12)]
    plain = [replace(each, supplier=Supplier(f"s{n}", f"S{n}")) for n, each in enumerate(plain)]
    kinds = {
        "own words": lambda: " ".join(draw.choices(WORDS, k=25)),
        "one mould": lambda: MOULD.format(draw.choice(WORDS), draw.choice(WORDS)),
        "one text": lambda: MOULD,
    }
    for kind, comment in kinds.items():
        responses = with_comments(plain, comment)
        texts = [answer.comment for each in responses for r in each.respondents for answer in r.answers.values()]
        taken = seconds(lambda: signals(profile, responses), 3)  # noqa: B023 - called at once
        floor = seconds(lambda: [shingles(words(text)) for text in texts], 3)  # noqa: B023 - called at once
        print(f"{kind}: {len(texts)} comments, {1000 * taken:.0f} ms, {taken / floor:.1f} x cutting them up")


if __name__ == "__main__":
    main()
