"""Validates every YAML file of examples and layouts with another JSON Schema library,
and shows that a typo fails."""

import json
import pathlib
import subprocess
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: dates are text."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(program, kind):
    text = subprocess.run([program, "schema", kind], check=True, capture_output=True).stdout
    found = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def read(text):
    return yaml.load(text, Loader)


def problems(validator, text):
    return [error.message for error in validator.iter_errors(read(text))]


def main():
    program = sys.argv[1]
    files = {
        "bulletin": ROOT.glob("examples/*/bulletin.yaml"),
        "cases": ROOT.glob("examples/*/cases*.yaml"),
        "register": ROOT.glob("examples/*/units.yaml"),
        "outline": ROOT.glob("layouts/*/outline.yaml"),
        "style": ROOT.glob("layouts/official/style.yaml"),
    }
    typos = {
        "bulletin": ("district:", "distrct:"),
        "cases": ("标题:", "题目:"),
        "register": ("towns:", "town:"),
        "outline": ("caption:", "captoin:"),
        "style": ("width_mm:", "width:"),
    }
    failed = False
    for kind, paths in files.items():
        validator = schema(program, kind)
        paths = sorted(paths)
        if not paths:
            failed = True
            print(f"{kind}: no file to validate")
        for path in paths:
            text = path.read_text(encoding="utf-8")
            found = problems(validator, text)
            failed |= bool(found)
            for message in found:
                print(f"{path.relative_to(ROOT)}: {message}")
            right, wrong = typos[kind]
            if right in text and not problems(validator, text.replace(right, wrong, 1)):
                failed = True
                print(f"{path.relative_to(ROOT)}: “{wrong}” is not found")
        print(f"{kind}: {len(paths)} files")
    sys.exit(failed)


main()
