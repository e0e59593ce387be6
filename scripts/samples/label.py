"""Labels: pieces of paper with print, typewriting and handwriting."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from canvas import SCALE, font, noise, px, textured, with_shadow

BLACK, BLUE, SEPIA, PENCIL = (34, 32, 34), (38, 52, 122), (74, 50, 30), (104, 104, 108)


class Label:
    """A piece of paper of `size` final pixels that is written on and then laid on a sheet."""

    def __init__(self, rng, size, paper=(246, 241, 224), border=False):
        self.rng, self.size = rng, size
        self.image = textured(Image.new("RGBA", px(*size), paper + (255,)), rng, 90, 240, 255)
        if border:
            draw = ImageDraw.Draw(self.image)
            draw.rectangle(px(6, 6, size[0] - 7, size[1] - 7), outline=(60, 56, 50, 255), width=SCALE)

    def printed(self, at, text, face="serif", size=15, anchor="ls", colour=BLACK):
        """Text as a press sets it."""
        ImageDraw.Draw(self.image).text(px(*at), text, font=font(face, size), fill=colour + (255,), anchor=anchor)

    def centred(self, y, text, face="serif", size=15):
        self.printed((self.size[0] / 2, y), text, face, size, anchor="ms")

    def typed(self, at, text, size=15, colour=BLACK):
        """Text as an old typewriter hits it: letters off the line, unevenly black."""
        face, x = font("typewriter", size), at[0]
        mask = Image.new("L", self.image.size, 0)
        draw = ImageDraw.Draw(mask)
        for letter in text:
            strike = round(self.rng.uniform(165, 245))
            lift, shown = self.rng.uniform(-0.7, 0.7), letter
            if letter == "°":  # typewriters had none: a small o, rolled up half a line
                lift, shown = lift - size * 0.34, "o"
            pen = font("typewriter", size * 0.66) if letter == "°" else face
            draw.text(px(x, at[1] + lift), shown, font=pen, fill=strike, anchor="ls")
            x += pen.getlength(shown) / SCALE
        self.image.paste(colour, (0, 0), mask)

    def written(self, at, text, face="hand-quick", size=22, colour=BLUE, strength=1.0, slope=0.0, bold=0.0):
        """Text in a hand: words of uneven size and height, ink that thins out. `strength` below 1 is faded."""
        mask, x, y = Image.new("L", self.image.size, 0), at[0], at[1]
        draw = ImageDraw.Draw(mask)
        for word in text.split(" "):
            pen = font(face, size * self.rng.uniform(0.96, 1.05))
            lift = self.rng.uniform(-1.1, 1.1)
            draw.text(px(x, y + lift), word, font=pen, fill=255, anchor="ls", stroke_width=round(bold * SCALE))
            step = (pen.getlength(word) + pen.getlength("n") * self.rng.uniform(0.62, 0.85)) / SCALE
            x, y = x + step, y + slope * step
        thin = noise(self.rng, mask.size, 14, round(175 * strength), round(255 * strength))
        self.image.paste(colour, (0, 0), ImageChops.multiply(mask, thin))
        return x

    def dotted(self, x, y, to):
        """A dotted line of a form."""
        draw = ImageDraw.Draw(self.image)
        for dot in range(round(x), round(to), 5):
            draw.ellipse(px(dot, y + 1, dot + 1.4, y + 2.4), fill=(120, 114, 104, 255))

    def struck(self, x, y, to, colour=BLUE):
        """A line through what was written."""
        ImageDraw.Draw(self.image).line(px(x, y, to, y - 2), fill=colour + (230,), width=round(1.1 * SCALE))

    def blurred(self, radius):
        self.image = self.image.filter(ImageFilter.GaussianBlur(radius * SCALE))

    def lay(self, base, at, angle=None):
        """Lays the label on the sheet, a little askew unless told how."""
        turn = self.rng.uniform(-1.1, 1.1) if angle is None else angle
        with_shadow(
            base, self.image.rotate(turn, Image.Resampling.BICUBIC, expand=True), px(*at), offset=(1.5, 2), blur=2
        )
