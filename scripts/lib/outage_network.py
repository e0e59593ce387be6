"""A way to the service that breaks: a proxy of bytes before a TLS service, and a run of herbx through it.

    python3 scripts/lib/outage_network.py handshake|swallow HERBX FOLDER IMAGES SERVICE

handshake: from the third to the eighth second all connections are broken, new ones inside their TLS handshake.
swallow: after three seconds all bytes of the connections that stand are swallowed; new ones work.
SERVICE is a port of 127.0.0.1 where TLS is spoken, with FOLDER/certificate.pem. Exit status 0 where all is done.
"""

import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time

kind, herbx, folder, images, service = sys.argv[1:6]
listener = socket.create_server(("127.0.0.1", 0), backlog=128)
began = time.monotonic()
connections, sockets, dead, resets = [], [], set(), [0]


def pump(source, target, number):
    try:
        while data := source.recv(65536):
            if number not in dead:
                target.sendall(data)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve():
    while True:
        client, _ = listener.accept()
        if kind == "handshake" and 3 < time.monotonic() - began < 8:
            client.recv(100)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
            resets[0] += 1
            continue
        upstream = socket.create_connection(("127.0.0.1", int(service)))
        number = len(connections)
        connections.append(time.monotonic() - began)
        sockets.append(client)
        for ends in ((client, upstream), (upstream, client)):
            threading.Thread(target=pump, args=(*ends, number), daemon=True).start()


threading.Thread(target=serve, daemon=True).start()
environment = dict(
    os.environ,
    HERBX_BASE_URL=f"https://localhost:{listener.getsockname()[1]}/api/v1",
    CURL_CA_BUNDLE=folder + "/certificate.pem",
)
run = folder + "/run-" + kind
process = subprocess.Popen(
    [herbx, "extract", "--input", images, "--output", run, "--model", "qwen-vl-72b", "--timeout", "10", "--progress", "none"],
    env=environment,
)
time.sleep(3)
if kind == "swallow":
    dead.update(range(len(connections)))
else:
    for each in sockets:
        each.shutdown(socket.SHUT_RDWR)
status = process.wait()
records = [json.loads(line) for line in open(run + "/raw.jsonl")]
done, all_images = sum("dwc" in record for record in records), len(os.listdir(images))
print(f"{kind}: exit {status}, {done} done, {len(records) - done} failed, {resets[0]} resets, connections at", connections)
late = [at for at in connections if at > 3]
isWell = status == 0 and done == len(records) == all_images
wasTried = late and late[0] < 18 if kind == "swallow" else resets[0] > 0
sys.exit(0 if isWell and wasTried else 1)
