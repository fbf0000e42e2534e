"""What every form can do: read what was sent, check its shape, and note at its fields what a service refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from flask import request
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Field, FormField
from wtforms import Form as Declared
from wtforms.meta import DefaultMeta

from appraisal.core.errors import InvalidInput
from appraisal.web.machine.csrf import FIELD, SessionToken
from appraisal.web.parts import Trouble


class Form(Declared):
    """A form with the token of its session; subclasses declare fields, and validators where a rule spans two of them.

    `suffix` tells apart the fields of forms of one kind on one page: with "-2", `role` is sent as `role-2`.
    """

    class Meta(DefaultMeta):
        csrf = True
        csrf_class = SessionToken  # type: ignore[assignment]  # the untyped default is None
        csrf_field_name = FIELD
        suffix = ""

        def bind_field(self, form: Declared, unbound_field: Any, options: dict[str, Any]) -> Field:
            """The field under its name, with the suffix of the form."""
            if self.suffix and options["name"] != self.csrf_field_name:
                options = {**options, "name": f"{options['name']}{self.suffix}"}
            bound: Field = super().bind_field(form, unbound_field, options)
            return bound

    @classmethod
    def asked(cls, first: Mapping[str, object] | None = None, suffix: str = "") -> Self:
        """The form as the present request sends it, or with what it `first` shows."""
        if request.method == "POST":
            return cls(CombinedMultiDict([request.form, request.files]), meta={"suffix": suffix})
        return cls.shown(first, suffix)

    @classmethod
    def shown(cls, first: Mapping[str, object] | None = None, suffix: str = "") -> Self:
        """The form with nothing sent."""
        return cls(data=first, meta={"suffix": suffix})

    def accepted(self) -> bool:
        """Whether the form was sent, and every field can be used."""
        return request.method == "POST" and bool(self.validate())

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything that is wrong, in the order of the fields."""
        at_fields = [Trouble(str(words), field.id) for field in self._leaves() for words in field.errors]
        return (*at_fields, *(Trouble(words) for words in self.form_errors))

    def note(self, name: str, words: str) -> None:
        """Note a trouble at a field (or at none); what was noted there first stays."""
        if (field := self._find(name)) is None:
            self.form_errors.append(words)
        elif not field.errors:
            self._add(field, words)

    def take(self, error: InvalidInput, fields: Mapping[str, str] | None = None) -> None:
        """Note what a service or reader refused, each problem at the field of its path, and in its name."""
        for problem in error.problems:
            name = (fields or {}).get(problem.path, problem.path)
            words = f"{problem.wrong}; {problem.expected}" if problem.expected else problem.wrong
            field = self._find(name)
            label = str(field.label.text) if field is not None and not words.startswith("“") else ""
            self.note(name, f"“{label}” {words}" if label else words[:1].upper() + words[1:])

    def take_file(self, error: InvalidInput, name: str = "file") -> None:
        """Note every problem of a file at the field of the file."""
        given = self[name].data
        for problem in error.problems:
            self._add(self[name], str(problem) if problem.path or not given else f"“{given.filename}” {problem}")

    def _add(self, field: Any, *words: str) -> None:
        field.errors = [*field.errors, *words]

    def _find(self, name: str) -> Field | None:
        return self._fields.get(name) or next((field for field in self._leaves() if field.name == name), None)

    def _leaves(self) -> Iterator[Field]:
        for field in self:
            yield from field.form if isinstance(field, FormField) else (field,)
