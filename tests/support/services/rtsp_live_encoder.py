"""The test camera's sensor and encoder: draws and encodes without a pause, clients or none.

Because it never waits for a client, everyone joins in the middle of a group of pictures, as with a
real camera.
"""

import time

from gi.repository import GLib, Gst

from rtsp_burnt_in_clock import ClockScene

# Everything is delivered as whole pictures with the parameter sets in the caps, so that the SDP has them.
ENCODERS = {
    "h264": "openh264enc name=encoder gop-size={gop} rate-control=quality bitrate={bitrate} complexity=low "
    "scene-change-detection=false background-detection=false adaptive-quantization=false multi-thread=1 "
    "! h264parse ! video/x-h264,stream-format=avc,alignment=au",
    "h265": "x265enc key-int-max={gop} bitrate={kilobitrate} speed-preset=ultrafast tune=zerolatency "
    "option-string=pools=none:frame-threads=1:no-open-gop=1:scenecut=0:min-keyint={gop}:log-level=none "
    "! h265parse ! video/x-h265,stream-format=hvc1,alignment=au",
    "mjpeg": "jpegenc quality=80 ! jpegparse",
}


class LiveEncoder:
    """Calls `on_picture(buffer, caps, capture_monotonic_ns)` for each encoded picture, on its own thread."""

    def __init__(self, config, on_picture):
        self.fps = config["fps"]
        self.clock_offset_ms = config["clockOffsetMs"]
        self.scene = ClockScene(config["widthPx"], config["heightPx"])
        self.on_picture = on_picture
        self.frozen = False
        self.frames = 0
        self.key_frames = 0
        self._build(config)

    def _build(self, config):
        bitrate = config["bitrateBps"]
        encoder = ENCODERS[config["codec"]].format(
            gop=config["keyframeIntervalFrames"], bitrate=bitrate, kilobitrate=bitrate // 1000
        )
        size = f"width={config['widthPx']},height={config['heightPx']}"
        self.pipeline = Gst.parse_launch(
            f"appsrc name=source format=time caps=video/x-raw,format=I420,{size},framerate={self.fps}/1 "
            f"! {encoder} ! appsink name=sink sync=false emit-signals=true"
        )
        self.source = self.pipeline.get_by_name("source")
        self.pipeline.get_by_name("sink").connect("new-sample", self._deliver)

    def start(self):
        self.pipeline.set_state(Gst.State.PLAYING)
        self.started_ns = time.monotonic_ns()
        self._capture()

    def _capture(self):
        now_ns = time.monotonic_ns()
        if not self.frozen:
            epoch_ms = time.time_ns() // 1_000_000 + self.clock_offset_ms
            self.picture = self.scene.draw(epoch_ms, self.frames)
        buffer = Gst.Buffer.new_wrapped(self.picture)
        buffer.pts = now_ns - self.started_ns
        buffer.duration = Gst.SECOND // self.fps
        self.source.push_buffer(buffer)
        self.frames += 1
        self._schedule_next()
        return GLib.SOURCE_REMOVE

    def _schedule_next(self):
        """Against the start, not the last frame, so that the frame rate does not drift."""
        due_ns = self.started_ns + self.frames * 1_000_000_000 // self.fps
        wait_ms = max(0, (due_ns - time.monotonic_ns()) // 1_000_000)
        GLib.timeout_add(wait_ms, self._capture)

    def _deliver(self, sink):
        sample = sink.pull_sample()
        buffer = sample.get_buffer()
        if not buffer.has_flags(Gst.BufferFlags.DELTA_UNIT):
            self.key_frames += 1
        # Not buffer.pts: x265enc adds 1,000 hours to it and corrects that in the segment.
        running_ns = sample.get_segment().to_running_time(Gst.Format.TIME, buffer.pts)
        self.on_picture(buffer, sample.get_caps(), self.started_ns + running_ns)
        return Gst.FlowReturn.OK
