"""How each plant on the sample sheets grows. Shapes follow the real species loosely; the pictures are drawings."""

import math

from canvas import arc, heading, mix, tint
from plant import BARK, OLIVE, STRAW, Plant

UP = -math.pi / 2


def campanula(rng):
    """Campanula rotundifolia: wiry stems from one root, narrow leaves, nodding bells."""
    p, root = Plant(rng), (470, 985)
    p.roots(root, 0.9, 110, 22)
    for angle, length, bend in (
        (-0.5, 560, 0.3),
        (-0.27, 700, 0.22),
        (-0.03, 790, -0.12),
        (0.2, 690, -0.2),
        (0.46, 540, -0.3),
    ):
        stem = p.stem(root, UP + angle, length, bend, 3.4, 1.4, p.dried((128, 122, 74)))
        p.tie(stem, 9 if abs(angle) > 0.4 else 27)
        for i in range(4, 28, 2):
            side = 1 if (i // 2) % 2 else -1
            size = 78 - i * 1.5
            p.leaf(
                stem[i],
                heading(stem, i) + side * rng.uniform(0.3, 0.8),
                p.vary(size),
                5.5,
                p.dried(OLIVE),
                bend=side * -0.4,
                veins=1,
            )
        for i, side in ((29, 1), (33, -1), (36, 1), (40, -1)):
            twig = p.stem(
                stem[i],
                heading(stem, i) + side * rng.uniform(0.35, 0.7),
                p.vary(58),
                side * 1.5,
                1.6,
                1.1,
                p.dried((128, 122, 74)),
            )
            violet = mix((112, 100, 158), (150, 130, 128), rng.random() * 0.5)
            p.bell(twig[-1], heading(twig, len(twig) - 1), rng.uniform(36, 48), p.dried(violet, 0.1))
    for _ in range(9):
        stalk = p.stem(
            root, UP + rng.uniform(-1.3, 1.3), p.vary(74, 0.3), rng.uniform(-0.5, 0.5), 1.6, 1.2, p.dried(OLIVE)
        )
        p.leaf(
            stalk[-1], heading(stalk, 40), 26, 28, p.dried(OLIVE), widest=0.35, point=0.5, teeth=9, depth=0.12, veins=4
        )
    return p


def trifolium(rng):
    """Trifolium pratense: three leaflets with a pale mark, round heads sitting in leaves."""
    p, root = Plant(rng), (450, 1010)
    p.roots(root, 0.5, 130, 16)
    for angle, length, bend in ((-0.42, 560, 0.35), (-0.12, 740, 0.1), (0.14, 660, 0.2), (0.48, 560, -0.3)):
        stem = p.stem(root, UP + angle, length, bend, 5.2, 2.8, p.dried((126, 116, 72)))
        p.tie(stem, 6 if angle == 0.14 else 29)
        for i in (7, 14, 20, 26, 31, 35, 39):
            side = 1 if i % 2 else -1
            stalk = p.stem(
                stem[i],
                heading(stem, i) + side * rng.uniform(0.6, 1.0),
                p.vary(96 - 2.1 * i),
                side * -0.5,
                1.8,
                1.3,
                p.dried(OLIVE),
            )
            for spread in (-0.95, 0.95, 0):
                towards, size = heading(stalk, 40) + spread + rng.uniform(-0.15, 0.15), p.vary(64 - 0.5 * i)
                colour = p.dried(OLIVE)
                mid = p.leaf(
                    stalk[-1],
                    towards,
                    size,
                    size * 0.52,
                    colour,
                    widest=0.52,
                    point=0.85,
                    bend=rng.uniform(-0.2, 0.2),
                    veins=9,
                )
                mark = mid[len(mid) // 2]
                for turn in (2.35, -2.35):
                    p.line(arc(mark, towards + turn, size * 0.22, 0), mix(colour, (196, 190, 146), 0.6), 2.6)
        p.head(stem[-1], rng.uniform(31, 37), (142, 92, 98), (196, 160, 140))
    return p


def hordeum(rng):
    """Hordeum jubatum: tufted grass, spikes of long fine awns."""
    p, root = Plant(rng), (440, 1090)
    p.roots((root[0], root[1] - 8), 1.0, 100, 40)
    for _ in range(13):
        p.blade(
            (root[0] + rng.uniform(-12, 12), root[1] - 8),
            UP + rng.uniform(-0.6, 0.6),
            p.vary(330, 0.3),
            8,
            p.dried((138, 134, 82)),
            rng.uniform(-0.9, 0.9),
        )
    for angle, length, bend in (
        (-0.36, 560, 0.3),
        (-0.16, 690, 0.05),
        (0.03, 610, 0.12),
        (0.19, 720, -0.05),
        (0.42, 580, -0.3),
    ):
        stem = p.stem((root[0] + angle * 40, root[1]), UP + angle, length, bend, 3.2, 1.8, p.dried(STRAW))
        p.tie(stem, 30 + round(angle * 10))
        for i in (10, 19, 27):
            p.dot(stem[i], 2.8, tint(STRAW, 0.7))
            side = rng.choice((-1, 1))
            p.blade(
                stem[i],
                heading(stem, i) + side * 0.25,
                p.vary(170),
                6.5,
                p.dried((146, 140, 86)),
                side * rng.uniform(0.5, 1.2),
            )
        spike = arc(stem[-1], heading(stem, 40), 135, rng.uniform(-0.5, 0.5), 34)
        for i, node in enumerate(spike):
            for side in (-1, 1):
                for _ in range(3):
                    out = heading(spike, i) + side * rng.uniform(0.08, 0.62)
                    awn = arc(node, out, p.vary(92, 0.18) * (1 - i / 90), side * rng.uniform(0, 0.35), 12)
                    p.line(awn, p.dried((190, 166, 118), 0.3), 0.75)
        for i, node in enumerate(spike[:-3]):
            side = 1 if i % 2 else -1
            p.leaf(node, heading(spike, i) + side * 0.35, 15, 4.2, p.dried((160, 134, 84)), veins=1)
    return p


def chamaenerion(rng):
    """Chamaenerion angustifolium: one tall leafy shoot, long raceme, thin capsules below the flowers."""
    p, root = Plant(rng), (430, 1150)
    stem = p.stem(root, UP + 0.08, 1010, -0.14, 8.5, 2.4, p.dried((132, 96, 70)))
    for i in (2, 17, 26, 37):
        p.tie(stem, i)
    for i in range(1, 25):
        for side in (-1, 1):
            size = p.vary(196 - abs(i - 9) * 4.5)
            out = heading(stem, i) + side * rng.uniform(0.75, 1.15)
            node = stem[i] if side < 0 else ((stem[i][0] + stem[i + 1][0]) / 2, (stem[i][1] + stem[i + 1][1]) / 2)
            p.leaf(
                node,
                out,
                size,
                size * 0.125,
                p.dried(OLIVE),
                bend=side * rng.uniform(-0.1, 0.5),
                widest=0.4,
                point=1.15,
                veins=11,
            )
    for i in range(25, 41):
        for side in (-1, 1):
            out, rise = heading(stem, i) + side * rng.uniform(0.8, 1.1), (i - 25) / 15
            if i < 29:
                p.stem(stem[i], out, p.vary(82), side * -0.5, 3.2, 2.2, p.dried((138, 84, 78)))
            elif i < 37:
                stalk = p.stem(stem[i], out, p.vary(44 - 22 * rise, 0.3), side * -0.2, 2.4, 2.0, p.dried((138, 84, 78)))
                p.petals(stalk[-1], p.vary(26 - 9 * rise), 4, (168, 92, 134), share=0.85, eye=(150, 120, 110))
            else:
                p.leaf(stem[i], out - side * 0.2, p.vary(24 - 9 * rise), 7, p.dried((142, 82, 102)), point=0.9, veins=1)
    p.leaf(stem[-1], UP, 16, 7, p.dried((142, 82, 102)), veins=1)
    return p


def cystopteris(rng):
    """Cystopteris fragilis: a tuft of twice-cut fern fronds."""
    p, root = Plant(rng), (480, 1010)
    p.roots(root, 1.2, 80, 34, colour=(84, 66, 50))
    for angle, length, bend in (
        (-0.62, 560, 0.35),
        (-0.28, 700, 0.3),
        (0.02, 760, -0.12),
        (0.34, 680, -0.25),
        (0.66, 520, -0.3),
    ):
        rachis = p.stem(root, UP + angle, length, bend, 4.0, 1.0, p.dried((134, 104, 64)))
        p.tie(rachis, 12 if abs(angle) > 0.3 else 9)
        spacing = length / 40 * 2
        for i in range(13, 40, 2):
            t = (i - 13) / 27
            reach = length * 0.19 * (0.62 + 0.9 * t) * (1 - t) ** 0.85 + 5
            for side in (-1, 1):
                pinna = p.stem(
                    rachis[i],
                    heading(rachis, i) + side * 1.12,
                    p.vary(reach, 0.08),
                    side * -0.35,
                    1.3,
                    0.7,
                    p.dried((128, 112, 66)),
                )
                green = p.dried((122, 120, 70), 0.4)
                for j in range(3, 41, 5):
                    size = spacing * 0.54 * (1 - j / 60) * (1 - 0.5 * t) + 2
                    for lobe in (-1, 1):
                        p.leaf(
                            pinna[j],
                            heading(pinna, j) + lobe * 0.95,
                            size,
                            size * 0.62,
                            tint(green, rng.uniform(0.92, 1.08)),
                            teeth=4,
                            depth=0.3,
                            point=0.7,
                            veins=0,
                        )
    return p


def betula(rng):
    """Betula nana: a dark branching twig with small round toothed leaves."""
    p = Plant(rng)

    def branch(start, angle, length, thick, level):
        points = p.stem(start, angle, length, rng.uniform(-0.45, 0.45), thick, thick * 0.55, p.dried(BARK, 0.1))
        if thick > 5:
            p.tie(points, 4 if level == 1 else 22)
        if level:
            for i in range(10, 41, 10):
                side = 1 if (i // 10) % 2 else -1
                branch(
                    points[i],
                    heading(points, i) + side * rng.uniform(0.45, 0.8),
                    length * rng.uniform(0.42, 0.56),
                    thick * 0.6,
                    level - 1,
                )
        for i in range(6, 41, 6 if level else 5):
            side = 1 if i % 2 else -1
            size = p.vary(30, 0.25)
            p.leaf(
                points[i],
                heading(points, i) + side * rng.uniform(0.5, 1.2),
                size,
                size * 1.05,
                p.dried((116, 108, 58), 0.35),
                widest=0.5,
                point=0.8,
                teeth=8,
                depth=0.16,
                veins=5,
            )

    branch((540, 1080), UP + 0.04, 520, 9, 2)
    branch((541, 1010), UP + 0.6, 320, 6, 1)
    branch((540, 1030), UP - 0.6, 300, 6, 1)
    return p


def dryas(rng):
    """Dryas octopetala: a woody mat, crenate leaves, single eight-petalled flowers and feathery fruits."""
    p, root = Plant(rng), (470, 930)
    p.roots((470, 920), 0.8, 120, 14)
    tips = []
    for angle, length, bend in (
        (-1.25, 330, 0.5),
        (-0.75, 340, 0.3),
        (-0.25, 300, 0.3),
        (0.3, 330, -0.3),
        (0.85, 350, -0.4),
        (1.3, 300, -0.5),
    ):
        wood = p.stem((root[0] + angle * 12, root[1]), UP + angle, length, bend, 9, 4, p.dried(BARK))
        tips.append(wood)
        p.tie(wood, 6)
        for i in range(10, 41, 2):
            size, side = p.vary(70, 0.2), 1 if (i // 2) % 2 else -1
            colour = p.dried((98, 102, 58) if rng.random() < 0.75 else (176, 170, 138))
            p.leaf(
                wood[i],
                heading(wood, i) + side * rng.uniform(0.3, 1.3),
                size,
                size * 0.36,
                colour,
                bend=rng.uniform(-0.3, 0.3),
                widest=0.5,
                point=0.7,
                teeth=11,
                depth=0.2,
                veins=10,
            )
    for number, wood in enumerate(tips):
        for start in (26, 38):
            stalk = p.stem(
                wood[start],
                UP + rng.uniform(-0.35, 0.35),
                p.vary(215, 0.2),
                rng.uniform(-0.4, 0.4),
                2.6,
                2.0,
                p.dried((120, 86, 62)),
            )
            if (number + start) % 3 == 1:
                for _ in range(60):
                    plume = arc(stalk[-1], UP + rng.uniform(-0.8, 0.8), p.vary(48, 0.25), rng.uniform(-0.9, 0.9), 10)
                    p.line(plume, p.dried((186, 168, 130)), 0.8)
            else:
                p.petals(stalk[-1], rng.uniform(33, 40), 8, (226, 212, 172), share=0.6, eye=(166, 128, 52))
    return p
