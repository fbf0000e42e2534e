"""`appraisal demo`: the whole job on bundled example bids, with every file left for reading."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from appraisal.cli.compare import compare_firmly, rendered, show
from appraisal.core.comparison import Comparison
from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.profile import RequiredProfile
from appraisal.core.scoring import Submission
from appraisal.demo.tenders import ExampleTender, example_tenders
from appraisal.exchange.bundled_profiles import bundled_profile_bytes
from appraisal.exchange.files import reason, write_all
from appraisal.exchange.profile_toml import parse_profile
from appraisal.exchange.response_json import parse_response

DIRECTORY = "appraisal-demo"
WIDTH = 80

FILES = (
    ("profile.toml", "what the buyer requires, with weights, knock-outs and reasons"),
    ("responses/", "what each bidder's staff answered, with comments and evidence"),
    ("comparison.json", "every figure of the comparison, exact"),
    ("scorecard.pdf", "the same for a board, side by side and bidder by bidder"),
)
FINDINGS_LINE = ("findings/", "what evaluators found on one bid; add it as shown below")


@click.command("demo")
@click.argument("directory", metavar="[DIR]", default=DIRECTORY)
@click.option(
    "--serve", is_flag=True, help="Serve the web application with a tender in each stage, on this computer only."
)
@click.option("--full", is_flag=True, help="Play a whole tender instead, from its draft to the award and its dossier.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, metavar="PORT", help="Port for --serve; 8080.")
def command(directory: str, serve: bool, full: bool, port: int) -> None:
    """Rank the bids of two example tenders and write all inputs and outputs into DIR, one folder a tender.

    DIR is made where it is missing (appraisal-demo when none is named); files of an earlier demo are replaced. With
    --serve nothing is written there: the web application starts, and forgets everything when it is stopped. With --full
    a tender of two lots is played through the application, and its data folder and dossier.zip are left in DIR.
    """
    if serve:
        from appraisal.cli.demo_serve import serve_demo

        serve_demo(port)
        return
    root = Path(directory)
    if full:
        play(root)
        return
    contents: dict[str, bytes] = {}
    compared: list[tuple[ExampleTender, Comparison]] = []
    for tender in example_tenders():
        comparison = compare_example(tender)
        contents |= tender_files(tender, comparison, root / tender.id)
        compared.append((tender, comparison))
    make_folders({Path(name).parent for name in contents})
    write_all(contents)
    for tender, comparison in compared:
        tell(tender, comparison, root / tender.id)


def play(root: Path) -> None:
    """Play a whole tender into a folder, and say what there is now, and what to do with it."""
    from appraisal.demo.full import play_full
    from appraisal.exchange.dossier.verification import verify_dossier

    left = play_full(root, click.echo)
    found = verify_dossier(left.dossier)
    click.echo()
    click.echo(f"{left.data} is the installation, {left.key} its key: look around in it with")
    click.echo(f"  APPRAISAL_DEMO=yes APPRAISAL_KEY_FILE={left.key} appraisal serve --data {left.data}")
    click.echo(f"{left.dossier} holds everything of the tender in {len(found.fixity.payload)} files: check it with")
    click.echo(f"  appraisal verify {left.dossier} --key {left.public_key}")


def compare_example(tender: ExampleTender) -> Comparison:
    """The comparison of the tender's bids as declared, without any findings."""
    profile = example_profile(tender)
    submissions = [
        Submission(parse_response(f"{name}.json", data, profile), source=f"{name}.json")
        for name, data in tender.responses.items()
    ]
    return compare_firmly(profile, submissions)


def example_profile(tender: ExampleTender) -> RequiredProfile:
    """The bundled required profile of the tender."""
    return parse_profile(f"{tender.profile}.toml", bundled_profile_bytes(tender.profile))


def tender_files(tender: ExampleTender, comparison: Comparison, folder: Path) -> dict[str, bytes]:
    """All files of one tender's folder, inputs and outputs, by path."""
    inputs = {"profile.toml": bundled_profile_bytes(tender.profile)}
    inputs |= {f"responses/{name}.json": data for name, data in tender.responses.items()}
    inputs |= {f"findings/{name}.json": data for name, data in tender.findings.items()}
    inputs["README.txt"] = readme(tender, comparison).encode()
    outputs = {"json": str(folder / "comparison.json"), "pdf": str(folder / "scorecard.pdf")}
    return {str(folder / name): data for name, data in inputs.items()} | rendered(comparison, outputs, None)


def make_folders(folders: set[Path]) -> None:
    """Make the folders that are missing.

    Raises:
        InvalidInput: one of them cannot be made.
    """
    for folder in sorted(folders):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            problem = Problem("", f"cannot be made ({reason(error)})", "expected a folder that can be written to")
            raise InvalidInput(str(folder), [problem]) from None


def tell(tender: ExampleTender, comparison: Comparison, folder: Path) -> None:
    """Print the tender's title, its bidders' stories, its comparison and where the files are."""
    click.echo(paragraph(tender.title))
    click.echo()
    click.echo("\n".join(stories(tender, comparison)))
    click.echo()
    show(comparison)
    click.echo()
    click.echo(paragraph(tender.lesson))
    click.echo(f"Files: {folder}")
    click.echo()


def readme(tender: ExampleTender, comparison: Comparison) -> str:
    """The text that explains a tender's folder."""
    parts = [
        paragraph(tender.title),
        paragraph(
            f"An invented tender on the required profile {tender.profile}, and {len(tender.responses)} invented bids."
        ),
        "\n".join(["What is in this folder", *file_lines(tender)]),
        "\n".join(["Who bids", *stories(tender, comparison)]),
        "\n".join(["What to look for", paragraph(tender.lesson, "  ")]),
        "\n".join(["Do it again, in this folder", *again(tender)]),
    ]
    return "\n\n".join(parts) + "\n"


def file_lines(tender: ExampleTender) -> list[str]:
    """One line for each file or folder that the README explains."""
    lines = [*FILES[:2], FINDINGS_LINE, *FILES[2:]] if tender.findings else FILES
    return [f"  {name:<16} {purpose}" for name, purpose in lines]


def stories(tender: ExampleTender, comparison: Comparison) -> list[str]:
    """Each bidder's name and story, in alphabetical order of supplier id."""
    names = {bid.supplier.id: bid.supplier.name for bid in comparison.bids}
    return [paragraph(f"{names[supplier]}: {story}", "    ", "  ") for supplier, story in tender.stories.items()]


def again(tender: ExampleTender) -> list[str]:
    """The commands that make the outputs anew, and those that add the findings."""
    compare = "  appraisal compare profile.toml responses/*.json"
    added = [f"{compare} --findings findings/{supplier}.json" for supplier in tender.findings]
    return [f"{compare} --json comparison.json --pdf scorecard.pdf", *added]


def paragraph(text: str, indent: str = "", first: str | None = None) -> str:
    """The text in lines of at most 80 letters."""
    return textwrap.fill(
        text, WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent, break_on_hyphens=False
    )
