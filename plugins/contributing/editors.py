"""What editors are told of this project → `.editorconfig` and `.vscode/`: line ends, indents, schema of each file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from plugins.handbook.schema import MODELS

INDENTS: Mapping[str, int] = {"*": 4, "*.{yaml,yml,html,css,js,json}": 2}
TWO_SPACES = ("yaml", "html", "css", "javascript", "json")  # the same files, as VS Code names them


def files() -> Iterator[tuple[str, str]]:
    """Path and text of every file of editor settings."""
    yield ".editorconfig", _editorconfig()
    yield ".vscode/settings.json", _json(_settings())
    yield ".vscode/extensions.json", _json({"recommendations": ["redhat.vscode-yaml", "editorconfig.editorconfig"]})


def place_of(contract: str) -> str:
    """Which files a contract describes: `guides-entry` → `content/guides/*/entry.yaml`."""
    kind, _, part = contract.partition("-")
    if part:
        return f"content/{kind}/*/entry.yaml"
    folders = {"cards": "content/cards/*/*.yaml", "questions": "content/questions/*.yaml"}
    return folders.get(kind, f"content/{kind}.yaml")


def _editorconfig() -> str:
    everywhere, data = INDENTS
    return "\n".join(
        [
            "# inv schema",
            "root = true",
            "",
            f"[{everywhere}]",
            "charset = utf-8",
            "end_of_line = lf",
            "insert_final_newline = true",
            "trim_trailing_whitespace = true",
            "indent_style = space",
            f"indent_size = {INDENTS[everywhere]}",
            "",
            f"[{data}]",
            f"indent_size = {INDENTS[data]}",
            "",
            "[*.md]",
            "trim_trailing_whitespace = false",
            "",
            "[Makefile]",
            "indent_style = tab",
            "",
        ]
    )


def _settings() -> Mapping[str, object]:
    data = [contract for contract in MODELS if not contract.endswith("-words")]
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "files.exclude": {"**/__pycache__": True, "output": True, ".cache": True},
        "yaml.schemas": {f"./schema/{contract}.json": place_of(contract) for contract in data},
        "yaml.schemaStore.enable": False,
        "editor.tabSize": INDENTS["*"],
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"other": "on"},
            "files.trimTrailingWhitespace": False,
        },
        **{f"[{language}]": {"editor.tabSize": 2} for language in TWO_SPACES},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
