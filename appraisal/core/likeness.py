"""Which comments of different bidders are nearly the same, found without comparing each with each.

Comments are compared by their shingles, three words in a row. Two that share at least half of theirs also share one of
the rarest few of each (the prefix filter of Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins in
Data Cleaning", 2006), so only those are looked up.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

ALIKE = Fraction(1, 2)
"""The share of common shingles, 0-1, from which two comments are nearly the same."""
SHINGLE = 3
LEAST_WORDS = 8
"""A comment with fewer words, or with fewer that are its own, is too short to tell anything."""
MOST_WORDS = 300
"""Words of a comment that are compared."""
MOST_OF_ONE = 8
"""Comments of one owner that are looked up under the same shingle, at most."""
MOST_LOOKED_UP = 64
"""Comments that one is compared with, before rarer shingles are thought enough; with the last, what bounds the work."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W_])+")
"""A run of letters and digits; in scripts that write no blanks between words, each sign."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, whose it is, and the question it was written for."""

    owner: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment by its shingles, with the questions on which its owner made it, word for word."""

    owner: str
    questions: tuple[str, ...]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two comments of different owners; `shared` is the share of common shingles, 0-1."""

    one: Comment
    other: Comment
    shared: Fraction


def words(text: str) -> list[str]:
    """The words of a text, without regard to case, punctuation, width or line breaks.

    >>> words("Yes: our HANDBOOK,\\n chapter 4.")
    ['yes', 'our', 'handbook', 'chapter', '4']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def shingles(found: Sequence[str]) -> frozenset[str]:
    """Every three words in a row."""
    return frozenset(" ".join(found[at : at + SHINGLE]) for at in range(len(found) - SHINGLE + 1))


def likenesses(remarks: Sequence[Remark], given: Mapping[str, str]) -> Iterator[Likeness]:
    """The pairs of comments of different owners that are nearly the same, each pair in the order of the remarks.

    `given` is the buyer's own wording by question: what a bidder took from there counts for nothing.
    """
    comments = _comments(remarks, given)
    common = Counter(part for comment in comments for part in comment.parts)
    holding: dict[str, dict[str, list[int]]] = {}
    for number, comment in enumerate(comments):
        rarest = _rarest(comment.parts, common)
        for earlier in _candidates(comment.owner, rarest, holding):
            shared = _shared(comments[earlier].parts, comment.parts)
            if shared >= ALIKE:
                yield Likeness(comments[earlier], comment, shared)
        for part in rarest:
            own = holding.setdefault(part, {}).setdefault(comment.owner, [])
            if len(own) < MOST_OF_ONE:
                own.append(number)


def _comments(remarks: Sequence[Remark], given: Mapping[str, str]) -> list[Comment]:
    """The comments that are long enough to tell something."""
    texts = {question: shingles(words(text)) for question, text in given.items()}
    questions: dict[tuple[str, frozenset[str]], dict[str, None]] = {}
    for remark in remarks:
        parts = shingles(words(remark.text)[:MOST_WORDS]) - texts.get(remark.question, frozenset())
        if len(parts) > LEAST_WORDS - SHINGLE:
            questions.setdefault((remark.owner, parts), {})[remark.question] = None
    return [Comment(owner, tuple(on), parts) for (owner, parts), on in questions.items()]


def _rarest(parts: frozenset[str], common: Mapping[str, int]) -> list[str]:
    """The rarest parts, as many as two sets that are alike cannot both do without sharing one."""
    needed = -(-len(parts) * ALIKE.numerator // ALIKE.denominator)
    return sorted(parts, key=lambda part: (common[part], part))[: len(parts) - needed + 1]


def _candidates(owner: str, rarest: Sequence[str], holding: Mapping[str, Mapping[str, Sequence[int]]]) -> list[int]:
    """The earlier comments of others that share one of the rarest parts; of very many, those with the rarest."""
    found: set[int] = set()
    for part in rarest:
        found.update(*(numbers for other, numbers in holding.get(part, {}).items() if other != owner))
        if len(found) >= MOST_LOOKED_UP:
            break
    return sorted(found)


def _shared(one: frozenset[str], other: frozenset[str]) -> Fraction:
    both = len(one & other)
    return Fraction(both, len(one) + len(other) - both)
