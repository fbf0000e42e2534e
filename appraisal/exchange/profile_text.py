"""A required profile written as the TOML file that would be read as the same profile."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from appraisal.core.figures import plain_decimal
from appraisal.core.profile import RequiredProfile, Requirement


def profile_toml(profile: RequiredProfile) -> str:
    """The profile's file, every setting spelled out; read again it has the same digest."""
    import tomli_w

    head: dict[str, object] = {
        "id": profile.id,
        "title": profile.title,
        "model": profile.model.id,
        "service": profile.service,
        "version": profile.version,
    }
    if profile.required_level is not None:
        head["required_level"] = profile.required_level
    if profile.may_be_na:
        head["may_be_na"] = sorted(profile.may_be_na)
    head["evidence"] = profile.evidence
    head["use"] = profile.use
    if profile.proposed == "counted":
        head["proposed"] = profile.proposed
    method = {
        "unknown": profile.method.unknown,
        "unclear": profile.method.unclear,
        "specific_weight": _number(profile.method.specific_weight),
        "tie_break": list(profile.method.tie_break),
        "min_respondents": profile.method.min_respondents,
    }
    document: dict[str, object] = {"profile": head, "method": method}
    lines = [_line(requirement) for requirement in profile.requirements if not requirement.added]
    if lines:
        document["area"] = lines
    return tomli_w.dumps(document)


def _line(requirement: Requirement) -> dict[str, object]:
    target = requirement.target
    return {
        "id": requirement.area,
        "required": _number(target) if isinstance(target, Fraction) else target,
        "weight": _number(requirement.weight),
        "mandatory": requirement.mandatory,
        "why": requirement.why,
    }


def _number(value: Fraction) -> int | Decimal:
    return value.numerator if value.denominator == 1 else Decimal(plain_decimal(value))
