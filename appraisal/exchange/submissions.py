"""The bids of one comparison, from the files of their responses and findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from appraisal.core.errors import InvalidInput, NotFound, Problem
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Findings, Response
from appraisal.core.scoring import Submission
from appraisal.exchange.files import read_bytes
from appraisal.exchange.findings_json import parse_findings
from appraisal.exchange.kinds_of_file import is_spreadsheet
from appraisal.exchange.refusals import Refusal, raise_all
from appraisal.exchange.response_json import LIMIT, parse_response


@dataclass(frozen=True, slots=True)
class Loaded:
    """A response as it was read, and what was understood though it was not written as asked, a line each."""

    response: Response
    remarks: tuple[str, ...] = ()


def load_response(source: str, profile: RequiredProfile) -> Loaded:
    """The response in a file: JSON, or the questionnaire filled in as a spreadsheet.

    Raises:
        NotFound: the file does not exist.
        InvalidInput: with every problem of the file.
    """
    data, remarks = read_bytes(Path(source), LIMIT), tuple[str, ...]()
    if is_spreadsheet(source, data):
        from appraisal.exchange.response_workbook import response_from_workbook

        data, remarks = response_from_workbook(source, data, profile)
    return Loaded(parse_response(source, data, profile), tuple(f"{source}: {remark}" for remark in remarks))


def load_submissions(
    profile: RequiredProfile, responses: Sequence[str], findings: Sequence[str] = ()
) -> tuple[list[Submission], list[str]]:
    """Read every file and join responses with findings by supplier, in the order of the responses; and the remarks.

    Raises:
        NotFound: all that is wrong is that files do not exist.
        InvalidInput: with the problems of all files; two responses or two findings files of one supplier included.
    """
    refusals: list[Refusal] = []
    read: dict[str, tuple[str, Loaded]] = {}
    for source in responses:
        try:
            loaded = load_response(source, profile)
            supplier = loaded.response.supplier.id
            _refuse_twin(source, "response", supplier, {key: file for key, (file, _) in read.items()})
            read[supplier] = (source, loaded)
        except (InvalidInput, NotFound) as refusal:
            refusals.append(refusal)
    known = {supplier: loaded.response for supplier, (_, loaded) in read.items()}
    found = _load_findings(profile, findings, known, refusals)
    raise_all(refusals)
    submissions = [
        Submission(loaded.response, found.get(supplier), source) for supplier, (source, loaded) in read.items()
    ]
    return submissions, [remark for _, loaded in read.values() for remark in loaded.remarks]


def _load_findings(
    profile: RequiredProfile, sources: Sequence[str], responses: dict[str, Response], refusals: list[Refusal]
) -> dict[str, Findings]:
    found: dict[str, Findings] = {}
    files: dict[str, str] = {}
    for source in sources:
        try:
            findings = parse_findings(source, read_bytes(Path(source), LIMIT), profile, responses)
            _refuse_twin(source, "findings file", findings.supplier, files)
            found[findings.supplier], files[findings.supplier] = findings, source
        except (InvalidInput, NotFound) as refusal:
            refusals.append(refusal)
    return found


def _refuse_twin(source: str, what: str, supplier: str, files: dict[str, str]) -> None:
    if supplier in files:
        path = "supplier.id" if what == "response" else "supplier"
        wrong = f"supplier {supplier} has another {what} in {files[supplier]}"
        raise InvalidInput(source, [Problem(path, wrong, f"expected one {what} a supplier")])
