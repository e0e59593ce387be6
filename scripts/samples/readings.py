"""What a person reads on each sample sheet, as Darwin Core terms, and the page and the table that tell it."""

import csv
import io

CAMPANULA = {
    "catalogNumber": "KLFS 0041872",
    "institutionCode": "KLFS",
    "scientificName": "Campanula rotundifolia L.",
    "scientificNameAuthorship": "L.",
    "family": "Campanulaceae",
    "recordedBy": "A. M. Thorvaldsen",
    "recordNumber": "218",
    "eventDate": "1967-07-14",
    "verbatimEventDate": "14 July 1967",
    "country": "Canada",
    "stateProvince": "Saskatchewan",
    "county": "R.M. of Larkhollow",
    "locality": "Kestrel Lake, N shore, 3.5 km E of Orrin's Ferry landing",
    "verbatimLocality": "R.M. of Larkhollow; Kestrel Lake, N shore, 3.5 km E of Orrin's Ferry landing",
    "habitat": "Dry gravelly slope with Juniperus horizontalis",
    "minimumElevationInMeters": "545",
    "maximumElevationInMeters": "545",
    "verbatimElevation": "545 m",
    "decimalLatitude": "53.35",
    "decimalLongitude": "-105.7833",
    "verbatimCoordinates": "53°21'N 105°47'W",
    "occurrenceRemarks": "flowers violet",
}

TRIFOLIUM = {
    "catalogNumber": "KLFS 0011406",
    "institutionCode": "KLFS",
    "scientificName": "Trifolium pratense L.",
    "scientificNameAuthorship": "L.",
    "identifiedBy": "E. Brandtner",
    "recordedBy": "E. Brandtner",
    "recordNumber": "57",
    "eventDate": "1938-06-12",
    "verbatimEventDate": "12. VI. 1938",
    "stateProvince": "Oberbayern",
    "locality": "am Erlbach bei Ober-Wendlach",
    "verbatimLocality": "Feuchte Wiese am Erlbach bei Ober-Wendlach",
    "habitat": "Feuchte Wiese",
    "minimumElevationInMeters": "620",
    "maximumElevationInMeters": "620",
    "verbatimElevation": "c. 620 m",
    "occurrenceRemarks": "häufig",
}

HORDEUM = {
    "catalogNumber": "KLFS 0052019",
    "institutionCode": "KLFS",
    "scientificName": "Hordeum jubatum L.",
    "scientificNameAuthorship": "L.",
    "recordedBy": "R. Okafor | J. Lindqvist",
    "recordNumber": "85-114b",
    "eventDate": "1985-08-03",
    "verbatimEventDate": "Aug. 3/85",
    "stateProvince": "Manitoba",
    "locality": "2 mi. S of Wexcombe",
    "verbatimLocality": "2 mi. S of Wexcombe, Man.",
    "habitat": "Roadside ditch, saline",
    "minimumElevationInMeters": "369",
    "maximumElevationInMeters": "369",
    "verbatimElevation": "1210 ft",
}

CHAMAENERION = {
    "catalogNumber": "KLFS 0098213",
    "otherCatalogNumbers": "5530",
    "institutionCode": "KLFS",
    "scientificName": "Chamaenerion angustifolium (L.) Scop.",
    "scientificNameAuthorship": "(L.) Scop.",
    "identifiedBy": "P. Ravndal",
    "dateIdentified": "2009-03-17",
    "previousIdentifications": "Epilobium angustifolium L.",
    "recordedBy": "Ingrid Haugstø",
    "recordNumber": "412",
    "eventDate": "1954-08-02",
    "verbatimEventDate": "2/8 1954",
    "country": "Norway",
    "stateProvince": "Nordland",
    "locality": "Storvikdalen, ved Kvitfossen",
    "verbatimLocality": "Nordland: Storvikdalen, rasmark ved Kvitfossen",
    "habitat": "rasmark",
    "minimumElevationInMeters": "180",
    "maximumElevationInMeters": "220",
    "verbatimElevation": "180-220 m o.h.",
}

CYSTOPTERIS = {
    "catalogNumber": "KLFS 0002917",
    "institutionCode": "KLFS",
    "scientificName": "Cystopteris fragilis (L.) Bernh.",
    "scientificNameAuthorship": "(L.) Bernh.",
    "recordedBy": "J. A. MacInn[?]",
    "recordNumber": "3",
    "eventDate": "1891-07",
    "verbatimEventDate": "July 1891",
    "county": "Perthshire",
    "locality": "above Glen Orrick",
    "verbatimLocality": "Wet ledges above Glen Orrick, Perthshire",
    "habitat": "Wet ledges",
    "minimumElevationInMeters": "701",
    "maximumElevationInMeters": "701",
    "verbatimElevation": "2300 ft",
}

BETULA = {
    "catalogNumber": "KLFS 0077340",
    "institutionCode": "KLFS",
    "scientificName": "Betula nana L.",
    "scientificNameAuthorship": "L.",
    "identificationQualifier": "cf. nana",
    "identifiedBy": "K. Ö.",
    "dateIdentified": "1973",
    "recordedBy": "Karin Öhrvall",
    "eventDate": "1972-07",
    "verbatimEventDate": "VII 1972",
    "country": "Sweden",
    "stateProvince": "Härjedalen",
    "municipality": "Storhult s:n",
    "locality": "Norrvattsflyet",
    "verbatimLocality": "Härjedalen: Storhult s:n, Norrvattsflyet, rismyr",
    "habitat": "rismyr",
}

DRYAS = {
    "catalogNumber": "KLFS 0063051",
    "institutionCode": "KLFS",
    "scientificName": "Dryas octopetala L.",
    "scientificNameAuthorship": "L.",
    "identifiedBy": "C. Dunand",
    "recordedBy": "M. Favrolles | C. Dunand",
    "recordNumber": "1306b",
    "eventDate": "1978-06-28/1978-07-02",
    "verbatimEventDate": "28 juin – 2 juillet 1978",
    "country": "Suisse",
    "stateProvince": "Valais",
    "locality": "Val d'Orsence, au-dessus du chalet de la Chaux-Noire",
    "verbatimLocality": "Val d'Orsence : pâturages calcaires au-dessus du chalet de la Chaux-Noire",
    "habitat": "pâturages calcaires",
    "minimumElevationInMeters": "2150",
    "maximumElevationInMeters": "2200",
    "verbatimElevation": "2150–2200 m",
    "decimalLatitude": "46.0867",
    "decimalLongitude": "7.3778",
    "verbatimCoordinates": "46°05'12\"N, 7°22'40\"E",
    "occurrenceRemarks": "fruits: packet; Doublet ex herb. SBO",
}

READINGS = {
    "typed-campanula.jpg": ("Typed label, barcode, a packet of fragments.", CAMPANULA),
    "handwritten-trifolium.jpg": (
        "Handwritten German label of a private herbarium. No barcode: the catalogue number is stamped in red.",
        TRIFOLIUM,
    ),
    "sideways-hordeum.jpg": (
        "A form filled in by hand, on a picture that lies sideways and has no EXIF orientation.",
        HORDEUM,
    ),
    "redetermined-chamaenerion.jpg": (
        "A typed Norwegian label, a later determination slip that renames the plant, an old number struck out.",
        CHAMAENERION,
    ),
    "faded-cystopteris.jpg": (
        "Faded ink under a stain. The end of the collector's name cannot be read.",
        CYSTOPTERIS,
    ),
    "uncertain-betula.png": (
        "A PNG. The determination is doubtful (`cf.`), the collector gave no number, the date has no day.",
        BETULA,
    ),
    "exchange-1978/printed-dryas.jpg": (
        "In a subfolder. A printed French label with a range of dates and of heights, two collectors, coordinates.",
        DRYAS,
    ),
}

INTRODUCTION = """\
# Sample sheets

Seven pictures that look like herbarium sheets, for the quick start and for tests. **They are drawings, and all that
their labels say is invented**: the people, the places, the herbarium (`KLFS`, Kestrel Lake Field Station) and
the numbers. Only the plant names, the countries and the provinces are real. Nothing here is an observation of a plant.

`scripts/make-samples` draws them and writes this page. The barcodes are Code 39 and can be scanned.

What follows is what a careful person reads on each sheet, by Darwin Core term, to hold a model's answer against.
A term that is not listed is not on the sheet. `[?]` stands where something cannot be read. [truth.csv](truth.csv) says the
same for programs, and the simulator reads these sheets so.
"""


def page():
    """The README of the sample folder."""
    parts = [INTRODUCTION]
    for name, (remark, terms) in READINGS.items():
        rows = "\n".join(f"| {term} | {value.replace('|', chr(92) + '|')} |" for term, value in terms.items())
        parts.append(f"## {name}\n\n![{name}]({name})\n\n{remark}\n\n| term | reading |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)


# The columns of the table, in the order of a label read from top to bottom.
TERMS = """
    catalogNumber otherCatalogNumbers institutionCode scientificName scientificNameAuthorship family
    identificationQualifier identifiedBy dateIdentified previousIdentifications recordedBy recordNumber
    verbatimEventDate eventDate country stateProvince county municipality locality verbatimLocality habitat
    verbatimElevation minimumElevationInMeters maximumElevationInMeters verbatimCoordinates decimalLatitude
    decimalLongitude occurrenceRemarks
""".split()


def table():
    """truth.csv: one line for each sheet, as `herbx evaluate --truth` reads it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["image"] + TERMS, lineterminator="\n")
    writer.writeheader()
    for name, (_, terms) in sorted(READINGS.items()):
        writer.writerow({"image": name, **terms})
    return text.getvalue()
