"""Images that are made ready before they are sent: herbx against the same libvips, started by xargs."""
import json
import os
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass

from contestants import Task, say

MIB = 1 << 20
# What herbx tells libvips, for as many processes as there are cores.
FLOOR = (
    'find "$1" -type f | VIPS_CONCURRENCY=1 xargs -P "$2" -I % sh -c "vips thumbnail /dev/fd/0 '
    ".jpg[Q=85,strip,optimize_coding,background=255] 3072 --height 3072 --size both --fail-on truncated "
    '--import-profile srgb --export-profile srgb <% >/dev/null"'
)


@dataclass
class Took:
    """Wall and processor in seconds, children included; the command's own highest memory and the highest of all."""

    wall: float
    cpu: float
    own: int
    largest: int


def own_peak(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def measured(command, log):
    """Runs a command to its end; a failure ends the benchmark."""
    began = time.monotonic()
    with open(log, "w", encoding="utf-8") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file)
    own, ended = [0], threading.Event()

    def watch():
        while not ended.wait(0.05):
            own[0] = max(own[0], own_peak(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        with open(log, encoding="utf-8", errors="replace") as file:
            raise SystemExit(f"error: status {process.returncode}: {' '.join(command)}\n{file.read()[-2000:]}")
    return Took(wall, usage.ru_utime + usage.ru_stime, own[0], usage.ru_maxrss * 1024)


def vips(*arguments):
    subprocess.run(["vips", *arguments], check=True)


class Pictures:
    """Masters of 215 MB (TIFF) and sheets of 5 MB (JPEG), of noise; no two have the same bytes."""

    def __init__(self, root, masters, sheets):
        self.root = os.path.join(root, "pictures")
        os.makedirs(self.root)
        self._draw()
        self.masters = self._copies("master.tif", "masters", masters)
        self.sheets = self._copies("sheet.jpg", "sheets", sheets)
        os.sync()

    def path(self, name):
        return os.path.join(self.root, name)

    def _draw(self):
        vips("gaussnoise", self.path("noise.v"), "875", "1280", "--mean", "150", "--sigma", "50")
        vips("resize", self.path("noise.v"), self.path("large.v"), "8")
        vips("cast", self.path("large.v"), self.path("grey.v"), "uchar")
        vips("bandjoin", " ".join([self.path("grey.v")] * 3), self.path("three.v"))
        vips("copy", self.path("three.v"), self.path("master.tif"), "--interpretation", "srgb")
        vips("thumbnail", self.path("master.tif"), self.path("sheet.jpg") + "[Q=97,strip]", "5600", "--height", "5600")
        for name in ("noise.v", "large.v", "grey.v", "three.v"):
            os.remove(self.path(name))

    def _copies(self, source, folder, count):
        """Each is longer than the one before by bytes behind the picture, which no decoder reads."""
        os.makedirs(self.path(folder))
        for number in range(count):
            path = os.path.join(self.path(folder), f"{number:03}-{source}")
            shutil.copyfile(self.path(source), path)
            with open(path, "ab") as file:
                file.write(b"\0" * 2 * (number + 1))
        return self.path(folder)


def bytes_of(folder):
    return sum(entry.stat().st_size for entry in os.scandir(folder))


def records(run):
    with open(os.path.join(run, "raw.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Race:
    """herbx and the floor in turn over one folder."""

    def __init__(self, contest, rounds):
        self.contest, self.rounds = contest, rounds
        self.log = os.path.join(contest.folders.root, "log.txt")

    def _herbx(self, folder):
        task = Task(folder, len(os.listdir(folder)), 8, 0.3)
        self.contest.server.reset(task.latency)
        return measured(self.contest.steady(task), self.log)

    def _floor(self, folder):
        return measured(["sh", "-c", FLOOR, "sh", folder, str(os.cpu_count())], self.log)

    def run(self, name, folder):
        """The medians of herbx and of the floor, and the bytes that went out."""
        self.contest.warm(Task(folder, 0, 0, 0.0))
        took = {"herbx": [], "floor": []}
        for number in range(self.rounds):
            for who, start in (("floor", self._floor), ("herbx", self._herbx)):
                say(f"  {name}, round {number + 1} of {self.rounds}: {who}")
                took[who].append(start(folder))
        sent = sum(record["sent"]["bytes"] for record in records(os.path.join(self.contest.folders.root, "run")))
        return {who: median(all_of) for who, all_of in took.items()}, sent


def median(all_of):
    def middle(values):
        return sorted(values)[len(values) // 2]
    return Took(**{field: middle([getattr(took, field) for took in all_of]) for field in Took.__dataclass_fields__})


def small_replies(contest, masters, small, count):
    """The times of small requests, in ms, from the first byte to the answer: alone, and while the pool is full and more
    masters wait than it has places."""
    times = {}
    for name, heavy in (("alone", 0), ("full", 8 + (os.cpu_count() or 1))):
        folder = contest.folders.output(f"mixed-{name}")
        os.makedirs(folder)
        for number, entry in enumerate(sorted(os.scandir(masters), key=lambda entry: entry.name)[:heavy]):
            os.link(entry.path, os.path.join(folder, f"a-{number:03}.tif"))
        for number, entry in enumerate(sorted(os.scandir(small), key=lambda entry: entry.name)[:count]):
            os.link(entry.path, os.path.join(folder, f"b-{number:04}.jpg"))
        contest.server.reset(0.1)
        # The masters take as many places; the small ones have sixteen either way.
        task = Task(folder, heavy + count, heavy + 16, 0.1)
        began = time.time()
        measured(contest.steady(task), os.path.join(contest.folders.root, "log.txt"))
        done = [record for record in records(os.path.join(contest.folders.root, "run"))]
        say(f"  small replies, {name}: {time.time() - began:.1f} s")
        times[name] = sorted(record["duration_ms"] for record in done if record["image"].startswith("b-"))
    return times


# (name, highest ratio of wall and of CPU)
RATIOS = {"masters": 1.10, "sheets": 1.15}
# Milliseconds by which a small reply may be late while the pool is full.
MOST_LATE = 20


def percentile(values, share):
    return values[min(len(values) - 1, int(len(values) * share))]


def measure(contest, options):
    """Rows for two tables: (name, took by contestant, files, bytes before, bytes sent), and the times of small replies."""
    if not shutil.which("vips"):
        raise SystemExit("error: this part needs vips\nhint: apt-get install libvips-tools")
    say("  drawing pictures")
    pictures = Pictures(contest.folders.root, *((10, 12) if options.quick else (16, 32)))
    race = Race(contest, options.rounds)
    rows = []
    for name, folder in (("masters", pictures.masters), ("sheets", pictures.sheets)):
        took, sent = race.run(name, folder)
        rows.append((name, took, len(os.listdir(folder)), bytes_of(folder), sent))
    small = contest.folders.images(300, 8000)
    times = small_replies(contest, pictures.masters, small, 300)
    shutil.rmtree(pictures.root)
    return rows, times
