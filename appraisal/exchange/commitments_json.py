"""The commitments of a response: what the supplier will improve, by which day, as its file tells them."""

from __future__ import annotations

from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Commitment
from appraisal.exchange.shape import Shape, refuse_repeats
from appraisal.exchange.value import shown

LONGEST_COMMITMENT = 2000
"""Characters that the text of a commitment may have."""


def read_commitments(document: Shape, profile: RequiredProfile) -> tuple[Commitment, ...]:
    """The commitments of a response, none where it has no such list; notes all that is wrong with them."""
    commitments: list[Commitment] = []
    entries = document.entries("commitments", optional=True)
    refuse_repeats(entries, "id", "in the list of commitments")
    model = profile.model
    for entry in entries:
        identity, area = entry.identifier("id"), entry.line("area", longest=100)
        if area and area not in model.area_by_id:
            entry.note("area", f"{shown(area)} is not an area of {model.id}", "expected the id of one of its areas")
        questions = entry.texts("questions", ())
        if entry.raw("questions") == []:
            entry.note("questions", "is empty", "expected a question, or no such key for all of the area")
        for question in questions:
            if area in model.area_by_id and model.area_of_question.get(question) != area:
                entry.note("questions", f"{shown(question)} is not a question of {area}", "expected questions of it")
        text = entry.text("text", longest=LONGEST_COMMITMENT)
        commitments.append(Commitment(identity, area, entry.day("by"), text, questions))
        entry.refuse_others()
    return tuple(commitments)


def commitment_document(commitment: Commitment) -> dict[str, object]:
    """A commitment as the file tells it."""
    document: dict[str, object] = {"id": commitment.id, "area": commitment.area}
    if commitment.questions:
        document["questions"] = list(commitment.questions)
    return {**document, "by": commitment.by.isoformat(), "text": commitment.text}
