"""The local server that everything is measured against."""
import json
import subprocess
import urllib.request


class Server:
    """One process of server.c; counts from each reset on."""

    def __init__(self, program, answer):
        self.process = subprocess.Popen([program, answer], stdout=subprocess.PIPE, text=True)
        port = self.process.stdout.readline().split()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.base = self.root + "/api/v1"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def _get(self, path):
        with urllib.request.urlopen(self.root + path, timeout=10) as reply:
            return json.load(reply)

    def reset(self, latency, slots=0):
        """latency in seconds; slots 0 for as many as come."""
        self._get(f"/reset?latency={round(latency * 1000)}&slots={slots}")

    def report(self):
        return self._get("/report")
