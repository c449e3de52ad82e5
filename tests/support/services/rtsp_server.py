#!/usr/bin/python3
"""RTSP camera for tests: gst-rtsp-server on a loopback port of the kernel's choice.

First line on stdin: the configuration as JSON (see rtsp-server.ts; credentials come this way because
argv shows in the process list). Then one command a line: stall, resume, freeze, unfreeze, drop, close PATH, open PATH, stats.
stdout: one JSON line when ready ({"event": "ready", "port": N}), then one per command, in order.
The process ends when stdin ends.
"""

import glob
import json
import os
import sys
import traceback

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
gi.require_version("GstApp", "1.0")
from gi.repository import GLib, Gst, GstApp, GstRtsp, GstRtspServer  # noqa: E402, F401

Gst.init(None)
from rtsp_live_encoder import LiveEncoder  # noqa: E402
from rtsp_live_mount import LiveMount  # noqa: E402

AUTH_METHODS = {"basic": GstRtsp.RTSPAuthMethod.BASIC, "digest": GstRtsp.RTSPAuthMethod.DIGEST}
REQUESTS = ("options", "describe", "setup", "play", "pause", "teardown")


class TestCamera:
    def __init__(self, config):
        self.mount = LiveMount(config)
        self.encoder = LiveEncoder(config, self.mount.send)
        self.server = GstRtspServer.RTSPServer()
        self.server.set_address("127.0.0.1")
        self.server.set_service("0")
        self.connected = 0
        self.connections = 0
        self.requests = dict.fromkeys(REQUESTS, 0)
        self.session_timeout_s = config["sessionTimeoutS"]
        self.server.connect("client-connected", self._on_client)
        if config["auth"] != "none":
            self._require_sign_in(config)
        for path in [config["path"], *config["otherPaths"]]:
            self.server.get_mount_points().add_factory(path, self.mount.factory)

    def start(self):
        self.encoder.start()
        # Without the first picture's caps a DESCRIBE that comes at once would have no parameter sets.
        if not self.mount.ready.wait(20):
            raise RuntimeError("the encoder made no picture within 20 s")
        self.server.attach(None)
        GLib.timeout_add_seconds(1, self._clean_sessions)
        return self.server.get_bound_port()

    def _require_sign_in(self, config):
        auth = GstRtspServer.RTSPAuth()
        auth.set_supported_methods(AUTH_METHODS[config["auth"]])
        token = GstRtspServer.RTSPToken()
        token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
        if config["auth"] == "basic":
            auth.add_basic(GstRtspServer.RTSPAuth.make_basic(config["username"], config["password"]), token)
        else:
            auth.add_digest(config["username"], config["password"], token)
        permissions = GstRtspServer.RTSPPermissions()
        for permission in (GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT):
            permissions.add_permission_for_role("viewer", permission, True)
        self.mount.factory.set_permissions(permissions)
        self.server.set_auth(auth)

    def _on_client(self, _server, client):
        self.connected += 1
        self.connections += 1
        client.connect("closed", self._on_closed)
        client.connect("new-session", self._on_session)
        for name in REQUESTS:
            client.connect(f"{name}-request", self._count, name)

    def _on_session(self, _client, session):
        # 0 is the server's own: 60 s
        if self.session_timeout_s > 0:
            session.set_timeout(self.session_timeout_s)
            session.set_property("extra-timeout", 0)

    def _on_closed(self, _client):
        self.connected -= 1

    def _count(self, _client, _context, name):
        self.requests[name] += 1

    def _clean_sessions(self):
        self.server.get_session_pool().cleanup()
        return GLib.SOURCE_CONTINUE

    def command(self, name):
        if name in ("stall", "resume"):
            self.mount.stalled = name == "stall"
        elif name in ("freeze", "unfreeze"):
            self.encoder.frozen = name == "freeze"
        elif name.startswith("close "):
            self.server.get_mount_points().remove_factory(name.removeprefix("close "))
        elif name.startswith("open "):
            self.server.get_mount_points().add_factory(name.removeprefix("open "), self.mount.factory)
        elif name == "drop":
            self.server.client_filter(lambda _server, _client: GstRtspServer.RTSPFilterResult.REMOVE)
        elif name != "stats":
            return {"error": f"unknown command {name}"}
        return self.stats()

    def stats(self):
        return {
            "connectedClients": self.connected,
            "sessions": self.server.get_session_pool().get_n_sessions(),
            "totalConnections": self.connections,
            "framesDrawn": self.encoder.frames,
            "keyFrames": self.encoder.key_frames,
            "picturesSent": self.mount.pictures_sent,
            "requests": self.requests,
        }


def say(message):
    print(json.dumps(message), flush=True)


def die(*error):
    """GLib would print an exception in a callback and go on with half a camera."""
    traceback.print_exception(*error)
    os._exit(1)


def forget_shared_memory():
    """libfaketime's, only for child processes, which we have none of; it stays in /dev/shm after a kill."""
    for path in glob.glob(f"/dev/shm/*faketime_s*_{os.getpid()}"):
        os.remove(path)


def main():
    sys.excepthook = die
    forget_shared_memory()
    camera = TestCamera(json.loads(sys.stdin.readline()))
    say({"event": "ready", "port": camera.start()})
    loop = GLib.MainLoop()

    def on_input(_channel, condition):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        say({"event": "done", **camera.command(line.strip())})
        return True

    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, on_input)
    loop.run()
    # Tearing the pipelines down in order takes up to a second and frees nothing the kernel won't free now.
    os._exit(0)


main()
