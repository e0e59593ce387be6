#!/usr/bin/env python3
"""Turns what `tmux capture-pane -e -p` says of a terminal into an SVG picture.

usage: terminal_svg.py TITLE < CAPTURE > PICTURE

Understands the colours and weights that herbx uses; anything else of a terminal's language is dropped.
"""

import html
import re
import sys
import unicodedata

COLUMN, LINE, TOP, LEFT = 8.4, 18, 46, 16
COLOURS = {30: "#484f58", 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#76e3ea"}
TEXT, BACKGROUND, FRAME = "#e6edf3", "#0d1117", "#30363d"


def columns(character):
    """How many places of a terminal a character takes."""
    if unicodedata.combining(character) or character == "\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def runs(line):
    """Pieces of a line with equal dress: (column, text, colour, is bold, is faint)."""
    colour, bold, faint, column = None, False, False, 0
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        match = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if not match:
            piece = re.sub(r"\x1b.", "", piece)
            # Wide signs differ between fonts: each stands at a place of its own.
            for part in re.findall(r"[\x20-\x7e\u2500-\u259f]+|[^\x20-\x7e\u2500-\u259f]\ufe0f?", piece):
                yield column, part, colour, bold, faint
                column += sum(map(columns, part))
            continue
        for code in (int(code or 0) for code in match.group(1).split(";")):
            if code == 0:
                colour, bold, faint = None, False, False
            elif code == 1:
                bold = True
            elif code == 2:
                faint = True
            elif code == 22:
                bold, faint = False, False
            elif code == 39:
                colour = None
            elif code in COLOURS:
                colour = COLOURS[code]
            elif code - 60 in COLOURS:
                colour = COLOURS[code - 60]


def main():
    if len(sys.argv) != 2:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(64)
    lines = sys.stdin.read().rstrip("\n").split("\n")
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in lines]
    width = LEFT * 2 + max(sum(map(columns, line)) for line in plain) * COLUMN
    height = TOP + LINE * len(lines) + 10
    title = html.escape(sys.argv[1])
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" aria-label="{title}">')
    print(f"<title>{title}</title>")
    print(f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}" stroke="{FRAME}"/>')
    for number, dot in enumerate(["#ff5f56", "#ffbd2e", "#27c93f"]):
        print(f'<circle cx="{20 + 18 * number}" cy="18" r="5.5" fill="{dot}"/>')
    print(f'<g font-family="ui-monospace, SFMono-Regular, Menlo, DejaVu Sans Mono, monospace" font-size="14" fill="{TEXT}">')
    for row, line in enumerate(lines):
        for column, text, colour, bold, faint in runs(line):
            if not text.strip():
                continue
            dress = (f' fill="{colour}"' if colour else "") + (' font-weight="bold"' if bold else "")
            dress += ' opacity="0.6"' if faint else ""
            length = sum(map(columns, text)) * COLUMN
            # Browsers drop and join blanks, and stretch what is left.
            text = text.replace(" ", "\u00a0")
            print(
                f'<text x="{LEFT + column * COLUMN:.1f}" y="{TOP + LINE * row}" textLength="{length:.1f}" '
                f'lengthAdjust="spacingAndGlyphs"{dress}>{html.escape(text)}</text>'
            )
    print("</g>\n</svg>")


if __name__ == "__main__":
    main()
