"""Required profiles as canonical documents: what their digest covers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from appraisal.core.figures import exact, plain_decimal
from appraisal.core.profile import RequiredProfile
from appraisal.exchange.canonical_json import digest


def with_digest(profile: RequiredProfile) -> RequiredProfile:
    """The profile with the digest of its document."""
    return replace(profile, digest=digest(profile_document(profile)))


def profile_document(profile: RequiredProfile) -> dict[str, object]:
    """What the digest covers: the file's tables with every default filled in and every number as an exact string.

    `proposed` stands there only where it is "counted", so that older profiles keep their digests.
    """
    return {
        "profile": {
            "id": profile.id,
            "title": profile.title,
            "model": profile.model.id,
            "service": profile.service,
            "version": profile.version,
            "required_level": profile.required_level,
            "may_be_na": sorted(profile.may_be_na),
            "evidence": profile.evidence,
            "use": profile.use,
            **({"proposed": profile.proposed} if profile.proposed == "counted" else {}),
        },
        "method": {
            "unknown": profile.method.unknown,
            "unclear": profile.method.unclear,
            "specific_weight": plain_decimal(profile.method.specific_weight),
            "tie_break": list(profile.method.tie_break),
            "min_respondents": profile.method.min_respondents,
        },
        "area": [
            {
                "id": line.area,
                "required": exact(line.target) if isinstance(line.target, Fraction) else line.target,
                "weight": plain_decimal(line.weight),
                "mandatory": line.mandatory,
                "why": line.why,
            }
            for line in profile.requirements
            if not line.added
        ],
    }
