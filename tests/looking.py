"""What must hold for every page in a browser: what axe finds, and what it does not look for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demonstration import AXE, CHECKS, lacking

FAULTS = """() => {
  const found = [];
  const tell = (what, where) => found.push(what + ": " + (where.outerHTML || where).slice(0, 160));
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".visually-hidden");
  const text = (one) => (one ? one.textContent.trim() : "");
  for (const group of document.querySelectorAll("fieldset"))
    if (!text(group.querySelector(":scope > legend"))) tell("a group without a name", group);
  for (const one of document.querySelectorAll("input[type=radio]"))
    if (!one.closest("fieldset, [role=radiogroup]")) tell("a choice outside a group", one);
  const described = new Set([...document.querySelectorAll("[aria-describedby]")]
    .flatMap((one) => one.getAttribute("aria-describedby").split(" ")));
  for (const error of document.querySelectorAll("[id$=-error]"))
    if (!described.has(error.id)) tell("an error tied to nothing", error);
  for (const one of document.querySelectorAll("[aria-invalid=true]"))
    if (!(one.getAttribute("aria-describedby") || "").includes("-error")) tell("wrong, and no error tied", one);
  const summary = document.getElementById("troubles");
  if (summary) {
    if (document.activeElement !== summary) tell("the focus is not on the summary", document.activeElement);
    if (!document.title.startsWith("Error: ")) tell("the title does not say so", document.title);
    for (const link of summary.querySelectorAll("a"))
      if (!document.getElementById(link.hash.slice(1))) tell("the summary leads nowhere", link);
  } else if (document.title.startsWith("Error: ")) tell("the title tells of an error", document.title);
  const targets = "button, select, textarea, summary, input:not([type=hidden]), .actions > a";
  for (const one of document.querySelectorAll(targets)) {
    const box = (one.matches(".tick") ? one.closest("label") : one).getBoundingClientRect();
    const small = box.height < 23.9 || box.width < 23.9;
    if (shown(one) && small) tell("a target of " + box.width + " x " + box.height, one);
  }
  for (const one of document.querySelectorAll(".rows > li > :first-child")) {
    const box = one.getBoundingClientRect();
    if (shown(one) && box.width < 120 && box.height > 60) tell("a line squeezed to " + box.width, one);
  }
  const right = (one) => one.getBoundingClientRect().right;
  for (const panel of document.querySelectorAll(".panel"))
    for (const one of panel.querySelectorAll("dd, p, h2, time"))
      if (shown(one) && right(one) > right(panel)) tell("sticks out", one);
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) tell("headings of the page", String(headings));
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) tell("wider than the window", wide + " pixels");
  return found;
}"""


def axe() -> str:
    """The script of axe-core; without it the test is skipped, or fails where everything has to be there."""
    if not AXE:
        lacking("no axe-core: npm pack axe-core, unpack it, and name its axe.min.js in AXE_CORE")
    return Path(AXE).read_text("utf-8")


def faults(page: Any) -> list[str]:
    """What is wrong with how the page is made."""
    found: list[str] = page.evaluate(FAULTS)
    return found


def violations(page: Any, script: str, rules: list[str] | None = None) -> list[str]:
    """What axe finds, by rule, with the first place."""
    page.evaluate(script)
    wanted = {"type": "rule", "values": rules} if rules else CHECKS
    result = page.evaluate("wanted => axe.run(document, {runOnly: wanted, resultTypes: ['violations']})", wanted)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in result["violations"]]
