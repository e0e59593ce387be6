"""The parts of the benchmark: each measures one thing and returns its table as Markdown."""
import os

import images as image_files
from contestants import Figures, Task, say

KB, MB = 1000, 1_000_000
MIB = 1 << 20


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)] + rows
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def ms(seconds):
    return f"{seconds * 1000:.3f} ms"


def mib(count):
    return f"{count / MIB:.1f} MB"


def ratio(value, other):
    return f"{value / other:.3f}"


LABELS = {
    "steady": "herbx, `--no-early-validation`",
    "herbx": "herbx",
    "floor": "floor (libcurl in C)",
    "aiohttp": "aiohttp",
    "openai": "openai SDK",
}


def main(contest, options):
    """The story's own run, side by side."""
    count = 320 if options.quick else 2885
    task = contest.know_body(Task(contest.folders.images(count, 130 * KB), count, 64, 0.3))
    names = ["floor", "steady", "herbx", "aiohttp", "openai"]
    names = [name for name in names if name not in options.without]
    medians = contest.race(task, names, options.rounds)
    floor = medians["floor"]
    rows = []
    for name, f in medians.items():
        rows.append([LABELS[name], f"{f.wall:.2f} s", ratio(f.wall, task.ideal), ratio(f.wall, floor.wall),
                     ms(f.cpu / count), f"{f.cpu / floor.cpu:.2f}", mib(f.peak), f"{f.in_flight:.0f}",
                     f"{f.server_cpu / f.wall * 100:.0f} %"])
    head = ["client", "wall", "x ideal", "x floor", "CPU per specimen", "x floor", "peak memory", "in flight",
            "server's CPU"]
    return (f"{count} specimens of 0.13 MB ({task.body} bytes a request), 300 ms, 64 in flight, medians of "
            f"{options.rounds}; ideal {task.ideal:.2f} s.\n\n" + table(head, rows) + "\n\n" + bounds(medians))


# What an image that is sent as it is may take: (name, against whom, figure, most).
BOUNDS = [
    ("wall", "floor", lambda f, other: f.wall / other.wall, 1.04),
    ("CPU", "floor", lambda f, other: f.cpu / other.cpu, 3.5),
    ("CPU", "aiohttp", lambda f, other: f.cpu / other.cpu, 0.7),
    ("peak memory in MB", None, lambda f, other: f.peak / MIB, 48),
]
# Bounds that did not hold, in words.
broken = []


def bounds(medians):
    """Whether the bounds hold for each way of starting herbx; what does not is remembered."""
    rows = []
    for name in ("steady", "herbx"):
        for what, other, figure, most in BOUNDS:
            if name not in medians or (other and other not in medians):
                continue
            value = figure(medians[name], medians.get(other))
            words = f"{LABELS[name]}: {what}" + (f" x {LABELS[other]}" if other else "")
            rows.append([words, f"{value:.3f}", f"{most:g}", "yes" if value <= most else "**no**"])
            if value > most:
                broken.append(f"{words} is {value:.3f}, at most {most:g} is allowed")
    return table(["bound", "measured", "at most", "holds"], rows)


def saturation(contest, options):
    """How much the server can take: the floor without latency."""
    count = 1000 if options.quick else 5000
    small = contest.folders.images(1, 130 * KB)
    task = contest.know_body(Task(small, count, 64, 0.0))
    f = contest.race(task, ["floor"], options.rounds)["floor"]
    rows = [[count, f"{count / f.wall:.0f} /s", f"{count / f.wall * task.body / MB:.0f} MB/s", ms(f.server_cpu / count),
             ms(f.cpu / count)]]
    return ("The floor against the server without latency: what the two can do at most.\n\n"
            + table(["requests", "rate", "bytes", "server's CPU each", "floor's CPU each"], rows))


def inflight(contest, options):
    """Wall time over the number in flight."""
    rounds_each = 6 if options.quick else 20
    rows = []
    for in_flight in (1, 8, 64, 256):
        count = in_flight * rounds_each
        folder = contest.folders.images(count, 130 * KB)
        task = contest.know_body(Task(folder, count, in_flight, 0.3))
        medians = contest.race(task, ["floor", "steady"], options.rounds)
        floor, f = medians["floor"], medians["steady"]
        rows.append([in_flight, count, f"{task.ideal:.2f} s", ratio(f.wall, task.ideal), ratio(floor.wall, task.ideal),
                     ms(f.cpu / count), mib(f.peak), f"{f.in_flight:.0f}"])
    head = ["asked for", "specimens", "ideal", "herbx x ideal", "floor x ideal", "CPU per specimen", "peak memory",
            "in flight"]
    return table(head, rows)


def sizes(contest, options):
    """Memory and CPU over the size of the images."""
    rows, smallest = [], None
    for size, count in ((150 * KB, 640), (1 * MB, 480), (3_500 * KB, 240)):
        count = count // 4 if options.quick else count
        folder = contest.folders.images(count, size, distinct=8)
        task = contest.know_body(Task(folder, count, 32, 0.3))
        medians = contest.race(task, ["floor", "steady"], options.rounds)
        floor, f = medians["floor"], medians["steady"]
        smallest = smallest or f.peak
        rows.append([f"{size / MB:g} MB", count, ratio(f.wall, floor.wall), ms(f.cpu / count), ms(floor.cpu / count),
                     f"{f.cpu / floor.cpu:.2f}", mib(f.peak), mib(f.peak - smallest)])
    head = ["image", "specimens", "wall x floor", "CPU per specimen", "floor's", "x floor", "peak memory", "more"]
    return "32 in flight, 300 ms.\n\n" + table(head, rows)


def folders(contest, options):
    """Whether twice the specimens cost twice the CPU."""
    counts = (1000, 2000, 4000) if options.quick else (1000, 2000, 10_000, 20_000, 50_000, 100_000)
    counted = [Task(contest.folders.images(count, 8 * KB, distinct=8), count, 64, 0.005) for count in counts]
    starts = {count: [] for count in counts}
    # In turn, so that a slow quarter of an hour of the machine falls on all of them.
    for _ in range(options.rounds):
        for task in counted:
            starts[task.count].append(contest.race(task, ["steady"], 1)["steady"])
    tasks = [(task, Figures.median(starts[task.count])) for task in counted]
    rows = []
    for (before, earlier), (task, f) in zip([tasks[0]] + tasks, tasks):
        growth = f.cpu / earlier.cpu / (task.count / before.count)
        rows.append([task.count, f"{f.cpu:.2f} s", ms(f.cpu / task.count), "" if task is before else f"{growth:.3f}",
                     mib(f.peak), f"{f.first:.2f} s"])
    head = ["specimens", "CPU", "CPU per specimen", "growth, 1 for proportional", "peak memory", "first request after"]
    return "Images of 8 KB, 5 ms, 64 in flight.\n\n" + table(head, rows)


def start(contest, options):
    """How soon the first request of a large folder leaves, and what the list of names takes."""
    rows, smallest = [], None
    for count in (20, 20_000 if options.quick else 200_000):
        task = Task(contest.folders.images(count, 8 * KB, distinct=8), count, 8, 1.0)
        all_figures = [contest.start(contest.steady(task), task, stop_after=4) for _ in range(options.rounds)]
        f = Figures.median(all_figures)
        smallest = smallest or f.peak
        names = sum(len(name) for name in os.listdir(task.folder))
        rows.append([count, f"{f.first:.2f} s", mib(f.peak), mib(f.peak - smallest), mib(names),
                     f"{(f.peak - smallest) / count:.0f}"])
    head = ["images in the folder", "first request after", "peak memory", "more", "letters of the names",
            "bytes more an image"]
    return table(head, rows)


def throttle(contest, options):
    """A service that takes 8 at a time and says `Retry-After: 1` beyond that."""
    count = 80 if options.quick else 200
    folder = contest.folders.images(count, 130 * KB)
    task = Task(folder, count, 64, 1.0, slots=8)
    rows = []
    for name, f in contest.race(task, ["steady", "herbx"], options.rounds).items():
        rows.append([LABELS[name], f"{f.wall:.1f} s", f"{task.ideal:.1f} s", f"{f.refusals:.0f}",
                     f"{count - f.completions:.0f}"])
    head = ["client", "wall", "ideal", "answers of 429", "lost"]
    return f"{count} specimens, `--concurrency 64`, 1 s, 8 at a time.\n\n" + table(head, rows)


def images(contest, options):
    """Images that are made anew: herbx against the same libvips by xargs, and what small replies feel of it."""
    rows, times = image_files.measure(contest, options)
    lines = []
    for name, took, count, before, sent in rows:
        herbx, floor = took["herbx"], took["floor"]
        most = image_files.RATIOS[name]
        for what, value in (("wall", herbx.wall / floor.wall), ("CPU", herbx.cpu / floor.cpu)):
            if value > most:
                broken.append(f"{name}: {what} is {value:.3f} x xargs, at most {most:g} is allowed")
        lines.append([f"{count} {name}", f"{floor.wall:.2f} s", f"{herbx.wall:.2f} s", ratio(herbx.wall, floor.wall),
                      f"{floor.cpu:.2f} s", f"{herbx.cpu:.2f} s", ratio(herbx.cpu, floor.cpu), f"{most:g}",
                      mib(herbx.own), mib(herbx.largest), mib(before), mib(sent)])
    late = {share: image_files.percentile(times["full"], share) - image_files.percentile(times["alone"], share)
            for share in (0.5, 0.95, 1)}
    if late[1] > image_files.MOST_LATE:
        broken.append(f"a small reply is {late[1]} ms late, at most {image_files.MOST_LATE} are allowed")
    head = ["files", "xargs: wall", "herbx: wall", "ratio", "xargs: CPU", "herbx: CPU", "ratio", "at most",
            "herbx's own memory", "largest child", "on disk", "sent"]
    delays = [[name] + [image_files.percentile(values, share) for share in (0.5, 0.95, 1)]
              for name, values in times.items()]
    delays.append(["late by"] + list(late.values()))
    return (f"TIFF of 215 MB, JPEG of 5 MB; 8 in flight, 300 ms, medians of {options.rounds}.\n\n" + table(head, lines)
            + "\n\nSmall replies while the pool is full and eight masters wait, in ms, 100 ms of them the server's.\n\n"
            + table(["small images", "median", "95 %", "longest"], delays))


def journal(contest, options):
    """What the journal of requests costs: the same lines by the same calls, and nothing else."""
    count = 320 if options.quick else 2885
    task = contest.know_body(Task(contest.folders.images(count, 130 * KB), count, 64, 0.3))
    herbx = contest.race(task, ["steady"], options.rounds)["steady"]
    path = os.path.join(contest.folders.root, "run", "requests.jsonl")
    with open(path, "rb") as file:
        lines = file.readlines()
    # So many of them that the start of a program does not count.
    many = contest.folders.output("many.jsonl")
    repeats = 20
    with open(many, "wb") as file:
        file.writelines(lines * repeats)
    cpu = contest.processor_time([contest.tools["append"], many, contest.folders.output("appended.jsonl")])
    each = cpu / repeats / count
    size = sum(map(len, lines))
    return table(["lines a specimen", "bytes a specimen", "CPU of their writes", "herbx's CPU per specimen", "share"],
                 [[f"{len(lines) / count:.2f}", f"{size / count:.0f}", ms(each), ms(herbx.cpu / count),
                   f"{each / (herbx.cpu / count) * 100:.1f} %"]])


PARTS = {
    "main": ("Side by side", main),
    "saturation": ("The server is not the bottleneck", saturation),
    "inflight": ("Over the number in flight", inflight),
    "sizes": ("Over the size of the images", sizes),
    "folders": ("Over the size of the folder", folders),
    "start": ("The first request of a large folder", start),
    "images": ("Images that are made anew", images),
    "journal": ("The journal of requests", journal),
    "throttle": ("A service that takes 8 at a time", throttle),
}


def run(contest, options):
    for name in options.only or PARTS:
        title, part = PARTS[name]
        say(f"== {name}: {title}")
        print(f"## {title}\n\n{part(contest, options)}\n", flush=True)
