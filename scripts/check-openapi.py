#!/usr/bin/env python3
"""Checks JSON files against schemas of an OpenAPI 3.1 file.

usage: check-openapi.py YAML SCHEMA-POINTER FILE... [-- SCHEMA-POINTER FILE...]...

A pointer (RFC 6901) names a schema within YAML, for example `#/components/schemas/ChatRequest`. Several groups parted
by `--` are checked in one go, since reading the YAML takes most of the time.

Prints one line for each violation. Exit status: 0 all hold, 1 some do not, 64 wrong usage, 66 a file cannot be read,
69 the Python packages jsonschema, referencing and PyYAML are not there.
"""

import json
import sys

try:
    import yaml
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from referencing import Registry, Resource
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012
except ImportError as error:
    print(f"error: {error}; hint: pip install jsonschema PyYAML", file=sys.stderr)
    sys.exit(69)

ROOT = "urn:openapi"


def parse_groups(arguments):
    """Splits `POINTER FILE... -- POINTER FILE...` into (pointer, files) pairs."""
    groups = [[]]
    for argument in arguments:
        if argument == "--":
            groups.append([])
        else:
            groups[-1].append(argument)
    if any(len(group) < 2 for group in groups):
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(64)
    return [(group[0], group[1:]) for group in groups]


def read(path, parse):
    try:
        with open(path, encoding="utf-8") as file:
            return parse(file)
    except (OSError, ValueError, yaml.YAMLError) as error:
        print(f"error: {path}: {error}", file=sys.stderr)
        sys.exit(66)


def load_yaml(file):
    return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def main():
    if len(sys.argv) < 4:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(64)
    groups = parse_groups(sys.argv[2:])
    document = read(sys.argv[1], load_yaml)
    registry = Registry().with_resource(ROOT, Resource(contents=document, specification=DRAFT202012))
    failures = 0
    for pointer, paths in groups:
        try:
            registry.resolver(ROOT).lookup(pointer)
        except Unresolvable:
            print(f"error: {pointer}: no such schema", file=sys.stderr)
            sys.exit(64)
        validator = Draft202012Validator({"$ref": ROOT + pointer}, registry=registry)
        for path in paths:
            errors = list(validator.iter_errors(read(path, json.load)))
            for error in errors:
                # Of a choice of schemas, the violation that is nearest to what was meant says most.
                error = best_match([error])
                place = "/".join(map(str, error.absolute_path)) or "(top)"
                print(f"{path}: {pointer}: {place}: {error.message[:300]}")
            failures += bool(errors)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
