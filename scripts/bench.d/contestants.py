"""Those who are measured: how each is started, and what a start took."""
import json
import os
import statistics
import subprocess
from dataclasses import dataclass

# herbx's exit status after SIGTERM.
STOPPED = 143
HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass
class Task:
    """What a contestant has to do."""

    folder: str
    count: int
    in_flight: int
    latency: float
    slots: int = 0
    # Bytes of one whole request body, and of all in it that is not the image.
    body: int = 0
    prompt: int = 0

    @property
    def ideal(self):
        """Seconds, were every place always taken."""
        return self.count / min(self.in_flight, self.slots or self.in_flight) * self.latency


@dataclass
class Figures:
    """What one start took; seconds and bytes."""

    wall: float
    cpu: float
    peak: int
    in_flight: int
    completions: int
    refusals: int
    body: float
    server_cpu: float
    first: float

    @staticmethod
    def median(all_figures):
        fields = Figures.__dataclass_fields__
        return Figures(**{name: statistics.median(getattr(f, name) for f in all_figures) for name in fields})


class Contest:
    """Starts contestants one after the other against one server."""

    def __init__(self, server, folders, tools):
        self.server, self.folders, self.tools = server, folders, tools
        self.keys = os.path.join(folders.root, "keys.env")
        with open(os.open(self.keys, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            file.write('export OPENROUTER_API_KEY="sk-or-v1-' + "0" * 64 + '"\n')

    def herbx(self, task, *options):
        run = self.folders.output("run")
        return [self.tools["herbx"], "extract", "--input", task.folder, "--output", run, "--model", "bench/model",
                "--base-url", self.server.base, "--keys-file", self.keys, "--concurrency", str(task.in_flight),
                "--progress", "none", *options]

    def steady(self, task):
        """herbx without the pause that early validation makes at the beginning."""
        return self.herbx(task, "--no-early-validation")

    def floor(self, task):
        url = self.server.base + "/chat/completions"
        return [self.tools["floor"], url, str(task.count), str(task.in_flight), str(task.body)]

    def aiohttp(self, task):
        return self._python("client_aiohttp.py", task)

    def openai(self, task):
        return self._python("client_openai.py", task)

    def _python(self, script, task):
        output = self.folders.output("answers.jsonl")
        return [self.tools["python"], os.path.join(HERE, script), self.server.base, task.folder, output,
                str(task.in_flight), str(task.prompt)]

    def know_body(self, task):
        """Lets herbx send one specimen, to learn how long its bodies are; the others then send as much."""
        one = Task(task.folder, 1, 1, 0.0)
        report = self.start(self.herbx(one, "--limit", "1"), one)
        image = os.path.getsize(os.path.join(task.folder, sorted(os.listdir(task.folder))[0]))
        task.body = round(report.body)
        task.prompt = task.body - (image + 2) // 3 * 4
        return task

    @staticmethod
    def warm(task):
        """Brings the images into memory, so that no start waits for the disk that another did not wait for."""
        if task.count > 10_000:
            return
        for entry in os.scandir(task.folder):
            with open(entry.path, "rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass

    def start(self, command, task, stop_after=0):
        """Runs a command to its end, or asks it to stop after so many seconds; a failure ends the benchmark."""
        self.warm(task)
        self.server.reset(task.latency, task.slots)
        result = self.folders.output("measured.json")
        log = self.folders.output("log.txt")
        with open(log, "w", encoding="utf-8") as file:
            done = subprocess.run([self.tools["measure"], result, str(stop_after), *command], stdout=file, stderr=file,
                                  check=False)
        report = self.server.report()
        is_stopped = stop_after > 0 and done.returncode == STOPPED
        if not is_stopped and (done.returncode != 0 or report["completions"] < task.count):
            with open(log, encoding="utf-8", errors="replace") as file:
                tail = file.read()[-2000:]
            raise SystemExit(f"error: status {done.returncode}, {report['completions']} of {task.count} answered: "
                             f"{' '.join(command)}\n{tail}")
        with open(result, encoding="utf-8") as file:
            measured = json.load(file)
        requests = report["completions"] + report["refusals"]
        return Figures(
            wall=measured["wall"], cpu=measured["cpu"], peak=measured["peak"], in_flight=report["most_in_flight"],
            completions=report["completions"], refusals=report["refusals"], body=report["bytes"] / requests,
            server_cpu=report["cpu"], first=report["first"] - measured["began"])

    def processor_time(self, command):
        """Seconds that a command takes which asks no server."""
        result = self.folders.output("measured.json")
        subprocess.run([self.tools["measure"], result, "0", *command], check=True)
        with open(result, encoding="utf-8") as file:
            return json.load(file)["cpu"]

    def race(self, task, names, rounds):
        """Medians by name; the contestants take turns, so that a slow minute of the machine hits all alike."""
        figures = {name: [] for name in names}
        for number in range(rounds):
            for name in names[number % len(names):] + names[:number % len(names)]:
                say(f"  round {number + 1} of {rounds}: {name}")
                figures[name].append(self.start(getattr(self, name)(task), task))
        return {name: Figures.median(all_figures) for name, all_figures in figures.items()}


def say(text):
    """To standard error, which is for people; the tables alone go to standard output."""
    os.write(2, (text + "\n").encode())
