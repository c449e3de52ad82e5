"""Draws one frame of the test camera: a fixed street-like picture, a moving square and its clock.

The clock is there twice. For programs: the top of the frame is a strip of 2 rows of 32 square blocks,
white 1, black 0, most significant bit first: 48 bits of UTC epoch milliseconds, then their 16-bit
CRC (CCITT, start 0xFFFF). Blocks are 1/32 of the frame's width, so a scaled copy can be read as well.
`burnt-in-clock.ts` reads it. For people: a line of text below, in Vietnam's time.
"""

from datetime import datetime, timedelta, timezone

COLUMNS, ROWS = 32, 2
BLACK, WHITE, GREY = 16, 235, 128  # video range, as real encoders use it
VIETNAM = timezone(timedelta(hours=7))

# 5x7 glyphs, seven rows of five bits each.
GLYPHS = {
    "0": "0e11131519110e", "1": "040c040404040e", "2": "0e11010204081f", "3": "1f02040201110e",
    "4": "02060a121f0202", "5": "1f101e0101110e", "6": "0608101e11110e", "7": "1f010204080808",
    "8": "0e11110e11110e", "9": "0e11110f01020c", "-": "0000001f000000", ":": "000c0c000c0c00",
    ".": "00000000000c0c", "+": "0004041f040400", " ": "00000000000000",
}


def crc16(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


class ClockScene:
    """Makes I420 frames of a fixed size; `draw` costs well under a millisecond at 640x360."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.block = width // COLUMNS
        self.scale = max(1, width // 168)
        self.text_top = ROWS * self.block + self.scale
        self.walker = max(8, width // 16) & ~1
        self.walker_top = self.text_top + 9 * self.scale
        self.luma = self._background()
        self.chroma = self._chroma()

    def draw(self, epoch_ms, frame_number):
        """Returns the bytes of one I420 frame that shows `epoch_ms` (UTC)."""
        luma = bytearray(self.luma)
        strip = self._strip(epoch_ms)
        luma[: len(strip)] = strip
        text = self._text(datetime.fromtimestamp(epoch_ms / 1000, VIETNAM))
        start = self.text_top * self.width
        luma[start : start + len(text)] = text
        self._draw_walker(luma, frame_number)
        return bytes(luma) + self.chroma

    def _strip(self, epoch_ms):
        stamp = epoch_ms.to_bytes(6, "big")
        bits = int.from_bytes(stamp + crc16(stamp).to_bytes(2, "big"), "big")
        edges = [column * self.width // COLUMNS for column in range(COLUMNS + 1)]
        out = bytearray()
        for row in range(ROWS):
            line = bytearray()
            for column in range(COLUMNS):
                shift = ROWS * COLUMNS - 1 - (row * COLUMNS + column)
                level = WHITE if bits >> shift & 1 else BLACK
                line += bytes([level]) * (edges[column + 1] - edges[column])
            out += line * self.block
        return out

    def _text(self, when):
        label = when.strftime("%Y-%m-%d %H:%M:%S.") + f"{when.microsecond // 1000:03d} +07"
        glyphs = [bytes.fromhex(GLYPHS[char]) for char in label]
        pixel = (bytes([BLACK]) * self.scale, bytes([WHITE]) * self.scale)
        out = bytearray()
        for row in range(7):
            line = b"".join(pixel[glyph[row] >> (4 - x) & 1] if x < 5 else pixel[0] for glyph in glyphs for x in range(6))
            out += line[: self.width].ljust(self.width, bytes([BLACK])) * self.scale
        return out

    def _draw_walker(self, luma, frame_number):
        left = frame_number * 4 % (self.width - self.walker)
        for y in range(self.walker_top, min(self.walker_top + self.walker, self.height)):
            start = y * self.width + left
            luma[start : start + self.walker] = bytes([WHITE]) * self.walker

    def _background(self):
        """House fronts with windows: edges for sharpness measures, and still cheap to encode."""
        wide, tall = max(8, self.width // 40), max(8, self.height // 24)
        lines = []
        for y in range(self.height):
            row = y // tall
            shades = (60 + (x * 7 + row * 13) % 5 * 30 if (x + row) % 3 else 40 for x in range(self.width // wide + 1))
            lines.append(b"".join(bytes([shade]) * wide for shade in shades)[: self.width])
        return b"".join(lines)

    def _chroma(self):
        """Neutral beside the strip, so that its blocks stay grey in RGB; tinted below."""
        width, height = (self.width + 1) // 2, (self.height + 1) // 2
        neutral = (self.walker_top + 1) // 2
        planes = b""
        for tint in (112, 140):
            planes += bytes([GREY]) * (width * neutral) + bytes([tint]) * (width * (height - neutral))
        return planes
