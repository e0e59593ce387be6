"""A service that answers every request well, after a while, until it is told otherwise: for a trial to kill or to spoil.

    python3 scripts/lib/plain_service.py PORT [LATENCY [FOLDER]]

FOLDER/mode holds one word: `well`; `500` or `503` for that answer to every request; `reset` to break every connection;
`401` to refuse the key for completions, though `/key` calls it good. FOLDER/requests gets that word as a line for each
request that comes while it is not `well`. LATENCY is in seconds, 0.5 by default.
"""

import http.server
import json
import os
import socket
import socketserver
import struct
import sys
import time

LATENCY = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
FOLDER = sys.argv[3] if len(sys.argv) > 3 else None

MODEL = "qwen/qwen2.5-vl-72b-instruct"
RECORD = {
    "catalogNumber": {"value": "019121", "confidence": 0.93},
    "scientificName": {"value": "Carex aquatilis", "confidence": 0.9},
}
CATALOGUE = {
    "data": [
        {
            "id": MODEL,
            "context_length": 32000,
            "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]},
            "pricing": {"prompt": "0.0000005", "completion": "0.0000005"},
            "supported_parameters": ["structured_outputs"],
        }
    ]
}
KEY = {"data": {"limit": 15, "limit_remaining": 14, "usage": 1}}
ANSWER = {
    "id": "g",
    "model": MODEL,
    "choices": [{"index": 0, "message": {"role": "assistant", "content": json.dumps(RECORD)}, "finish_reason": "stop"}],
    "usage": {"cost": 0.0036},
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def mode(self):
        if not FOLDER:
            return "well"
        with open(FOLDER + "/mode") as file:
            return file.read().strip() or "well"

    def spoiled(self, isCompletion):
        """Whether the request has been dealt with badly."""
        mode = self.mode()
        if mode == "well":
            return False
        with open(FOLDER + "/requests", "a") as file:
            file.write(mode + "\n")
        if mode == "reset":
            self.reset()
            return True
        if mode == "401" and not isCompletion:
            return False
        message = "User not found." if mode == "401" else "Internal Server Error"
        self.answer({"error": {"message": message, "code": int(mode)}}, int(mode))
        return True

    def reset(self):
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Its files keep the socket open otherwise.
        os.close(self.connection.detach())

    def answer(self, body, status=200):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if self.spoiled(False):
            return
        self.answer(CATALOGUE if self.path.endswith("/models") else KEY)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.spoiled(True):
            return
        time.sleep(LATENCY)
        self.reset() if self.mode() == "reset" else self.answer(ANSWER)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def handle_error(self, *arguments):
        pass


Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
