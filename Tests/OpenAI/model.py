# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0
"""A model service that says what its tests need: words one by one, the conversation it was given, or an error."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = ["one ", "two ", "three ", "four ", "five"]
PAUSE = 0.25


class Model(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.given = []
        self.broken = threading.Event()
        self.began = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.given.append(request)
        last = request["messages"][-1]["content"]
        text = last if isinstance(last, str) else " ".join(part.get("text", "") for part in last)
        if "fail with" in text:
            self.fail(int(text.split()[-1]))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            if "endless" in text:
                self.server.began.set()
                while True:
                    self.say("again ")
                    time.sleep(0.05)
            elif "slowly" in text:
                for word in WORDS:
                    self.say(word)
                    time.sleep(PAUSE)
            elif "silence" in text:
                self.say("NO_")
                self.say("REPLY")
            elif "everything" in text:
                self.say(" | ".join(f"{m['role']}: {m['content']}" for m in request["messages"]))
            else:
                self.say(f"You said: {text}")
            self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "length" if "cut" in text else "stop"}]})
            usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
            self.event({"choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.server.broken.set()

    def say(self, words):
        self.event({"choices": [{"index": 0, "delta": {"content": words}, "finish_reason": None}]})

    def event(self, fields):
        chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", **fields}
        self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        self.wfile.flush()

    def fail(self, status):
        body = json.dumps({"error": {"message": f"the service says {status}", "type": "error"}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
