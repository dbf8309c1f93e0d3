"""Calls the routes of the FastAPI and Flask applications that a snippet makes, inside the sandbox.

Requests are made up from what the routes declare. What a route asks of other
hosts is answered by a stand-in, so that the code behind the answer runs too;
that it asked is told.
"""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import warnings
from functools import partial
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

_ANSWER = {
    "access_token": "token",
    "token_type": "Bearer",
    "expires_in": 3600,
    "id": 1,
    "sub": "1",
    "name": "name",
    "login": "name",
    "email": "name@example.com",
}
_WAIT = 1.5  # seconds for an answer of a web socket
_VALUES = {"integer": 1, "number": 1.5, "boolean": True, "array": [], "object": {}, "null": None}
_LONGEST = 2000


def visit(module: Any, teller: Any, described: Any) -> None:
    """Call every route of every application once, in the order of their making, as one visitor."""
    warnings.simplefilter("ignore")
    apps = {id(value): value for value in list(module.__dict__.values())}
    visitor = Visitor(teller, described)
    _answer_for_others(teller)
    for app in apps.values():
        kinds = {f"{kind.__module__}.{kind.__name__}" for kind in type(app).__mro__}
        if "fastapi.applications.FastAPI" in kinds:
            visitor.fastapi(app)
        elif "flask.app.Flask" in kinds:
            visitor.flask(app)


class Visitor:
    """Makes requests, and tells what came of each."""

    def __init__(self, teller: Any, described: Any) -> None:
        self._teller = teller
        self._described = described

    def _call(self, method: str, path: str, send: Any, *, guessed: bool) -> Any:
        facts: dict[str, Any] = {"method": method, "path": path, "guessed": guessed}
        try:
            answer = send()
        except BaseException as error:  # noqa: BLE001 - told
            self._teller.tell("call", **facts, error=self._described(error))
            return None
        body = answer.get_data(as_text=True) if hasattr(answer, "get_data") else answer.text
        self._teller.tell("call", **facts, status=answer.status_code, body=body[:_LONGEST])
        return answer

    def flask(self, app: Any) -> None:
        """Through Flask's own test client, with cookies kept."""
        app.testing = True
        client = app.test_client()
        returned: set[str] = set()
        for rule in list(app.url_map.iter_rules()):
            if rule.endpoint == "static" or rule.endpoint.endswith(".static") or rule.rule in returned:
                continue
            path = rule.rule
            for name, converter in rule._converters.items():  # noqa: SLF001 - the only place that has them
                value = "1" if type(converter).__name__ in {"IntegerConverter", "UnicodeConverter"} else "1.5"
                for written in (f"<{name}>", f"<{_kind(rule, name)}:{name}>"):
                    path = path.replace(written, value)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                sent: dict[str, Any] = {"method": method} | ({} if method in {"GET", "DELETE"} else {"json": {}})
                answer = self._call(method, path, partial(client.open, path, **sent), guessed="json" in sent)
                back = _way_back(answer.headers.get("Location", "")) if answer is not None else None
                if back:
                    returned.add(back.partition("?")[0])
                    self._call("GET", back, partial(client.get, back), guessed=False)

    def fastapi(self, app: Any) -> None:
        """Through the test client, which wants httpx, with what the document of the API declares."""
        try:
            paths = app.openapi()
        except BaseException as error:  # noqa: BLE001 - told
            self._teller.tell("call", method="GET", path="/openapi.json", guessed=False, error=self._described(error))
            return
        client = import_module("fastapi.testclient").TestClient(app, follow_redirects=False)
        try:
            with client:
                self._fastapi_routes(app, paths, client)
        except BaseException as error:  # noqa: BLE001 - raised while the application starts or ends
            self._teller.tell("call", method="START", path="", guessed=False, error=self._described(error))

    def _fastapi_routes(self, app: Any, document: dict[str, Any], client: Any) -> None:
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                filled, sent = _request(path, operation, document)
                self._call(
                    method.upper(),
                    filled,
                    partial(client.request, method.upper(), filled, **sent),
                    guessed="json" in sent or "data" in sent,
                )
        for route in app.routes:
            if type(route).__name__ == "APIWebSocketRoute" and "{" not in route.path:
                self._web_socket(route.path, client)

    def _web_socket(self, path: str, client: Any) -> None:
        facts: dict[str, Any] = {"method": "WEBSOCKET", "path": path, "guessed": True}
        heard: list[str] = []
        failed: list[BaseException] = []

        def talk() -> None:
            try:
                with client.websocket_connect(path) as socket:
                    socket.send_text("hello")
                    heard.append(str(socket.receive().get("text")))
            except BaseException as error:  # noqa: BLE001 - told unless it is only the end of the talk
                failed.append(error)

        talking = threading.Thread(target=talk, daemon=True)
        talking.start()
        talking.join(_WAIT)
        if heard:
            self._teller.tell("call", **facts, status=101, body=heard[0])
        elif failed:
            self._teller.tell("call", **facts, error=self._described(failed[0]))


def _kind(rule: Any, name: str) -> str:
    for part in rule.rule.split("<")[1:]:
        inside = part.partition(">")[0]
        kind, _, named = inside.rpartition(":")
        if named == name:
            return str(kind)
    return ""


def _way_back(location: str) -> str | None:
    """Where a sign-in elsewhere would send the visitor back to, or None."""
    asked = parse_qs(urlsplit(location).query)
    if "redirect_uri" not in asked:
        return None
    back = urlsplit(asked["redirect_uri"][0])
    answer = {"code": "code"} | ({"state": asked["state"][0]} if "state" in asked else {})
    return f"{back.path}?{urlencode(answer)}"


def _request(path: str, operation: dict[str, Any], document: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    query: dict[str, Any] = {}
    headers = {"Authorization": "Bearer token"} if operation.get("security") else {}
    for parameter in operation.get("parameters", ()):
        value = _example(parameter.get("schema", {}), document)
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", str(value))
        elif parameter.get("required") and parameter["in"] == "query":
            query[parameter["name"]] = value
        elif parameter.get("required") and parameter["in"] == "header":
            headers[parameter["name"]] = str(value)
    sent: dict[str, Any] = {"params": query, "headers": headers}
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        sent["json"] = _example(content["application/json"].get("schema", {}), document)
    elif "application/x-www-form-urlencoded" in content:
        sent["data"] = _example(content["application/x-www-form-urlencoded"].get("schema", {}), document)
    return path, sent


def _example(schema: dict[str, Any], document: dict[str, Any], depth: int = 0) -> Any:
    """A value that a schema of the document allows, the plainest there is."""
    if depth > 6:
        return None
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return _example(document["components"]["schemas"][name], document, depth + 1)
    for given in ("default", "const", "example"):
        if schema.get(given) is not None:
            return schema[given]
    for several in ("examples", "enum", "anyOf", "oneOf", "allOf"):
        if schema.get(several):
            first = schema[several][0]
            return _example(first, document, depth + 1) if several.endswith("Of") else first
    return _of_type(schema, document, depth)


def _of_type(schema: dict[str, Any], document: dict[str, Any], depth: int) -> Any:
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        wanted = schema.get("required", ())
        return {
            name: _example(part, document, depth + 1)
            for name, part in schema.get("properties", {}).items()
            if name in wanted
        }
    if kind == "array" and schema.get("minItems"):
        return [_example(schema.get("items", {}), document, depth + 1)]
    if kind in {"integer", "number"}:
        return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    if kind == "string":
        return _string(schema)
    return _VALUES.get(str(kind), "text")


def _string(schema: dict[str, Any]) -> str:
    formats = {
        "date": "2024-01-31",
        "date-time": "2024-01-31T12:00:00Z",
        "uuid": "12345678-1234-5678-1234-567812345678",
        "email": "name@example.com",
        "uri": "https://example.com/",
    }
    return formats.get(schema.get("format", ""), "text".ljust(schema.get("minLength", 0), "x"))


def _answer_for_others(teller: Any) -> None:
    """Let requests and httpx, where the snippet has them loaded, get an answer from a stand-in."""
    body = json.dumps(_ANSWER).encode()
    requests: Any = sys.modules.get("requests")
    if requests is not None:

        def send(_self: Any, request: Any, **_: Any) -> Any:
            teller.tell("stand-in", address=str(request.url))
            answer = requests.Response()
            answer.status_code = 200
            answer.headers["Content-Type"] = "application/json"
            answer._content = body  # noqa: SLF001 - as its own adapter does
            answer.url, answer.request = request.url, request
            return answer

        requests.adapters.HTTPAdapter.send = send
    httpx: Any = sys.modules.get("httpx")
    if httpx is not None:

        def handle(_self: Any, request: Any) -> Any:
            teller.tell("stand-in", address=str(request.url))
            return httpx.Response(200, headers={"Content-Type": "application/json"}, content=body)

        async def handle_async(_self: Any, request: Any) -> Any:
            return handle(_self, request)

        with contextlib.suppress(AttributeError):
            httpx.HTTPTransport.handle_request = handle
            httpx.AsyncHTTPTransport.handle_async_request = handle_async
