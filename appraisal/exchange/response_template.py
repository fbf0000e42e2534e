"""An empty response to a required profile, to be filled in by a supplier's staff."""

from __future__ import annotations

import json

from appraisal.core.profile import RequiredProfile
from appraisal.exchange.response_json import FORMAT


def template_document(profile: RequiredProfile) -> dict[str, object]:
    """A valid `appraisal-response/1` with one respondent who answers every question of the profile with don't know."""
    return {
        "format": FORMAT,
        "supplier": {"id": "your-id", "name": "Your company"},
        "model": profile.model.id,
        "profile": profile.id,
        "evidence": [],
        "respondents": [
            {
                "id": f"r{number}",
                "role": "Role in your organisation",
                "areas": [requirement.area for requirement in profile.requirements],
                "answers": {question: {"answer": "dk", "comment": "", "evidence": []} for question in profile.asked},
            }
            for number in range(1, profile.method.min_respondents + 1)
        ],
        "scope": {
            "unit": "The part of your organisation that answers",
            "sites": [],
            "period": "The period you answer for",
        },
        "commitments": [],
    }


def template_bytes(profile: RequiredProfile, name: str) -> bytes:
    """The template as a UTF-8 JSON file, or as a workbook where the file's name ends in .xlsx."""
    if name.lower().endswith(".xlsx"):
        from appraisal.exchange.questionnaire_xlsx import questionnaire_xlsx

        return questionnaire_xlsx(profile)
    return (json.dumps(template_document(profile), ensure_ascii=False, indent=1) + "\n").encode()
