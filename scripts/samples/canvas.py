"""Ground work for the sample sheets: scale, colours, noise, curves and fonts.

Everything is drawn at SCALE times the final size and made smaller at the end. Chance comes from one seeded
generator per sheet, so the same script and the same Pillow make the same picture.
"""

import math

from PIL import Image, ImageChops, ImageFilter, ImageFont

SCALE = 2
WIDTH, HEIGHT = 1000, 1400

FONTS = {
    "typewriter": "truetype/gnutypewriter/GNUTypewriter.ttf",
    "serif": "truetype/fonts-oldstandard/OldStandard-Regular.ttf",
    "serif-bold": "truetype/fonts-oldstandard/OldStandard-Bold.ttf",
    "serif-italic": "truetype/fonts-oldstandard/OldStandard-Italic.ttf",
    "sans": "truetype/liberation/LiberationSans-Regular.ttf",
    "sans-bold": "truetype/liberation/LiberationSans-Bold.ttf",
    "hand-old": "opentype/dancingscript/DancingScript-Regular.otf",
    "hand-fine": "truetype/sjfonts/Delphine.ttf",
    "hand-quick": "truetype/fifthhorseman/dkg.ttf",
}


def font(name, size):
    """The named face at `size` final pixels."""
    return ImageFont.truetype(
        "/usr/share/fonts/" + FONTS[name], round(size * SCALE), layout_engine=ImageFont.Layout.BASIC
    )


def px(*values):
    """Final pixels to drawn pixels."""
    return tuple(round(v * SCALE) for v in values)


def tint(colour, factor):
    """The colour made lighter (above 1) or darker (below 1)."""
    return tuple(max(0, min(255, round(c * factor))) for c in colour)


def mix(a, b, share):
    """`share` of colour b in colour a."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b))


def noise(rng, size, grain, low, high):
    """A smooth grey image whose values lie between low and high; `grain` is the blot size in drawn pixels."""
    small = (max(2, size[0] // grain), max(2, size[1] // grain))
    image = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    image = image.filter(ImageFilter.GaussianBlur(0.8)).resize(size, Image.Resampling.BICUBIC)
    return image.point(lambda v: round(low + (high - low) * max(0, min(1, (v - 60) / 136))))


def textured(image, rng, grain, low, high):
    """The image (RGB or RGBA) with its brightness varied by noise; its outline stays."""
    shade = noise(rng, image.size, grain, low, high)
    rgb = ImageChops.multiply(image.convert("RGB"), Image.merge("RGB", (shade, shade, shade)))
    if image.mode == "RGBA":
        rgb.putalpha(image.getchannel("A"))
    return rgb


def with_shadow(base, layer, at=(0, 0), offset=(2, 3), blur=2.5, strength=0.45):
    """Lays an RGBA layer on the base with a soft shadow, as a thing that lies on paper throws it."""
    alpha = Image.new("L", base.size, 0)
    alpha.paste(layer.getchannel("A"), (at[0] + round(offset[0] * SCALE), at[1] + round(offset[1] * SCALE)))
    alpha = alpha.filter(ImageFilter.GaussianBlur(blur * SCALE)).point(lambda v: round(v * strength))
    base.paste((58, 50, 36), (0, 0), alpha)
    base.paste(layer.convert("RGB"), at, layer.getchannel("A"))


def arc(start, angle, length, bend, steps=24):
    """Points of a curve that sets out at `angle` (radians) and turns by `bend` over its `length`."""
    points, (x, y) = [start], start
    for i in range(steps):
        turn = angle + bend * (i + 0.5) / steps
        x += math.cos(turn) * length / steps
        y += math.sin(turn) * length / steps
        points.append((x, y))
    return points


def heading(points, index):
    """The direction of a curve at one of its points."""
    a, b = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
    return math.atan2(b[1] - a[1], b[0] - a[0])


def ribbon(points, widths):
    """The outline of a band along the points, `widths` wide at each."""
    left, right = [], []
    for i, (x, y) in enumerate(points):
        normal = heading(points, i) + math.pi / 2
        dx, dy = math.cos(normal) * widths[i] / 2, math.sin(normal) * widths[i] / 2
        left.append((x + dx, y + dy))
        right.append((x - dx, y - dy))
    return left, right
