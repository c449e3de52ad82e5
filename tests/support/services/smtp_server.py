#!/usr/bin/python3
"""Mail server for tests: aiosmtpd on a loopback port of the kernel's choice.

First line on stdin: the configuration as JSON (see smtp-server.ts). Then one command a line:
"behave JSON" replaces the list of faults, "messages" and "stats" tell what happened.
stdout: one JSON line when ready ({"port": N}), then one per command, in order. The process ends when stdin ends.
"""

import asyncio
import json
import os
import ssl
import sys
import traceback

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

FOREVER_S = 3600


class Postmaster:
    """Takes mail, and misbehaves where it is told to."""

    def __init__(self, config):
        self.config = config
        self.faults = []
        self.messages = []
        self.connections = 0
        self.faults_met = 0
        self.open = set()

    def next_fault(self, step):
        for fault in self.faults:
            if fault["at"] == step and fault.get("times", 1) != 0:
                fault["times"] = fault.get("times", 1) - 1
                self.faults_met += 1
                return fault
        return None

    async def misbehave(self, step, server):
        fault = self.next_fault(step)
        if fault is None:
            return None
        if fault["do"] == "hang":
            await asyncio.sleep(FOREVER_S)
        if fault["do"] == "drop":
            server.transport.abort()
            await asyncio.sleep(FOREVER_S)
        return fault["do"]

    async def handle_MAIL(self, server, session, envelope, address, options):
        reply = await self.misbehave("mail", server)
        if reply:
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = await self.misbehave("rcpt", server)
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope):
        reply = await self.misbehave("data", server)
        if reply:
            return reply
        self.messages.append(
            {
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "raw": envelope.content.decode("utf-8", "replace"),
                "tls": session.ssl is not None,
                "authenticated": bool(session.authenticated),
            }
        )
        # taken, but the sender never hears of it
        reply = await self.misbehave("accepted", server)
        return reply or "250 taken"

    def authenticate(self, server, session, envelope, mechanism, data):
        want = self.config["username"].encode(), self.config["password"].encode()
        return AuthResult(success=(data.login, data.password) == want, handled=False)


class TestServer(SMTP):
    def __init__(self, postmaster, **options):
        super().__init__(postmaster, **options)
        self.postmaster = postmaster

    def connection_made(self, transport):
        if self.transport is None:
            self.postmaster.connections += 1
        self.postmaster.open.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error):
        self.postmaster.open.discard(self.transport)
        super().connection_lost(error)

    async def _handle_client(self):
        fault = self.postmaster.next_fault("greeting")
        if fault is None:
            return await super()._handle_client()
        if fault["do"] == "hang":
            await asyncio.sleep(FOREVER_S)
        if fault["do"] == "drip":
            for _ in range(FOREVER_S):
                self._writer.write(b"220-wait\r\n")
                await asyncio.sleep(0.05)
        if fault["do"] != "drop":
            self._writer.write(fault["do"].encode() + b"\r\n")
        self.transport.close()


async def commands(postmaster):
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    config = json.loads(await reader.readline())
    postmaster.config = config
    options = {"hostname": "mail.test", "auth_require_tls": False, "timeout": 120}
    if config["username"]:
        options.update(authenticator=postmaster.authenticate, auth_required=True)
    context = None
    if config["certificate"]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(config["certificate"], config["key"])
    if context and not config["implicitTls"]:
        options.update(tls_context=context, require_starttls=config["requireStartTls"])
    implicit = context if config["implicitTls"] else None
    server = await loop.create_server(lambda: TestServer(postmaster, **options), "127.0.0.1", 0, ssl=implicit)
    answer({"port": server.sockets[0].getsockname()[1]})
    while line := (await reader.readline()).decode().strip():
        name, _, rest = line.partition(" ")
        if name == "behave":
            postmaster.faults = json.loads(rest)
            answer({})
        elif name == "messages":
            answer(postmaster.messages)
        elif name == "stats":
            answer({"connections": postmaster.connections, "open": len(postmaster.open), "faultsMet": postmaster.faults_met})


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    try:
        asyncio.run(commands(Postmaster(None)))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    # hanging handlers need no farewell
    os._exit(0)


main()
