"""Draws the sample sheets into the folder named, or only those whose file name contains a given word."""

import pathlib
import sys

from readings import page, table
from sheets import SHEETS, save


def main(folder, wanted=""):
    folder = pathlib.Path(folder)
    for name, draw in SHEETS.items():
        if wanted in name:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            save(draw(), path)
            print(f"{path}: {path.stat().st_size // 1024} KB")
    (folder / "README.md").write_text(page(), encoding="utf-8")
    (folder / "truth.csv").write_text(table(), encoding="utf-8")


main(*sys.argv[1:])
