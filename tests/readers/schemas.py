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


def proposed(schema):
    """Every name that an editor proposes somewhere in a schema."""
    if isinstance(schema, dict):
        names = set(schema.get("enum", []))
        return names.union(*map(proposed, schema.values()))
    return set().union(*map(proposed, schema)) if isinstance(schema, list) else set()


# What is a name, what is none, and what an editor proposes, by where it stands.
NAMES = {
    "outline": (
        "sections: [{{ heading: 一, body: [{{ {} }}] }}]",
        [
            ("table: {{ caption: 表, rows: {}, columns: [排名] }}",
             ["towns.direct", "镇街直派", "accepted.types", "受理渠道", "reasons", "专题", "departments.一类部门"],
             ["town.direct", "towns direct", ""]),
            ("table: {{ caption: 表, rows: topics, columns: [{}] }}",
             ["score", "综合成绩", "contact", "联系率"], ["towns.score", ""]),
            ("chart: {{ caption: 图, form: bars, subject: {} }}",
             ["towns.all.score", "镇街合计.综合成绩", "topics.count", "accepted.towns.甲镇.topics.件数"],
             ["score", "town.all.score"]),
        ],
    ),
    "bulletin": (
        "{}",
        [
            ("lists: {{ a: {{ words: 甲, of: unresolved, by: {} }} }}", ["未解决原因", "一级分类", "town"], [""]),
            ("measures: {{ a: {{ words: 甲, count: {{ of: {} }} }} }}", ["rated", "参评", "housing"], ["a b", ""]),
        ],
    ),
}


def names_hold():
    """Whether editors propose and take names, and refuse what is none."""
    program, wrong = sys.argv[1], []
    for kind, (around, places) in NAMES.items():
        validator = schema(program, kind)
        known = proposed(validator.schema)
        for place, right, bad in places:
            for name in right + bad:
                text = around.format(place.format(json.dumps(name)))
                errors = [e for e in validator.iter_errors(read(text)) if e.validator != "required"]
                if bool(errors) != (name in bad):
                    wrong.append(f"{kind}: “{name}” in {place}: {[e.message for e in errors]}")
            if not known & set(right):
                wrong.append(f"{kind}: nothing of {right} is proposed")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return not wrong


def main():
    program = sys.argv[1]
    files = {
        "bulletin": ROOT.glob("examples/*/bulletin.yaml"),
        "cases": ROOT.glob("examples/*/cases*.yaml"),
        "register": ROOT.glob("examples/*/units.yaml"),
        "outline": [*ROOT.glob("layouts/*/outline.yaml"), *ROOT.glob("examples/*/*/outline.yaml")],
        "style": ROOT.glob("layouts/official/style.yaml"),
    }
    typos = {
        "bulletin": ("district:", "distrct:"),
        "cases": ("标题:", "题目:"),
        "register": ("towns:", "town:"),
        "outline": ("caption:", "captoin:"),
        "style": ("width_mm:", "width:"),
    }
    failed = not names_hold()
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
