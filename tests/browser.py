"""A browser without a screen: follows links and sends the forms that pages hold, their tokens included."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask
from werkzeug.test import TestResponse


class Browser:
    """One person's browser, with its own cookies."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.page = ""

    def get(self, path: str, status: int = 200) -> str:
        """The page at a path, redirects followed."""
        return self._shown(self.client.get(path, base_url="https://localhost", follow_redirects=True), status)

    def send(self, path: str, status: int = 200, /, **fields: object) -> str:
        """The page after sending a form with the token of the last page; `a__b` names a field `a-b`."""
        named = {name.replace("__", "-"): value for name, value in fields.items()}
        return self.post(path, {"csrf": self.token(), **named}, status)

    def post(self, path: str, fields: dict[str, object], status: int = 200) -> str:
        """The page after sending exactly these fields."""
        answer = self.client.post(path, data=fields, base_url="https://localhost", follow_redirects=True)
        return self._shown(answer, status)

    def raw(self, method: str, path: str, **more: object) -> TestResponse:
        """The response itself, redirects not followed."""
        answer = self.client.open(path, method=method, base_url="https://localhost", **more)  # type: ignore[arg-type]
        answer.get_data()
        answer.close()
        return answer

    def token(self) -> str:
        """The token that the last page's forms bear."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.page)
        return found[1] if found else ""

    def sign_in(self, email: str, password: str, status: int = 200) -> str:
        """Sign in by the form."""
        self.get("/sign-in")
        return self.send("/sign-in", status, email=email, password=password)

    def heading(self) -> str:
        """The first heading of the last page."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.DOTALL)
        return unescape(re.sub(r"<[^>]+>", "", found[1])) if found else ""

    def cookie(self, name: str) -> str:
        """The value of a cookie, empty where there is none."""
        found = self.client.get_cookie(name, "localhost")
        return found.value if found else ""

    def _shown(self, answer: TestResponse, status: int) -> str:
        assert answer.status_code == status, (answer.status_code, answer.request.path, self._text(answer)[:1500])
        self.page = self._text(answer)
        return self.page

    def _text(self, answer: TestResponse) -> str:
        return answer.get_data(as_text=True)
