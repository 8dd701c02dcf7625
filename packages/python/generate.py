"""Writes the types and the verbs of the client from the control API's OpenAPI document.

    python generate.py PROGRAM      with the document of this program, into src/belvo_emulator/
"""

from __future__ import annotations

import json
import keyword
import subprocess
import sys
import textwrap
import urllib.request
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent / "src" / "belvo_emulator"
WIDTH = 100
WORKSPACE = "/_emulator/workspaces/{workspace}"

# The client reads whole documents: no lines (`format`), no stream of events.
LEFT_OUT_PARAMETERS = {"format"}
LEFT_OUT_OPERATIONS = {"journal_stream"}

SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}

TYPES_HEAD = '''"""What the control API takes and answers. Written by generate.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Literal, Mapping, Optional, TypedDict, Union

if TYPE_CHECKING:
    from typing_extensions import NotRequired
'''

VERBS_HEAD = '''"""The verbs of the control API. Written by generate.py."""

from __future__ import annotations

from typing import Any, List, Literal, Mapping, Optional, Union

from . import _types as t
from ._calls import UNSET, Caller

# The reports of pytest begin where the test calls.
__tracebackhide__ = True
'''

ROUTES_HEAD = '''"""The calls of the control API, and the methods that make them. Written by generate.py."""

from __future__ import annotations

from typing import List, Tuple

# Method, path below an emulator or a workspace, and the call as it is written.
ROUTES: List[Tuple[str, str, str]] = [
'''


class Types:
    """The types that the document names, and those that stand inside of others and get a name here."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self.texts: dict[str, str] = {}
        for name, schema in schemas.items():
            self.define(name, schema)

    def define(self, name: str, schema: dict[str, Any]) -> None:
        shapes = [one for one in schema.get("anyOf", [schema]) if "properties" in one]
        self.texts[name] = ""  # Keeps its place: what it needs comes after.
        if shapes:
            self.texts[name] = self.record(name, shapes, schema.get("description", ""))
        else:
            self.texts[name] = f"{name} = {self.of(schema, name)}"

    def record(self, name: str, shapes: list[dict[str, Any]], about: str) -> str:
        fields: dict[str, Any] = {}
        for shape in shapes:
            fields.update(shape["properties"])
        always = set.intersection(*(set(shape.get("required", [])) for shape in shapes))
        lines = [f"class {name}(TypedDict):", *docstring(about, 4)]
        for key, schema in fields.items():
            kind = self.of(schema, name + camel(key))
            lines.append("")
            lines += comment(about_of(schema), 4)
            lines.append(f"    {key}: {kind if key in always else f'NotRequired[{kind}]'}")
        return "\n".join(lines)

    def of(self, schema: Any, name: str, prefix: str = "") -> str:
        """The annotation for a schema; a shape inside of it is defined under the name."""
        if not isinstance(schema, dict):
            return "Any"
        if "$ref" in schema:
            return prefix + str(schema["$ref"]).rsplit("/", 1)[1]
        if "const" in schema:
            return literal([schema["const"]])
        if "enum" in schema:
            return literal(schema["enum"])
        for either in ("oneOf", "anyOf"):
            if either in schema:
                return union(self.of(one, name, prefix) for one in schema[either])
        kinds = schema.get("type", "any")
        return union(self.plain(kind, schema, name, prefix) for kind in ([kinds] if isinstance(kinds, str) else kinds))

    def plain(self, kind: str, schema: dict[str, Any], name: str, prefix: str) -> str:
        if kind == "array":
            return f"List[{self.of(schema.get('items'), name, prefix)}]"
        if kind == "object" and schema.get("properties"):
            self.define(name, {key: schema[key] for key in schema if key != "anyOf"})
            return prefix + name
        if kind == "object":
            more = schema.get("additionalProperties")
            return f"Mapping[str, {self.of(more, name, prefix) if isinstance(more, dict) else 'Any'}]"
        return SCALARS.get(kind, "Any")


def union(kinds: Any) -> str:
    """One of these; Literals are put together, None makes it Optional."""
    kinds = list(dict.fromkeys(kinds))
    if "Any" in kinds:
        return "Any"
    literals = [kind for kind in kinds if kind.startswith("Literal[")]
    if len(literals) > 1:
        together = "Literal[" + ", ".join(kind[len("Literal[") : -1] for kind in literals) + "]"
        kinds = [together] + [kind for kind in kinds if kind not in literals]
    some = [kind for kind in kinds if kind != "None"]
    if not some:
        return "None"
    whole = some[0] if len(some) == 1 else f"Union[{', '.join(some)}]"
    return whole if len(some) == len(kinds) else f"Optional[{whole}]"


def literal(values: list[Any]) -> str:
    some = ", ".join(json.dumps(value) for value in values if value is not None)
    return f"Optional[Literal[{some}]]" if None in values else f"Literal[{some}]"


def camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def about_of(schema: Any) -> str:
    return schema.get("description", "") if isinstance(schema, dict) else ""


def wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), WIDTH - indent - 2, break_long_words=False)


def comment(text: str, indent: int) -> list[str]:
    return [f"{' ' * indent}# {line}" for line in wrapped(text, indent)]


def docstring(text: str, indent: int, more: list[str] | None = None) -> list[str]:
    pad = " " * indent
    lines = [line.replace("\\", "\\\\") for line in [*wrapped(text, indent + 3), *(more or [])]]
    if not lines:
        return []
    if len(lines) == 1:
        return [f'{pad}"""{lines[0]}"""']
    return [f'{pad}"""{lines[0]}', *(f"{pad}{line}".rstrip() for line in lines[1:]), f'{pad}"""']


class Operation:
    """A call of the control API as a method."""

    def __init__(self, method: str, path: str, row: dict[str, Any], types: Types) -> None:
        self.method, self.path, self.about = method.upper(), path, row["summary"]
        self.name = row["operationId"]
        self.owner = camel(self.name)
        self.types = types
        given = [one for one in row.get("parameters", []) if one["name"] not in {"workspace", *LEFT_OUT_PARAMETERS}]
        self.in_path = [one for one in given if one["in"] == "path"]
        self.in_query = [one for one in given if one["in"] == "query"]
        self.whole_body, self.in_body = self.body(row.get("requestBody"))
        [answer] = row["responses"]["200"]["content"].values()
        self.answers = types.of(answer["schema"], self.owner, "t.")

    def body(self, request: dict[str, Any] | None) -> tuple[str, list[dict[str, Any]]]:
        """A body is either one value, or keys that become arguments."""
        if request is None:
            return "", []
        schema = request["content"]["application/json"]["schema"]
        if schema.get("additionalProperties") is not False:
            return self.types.of(schema, self.owner, "t."), []
        required = schema.get("required", [])
        keys = schema.get("properties", {}).items()
        return "", [{"name": key, "schema": value, "required": key in required} for key, value in keys]

    def argument(self, row: dict[str, Any]) -> str:
        kind = self.types.of(row.get("schema"), self.owner + camel(row["name"]), "t.")
        return f"{safe(row['name'])}: {kind}" + ("" if row.get("required") else " = UNSET")

    def arguments(self) -> list[str]:
        """Those of the path and the first one stand where they are; the others are named."""
        whole = [f"document: {self.whole_body}"] if self.whole_body else []
        rest = sorted([*self.in_query, *self.in_body], key=lambda row: not row.get("required"))
        first = 0 if self.in_path or whole else 1
        placed = [self.argument(row) for row in [*self.in_path, *rest[:first]]]
        named = [self.argument(row) for row in rest[first:]]
        return ["self", *placed, *whole, *(["*", *named] if named else [])]

    def text(self) -> str:
        arguments = self.arguments()
        one_line = f"({', '.join(arguments)})"
        long = len(one_line) > WIDTH - len(self.name) - len(self.answers) - len("    def  -> :")
        signature = "(\n" + "".join(f"        {each},\n" for each in arguments) + "    )" if long else one_line
        rows = [*self.in_path, *self.in_query, *self.in_body]
        told = [(safe(row["name"]), row.get("description") or about_of(row.get("schema"))) for row in rows]
        more = [line for name, about in told if about for line in wrapped(f"{name}: {about}", 8)]
        lines = docstring(self.about + ".", 8, ["", *more] if more else [])
        path = self.path.removeprefix("/_emulator").lstrip("/")
        parts = ", ".join(json.dumps(part) if part[:1] != "{" else safe(part[1:-1]) for part in path.split("/"))
        call = [json.dumps(self.method), f"[{parts}]"]
        call += [f"query={pairs(self.in_query)}"] if self.in_query else []
        call += ["body=document"] if self.whole_body else []
        call += [f"body={pairs(self.in_body)}"] if self.in_body else []
        body = ", ".join(call)
        if len(body) + len(self.answers) > WIDTH - len("        answer:  = self._call()"):
            body = "\n" + "".join(f"            {part},\n" for part in call) + "        "
        head = f"    def {safe(self.name)}{signature} -> {self.answers}:\n"
        answer = f"        answer: {self.answers} = self._call({body})\n        return answer"
        return head + "\n".join(lines) + "\n" + answer


    def written(self, owner: str) -> str:
        """The call as a person writes it, with the fields of its path."""
        given = ["{" + one["name"] + "}" for one in self.in_path]
        given += ["..."] if self.whole_body or any(row.get("required") for row in [*self.in_query, *self.in_body]) else []
        return f"{owner}.{safe(self.name)}({', '.join(given)})"

    def row(self, owner: str) -> str:
        path = self.path.replace(WORKSPACE, "/_emulator").removeprefix("/_emulator").strip("/")
        cells = [json.dumps(cell) for cell in (self.method, path, self.written(owner))]
        return f"    ({', '.join(cells)}),\n"


def safe(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def pairs(rows: list[dict[str, Any]]) -> str:
    return "{" + ", ".join(f"{json.dumps(row['name'])}: {safe(row['name'])}" for row in rows) + "}"


def written(document: dict[str, Any]) -> dict[str, str]:
    """The files, by their names."""
    types = Types(document["components"]["schemas"])
    both: list[str] = []
    alone: list[str] = []
    rows: list[tuple[int, str]] = []
    for path, item in document["paths"].items():
        for method, row in item.items():
            if path.startswith(WORKSPACE) or row["operationId"] in LEFT_OUT_OPERATIONS:
                continue
            of_workspace = WORKSPACE + path.removeprefix("/_emulator") in document["paths"]
            of_workspace = of_workspace and method in document["paths"][WORKSPACE + path.removeprefix("/_emulator")]
            operation = Operation(method, path, row, types)
            (both if of_workspace else alone).append(operation.text())
            rows.append((path.count("{"), operation.row("workspace" if of_workspace else "emulator")))
    verbs = [
        "class Verbs(Caller):\n" + "\n".join(docstring("What can be done in one workspace, or in all.", 4)),
        *both,
        "\nclass EmulatorVerbs(Verbs):\n" + "\n".join(docstring("What concerns the emulator as a whole.", 4)),
        *alone,
    ]
    # What stands for something else comes after it; a shape may name what comes later.
    shapes = [text for text in types.texts.values() if text.startswith("class ")]
    names = [text for text in types.texts.values() if not text.startswith("class ")]
    return {
        "_types.py": TYPES_HEAD + "\n" + "\n".join(names) + "\n\n\n" + "\n\n\n".join(shapes) + "\n",
        "_verbs.py": VERBS_HEAD + "\n\n" + "\n\n".join(verbs) + "\n",
        # A path with a word where another has a field comes first.
        "_routes.py": ROUTES_HEAD + "".join(row for _, row in sorted(rows, key=lambda row: row[0])) + "]\n",
    }


def document_of(program: str) -> dict[str, Any]:
    command = [program, "--port", "0", "--exit-with-stdin"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdin is not None and run.stdout is not None
        ready = json.loads(run.stdout.readline()[len(b"READY ") :])
        with urllib.request.urlopen(ready["control_url"] + "/openapi.json") as answer:
            document: dict[str, Any] = json.load(answer)
        run.stdin.close()
    return document


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("the program is missing: python generate.py target/debug/belvo-emulator")
    for name, text in written(document_of(sys.argv[1])).items():
        (PACKAGE / name).write_text(text, encoding="utf-8")
