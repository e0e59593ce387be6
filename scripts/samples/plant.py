"""The organs that pressed plants are put together from: stems, leaves, roots, flowers, heads, awns."""

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from canvas import HEIGHT, SCALE, WIDTH, arc, heading, mix, noise, ribbon, textured, tint

OLIVE = (112, 116, 66)
STRAW = (176, 158, 104)
BARK = (96, 72, 52)
TAN = (150, 124, 78)


class Plant:
    """A transparent layer that organs are drawn on, in final pixels."""

    def __init__(self, rng):
        self.rng = rng
        self.image = Image.new("RGBA", (WIDTH * SCALE, HEIGHT * SCALE), (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.image)
        self.ties = []

    def tie(self, points, index):
        """Remembers a place of a stem that a strap is to hold: where, and how the strap turns (degrees)."""
        self.ties.append((points[index], -math.degrees(heading(points, index)) - 90))

    def vary(self, value, share=0.12):
        return value * self.rng.uniform(1 - share, 1 + share)

    def dried(self, colour, browning=0.18):
        """The colour as it is after years in a press: some browner, some darker."""
        return tint(mix(colour, TAN, self.rng.random() * browning), self.rng.uniform(0.88, 1.1))

    def polygon(self, points, colour):
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour + (255,))

    def line(self, points, colour, width):
        flat = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(flat, fill=colour + (255,), width=max(1, round(width * SCALE)), joint="curve")

    def stem(self, start, angle, length, bend, thick, thin, colour):
        """A tapering stem with a lighter and a darker side; returns its points."""
        points = arc(start, angle, length, bend, steps=40)
        n = len(points) - 1
        widths = [self.vary(thick + (thin - thick) * i / n, 0.04) for i in range(n + 1)]
        left, right = ribbon(points, widths)
        self.polygon(left + right[::-1], colour)
        self.polygon(left + points[::-1], tint(colour, 1.14))
        return points

    def leaf(self, base, angle, length, width, colour, bend=0.0, widest=0.4, point=1.0, teeth=0, depth=0.0, veins=6):
        """A leaf blade. `widest` is where along its length, `point` how drawn-out its ends are."""
        steps = max(24, teeth * 4)
        mid = arc(base, angle, length, bend, steps)
        a, b = point * widest, point * (1 - widest)
        peak = widest**a * (1 - widest) ** b
        widths = []
        for i in range(steps + 1):
            t = i / steps
            w = width * (t**a) * ((1 - t) ** b) / peak
            if teeth:
                w *= 1 - depth * ((t * teeth) % 1.0)
            widths.append(w * self.rng.uniform(0.96, 1.04))
        left, right = ribbon(mid, widths)
        self.polygon(left + mid[::-1], tint(colour, 1.08))
        self.polygon(right + mid[::-1], tint(colour, 0.9))
        rib = mix(colour, (206, 196, 140), 0.4)
        for i in range(1, veins):
            at = i * steps // (veins + 1)
            to = min(steps, at + max(2, steps // 7))
            for side in (left, right):
                end = (mid[to][0] * 0.18 + side[to][0] * 0.82, mid[to][1] * 0.18 + side[to][1] * 0.82)
                self.line([mid[at], end], mix(colour, rib, 0.55), 0.6)
        self.line(mid[: steps - 1], rib, max(0.8, width / 26))
        return mid

    def blade(self, base, angle, length, width, colour, bend):
        """A grass leaf: long, tapering, with a fold where it was pressed."""
        points = arc(base, angle, length, bend, 60)
        n = len(points) - 1
        left, right = ribbon(points, [width * (1 - (i / n) ** 2.2) * min(1, 0.5 + i / 8) for i in range(n + 1)])
        self.polygon(left + points[::-1], tint(colour, 1.06))
        self.polygon(right + points[::-1], tint(colour, 0.9))
        self.line(points[: n - 4], tint(colour, 0.78), 0.6)

    def roots(self, base, spread, length, count, colour=(116, 92, 66)):
        for _ in range(count):
            angle = math.pi / 2 + self.rng.uniform(-spread, spread)
            points = arc(base, angle, self.vary(length, 0.4), self.rng.uniform(-1.2, 1.2))
            self.line(points, self.dried(colour), self.rng.uniform(0.7, 1.9))
            for i in range(6, len(points), 5):
                hair = arc(points[i], heading(points, i) + self.rng.uniform(-1, 1), length * 0.16, 0.5, 6)
                self.line(hair, self.dried(colour), 0.6)

    def bell(self, base, angle, size, colour):
        """A bell flower with five lobes, pressed flat, and its calyx."""
        axis, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))

        def at(u, v):
            return (base[0] + (axis[0] * u + across[0] * v) * size, base[1] + (axis[1] * u + across[1] * v) * size)

        side = [(0, 0.1), (0.12, 0.3), (0.35, 0.4), (0.65, 0.44), (0.85, 0.52)]
        lobes = [(1.1, 0.62), (0.9, 0.36), (1.16, 0.2), (0.92, 0.0), (1.16, -0.2), (0.9, -0.36), (1.1, -0.62)]
        outline = side + lobes + [(u, -v) for u, v in reversed(side)]
        self.polygon([at(u, v) for u, v in outline], colour)
        self.polygon([at(u, v) for u, v in side + [(1.1, 0.6), (0.9, 0.36), (0.5, 0.16), (0, 0)]], tint(colour, 1.12))
        for v in (-0.3, -0.1, 0.1, 0.3):
            self.line([at(0.1, v * 0.5), at(0.9, v)], tint(colour, 0.8), 0.7)
        for v in (-0.28, -0.1, 0.1, 0.28):
            self.leaf(base, angle + v * 3, size * 0.42, size * 0.07, self.dried(OLIVE), veins=1)

    def petals(self, centre, radius, count, colour, share=0.8, eye=(150, 120, 50)):
        turn = self.rng.random() * math.pi
        for k in range(count):
            angle = turn + 2 * math.pi * k / count + self.rng.uniform(-0.12, 0.12)
            self.leaf(
                centre,
                angle,
                self.vary(radius),
                radius * share,
                self.dried(colour, 0.12),
                widest=0.66,
                point=0.7,
                veins=4,
            )
        for _ in range(int(radius * 2)):
            r, angle = radius * 0.3 * self.rng.random() ** 0.5, self.rng.random() * 7
            x, y = centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle)
            self.line([centre, (x, y)], self.dried(eye), 0.6)
            self.dot((x, y), 1.1, self.dried(eye))

    def dot(self, centre, radius, colour):
        x, y, r = centre[0] * SCALE, centre[1] * SCALE, radius * SCALE
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=colour + (255,))

    def head(self, centre, radius, colour, tip):
        """A round head of many florets, paler at their tips."""
        florets = sorted(((self.rng.random() ** 0.5, self.rng.uniform(-3.6, 0.46)) for _ in range(190)), reverse=True)
        for reach, angle in florets:
            far = radius * (0.35 + 0.72 * reach)
            start = (centre[0] + radius * 0.2 * math.cos(angle), centre[1] + radius * 0.1 * math.sin(angle))
            end = (centre[0] + far * math.cos(angle), centre[1] + far * 1.05 * math.sin(angle))
            shade = self.dried(mix(colour, tip, self.rng.random() * 0.7), 0.3)
            self.line([start, end], shade, self.rng.uniform(1.4, 2.6))
            self.dot(end, self.rng.uniform(0.9, 1.6), tint(shade, 1.08))

    def finished(self):
        """The layer as a dried plant: blotched, with darker rims."""
        alpha = self.image.getchannel("A")
        inner = alpha.filter(ImageFilter.GaussianBlur(2.4 * SCALE))
        rim = ImageChops.subtract(alpha, inner).point(lambda v: min(255, round(v * 0.75)))
        image = textured(textured(self.image, self.rng, 26, 178, 255), self.rng, 5, 214, 255)
        dark = Image.new("RGB", image.size, (62, 48, 28))
        image.paste(dark, (0, 0), ImageChops.multiply(rim, noise(self.rng, image.size, 12, 90, 220)))
        image.putalpha(alpha)
        return image
