"""Every template, rendered with made-up contents in each state."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from flask import Flask, g

from appraisal.web.machine.rendering import render
from appraisal.web.parts import View
from gallery import PAGES

IDS = [f"{template} {state}".strip() for template, state, _ in PAGES]


def html_of(app: Flask, template: str, page: View) -> str:
    with app.test_request_context("/"):
        g.signed_in = None
        return render(template, page)


def templates() -> set[str]:
    root = files("appraisal.templates")
    found = {name.name for name in root.iterdir() if name.name.endswith(".html")}
    for folder in root.iterdir():
        if folder.is_dir() and folder.name not in ("components", "__pycache__"):
            found |= {f"{folder.name}/{name.name}" for name in folder.iterdir()}
    return found - {"base.html"}


def test_every_template_stands_in_the_gallery() -> None:
    assert {template for template, _, _ in PAGES} == templates()


@pytest.mark.parametrize(("template", "state", "page"), PAGES, ids=IDS)
def test_a_page_has_no_inline_script_or_style_and_loads_nothing_from_elsewhere(
    app: Flask, template: str, state: str, page: View
) -> None:
    html = html_of(app, template, page)

    assert re.findall(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=|javascript:", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []


@pytest.mark.parametrize(("template", "state", "page"), PAGES, ids=IDS)
def test_every_id_of_a_page_is_used_once_and_every_reference_is_met(
    app: Flask, template: str, state: str, page: View
) -> None:
    html = html_of(app, template, page)
    ids = re.findall(r'\sid="([^"]+)"', html)
    wanted = {
        one for list_ in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html) for one in list_.split()
    } | set(re.findall(r'<label[^>]* for="([^"]+)"', html))

    assert sorted(ids) == sorted(set(ids))
    assert wanted - set(ids) == set()


@pytest.mark.parametrize(("template", "state", "page"), PAGES, ids=IDS)
def test_every_form_that_changes_something_bears_a_token(app: Flask, template: str, state: str, page: View) -> None:
    html = html_of(app, template, page)

    for form in re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL):
        assert 'name="csrf"' in form or template == "patterns.html"


def test_the_page_of_patterns_shows_every_component() -> None:
    root = files("appraisal.templates")
    page = root.joinpath("patterns.html").read_text(encoding="utf-8").partition("{% block content %}")[2]
    components = {path.name.removesuffix(".html") for path in root.joinpath("components").iterdir()}
    assert {name for name in components if f"{name}." not in page} == set()
