"""Templates: loaded by package name, strict about what is missing, each given the frame and one view."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g
from jinja2 import Environment, PackageLoader, StrictUndefined

from appraisal.web.machine.assets import asset
from appraisal.web.parts import Trouble, View


def template_environment() -> Environment:
    """The environment of all templates: HTML is escaped, a name that is not given is an error."""
    environment = Environment(
        loader=PackageLoader("appraisal.templates", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        auto_reload=False,
    )
    environment.globals = {"asset": asset, "range": range}  # each import compares them: only those that are used
    environment.filters["settle"] = settle
    return environment


def use_templates(app: Flask, frame: Any) -> None:
    """Let `render` work in the application; `frame` is called for the frame of the present request."""
    app.extensions["appraisal.templates"] = template_environment()
    app.extensions["appraisal.frame"] = frame


def render(template: str, page: View) -> str:
    """The page as HTML, in the frame of the present request."""
    extensions = current_app.extensions
    if "frame" not in g:
        g.frame = extensions["appraisal.frame"]()
    text: str = extensions["appraisal.templates"].get_template(template).render(page=page, frame=g.frame)
    return text


def settle(troubles: tuple[Trouble, ...]) -> str:
    """The heading of an error summary, like "Three things to settle"."""
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    number = words[len(troubles)] if len(troubles) < len(words) else str(len(troubles))
    return f"{number} {'thing' if len(troubles) == 1 else 'things'} to settle"
