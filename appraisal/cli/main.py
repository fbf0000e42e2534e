"""The command line's front door: commands by name, loaded when called, and refusals as lines and exit codes."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Mapping, Sequence

import click

from appraisal import __version__
from appraisal.core.errors import (
    AppraisalError,
    BrokenChain,
    Conflict,
    InvalidInput,
    NotFound,
    NotPermitted,
)

COMMANDS: Mapping[str, str] = {
    "backup": "Everything of an installation but its key, in one file.",
    "compare": "Rank bids against a required profile and print the scorecard.",
    "demo": "The whole job on bundled example bids.",
    "dossier": "Everything of one tender in one sealed file, or a public extract of it.",
    "model": "Reference models: list, show, check, crosswalk.",
    "profile": "Required profiles: list, show, check.",
    "response": "Responses: check, template.",
    "restore": "Put a backup into an empty data folder, checked.",
    "schema": "The JSON Schema of a file format.",
    "serve": "Serve the web application on the embedded store.",
    "user": "Accounts: add one.",
    "verify": "Check a dossier, and rank its bids again.",
}
"""Every command with its help line; the module `appraisal.cli.NAME` holds it under the name `command`."""

EXIT_CODES: Mapping[type[AppraisalError], int] = {
    InvalidInput: 3,
    NotFound: 4,
    NotPermitted: 5,
    Conflict: 6,
    BrokenChain: 7,
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"appraisal.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="appraisal")
def cli() -> None:
    """Choose a supplier of an IT service by the maturity of its processes, defensibly."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; a refusal is one line on standard error for each problem."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code comes back: 0 done, 2 usage, 3-7 refused."""
    _never_fail_to_print()
    try:
        result = cli.main(arguments, prog_name="appraisal", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        refuse_usage(error)
        return error.exit_code
    except click.Abort:
        click.echo("appraisal: interrupted; nothing more was written", err=True)
        return 130
    except AppraisalError as error:
        refuse(error)
        return exit_code(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def refuse(error: AppraisalError) -> None:
    """Print a refusal: one line for each problem, on standard error."""
    lines = error.lines() if isinstance(error, InvalidInput | NotFound) else str(error).splitlines()
    for line in lines:
        click.echo(f"appraisal: {_one_line(line)}", err=True)


def refuse_usage(error: click.ClickException) -> None:
    """Print what is wrong with the words of a call, and where to read how it is meant."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "appraisal"
    message = " ".join(error.format_message().split()).rstrip(".")
    click.echo(f"appraisal: {_one_line(message)}; see {command} --help", err=True)


def _never_fail_to_print() -> None:
    """A letter that the terminal's encoding does not have is printed as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")


def exit_code(error: AppraisalError) -> int:
    """The exit code of a refusal."""
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))


def _one_line(text: str) -> str:
    """The text without anything that could start a second line or steer a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
