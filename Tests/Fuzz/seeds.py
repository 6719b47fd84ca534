#!/usr/bin/env python3
# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0
"""Writes the first inputs of every fuzz target into Corpus/; what the fuzzer finds beyond them is added by `run --minutes`."""

import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).resolve().parent / "Corpus"


def frame(first, payload=b"", masked=True):
    size = len(payload)
    head = bytes([first]) + (bytes([size | 0x80 * masked]) if size < 126 else bytes([126 | 0x80 * masked]) + struct.pack(">H", size))
    if not masked:
        return head + payload
    key = b"\x37\xfa\x21\x3d"
    return head + key + bytes(byte ^ key[index % 4] for index, byte in enumerate(payload))


def deflated(text):
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return (packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]


SEEDS = {
    "request": [
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /a HTTP/1.0\r\n\r\n",
        b"POST /x?y=1 HTTP/1.1\r\nHost: a:80\r\nContent-Length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5;x=\"y\"\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, keep-alive\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: [::1]:1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    "response": [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nuntil the end",
        b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
    ],
    "frames": [
        frame(0x81, b"hello"), frame(0x01, b"he") + frame(0x89, b"ping") + frame(0x80, b"llo"), frame(0x82, bytes(300)),
        frame(0x88, b"\x03\xe8bye"), frame(0x8A), frame(0xC1, deflated(b"hello")), frame(0x81, "ä€𝄞".encode(), masked=False),
        frame(0x01, "ä".encode()[:1]) + frame(0x80, "ä".encode()[1:]), b"\x81\xff" + bytes(8), frame(0x88, b"\x03"),
    ],
    "events": [
        b"data: hello\n\n", b"event: delta\r\nid: 7\r\ndata: x\r\n\r\n", b": comment\n\nretry: 10\ndata:a\ndata: b\r\r", b"\xef\xbb\xbfdata: x\n\n",
        b"data: [DONE]\n\n",
    ],
    "target": [b"/", b"/a/b/../c?x=1&y=%20", b"/%61/%2e%2e/%C3%A4//b/./", b"http://host:80/a%20b?y", b"*", b"/%00", b"//host/path"],
    "json": [
        b'{"a":[1,-0.5e3,true,false,null,"\\u00e9\\ud83e\\udd9e\\n"],"b":{"c":{}}}', b"[]", b'"\\ud800"', b"1e999", b"-0", b'{"a":1,"a":2}',
        b"[[[[[[[[[[]]]]]]]]]]", b'  {"x" : "\xc3\xa4" } ',
    ],
    "json5": [
        b"{ // c\n a: [1, -0x1F, .5e3, 'x\\u00e9\\\n', \"y\"], /* d */ $b: {c: true,}, }", b"[+1, 0xFFFFFFFFFFFFFFFF, 1., NaN]", b"'\\x41\\0'",
        b'{"a":[1,2,{"b":null}]}', b"\xef\xbb\xbf{}", b"{a:1,a:2}",
    ],
    "envelope": [
        b'{"type":"req","id":"1","method":"health","params":{}}', b'{"type":"req","id":"\\u0041","method":"chat.send","params":{"a":[1]},"traceparent":"x"}',
        b'{"id":1}', b'{"type":"res"}', b'{"type":"req","id":"1","method":"m","params":1}',
    ],
    "deflate": [deflated(b"hello hello hello"), deflated(b""), deflated(bytes(100000)), b"\xff\xff", deflated(b"x" * 40)[:-1]],
}

for target, inputs in SEEDS.items():
    folder = HERE / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(inputs, 1):
        (folder / f"seed-{number:02}").write_bytes(data)
