#!/usr/bin/env python3
"""The client of scripts/trials review: makes runs, starts herbx review, corrects values over HTTP, kills the server."""
import http.client
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
import uuid

program, folder = sys.argv[1], sys.argv[2]
TERMS = [
    "catalogNumber", "otherCatalogNumbers", "recordNumber", "scientificName", "scientificNameAuthorship", "family",
    "recordedBy", "verbatimEventDate", "eventDate", "country", "stateProvince", "county", "verbatimLocality", "locality",
    "habitat", "decimalLatitude", "decimalLongitude", "minimumElevationInMeters", "verbatimElevation", "identifiedBy",
    "dateIdentified", "occurrenceRemarks", "institutionCode", "basisOfRecord",
]


def make_run(path, count):
    """A run folder with so many records of realistic size."""
    draw = random.Random(1)
    os.makedirs(path)
    with open(path + "/environment.json", "w") as file:
        json.dump({"model": "a/model", "input": {"path": folder, "images": count}}, file)
    people = [f"{draw.choice('ABCDEFGH')}. Collector{n}" for n in range(400)]
    with open(path + "/raw.jsonl", "w") as file:
        for number in range(count):
            dwc = {}
            for term in TERMS:
                value = {
                    "recordedBy": draw.choice(people), "country": "Canada", "family": draw.choice(["Poaceae", "Rosaceae"]),
                    "locality": f"{draw.randrange(99)} km north of Place {draw.randrange(9999)}, along the river {number}",
                    "catalogNumber": str(100000 + number),
                }.get(term, f"{term} {draw.randrange(500)}")
                dwc[term] = {"value": value, "confidence": round(draw.uniform(0.5, 0.99), 2)}
            record = {
                "image": f"box {number // 1000}/sheet {number:06}.jpg", "model": "a/model", "provider": "openrouter",
                "dwc": dwc, "timestamp": "2026-11-26T01:02:03.004Z", "usage": {"cost": 0.001}, "sequence": number + 1,
            }
            file.write(json.dumps(record, separators=(",", ":")) + "\n")


class Server:
    """herbx review as a process, and its page's requests."""

    def __init__(self, run, reviewer):
        self.process = subprocess.Popen(
            [program, "review", run, "--port", "0", "--reviewer", reviewer], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        address = self.process.stdout.readline().strip()
        port, run_id, token = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/run/(\w+)/review\?token=(\w+)", address).groups()
        self.port, self.place = int(port), f"/api/run/{run_id}/review"
        self.headers = {
            "Cookie": f"herbx_{port}={token}", "Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/json"}
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def ask(self, path, body=None):
        headers = self.headers if body is not None else {"Cookie": self.headers["Cookie"]}
        self.connection.request("POST" if body is not None else "GET", f"{self.place}/{path}", body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {data[:200]}")
        return json.loads(data)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def memory(self):
        """Its peak in megabytes."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmHWM:\s+(\d+) kB", file.read()).group(1)) / 1024


    def processor(self):
        """Its time on a processor so far, in milliseconds."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def row(name, value):
    print(f"{name:<52} {value}", flush=True)


def corrections(count):
    run = f"{folder}/small"
    make_run(run, 200)
    with open(run + "/raw.jsonl", "rb") as file, open(run + "/raw.before", "wb") as copy:
        copy.write(file.read())
    draw = random.Random(2)
    servers, told, kills = [None, None], {}, 0
    for number in range(count):
        which = number % 2
        if servers[which] is None:
            servers[which] = Server(run, ["Ada", "Ben"][which])
        server = servers[which]
        sheet, term, value = draw.randrange(200), draw.choice(TERMS), f"value {number}"
        record = server.ask(f"sheet/{sheet}")["record"]
        annotation = {
            "id": f"urn:uuid:{uuid.UUID(int=draw.getrandbits(128), version=4)}", "number": sheet, "record": record,
            "term": term, "action": "replace", "value": value}
        body = json.dumps({"annotations": [annotation]})
        if number % 20 == 19:
            # The server dies while it answers; the page asks the next one the same again.
            server.connection.request("POST", f"{server.place}/annotations", body, server.headers)
            if draw.random() < 0.5:
                time.sleep(draw.random() / 200)
            server.kill()
            kills += 1
            servers[which] = Server(run, ["Ada", "Ben"][which])
            server = servers[which]
        server.ask("annotations", body)
        told[annotation["id"]] = {"image": f"box 0/sheet {sheet:06}.jpg", "term": term, "value": value}
    for server in servers:
        if server is not None:
            server.kill()
    with open(f"{folder}/told.json", "w") as file:
        json.dump(told, file)
    row("corrections answered", len(told))
    row("SIGKILLs of a server", kills)


def check_corrections():
    """Exit status 0 where each correction stands in the file once, and the last of each field is in force."""
    with open(f"{folder}/told.json") as file:
        told = json.load(file)
    seen, last = {}, {}
    with open(f"{folder}/small/annotations.jsonl") as file:
        for line in file:
            try:
                annotation = json.loads(line)
            except ValueError:
                continue
            seen[annotation["id"]] = seen.get(annotation["id"], 0) + 1
            field = (annotation["target"]["source"], annotation["target"]["selector"]["value"])
            last[field] = annotation["body"][0]["value"]
    listed = subprocess.run(
        [program, "annotations", f"{folder}/small", "--format", "csv"], capture_output=True, text=True, check=True).stdout
    lost = [key for key in told if seen.get(key) != 1]
    missing = [value for value in last.values() if value not in listed]
    print(len(told), "told", len(lost), "not there once", len(missing), "not listed")
    sys.exit(1 if lost or missing else 0)


def times(count):
    run = f"{folder}/large"
    make_run(run, count)
    began = time.monotonic()
    server = Server(run, "Ada")
    server.ask("summary")
    row("first page of all records, s", f"{time.monotonic() - began:.2f}")
    queue = server.ask("queue")["numbers"]
    figures = {}

    def measure(name, paths):
        taken, busy = [], []
        for path in paths:
            start, before = time.monotonic(), server.processor()
            server.ask(path)
            taken.append((time.monotonic() - start) * 1000)
            busy.append(server.processor() - before)
        figures[name] = {"median": statistics.median(taken), "worst": max(taken)}
        row(f"{name}: median and worst, ms", f"{statistics.median(taken):.1f} {max(taken):.1f}")
        row(f"{name}: worst on a processor, ms", f"{max(busy):.0f}")

    measure("sheet", [f"sheet/{number}" for number in queue[:200]])
    measure("focus", [f"focus?term={term}" for term in TERMS * 3])
    measure("table", ["table", "table?term=country&value=canada", "table?order=locality", "table?text=river+7"] * 3)
    measure("summary", ["summary"] * 20)
    figures["memory"] = server.memory()
    row("peak memory, MB", f"{figures['memory']:.0f}")
    server.kill()
    with open(f"{folder}/figures.json", "w") as file:
        json.dump(figures, file)


def figures():
    with open(f"{folder}/figures.json") as file:
        return json.load(file)


match sys.argv[3:]:
    case ["corrections", count]: corrections(int(count))
    case ["check-corrections"]: check_corrections()
    case ["times", count]: times(int(count))
    case ["check-time", name, limit]: sys.exit(0 if figures()[name]["worst"] <= float(limit) else 1)
    case ["check-memory", limit]: sys.exit(0 if figures()["memory"] <= float(limit) else 1)
    case other: sys.exit(f"no such part: {other}")
