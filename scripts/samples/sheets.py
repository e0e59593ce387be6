"""The seven sample sheets: where everything lies, what the labels say. People, places, herbarium are invented."""

import random

from PIL import Image

import paper
import species
from canvas import HEIGHT, WIDTH, with_shadow
from label import BLACK, BLUE, PENCIL, SEPIA, Label

OWNER = "Herbarium, Kestrel Lake Field Station"
RING = "HERBARIUM · KESTREL LAKE · "


def mounted(plant, colour, seed, spots=0):
    """A sheet with a plant strapped on."""
    rng = random.Random(seed)
    base = paper.blank_sheet(rng, colour)
    if spots:
        paper.age(base, rng, spots)
    specimen = plant(rng)
    with_shadow(base, specimen.finished())
    for place, angle in specimen.ties:
        paper.strap(base, place, angle)
    return base, rng


def campanula():
    base, rng = mounted(species.campanula, (243, 238, 224), "campanula")
    paper.scale_bar(base, (40, 60))
    paper.stamp(base, rng, (886, 110), ["KLFS", "1967"], RING)
    label = Label(rng, (452, 282), border=True)
    label.centred(36, "KESTREL LAKE FIELD STATION HERBARIUM", "serif-bold", 16)
    label.centred(57, "Flora of Saskatchewan, Canada", "serif-italic", 16)
    for i, line in enumerate(
        (
            "Campanula rotundifolia L.",
            "CAMPANULACEAE",
            "R.M. of Larkhollow; Kestrel Lake, N shore,",
            "3.5 km E of Orrin's Ferry landing",
            "53°21'N 105°47'W      Elev. 545 m",
            "Dry gravelly slope with Juniperus",
            "horizontalis; flowers violet",
            "Coll. A. M. Thorvaldsen  No. 218",
            "Date 14 July 1967",
        )
    ):
        label.typed((24, 86 + i * 21.5), line, 14.5)
    label.lay(base, (520, 1086))
    paper.barcode(base, (50, 1284), "KLFS 0041872", OWNER)
    paper.packet(base, rng, (756, 900))
    return base


def trifolium():
    base, rng = mounted(species.trifolium, (238, 228, 202), "trifolium", spots=40)
    paper.scale_bar(base, (40, 60))
    label = Label(rng, (440, 262), paper=(240, 230, 204))
    label.centred(34, "HERBARIUM ELSBETH BRANDTNER", "serif-bold", 17)
    label.centred(55, "Flora von Oberbayern", "serif-italic", 15)
    ink = {"face": "hand-old", "size": 25, "colour": SEPIA}
    label.written((26, 96), "Trifolium pratense L.", **(ink | {"size": 30}))
    label.written((26, 130), "Feuchte Wiese am Erlbach bei", **ink)
    label.written((26, 161), "Ober-Wendlach, häufig. c. 620 m", **ink)
    label.printed((26, 198), "Datum", "serif-italic", 15)
    label.written((78, 198), "12. VI. 1938", **ink)
    label.printed((270, 198), "No.", "serif-italic", 15)
    label.written((304, 198), "57", **ink)
    label.printed((26, 234), "leg. et det.", "serif-italic", 15)
    label.written((108, 234), "E. Brandtner", **ink)
    label.lay(base, (530, 1098))
    paper.stamp(base, rng, (880, 112), ["KLFS"], RING, colour=(128, 44, 52))
    paper.number_stamp(base, rng, (818, 190), "KLFS 0011406", colour=(128, 44, 52), size=18)
    return base


def hordeum():
    base, rng = mounted(species.hordeum, (244, 242, 234), "hordeum")
    paper.scale_bar(base, (40, 60))
    label = Label(rng, (470, 250), paper=(250, 248, 240), border=True)
    label.centred(34, "WEED SURVEY · TARN VALLEY RESEARCH FARM", "sans-bold", 14.5)
    label.centred(53, "WEXCOMBE, MANITOBA", "sans", 13)
    rows = (
        ("Species", "Hordeum jubatum L."),
        ("Locality", "2 mi. S of Wexcombe, Man."),
        ("Habitat", "Roadside ditch, saline, 1210 ft"),
    )
    for i, (name, text) in enumerate(rows):
        y = 88 + i * 33
        label.printed((22, y), name, "sans", 14)
        label.dotted(86, y, 448)
        label.written((92, y - 2), text, "hand-quick", 19, BLUE)
    for x, y, name, start, to, text in (
        (22, 187, "Date", 86, 230, "Aug. 3/85"),
        (240, 187, "Coll. no.", 302, 448, "85-114b"),
        (22, 222, "Collector", 86, 448, "R. Okafor & J. Lindqvist"),
    ):
        label.printed((x, y), name, "sans", 14)
        label.dotted(start, y, to)
        label.written((start + 6, y - 2), text, "hand-quick", 19, BLUE)
    label.lay(base, (500, 1120))
    paper.barcode(base, (700, 60), "KLFS 0052019", OWNER)
    return base.transpose(Image.Transpose.ROTATE_90)


def chamaenerion():
    base, rng = mounted(species.chamaenerion, (241, 233, 212), "chamaenerion", spots=16)
    paper.scale_bar(base, (40, 60))
    label = Label(rng, (420, 232), paper=(243, 234, 208))
    label.centred(34, "PLANTAE NORVEGICAE", "serif-bold", 18)
    for i, line in enumerate(
        (
            "Epilobium angustifolium L.",
            "Nordland: Storvikdalen, rasmark ved",
            "Kvitfossen, 180-220 m o.h.",
            "2/8 1954",
            "leg. Ingrid Haugstø      nr. 412",
        )
    ):
        label.typed((22, 68 + i * 26), line, 14.5)
    label.written((22, 214), "Herb. no. 5530", "hand-quick", 18, BLACK)
    label.struck(18, 206, 152, BLACK)
    label.lay(base, (548, 1140))
    slip = Label(rng, (352, 124), paper=(252, 252, 248), border=True)
    slip.centred(32, "DETERMINAVIT", "sans", 13)
    slip.written((22, 66), "Chamaenerion angustifolium (L.) Scop.", "hand-quick", 17, BLACK)
    slip.written((22, 104), "det. P. Ravndal", "hand-quick", 17, BLACK)
    slip.written((226, 104), "17.iii.2009", "hand-quick", 17, BLACK)
    slip.lay(base, (614, 986))
    paper.barcode(base, (700, 60), "KLFS 0098213", OWNER)
    paper.stamp(base, rng, (130, 1290), ["KLFS"], RING)
    return base


def cystopteris():
    base, rng = mounted(species.cystopteris, (228, 212, 176), "cystopteris", spots=170)
    paper.scale_bar(base, (40, 60))
    label = Label(rng, (400, 236), paper=(226, 208, 168))
    ink = {"face": "hand-fine", "size": 31, "colour": (104, 74, 44), "strength": 0.62}
    for i, line in enumerate(
        (
            "Cystopteris fragilis (L.) Bernh.",
            "Wet ledges above Glen Orrick,",
            "Perthshire   alt. 2300 ft",
            "July 1891",
            "Coll. J. A. MacInnerny",
        )
    ):
        label.written((20, 48 + i * 40), line, slope=-0.012, **ink)
    label.written((122, 170), "No 3", **ink)
    label.blurred(0.5)
    label.lay(base, (556, 1124), angle=1.2)
    paper.blot(base, rng, (812, 1318), 86, (132, 94, 50), 1.0)
    paper.blot(base, rng, (884, 1262), 52, (118, 78, 36), 0.26)
    paper.barcode(base, (50, 1284), "KLFS 0002917", OWNER)
    return base


def betula():
    base, rng = mounted(species.betula, (240, 236, 222), "betula")
    paper.scale_bar(base, (40, 60), coloured=False)
    label = Label(rng, (430, 250), paper=(248, 244, 232))
    label.centred(34, "FLORA SUECICA", "serif-bold", 18)
    ink = {"face": "hand-old", "size": 25, "colour": BLACK}
    for i, line in enumerate(("Betula cf. nana L.", "Härjedalen: Storhult s:n,", "Norrvattsflyet, rismyr", "VII 1972")):
        label.written((22, 72 + i * 36), line, **ink)
    label.printed((22, 224), "leg.", "serif-italic", 15)
    label.written((56, 224), "Karin Öhrvall", **ink)
    label.printed((226, 224), "det.", "serif-italic", 15)
    label.written((262, 224), "K. Ö. 1973", **ink)
    label.lay(base, (536, 1110))
    paper.stamp(base, rng, (882, 112), ["KLFS"], RING)
    paper.number_stamp(base, rng, (60, 1330), "KLFS 0077340", size=20)
    return base


def dryas():
    base, rng = mounted(species.dryas, (245, 240, 226), "dryas")
    paper.scale_bar(base, (40, 60))
    label = Label(rng, (470, 292), paper=(250, 246, 234), border=True)
    label.centred(36, "SOCIÉTÉ BOTANIQUE DU VAL D'ORSENCE", "serif-bold", 16.5)
    label.centred(57, "Plantes du Valais (Suisse)", "serif-italic", 15)
    label.printed((24, 92), "Dryas octopetala L.", "serif-italic", 21)
    for i, line in enumerate(
        (
            "Val d'Orsence : pâturages calcaires au-dessus du",
            "chalet de la Chaux-Noire, alt. 2150–2200 m",
            "46°05'12\"N, 7°22'40\"E",
            "28 juin – 2 juillet 1978",
        )
    ):
        label.printed((24, 122 + i * 25), line, "serif", 16.5)
    label.printed((24, 232), "Leg. M. Favrolles & C. Dunand", "serif", 16.5)
    label.printed((330, 232), "N°", "serif", 16.5)
    label.written((360, 231), "1306b", "hand-old", 25, BLUE)
    label.printed((24, 264), "Dét. C. Dunand", "serif", 16.5)
    label.printed((296, 264), "Doublet ex herb. SBO", "serif-italic", 14)
    label.lay(base, (500, 1076))
    note = Label(rng, (176, 44), paper=(245, 240, 226))
    note.written((10, 30), "fruits: packet", "hand-quick", 16, PENCIL)
    note.lay(base, (776, 640), angle=2)
    paper.barcode(base, (50, 1284), "KLFS 0063051", OWNER)
    paper.packet(base, rng, (766, 500))
    return base


# The file that each sheet is saved in. A PNG has few colours, or it would be ten times as big.
SHEETS = {
    "typed-campanula.jpg": campanula,
    "handwritten-trifolium.jpg": trifolium,
    "sideways-hordeum.jpg": hordeum,
    "redetermined-chamaenerion.jpg": chamaenerion,
    "faded-cystopteris.jpg": cystopteris,
    "uncertain-betula.png": betula,
    "exchange-1978/printed-dryas.jpg": dryas,
}


def save(base, path):
    """Makes the sheet smaller and writes it, without metadata."""
    landscape = base.width > base.height
    size = (HEIGHT, WIDTH) if landscape else (WIDTH, HEIGHT)
    if path.suffix == ".png":
        small = base.resize((size[0] * 3 // 4, size[1] * 3 // 4), Image.Resampling.LANCZOS)
        small.quantize(40, dither=Image.Dither.NONE).save(path, optimize=True)
    else:
        base.resize(size, Image.Resampling.LANCZOS).save(path, quality=58, optimize=True, progressive=True)
