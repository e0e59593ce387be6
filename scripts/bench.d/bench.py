"""Measures herbx beside the floor, a lean client and an SDK, against one server. Started by scripts/bench."""
import argparse
import datetime
import os
import platform
import subprocess
import sys

from contestants import Contest
from folders import Folders
from parts import PARTS, broken, run
from server import Server

HERE = os.path.dirname(os.path.abspath(__file__))


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--tools", required=True, help="the folder of the built programs")
    parser.add_argument("--python", required=True, help="a Python that has aiohttp and openai")
    parser.add_argument("--herbx", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--only", action="append", choices=list(PARTS))
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 3)
    return options


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def output_of(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().split("\n")[0]


def tell_machine(options):
    day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    commit = output_of("git", "-C", HERE, "describe", "--always", "--dirty")
    size = os.path.getsize(options.herbx) / (1 << 20)
    print(f"{day}; {os.cpu_count()} cores, {processor()}; {platform.system()} {platform.release()}; "
          f"libcurl {output_of('curl-config', '--version').split()[-1]}; Python {platform.python_version()}; "
          f"herbx at {commit}, {size:.1f} MB.\n", flush=True)


def main():
    options = arguments()
    tools = {name: os.path.join(options.tools, name) for name in ("append", "floor", "measure", "server")}
    tools |= {"herbx": options.herbx, "python": options.python}
    tell_machine(options)
    with Server(tools["server"], os.path.join(HERE, "answer.json")) as server:
        with Folders(os.path.join(options.tools, "data")) as folders:
            run(Contest(server, folders, tools), options)
    for sentence in broken:
        print(f"does not hold: {sentence}", file=sys.stderr)
    sys.exit(1 if broken else 0)


main()
