"""A GitHub on loopback: comments of one pull request, uploads of SARIF, and a release."""

import base64
import gzip
import hashlib
import http.server
import io
import json
import re
import tarfile
import threading

TOKEN = "fake-token"
HEAD = "1234567890" * 4
STRANGER = {"id": 1, "user": {"login": "mallory"}, "body": "<!-- whys:comment -->\nI was here first"}


class GitHub:
    def __init__(self, program):
        self.comments, self.uploads, self.refused = [STRANGER], [], []
        self.archive = pack(program)
        self.checksum = hashlib.sha256(self.archive).hexdigest()
        github = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path.startswith("/whys-dev/whys/releases/download/"):
                    return self.answer(200, github.archive)
                if "/pulls/" in self.path:
                    return self.asked(lambda **_: {"head": {"sha": HEAD}}, r"/repos/[\w.-]+/[\w.-]+/pulls/7")
                return self.asked(lambda page, **_: github.comments[100 * (page - 1):100 * page],
                                  r"/repos/[\w.-]+/[\w.-]+/issues/7/comments\?per_page=100&page=(?P<page>\d+)")

            def do_POST(self):
                if self.path.endswith("/code-scanning/sarifs"):
                    return self.asked(github.upload, r"/repos/[\w.-]+/[\w.-]+/code-scanning/sarifs")
                return self.asked(github.comment, r"/repos/[\w.-]+/[\w.-]+/issues/7/comments")

            def do_PATCH(self):
                return self.asked(github.write_anew, r"/repos/[\w.-]+/[\w.-]+/issues/comments/(?P<number>\d+)")

            def asked(self, answer, path):
                known = re.fullmatch(path, self.path)
                if not known or self.headers["Authorization"] != f"Bearer {TOKEN}":
                    github.refused.append(f"{self.command} {self.path}")
                    return self.answer(403, b'{"message": "Resource not accessible by integration"}')
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                arguments = {name: int(value) for name, value in known.groupdict().items()}
                return self.answer(200, json.dumps(answer(body=body, **arguments)).encode())

            def answer(self, status, data):
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def comment(self, body):
        self.comments.append({"id": len(self.comments) + 1, "user": {"login": "github-actions[bot]"}, "body": body["body"]})
        return self.comments[-1]

    def write_anew(self, number, body):
        self.comments[number - 1] = self.comments[number - 1] | {"body": body["body"], "edited": True}
        return self.comments[number - 1]

    def upload(self, body):
        self.uploads.append(body | {"sarif": json.loads(gzip.decompress(base64.b64decode(body["sarif"])))})
        return {"id": "upload"}

    def own_comments(self):
        return [comment for comment in self.comments if comment["user"]["login"] == "github-actions[bot]"]


def pack(program):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(program, "whys")
    return packed.getvalue()
