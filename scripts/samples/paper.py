"""What lies on a sheet besides the plant: the paper itself, ruler, colour bar, stamp, barcode, straps, packet."""

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from canvas import HEIGHT, SCALE, WIDTH, font, noise, px, textured, tint, with_shadow

CODE39 = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. *",
        (
            "000110100 100100001 001100001 101100000 000110001 100110000 001110000 000100101 100100100 001100100 "
            "100001001 001001001 101001000 000011001 100011000 001011000 000001101 100001100 001001100 000011100 "
            "100000011 001000011 101000010 000010011 100010010 001010010 000000111 100000110 001000110 000010110 "
            "110000001 011000001 111000000 010010001 110010000 011010000 010000101 110000100 011000100 010010100"
        ).split(),
    )
)


def blank_sheet(rng, colour):
    """Mounting paper on a grey table, a little mottled, with a few fibres."""
    size = px(WIDTH, HEIGHT)
    base = Image.new("RGB", size, (116, 118, 120))
    sheet = Image.new("RGBA", px(WIDTH - 28, HEIGHT - 28), colour + (255,))
    sheet = textured(textured(sheet, rng, 300, 240, 255), rng, 40, 250, 255)
    draw = ImageDraw.Draw(sheet)
    for _ in range(60):
        x, y, angle = rng.random() * sheet.width, rng.random() * sheet.height, rng.random() * 7
        draw.line((x, y, x + 18 * math.cos(angle), y + 18 * math.sin(angle)), fill=tint(colour, 0.93) + (255,), width=2)
    with_shadow(base, sheet, px(14, 14), offset=(3, 4), blur=5)
    return base


def age(base, rng, spots):
    """Foxing: small brown spots and a darker edge."""
    layer = Image.new("L", base.size, 0)
    draw = ImageDraw.Draw(layer)
    for _ in range(spots):
        x, y, r = rng.random() * base.width, rng.random() * base.height, SCALE * rng.uniform(1, 5)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=rng.randrange(20, 70))
    base.paste((142, 98, 44), (0, 0), layer.filter(ImageFilter.GaussianBlur(2 * SCALE)))
    edge = Image.new("L", base.size, 60)
    ImageDraw.Draw(edge).rectangle((90 * SCALE, 90 * SCALE, base.width - 90 * SCALE, base.height - 90 * SCALE), fill=0)
    edge = edge.filter(ImageFilter.GaussianBlur(50 * SCALE))
    base.paste((150, 112, 62), (0, 0), ImageChops.multiply(edge, noise(rng, base.size, 160, 120, 255)))


def blot(base, rng, centre, radius, colour, strength):
    """A water stain with a darker rim."""
    points = []
    wobble = [rng.uniform(0.82, 1.15) for _ in range(12)]
    for k in range(120):
        at = k / 10
        low, share = int(at) % 12, at - int(at)
        r = radius * (wobble[low] * (1 - share) + wobble[(low + 1) % 12] * share)
        points.append(
            px(centre[0] + r * math.cos(k / 120 * math.tau), centre[1] + r * 0.8 * math.sin(k / 120 * math.tau))
        )
    layer = Image.new("L", base.size, 0)
    draw = ImageDraw.Draw(layer)
    draw.polygon(points, fill=round(238 * strength))
    draw.line(points + points[:2], fill=round(250 * strength), width=4 * SCALE)
    base.paste(colour, (0, 0), layer.filter(ImageFilter.GaussianBlur(2.2 * SCALE)))


def scale_bar(base, at, coloured=True):
    """A ruler of twelve centimetres with grey steps and colour patches for the photograph."""
    length, breadth, cm = 600, 64, 45
    bar = Image.new("RGBA", px(length, breadth), (244, 244, 240, 255))
    draw = ImageDraw.Draw(bar)
    colours = "2b2b2b 555555 808080 a8a8a8 d0d0d0 f4f4f4 a3312b d97f27 e6c92e 4b8b3b 2f79b5 3c4a9a 86539c".split()
    colours = colours if coloured else colours[:6]
    for i, colour in enumerate(colours):
        draw.rectangle(px(12 + i * 44.3, 6, 12 + (i + 1) * 44.3 - 1, 30), fill="#" + colour)
    for mm in range(121):
        x, tall = 30 + mm * cm / 10, 14 if mm % 10 == 0 else 10 if mm % 5 == 0 else 6
        draw.line(px(x, breadth, x, breadth - tall), fill="#202020", width=SCALE // 2 if mm % 5 else SCALE)
        if mm % 10 == 0:
            draw.text(px(x, 41), str(mm // 10), font=font("sans", 10), fill="#202020", anchor="mm")
    draw.text(px(588, 41), "cm", font=font("sans", 10), fill="#202020", anchor="mm")
    with_shadow(base, bar.rotate(90, expand=True), px(*at))


def stamp(base, rng, centre, lines, ring, radius=62, colour=(70, 58, 128)):
    """A round rubber stamp: words on a ring, lines in the middle, unevenly inked and a little askew."""
    side = round((radius * 2 + 12) * SCALE)
    ink, middle = Image.new("L", (side, side), 0), side / 2
    draw = ImageDraw.Draw(ink)
    for r, width in ((radius, 2.4), (radius - 5, 1), (radius - 25, 1)):
        reach = r * SCALE
        draw.ellipse(
            (middle - reach, middle - reach, middle + reach, middle + reach), outline=255, width=round(width * SCALE)
        )
    face = font("sans-bold", 12.5)
    for k, letter in enumerate(ring):
        turn = (k + 0.5) / len(ring) * 360
        glyph = Image.new("L", (side, side), 0)
        ImageDraw.Draw(glyph).text((middle, middle - (radius - 15) * SCALE), letter, font=face, fill=255, anchor="mm")
        ink = ImageChops.lighter(ink, glyph.rotate(180 - turn, Image.Resampling.BICUBIC))
    draw = ImageDraw.Draw(ink)
    for i, text in enumerate(lines):
        draw.text(
            (middle, middle + (i - (len(lines) - 1) / 2) * 15 * SCALE),
            text,
            font=font("sans-bold", 13),
            fill=255,
            anchor="mm",
        )
    ink = ink.rotate(rng.uniform(-14, 14), Image.Resampling.BICUBIC)
    ink = ImageChops.multiply(ink, noise(rng, ink.size, 18, 96, 226))
    base.paste(colour, px(centre[0] - side / SCALE / 2, centre[1] - side / SCALE / 2), ink)


def number_stamp(base, rng, at, text, colour=(40, 44, 60), size=24):
    """A number set by a hand stamp: each digit at its own height and weight."""
    x = at[0]
    face = font("serif-bold", size)
    for letter in text:
        mask = Image.new("L", px(size * 1.4, size * 1.6), 0)
        ImageDraw.Draw(mask).text((0, 0), letter, font=face, fill=round(rng.uniform(150, 225)))
        base.paste(colour, px(x, at[1] + rng.uniform(-1.2, 1.2)), mask)
        x += face.getlength(letter) / SCALE + 1.5


def barcode(base, at, code, owner):
    """A sticker with the code as Code 39 bars that a scanner can read, and in print."""
    narrow, wide, label = 1, 3, (270, 92)
    sticker = Image.new("RGBA", px(*label), (252, 252, 250, 255))
    draw = ImageDraw.Draw(sticker)
    units = [narrow + (wide - narrow) * int(bit) for letter in f"*{code}*" for bit in CODE39[letter] + "0"]
    x = (label[0] - sum(units)) // 2 * SCALE
    for i, unit in enumerate(units):
        if i % 10 % 2 == 0:  # bar, space, bar, …, and the gap between two characters
            draw.rectangle((x, 24 * SCALE, x + unit * SCALE - 1, 64 * SCALE), fill="#101010")
        x += unit * SCALE
    draw.text(px(label[0] / 2, 12), owner, font=font("sans", 11.5), fill="#202020", anchor="mm")
    draw.text(px(label[0] / 2, 78), code, font=font("sans-bold", 18), fill="#101010", anchor="mm")
    with_shadow(base, sticker, px(*at), offset=(1, 1.5), blur=1.5)


def strap(base, centre, angle, length=42):
    """A strip of gummed linen that holds a stem down."""
    strip = Image.new("RGBA", px(length, 9), (250, 248, 240, 235))
    draw = ImageDraw.Draw(strip)
    for x in range(0, strip.width, 6):
        draw.line((x, 0, x, strip.height), fill=(232, 228, 214, 235))
    strip = strip.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    with_shadow(
        base,
        strip,
        px(centre[0] - strip.width / 2 / SCALE, centre[1] - strip.height / 2 / SCALE),
        offset=(1, 1.5),
        blur=1.2,
    )


def packet(base, rng, at, size=(190, 130), colour=(226, 214, 186)):
    """A folded paper packet for loose fragments."""
    w, h = size
    body = textured(Image.new("RGBA", px(w, h), colour + (255,)), rng, 60, 236, 255)
    draw = ImageDraw.Draw(body)
    draw.polygon([px(0, 0), px(w, 0), px(w - 14, h * 0.36), px(14, h * 0.36)], fill=tint(colour, 1.04) + (255,))
    draw.line(
        [px(0, 0), px(14, h * 0.36), px(w - 14, h * 0.36), px(w, 0)], fill=tint(colour, 0.8) + (255,), width=SCALE
    )
    for x in (12, w - 12):
        draw.line(px(x, h * 0.36, x, h), fill=tint(colour, 0.88) + (255,), width=SCALE)
    with_shadow(base, body.rotate(rng.uniform(-2, 2), Image.Resampling.BICUBIC, expand=True), px(*at))
