# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""A client of the gateway protocol with a device key, written from the protocol alone."""

import asyncio
import base64
import hashlib
import itertools
import json

import websockets
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

WAIT = 60


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Device:
    """A key, and what is signed with it."""

    def __init__(self):
        self.key = Ed25519PrivateKey.generate()
        raw = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.public_key = base64url(raw)
        self.id = hashlib.sha256(raw).hexdigest()

    def proof(self, params, challenge, version=3, nonce=None, signed_at=None):
        auth, client = params.get("auth", {}), params["client"]
        nonce = challenge["nonce"] if nonce is None else nonce
        signed_at = challenge["ts"] if signed_at is None else signed_at
        token = auth.get("token") or auth.get("deviceToken") or auth.get("bootstrapToken") or ""
        fields = [
            f"v{version}", self.id, client["id"], client["mode"], params["role"], ",".join(params["scopes"]), str(signed_at), token, nonce,
        ]
        if version == 3:
            fields += [client["platform"].strip().lower(), client.get("deviceFamily", "").strip().lower()]
        signature = self.key.sign("|".join(fields).encode())
        return {"id": self.id, "publicKey": self.public_key, "signature": base64url(signature), "signedAt": signed_at, "nonce": nonce}


class Refused(Exception):
    """A failed response; `details` has the code."""

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.code, self.details, self.error = error["code"], error.get("details") or {}, error


class Client:
    """One connection."""

    def __init__(self, socket):
        self.socket, self.events, self.ids = socket, [], itertools.count(1)
        self.hello = None

    @classmethod
    async def open(cls, port, headers=None):
        client = cls(await websockets.connect(f"ws://127.0.0.1:{port}/", additional_headers=headers or {}, open_timeout=WAIT))
        client.challenge = (await client.event("connect.challenge"))["payload"]
        return client

    @classmethod
    async def connect(cls, port, device=None, role="operator", scopes=(), auth=None, version=3, commands=None, headers=None, **proof):
        client = await cls.open(port, headers)
        params = {
            "minProtocol": 3, "maxProtocol": 4, "role": role, "scopes": list(scopes), "caps": [],
            "client": {"id": "node-host" if role == "node" else "test", "version": "1.0", "platform": "Linux", "mode": "node" if role == "node" else "cli"},
            "auth": auth or {},
        }
        if commands is not None:
            params["commands"] = commands
        if device:
            params["device"] = device.proof(params, client.challenge, version, **proof)
        client.hello = await client.call("connect", params)
        assert client.hello["type"] == "hello-ok", client.hello
        return client

    async def frame(self):
        return json.loads(await asyncio.wait_for(self.socket.recv(), WAIT))

    async def event(self, name):
        for index, frame in enumerate(self.events):
            if frame["event"] == name:
                return self.events.pop(index)
        while True:
            frame = await self.frame()
            if frame["type"] == "event":
                if frame["event"] == name:
                    return frame
                self.events.append(frame)

    async def call(self, method, params=None):
        name = f"p{next(self.ids)}"
        await self.socket.send(json.dumps({"type": "req", "id": name, "method": method, "params": params or {}}))
        while True:
            frame = await self.frame()
            if frame["type"] == "event":
                self.events.append(frame)
            elif frame["id"] == name:
                if frame["ok"]:
                    assert "error" not in frame, frame
                    return frame["payload"]
                raise Refused(frame["error"])

    async def closed(self):
        """The close code and reason, once the gateway has ended the connection."""
        try:
            while True:
                await self.frame()
        except websockets.ConnectionClosed as end:
            return end.rcvd.code, end.rcvd.reason

    async def close(self):
        await self.socket.close()
