"""A service that answers every request well, after half a second: to be killed and started again by a trial.

    python3 scripts/lib/plain_service.py PORT
"""

import http.server
import json
import socketserver
import sys
import time

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

    def answer(self, body):
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.answer(CATALOGUE if self.path.endswith("/models") else KEY)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(0.5)
        self.answer(ANSWER)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True


Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
