"""What people type where the questionnaire offers a choice: their words for yes, no and the other answers."""

from __future__ import annotations

import re
import unicodedata

from appraisal.exchange.questionnaire_form import ANSWERS

_WORDS: dict[str, str] = {
    "yes": "y yes yep ja j oui o si sí sim s tak ano kyllä igen da ναι x ✓ ✔ ☑ ☒ true wahr waar vrai verdadero vero 1",
    "no": "n no nope nee nein non não nao nej nei nie ne ei nem nu όχι false falsch onwaar faux falso 0",
    "na": "na n/a n.a n.a. n.v.t n.v.t. nvt s.o s/o entfällt ikke-relevant",
    "dk": "dk d/k ? ?? unknown unsure idk unbekannt onbekend inconnu",
}
_PHRASES: dict[str, str] = {
    **dict.fromkeys(("not applicable", "does not apply", "doesn't apply", "doesnt apply", "not relevant"), "na"),
    **dict.fromkeys(("niet van toepassing", "nicht zutreffend", "nicht anwendbar", "trifft nicht zu"), "na"),
    **dict.fromkeys(("sans objet", "non applicable", "no aplica", "não se aplica", "non applicabile"), "na"),
    **dict.fromkeys(("don't know", "dont know", "do not know", "don t know", "i don't know", "not known"), "dk"),
    **dict.fromkeys(("not sure", "weet niet", "weet ik niet", "weiß nicht", "weiss nicht", "ne sait pas"), "dk"),
    **dict.fromkeys(("je ne sais pas", "no sé", "no lo sé", "não sei", "non so", "no se sabe"), "dk"),
}
_AMBIGUOUS = {"s", "o", "ne", "nu", "da", "☒"}
"""Words that mean one thing in one language and another in the next, or what they mean is a matter of taste."""

KNOWN = (
    {word: value for value, words in _WORDS.items() for word in words.split() if word not in _AMBIGUOUS}
    | _PHRASES
    | {label.casefold(): value for label, value in ANSWERS.items()}
)
LABELS = {value: label for label, value in ANSWERS.items()}
_QUOTES = str.maketrans(dict.fromkeys("’‘`´ʼ＇", "'") | dict.fromkeys('“”„"«»', ""))
_SPACES = re.compile(r"\s+")


def worn(text: str) -> str:
    """A typed word without what typing and pasting leave on it: case, width, odd spaces and quotes, full stops.

    >>> worn("\\u00a0Ｙｅｓ."), worn("Don\\u2019t\\u00a0know")
    ('yes', "don't know")
    """
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc") or letter in "\n\t")
    return _SPACES.sub(" ", text).strip().casefold().strip(" .,;:!\ufe0f")


def answer_of(text: str) -> str | None:
    """The answer that a typed text means (yes, no, na, dk), None where that is not plain.

    >>> answer_of("Y"), answer_of("nee."), answer_of("N/A"), answer_of("yes, partly")
    ('yes', 'no', 'na', None)
    """
    bare = worn(text)
    return KNOWN.get(bare) or KNOWN.get(text.strip().casefold())


def is_as_offered(text: str, value: str) -> bool:
    """Whether a text is the answer as the drop-down or the format writes it, apart from case."""
    return text.casefold().replace("’", "'") in (LABELS[value].casefold(), value)
