"""The documents do not drift: what they say can be done can be done, and what can be done they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from appraisal.cli.main import COMMANDS, EXIT_CODES, cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
FORMATS = (ROOT / "docs" / "formats.md").read_text("utf-8")


def commands() -> list[tuple[str, click.Command]]:
    """Every command and subcommand by the words that call it."""
    found: list[tuple[str, click.Command]] = []
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        found += [(f"{name} {word}".strip(), each) for word, each in inner.items()]
    return found


def section(text: str, title: str) -> str:
    """The part of a document under a heading of the second level."""
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("title", ["Try it", "Test it"])
def test_the_readme_does_everything_with_one_line(title: str) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", section(README, title), re.DOTALL)

    assert len(blocks) == 1
    assert len(blocks[0].strip().splitlines()) == 1
    assert "python3 -m venv" in blocks[0]


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_is_documented(name: str) -> None:
    group, _, word = name.partition(" ")
    described = section(FORMATS, "Commands")
    line = next(line for line in re.split(r"\n|  +", described) if line.startswith(f"appraisal {group}"))

    assert not word or re.search(rf"\b{word}\b", line)


@pytest.mark.parametrize("name_and_command", commands(), ids=lambda each: each[0])
def test_every_option_is_documented_and_helps(name_and_command: tuple[str, click.Command]) -> None:
    _, command = name_and_command
    options = [option for option in command.params if isinstance(option, click.Option)]

    assert command.help
    assert [option.opts[-1] for option in options if option.opts[-1] not in FORMATS] == []


def test_every_exit_code_is_documented() -> None:
    described = section(FORMATS, "Commands")

    assert [code for code in EXIT_CODES.values() if not re.search(rf"\b{code} ", described)] == []


def test_the_commands_of_the_readme_exist() -> None:
    known = {name for name, _ in commands()}
    called = re.findall(r"^\.venv/bin/appraisal (.*)$", README, re.MULTILINE)

    names = [
        " ".join(shlex.split(line)[: 2 if line.split()[0] in ("profile", "response", "model") else 1])
        for line in called
    ]

    assert [name for name in names if name not in known] == []
    assert names


def test_every_link_between_documents_leads_somewhere() -> None:
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]
    broken = [
        (document.name, target)
        for document in documents
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]

    assert broken == []


def prose(text: str) -> list[str]:
    """The lines of a document that are neither in a block of code nor of a table."""
    plain = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return [line for line in plain.splitlines() if not line.startswith("|")]


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_a_document_is_written_in_lines_that_a_person_can_diff(path: Path) -> None:
    lines = prose(path.read_text("utf-8"))

    assert len(lines) > 20
    assert [line for line in lines if len(line) > 160] == []
