#!/usr/bin/env python3
"""The parts of scripts/trials evaluate: makes a run and its truth, and measures herbx evaluate on them."""
import csv
import json
import os
import random
import re
import resource
import subprocess
import sys
import time

program, folder = sys.argv[1], sys.argv[2]
TERMS = [
    "catalogNumber", "recordNumber", "scientificName", "family", "recordedBy", "verbatimEventDate", "eventDate", "country",
    "stateProvince", "verbatimLocality", "locality", "habitat", "decimalLatitude", "decimalLongitude",
    "minimumElevationInMeters", "verbatimElevation", "identifiedBy", "dateIdentified",
]
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
OUTCOMES = ["exact", "normalised", "same_fact", "less_precise", "omitted", "invented", "wrong"]


def truth(draw, number):
    """What stands on a sheet."""
    year, month, day = draw.randrange(1880, 2020), draw.randrange(1, 13), draw.randrange(1, 29)
    height = draw.randrange(100, 3000)
    return {
        "catalogNumber": f"K {100000 + number}", "recordNumber": str(draw.randrange(9000)),
        "scientificName": f"Rosa {draw.choice(['acicularis', 'canina', 'woodsii'])} L.", "family": "Rosaceae",
        "recordedBy": f"{draw.choice('ABCDEFGH')}. Collector", "verbatimEventDate": f"{day} {MONTHS[month - 1]} {year}",
        "eventDate": f"{year}-{month:02}-{day:02}", "country": "Canada", "stateProvince": "Saskatchewan",
        "verbatimLocality": f"{draw.randrange(99)} km north of Place {draw.randrange(9999)}, along the river, in wet ground",
        "locality": f"{draw.randrange(99)} km north of Place {draw.randrange(9999)}", "habitat": "wet ground along the river",
        "decimalLatitude": f"{draw.uniform(49, 60):.4f}", "decimalLongitude": f"{draw.uniform(-110, -102):.4f}",
        "minimumElevationInMeters": str(height), "verbatimElevation": f"{height} m",
        "identifiedBy": "" if number % 3 == 0 else f"{draw.choice('KLMN')}. Botanist", "dateIdentified": "",
    }


def wrong(term, value):
    """Another fact of the same kind: the next year, another first digit, or a word more in front."""
    if "Date" in term:
        return re.sub(r"\d{4}", lambda year: str(int(year[0]) + 1), value)
    if re.search(r"\d", value):
        return re.sub(r"\d", lambda digit: str(int(digit[0]) % 9 + 1), value, count=1)
    return "Misread " + value


def misread(draw, term, value):
    """What a model answers in place of a value, and how that counts; None where neither says anything."""
    share = draw.random()
    if not value:
        return ("invented " + term, "invented") if share < 0.1 else ("", None)
    if share < 0.7:
        return value, "exact"
    if share < 0.8:
        return "", "omitted"
    if share < 0.85 and " " in value:
        return value.upper().replace(" ", "  "), "normalised"
    if share < 0.9 and term == "recordedBy":
        return f"{value[3:]}, {value[:2]}", "same_fact"
    if share < 0.9 and term == "eventDate":
        return value[:4], "less_precise"
    return wrong(term, value), "wrong"


def make(count):
    """A run of so many records with its truth, and how many fields of each term are of which kind."""
    draw = random.Random(1)
    planted = {term: dict.fromkeys(OUTCOMES, 0) for term in TERMS}
    os.makedirs(folder + "/large")
    with open(folder + "/large/environment.json", "w") as file:
        json.dump({"model": "a/model", "input": {"path": folder, "images": count}}, file)
    with open(folder + "/large/raw.jsonl", "w") as records, open(folder + "/truth.csv", "w", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["image"] + TERMS)
        for number in range(count):
            image, values, dwc = f"box {number // 1000}/sheet {number:06}.jpg", truth(draw, number), {}
            rows.writerow([image] + [values[term] for term in TERMS])
            for term in TERMS:
                answer, outcome = misread(draw, term, values[term])
                if outcome:
                    planted[term][outcome] += 1
                dwc[term] = {"value": answer, "confidence": round(draw.uniform(0.5, 0.99), 2) if answer else 0}
            record = {
                "image": image, "model": "a/model", "provider": "openrouter", "dwc": dwc,
                "timestamp": "2026-11-26T01:02:03.004Z", "usage": {"cost": 0.001}, "sequence": number + 1}
            records.write(json.dumps(record, separators=(",", ":")) + "\n")
    with open(folder + "/planted.json", "w") as file:
        json.dump(planted, file)
    print(f"{'raw.jsonl, MB':<52} {os.path.getsize(folder + '/large/raw.jsonl') / 1e6:.0f}", flush=True)


def measure():
    began = time.monotonic()
    with open(folder + "/report.json", "w") as file:
        subprocess.run(
            [program, "evaluate", folder + "/large", "--truth", folder + "/truth.csv", "--json"], stdout=file, check=True)
    figures = {"seconds": time.monotonic() - began, "memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}
    with open(folder + "/figures.json", "w") as file:
        json.dump(figures, file)
    print(f"{'evaluated in, s':<52} {figures['seconds']:.1f}", flush=True)
    print(f"{'peak memory, MB':<52} {figures['memory']:.0f}", flush=True)


def check_counts():
    """Exit status 0 where each category of each term has the count that was planted."""
    with open(folder + "/report.json") as file, open(folder + "/planted.json") as other:
        terms, planted = json.load(file)["models"][0]["terms"], json.load(other)
    counted = {term["term"]: {name: term[name] for name in OUTCOMES} for term in terms}
    for term in TERMS:
        if counted[term] != planted[term]:
            print(term, "counted", counted[term], "planted", planted[term])
    sys.exit(0 if counted == planted else 1)


def check(name, limit):
    with open(folder + "/figures.json") as file:
        sys.exit(0 if json.load(file)[name] <= float(limit) else 1)


match sys.argv[3:]:
    case ["make", count]: make(int(count))
    case ["measure"]: measure()
    case ["check-counts"]: check_counts()
    case ["check", name, limit]: check(name, limit)
    case other: sys.exit(f"no such part: {other}")
