"""`appraisal model`: list, show and check reference models, and show what their areas are elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.group("model")
def command() -> None:
    """Reference models: process areas, goals and questions."""


@command.command("list")
def list_models() -> None:
    """List the bundled models and crosswalks."""
    from appraisal.exchange.crosswalk_toml import bundled_crosswalks
    from appraisal.exchange.model_toml import bundled_model_ids, load_model
    from appraisal.reports.model_outline import model_size

    crosswalks = bundled_crosswalks()
    width = max(len(name) for name in (*bundled_model_ids(), *(crosswalk.id for crosswalk in crosswalks)))
    for model_id in bundled_model_ids():
        model = load_model(model_id)
        click.echo(f"{model_id:{width}}  {model.title}: {model_size(model)}")
    click.echo("\nCrosswalks")
    for crosswalk in crosswalks:
        click.echo(f"{crosswalk.id:{width}}  {crosswalk.title}")


@command.command("show")
@click.argument("reference", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the model as a file of the format appraisal-model/1.")
def show(reference: str, as_json: bool) -> None:
    """Show a model, a bundled id or the path of a model file."""
    from appraisal.exchange.model_document import model_document
    from appraisal.exchange.model_toml import load_model
    from appraisal.reports.model_outline import model_outline

    model = load_model(reference, Path())
    if as_json:
        click.echo(json.dumps(model_document(model), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(model_outline(model)))


@command.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    """Check model files: every problem is reported."""
    from appraisal.exchange.files import read_bytes
    from appraisal.exchange.model_toml import LIMIT, parse_model
    from appraisal.exchange.refusals import each_valid
    from appraisal.reports.model_outline import model_size

    for name, model in each_valid(files, lambda name: parse_model(name, read_bytes(Path(name), LIMIT))):
        click.echo(f"{name}: valid, {model_size(model)}, {model.digest}")


@command.command("crosswalk")
@click.argument("reference", metavar="ID")
def crosswalk(reference: str) -> None:
    """Show what a model's areas are in ITIL or in another model: the id of a model or of one crosswalk."""
    from appraisal.exchange.crosswalk_toml import find_crosswalks
    from appraisal.exchange.model_toml import bundled_model_ids, load_model
    from appraisal.reports.model_outline import crosswalk_outline

    models = {model_id: load_model(model_id) for model_id in bundled_model_ids()}
    outlines = ["\n".join(crosswalk_outline(found, models)) for found in find_crosswalks(reference)]
    click.echo("\n\n\n".join(outlines))
