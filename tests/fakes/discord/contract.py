"""The official contract: requests and answers by the OpenAPI description, dispatches by schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.exceptions import best_match
from jsonschema.protocols import Validator

from tests.fakes.discord.schema_unions import fast, told_apart

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "contracts" / "discord"
ABSENT = f"the official contract is not beside the project ({'/'.join(FOLDER.parts[-3:])})"
FORM, JSON = "multipart/form-data", "application/json"
LONGEST_COMPLAINT = 300
# Hashes of what was checked: every test registers the same commands, whose check takes long.
_FLAWLESS: set[int] = set()
_Gateway, _Http = fast(Draft7Validator), fast(Draft202012Validator)


def is_here() -> bool:
    """True if the contract lies beside the project."""
    return FOLDER.is_dir()


def complain(validator: Validator | None, value: Any) -> str | None:
    """Returns what is wrong with a value, where the contract describes it."""
    if validator is None:
        return None
    seen = hash((id(validator), json.dumps(value, sort_keys=True)))
    if seen in _FLAWLESS:
        return None
    error = best_match(validator.iter_errors(value))
    if error is None:
        _FLAWLESS.add(seen)
        return None
    where = "".join(f"[{part!r}]" for part in error.absolute_path) or "the whole"
    return f"{where}: {error.message[:LONGEST_COMPLAINT]}"


@cache
def request(method: str, path: str) -> Validator | None:
    """Checks the JSON body of a request; None where it takes none."""
    described = _operation(method, path).get("requestBody", {}).get("content", {})
    return _checker(described[JSON]["schema"]) if JSON in described else None


@cache
def answer(method: str, path: str) -> Validator | None:
    """Checks what Discord answers when all is well."""
    described = _operation(method, path).get("responses", {}).get("200", {}).get("content", {})
    return _checker(described[JSON]["schema"]) if JSON in described else None


@cache
def dispatch(event: str) -> Validator | None:
    """Checks a dispatch as a client receives it; None where there is no schema for it."""
    file = FOLDER / f"gateway.{event}.schema.json"
    if not file.exists():
        return None
    schema = json.loads(file.read_text())
    for name, definition in schema["definitions"].items():
        # Flags are sums; the schemas, generated from enums, only list the single ones.
        if name.endswith("Flags"):
            schema["definitions"][name] = {"type": definition["type"]}
        # The description of the API gives a file an id, which these schemas have not heard of.
        if name == "APIUnfurledMediaItem":
            definition["properties"]["id"] = {"type": "string"}
    return _Gateway(told_apart(schema, schema))


@cache
def message() -> Validator | None:
    """Checks a message; the gateway has no schema of its own for it."""
    return _checker({"$ref": "#/components/schemas/MessageResponse"}) if is_here() else None


def _operation(method: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = _description()["paths"].get(path, {}).get(method.lower(), {})
    return found


@cache
def _description() -> dict[str, Any]:
    if not is_here():
        return {"paths": {}, "components": {}}
    described: dict[str, Any] = json.loads((FOLDER / "openapi.json").read_text())
    # Discord reads a snowflake from a number too, and discord.py sends numbers.
    schemas = described["components"]["schemas"]
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer"}]}
    apart: dict[str, Any] = told_apart(described, described)
    return apart


def _checker(schema: dict[str, Any]) -> Validator:
    return _Http({**schema, "components": _description()["components"]})
