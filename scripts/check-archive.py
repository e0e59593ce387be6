#!/usr/bin/env python3
"""Reads a Darwin Core Archive with the readers of others, each of which catches what another lets pass.

    scripts/check-archive.py ARCHIVE.zip [OCCURRENCES]

Needs python-dwca-reader, dwcahandler and frictionless; the schemas of meta.xml and eml.xml are tried where xmllint and
../shared/data/archive/xsd are there. The last line says whether all is well.
"""

import csv
import os
import re
import subprocess
import sys
import tempfile
import zipfile

SCHEMAS = os.path.join(os.path.dirname(__file__), "..", "..", "shared", "data", "archive", "xsd")
faults = []


def claim(name, holds, detail=""):
    print(("ok     " if holds else "FAULT  ") + name + (f": {detail}" if detail and not holds else ""))
    if not holds:
        faults.append(name)


def schemas(folder):
    """xmllint with both schemas."""
    for document, schema in (("meta.xml", "tdwg_dwc_text.xsd"), ("eml.xml", "eml.xsd")):
        path = os.path.join(SCHEMAS, schema)
        try:
            done = subprocess.run(
                ["xmllint", "--noout", "--nonet", "--schema", path, os.path.join(folder, document)],
                capture_output=True, text=True, check=False)
        except FileNotFoundError:
            print("skipped schemas: no xmllint")
            return
        if not os.path.exists(path):
            print("skipped schemas: ../shared/data is absent")
            return
        claim(f"{document} by {schema}", done.returncode == 0, done.stderr)


def tables(folder):
    """Columns, rows and characters, as any reader of tab-separated text sees them."""
    for name in ("occurrence.txt", "identification.txt", "multimedia.txt"):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        rows = [line.split("\t") for line in text.split("\n")[:-1]]
        claim(f"{name}: the same columns in each row", len({len(row) for row in rows}) == 1)
        claim(f"{name}: no control characters", not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", text))
        cells = [cell for row in rows[1:] for cell in row]
        words = {"unknown", "n/a", "na", "none", "null", "not found", "not applicable", "missing", "?", "[?]", "-"}
        claim(f"{name}: no placeholders", not [cell for cell in cells if cell.lower() in words])
        claim(f"{name}: clean blanks", not [cell for cell in cells if cell != cell.strip()])


def provenance(folder):
    """Each cell of the core has its line."""
    with open(os.path.join(folder, "occurrence.txt"), encoding="utf-8", newline="") as file:
        head, *rows = [line.split("\t") for line in file.read().split("\n")[:-1]]
    cells = {(row[0], term, cell) for row in rows for term, cell in zip(head, row) if cell}
    with open(os.path.join(folder, "provenance.csv"), encoding="utf-8", newline="") as file:
        told = {
            (line["occurrenceID"], line["term"], line["value"])
            for line in csv.DictReader(file) if line["table"] == "occurrence"}
    claim("provenance.csv: a line for each cell", cells == told, f"{len(cells ^ told)} differ")


def readers(archive, count):
    """python-dwca-reader, dwcahandler, frictionless."""
    from dwca.read import DwCAReader

    with DwCAReader(archive) as reader:
        rows = list(reader)
        claim("python-dwca-reader: core", reader.descriptor.core.type.endswith("Occurrence"))
        claim("python-dwca-reader: rows", count is None or len(rows) == count, str(len(rows)))
        claim("python-dwca-reader: metadata", reader.metadata is not None)
        identifiers = [row.data["http://rs.tdwg.org/dwc/terms/occurrenceID"] for row in rows]
        claim("python-dwca-reader: identifiers", len(set(identifiers)) == len(rows) and all(identifiers))

    from dwcahandler import DwcaHandler

    claim("dwcahandler", bool(DwcaHandler.validate_dwca(archive, content_keys={"occurrence": "occurrenceID"})))

    import frictionless

    with zipfile.ZipFile(archive) as packed, tempfile.TemporaryDirectory() as folder:
        packed.extract("occurrence.txt", folder)
        dialect = frictionless.Dialect.from_descriptor({"csv": {"delimiter": "\t", "quoteChar": "\0"}})
        resource = frictionless.Resource(path="occurrence.txt", basepath=folder, format="csv", dialect=dialect)
        report = resource.validate()
        claim("frictionless", report.valid, str(report.flatten(["message"]))[:400])


def main():
    archive, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None
    with zipfile.ZipFile(archive) as packed, tempfile.TemporaryDirectory() as folder:
        claim("zip", packed.testzip() is None)
        packed.extractall(folder)
        schemas(folder)
        tables(folder)
        provenance(folder)
    readers(archive, count)
    print("the archive is well" if not faults else "faults: " + ", ".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
