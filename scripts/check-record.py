#!/usr/bin/env python3
"""Checks each line of a JSON Lines file against a JSON Schema (2020-12).

usage: check-record.py SCHEMA FILE

Prints one line for each violation. Exit status: 0 all lines hold, 1 some do not, 64 wrong usage, 66 a file cannot be
read, 69 the Python package jsonschema is not there.
"""

import json
import sys

try:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
except ImportError as error:
    print(f"error: {error}; hint: pip install jsonschema", file=sys.stderr)
    sys.exit(69)


def main():
    if len(sys.argv) != 3:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(64)
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            schema = json.load(file)
        with open(sys.argv[2], encoding="utf-8") as file:
            records = [json.loads(line) for line in file]
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(66)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    failures = 0
    for number, record in enumerate(records, start=1):
        error = best_match(validator.iter_errors(record))
        if error:
            place = "/".join(map(str, error.absolute_path)) or "(top)"
            print(f"line {number}: {place}: {error.message[:300]}")
            failures += 1
    print(f"{len(records)} records, {failures} against the schema", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
