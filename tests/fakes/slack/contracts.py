"""The official contracts of Slack's methods, and what is wrong with a call in words.

They are data beside the project (`../shared/contracts/slack`). Where that folder
is absent nothing can be checked against it, and `test_fake_contracts.py` says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from tests.fakes.slack.app import Json

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "contracts" / "slack"
ABSENT = f"no {FOLDER.parent.name} beside the project: calls are not checked against Slack's own"
_LONGEST = 300

# What the contracts lack, and who says that Slack takes it:
# client_msg_id: the contracts' README ("where it is sent on purpose, take it out").
# team_id: AsyncWebClient(team_id=…) adds it to every call, for org-wide installs.
# alt_txt: the page of files.getUploadURLExternal; only the TypeScript types say alt_text.
_BESIDES: Mapping[str, frozenset[str]] = {
    "chat.postMessage": frozenset({"client_msg_id"}),
    "files.getUploadURLExternal": frozenset({"alt_txt"}),
}
_EVERYWHERE = frozenset({"team_id"})


def present() -> bool:
    """True if the contracts are here."""
    return FOLDER.is_dir()


@cache
def _validator(name: str) -> Validator | None:
    file = FOLDER / f"{name}.schema.json"
    if not file.is_file():
        return None
    schema = json.loads(file.read_text())
    kind: type[Validator] = extend(  # type: ignore[no-untyped-call]  # jsonschema leaves it untyped
        Draft202012Validator, {"anyOf": _any_of(schema["definitions"])}
    )
    return kind(schema)


def _any_of(definitions: Json) -> Callable[..., Iterator[ValidationError]]:
    """`anyOf` that looks closely only at what may fit: blocks have dozens of alternatives."""

    def may_fit(one: Json, instance: Json) -> bool:
        if "$ref" in one:
            return may_fit(definitions[one["$ref"].rpartition("/")[2]], instance)
        if "anyOf" in one:
            return any(may_fit(inner, instance) for inner in one["anyOf"])
        names = one.get("properties", {})
        if one.get("additionalProperties") is False and not instance.keys() <= names.keys():
            return False
        wanted = names.get("type", {}).get("const", instance.get("type"))
        return instance.keys() >= set(one.get("required", ())) and wanted == instance.get("type")

    def any_of(
        validator: Validator, alternatives: list[Json], instance: Any, schema: Json
    ) -> Iterator[ValidationError]:
        fitting = alternatives
        if isinstance(instance, dict):
            fitting = [one for one in alternatives if may_fit(one, instance)] or alternatives
        yield from Draft202012Validator.VALIDATORS["anyOf"](validator, fitting, instance, schema)

    return any_of


def problems(method: str, args: Mapping[str, Any]) -> list[str]:
    """Returns what is wrong with the arguments of a call, by the method's contract."""
    besides = _BESIDES.get(method, frozenset()) | _EVERYWHERE
    return _wrong(method, {key: value for key, value in args.items() if key not in besides})


def problems_of_blocks(blocks: Iterable[Json]) -> list[str]:
    """Returns what is wrong with blocks that come another way than by a method."""
    return _wrong("blocks", list(blocks))


def problems_of_view(view: Json) -> list[str]:
    """Returns what is wrong with a view that comes another way than by a method."""
    return _wrong("view", view)


def typed(method: str, args: Mapping[str, str]) -> Json:
    """Arguments that came as a form or in the address, in the types of the contract."""
    kinds = _kinds(method)
    return {key: _typed(value, kinds.get(key, frozenset())) for key, value in args.items()}


def _wrong(name: str, what: Any) -> list[str]:
    validator = _validator(name)
    if validator is None:
        return []
    said = (sentence for error in validator.iter_errors(what) for sentence in _said(error))
    return list(dict.fromkeys(said))


def _said(error: ValidationError) -> list[str]:
    """An error in words; of alternatives only what the nearest one finds wrong."""
    nearest = _nearest(error)
    where = "".join(f"[{part!r}]" for part in error.absolute_path) or "the arguments"
    if any(_is_of_type(inner) for inner in nearest):
        instance: Any = error.instance
        return [f"{where}: there is no type {instance.get('type')!r} here"]
    if nearest:
        return [sentence for inner in nearest for sentence in _said(inner)]
    if error.validator == "maxLength":
        return [f"{where}: {len(str(error.instance))} characters of {error.validator_value}"]
    return [f"{where}: {error.message[:_LONGEST]}"]


def _nearest(error: ValidationError) -> list[ValidationError]:
    if error.validator not in ("anyOf", "oneOf"):
        return []
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    return min(branches.values(), key=_distance, default=[])


def _distance(errors: list[ValidationError]) -> tuple[int, int]:
    """Ranks how far off an alternative is: by its own names first, then by what is deep inside."""
    own = [error for error in errors if len(error.path) < (1 if error.context else 2)]
    return sum(_weight(error) for error in own), len(errors) - len(own)


def _weight(error: ValidationError) -> int:
    if nearest := _nearest(error):
        return _distance(nearest)[0]
    if _is_of_type(error):
        return 1000
    names = error.message.count("', '") + 1
    return 10 * names if error.validator in ("required", "additionalProperties") else 1


def _is_of_type(error: ValidationError) -> bool:
    """True if the alternative is for something of another type."""
    return list(error.path) == ["type"] and error.validator == "const"


@cache
def _kinds(method: str) -> Mapping[str, frozenset[str]]:
    """The types that each argument of a method may have."""
    validator = _validator(method)
    if validator is None:
        return {}
    found: dict[str, set[str]] = {}
    root: Any = validator.schema
    waiting = [root["$ref"]]
    while waiting:
        schema = root["definitions"][waiting.pop().rpartition("/")[2]]
        for one in schema.get("anyOf", [schema]):
            waiting += [one["$ref"]] if "$ref" in one else []
            for name, about in one.get("properties", {}).items():
                found.setdefault(name, set()).add(about.get("type", "object"))
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _typed(value: str, kinds: frozenset[str]) -> Any:
    if not kinds and value[:1] not in "[{":  # by no contract: only what must be JSON is read so
        return value
    if "string" in kinds:
        return value
    if "boolean" in kinds and value in ("0", "1", "true", "false"):
        return value in ("1", "true")
    try:
        return json.loads(value)
    except ValueError:
        return value
