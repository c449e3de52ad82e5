"""One live mount, shared by all its clients, that sends on what the encoder makes."""

import threading
import time

from gi.repository import Gst, GstRtsp, GstRtspServer

PAYLOADERS = {
    "h264": "rtph264pay config-interval=-1",
    "h265": "rtph265pay config-interval=-1",
    "mjpeg": "rtpjpegpay",
}
PICTURE = Gst.BufferCopyFlags.FLAGS | Gst.BufferCopyFlags.MEMORY
TRANSPORTS = {"tcp": GstRtsp.RTSPLowerTrans.TCP, "udp": GstRtsp.RTSPLowerTrans.UDP}


class LiveMount:
    def __init__(self, config):
        self.stalled = False
        self.pictures_sent = 0
        self.sources = []
        self.caps = None
        self.ready = threading.Event()
        self.lock = threading.Lock()
        self.factory = self._factory(config)

    def _factory(self, config):
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(f"( appsrc name=source is-live=true format=time ! {PAYLOADERS[config['codec']]} name=pay0 )")
        factory.set_shared(True)
        allowed = GstRtsp.RTSPLowerTrans(0)
        for transport in config["transports"]:
            allowed |= TRANSPORTS[transport]
        factory.set_protocols(allowed)
        factory.connect("media-configure", self._on_media)
        return factory

    def _on_media(self, _factory, media):
        source = media.get_element().get_by_name("source")
        source.set_caps(self.caps)
        with self.lock:
            self.sources.append(source)
        media.connect("unprepared", lambda _media: self._forget(source))

    def _forget(self, source):
        with self.lock:
            if source in self.sources:
                self.sources.remove(source)

    def send(self, buffer, caps, capture_ns):
        """Encoder thread. Time stamps say when the picture was taken, so RTCP reports map to the drawn clock."""
        self.caps = caps
        self.ready.set()
        if self.stalled:
            return
        with self.lock:
            sources = list(self.sources)
        for source in sources:
            clock = source.get_clock()
            base_ns = source.get_base_time()
            # Not playing yet. The clock is given out before the base time: a picture stamped in between would be due in hours,
            # and every later one would wait behind it.
            if clock is None or base_ns == 0:
                continue
            age_ns = time.monotonic_ns() - capture_ns
            copy = buffer.copy_region(PICTURE, 0, buffer.get_size())
            copy.pts = max(0, clock.get_time() - age_ns - base_ns)
            copy.dts = Gst.CLOCK_TIME_NONE
            source.push_buffer(copy)
            self.pictures_sent += 1
