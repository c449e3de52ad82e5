"""Verifies an evidence package from docs/design/evidence-package.md, APPNOTE.TXT, RFC 8032 (by the program openssl), RFC 8785, RFC 9162 and RFC 3161 (by the program openssl) alone.

Shares no code with the product and imports nothing but Python's own library and signed_log.py beside it. Reads a JSON list of [path, fingerprint or null, CA file or null] from standard input; writes a JSON list with, for each of them, the list of
what does not hold.
"""

import base64
import binascii
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
from datetime import datetime, timezone

# run with -I, which leaves the script's own folder out
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from signed_log import leaf_in_log, need, read_checkpoint, read_key, sha256, signed_text

PATH = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,63}/){0,3}[a-z0-9][a-z0-9-]{0,95}\.[a-z0-9]{1,8}")
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")
BIG = 0xFFFFFFFF


def frame(name, crc, size, offset):
    """The three records of a file: before it, behind it, and in the directory."""
    raw = name.encode("latin-1")
    large = size > BIG - 1 or offset > BIG - 1
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0x0808, 0, 0, 0x21, 0, 0, 0, len(raw), 0) + raw
    behind = struct.pack("<IIQQ" if large else "<IIII", 0x08074B50, crc, size, size)
    extra = struct.pack("<HHQQQ", 1, 24, size, size, offset) if large else b""
    shown = BIG if large else size
    central = struct.pack(
        "<IHHHHHHIIIHHHHHII", 0x02014B50, 0x033F, 45 if large else 20, 0x0808, 0, 0, 0x21, crc, shown, shown, len(raw), len(extra), 0, 0, 0, 0o100644 << 16, BIG if large else offset
    )
    return local, behind, central + raw + extra


def end_of(count, size, offset):
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), min(size, BIG), min(offset, BIG), 0)
    if count < 0xFFFF and size < BIG and offset < BIG:
        return end
    return struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 0x033F, 45, 0, 0, count, count, size, offset) + struct.pack("<IIQI", 0x07064B50, 0, offset + size, 1) + end


def read_archive(data):
    """Files by name; every byte that is not content has to be the one that it should be."""
    need(len(data) >= 22 and data[-22:-18] == b"PK\x05\x06", "the archive does not end with its end record")
    count, size, offset = struct.unpack("<HII", data[-12:-2])
    if count == 0xFFFF or size == BIG or offset == BIG:
        need(len(data) >= 98, "the end is damaged")
        count, size, offset = struct.unpack("<QQQ", data[-66:-42])
    end = end_of(count, size, offset)
    need(offset + size + len(end) == len(data) and data.endswith(end), "the end record is not the one of this directory")
    files, at, cursor = {}, offset, 0
    for _ in range(count):
        need(data[at : at + 4] == b"PK\x01\x02", "the directory is damaged")
        crc, length = struct.unpack("<II", data[at + 16 : at + 24])
        name_bytes = struct.unpack("<H", data[at + 28 : at + 30])[0]
        start = struct.unpack("<I", data[at + 42 : at + 46])[0]
        name = data[at + 46 : at + 46 + name_bytes].decode("latin-1")
        if length == BIG:
            length, _, start = struct.unpack("<QQQ", data[at + 50 + name_bytes : at + 74 + name_bytes])
        need(PATH.fullmatch(name) and not any(DEVICE.match(part) for part in name.split("/")), "a name that no package has")
        need(name not in files, "a name twice")
        local, behind, central = frame(name, crc, length, start)
        need(start == cursor, "a file does not begin where the one before it ends")
        need(data[at : at + len(central)] == central, "a record of the directory is not as it should be")
        begin = start + len(local)
        need(data[start:begin] == local and data[begin + length : begin + length + len(behind)] == behind, "a file is not framed as it should be")
        files[name] = data[begin : begin + length]
        need(binascii.crc32(files[name]) == crc, "a file was changed")
        at += len(central)
        cursor = begin + length + len(behind)
    need(cursor == offset and at == offset + size, "something lies between the files and the end")
    return files


def unique(pairs):
    need(len({key for key, _ in pairs}) == len(pairs), "a key twice in the manifest")
    return dict(pairs)


def check_log(manifest, key):
    size, root = read_checkpoint(manifest["log"]["checkpoint"], *key)
    for entry in manifest["log"]["entries"]:
        need(json.loads(leaf_in_log(entry, size, root))["incident"] == manifest["incident"]["id"], "an entry is of another case")


def check_windows(manifest):
    requests = {request["id"]: request for request in manifest["requests"]}
    for file in manifest["files"]:
        if file["kind"] == "document":
            continue
        request = requests[file["requestId"]]
        start, end = (file["takenAt"], file["takenAt"]) if file["kind"] == "snapshot" else (file["trueFrom"], file["trueTo"])
        need(request["cameraId"] == file["cameraId"] and request["from"] <= start <= end <= request["to"] and start < request["to"], "a file is beyond what was opened")


def check_copies(manifest):
    """Copies lie apart from stored files, and each names the stored file that it shows, by its hash."""
    listed = {file["path"]: file for file in manifest["files"]}
    for file in manifest["files"]:
        if file["kind"] == "document":
            continue
        need(file["path"].startswith("copies/") == (file["kind"] == "copy"), "a copy lies among stored files, or a stored file among copies")
        if file["kind"] != "copy" or file["of"]["path"] is None:
            continue
        source = listed[file["of"]["path"]]
        if file["of"]["kind"] == "picture":
            need(source["kind"] == "snapshot", "a copy of a picture names no picture")
            stored = (source["snapshotId"], source["sha256"], source["takenAt"], source["takenAt"])
        else:
            need(source["kind"] in ("original", "part"), "a copy names no stored file")
            whole = source if source["kind"] == "original" else source["whole"]
            stored = (source["segmentId"], whole["sha256"], whole["trueFrom"], whole["trueTo"])
        need(stored[:2] == (file["of"]["id"], file["of"]["sha256"]), "a copy names another file than it was made of")
        need((source["cameraId"], source["requestId"]) == (file["cameraId"], file["requestId"]), "a copy of another camera or request")
        need(stored[2] <= file["trueFrom"] and file["trueTo"] <= stored[3], "a copy shows more than its file")


def milliseconds(text):
    return round(datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z").timestamp() * 1000)


def clock_of(moment, files):
    """Uncertainty and device time of the first stored file of the request that shows the moment, else of a copy."""
    for kinds in (("original", "part"), ("copy",)):
        for file in files:
            if file["kind"] not in kinds or file["requestId"] != moment["requestId"]:
                continue
            whole = file["whole"] if file["kind"] == "part" else file
            if not whole["trueFrom"] <= moment["at"] < whole["trueTo"]:
                continue
            if file["kind"] == "copy" or file["deviceFrom"] is None:
                return file["uncertaintyMs"], None
            return file["uncertaintyMs"], milliseconds(file["deviceFrom"]) + milliseconds(moment["at"]) - milliseconds(file["trueFrom"])
    return None, None


def check_moments(manifest):
    """Each marked moment lies in what its request opened to whoever marked it, and has the clock of the footage that shows it."""
    moments = manifest.get("moments", [])
    need(len({moment["id"] for moment in moments}) == len(moments), "a moment twice")
    requests = {request["id"]: request for request in manifest["requests"]}
    for moment in moments:
        request = requests[moment["requestId"]]
        need(request["cameraId"] == moment["cameraId"] and request["from"] <= moment["at"] < request["to"], "a moment is beyond what was opened")
        need(moment["markedBy"]["id"] == request["requestedBy"]["id"] and moment["markedAt"] <= manifest["createdAt"], "a moment was marked by somebody else, or later")
        said = None if moment["deviceTime"] is None else milliseconds(moment["deviceTime"])
        need((moment["uncertaintyMs"], said) == clock_of(moment, manifest["files"]), "a moment has another clock than its footage")


def openssl_ts(*arguments):
    run = subprocess.run(["openssl", "ts", *arguments], capture_output=True, text=True, env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"})
    need(run.returncode == 0, "openssl: " + run.stderr.strip().splitlines()[-1])
    return run.stdout


def check_timestamp(reply, signature, ca):
    """With a CA file openssl verifies it, at the time of the stamp; without one only what was stamped can be compared."""
    need(sha256(signature) in reply, "the timestamp is of something else")
    if ca is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, name) for name in ("reply.tsr", "signature")]
        for name, content in zip(names, (reply, signature)):
            with open(name, "wb") as file:
                file.write(content)
        shown = re.search(r"Time stamp: (.*) GMT", openssl_ts("-reply", "-in", names[0], "-text")).group(1)
        at = datetime.strptime(shown, "%b %d %H:%M:%S %Y").replace(tzinfo=timezone.utc)
        openssl_ts("-verify", "-in", names[0], "-data", names[1], "-CAfile", ca, "-attime", str(int(at.timestamp())))


def check(path, fingerprint, ca):
    with open(path, "rb") as file:
        files = read_archive(file.read())
    raw = files["manifest.json"]
    manifest = json.loads(raw.decode(), object_pairs_hook=unique)
    need(json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == raw, "the manifest is not canonical")
    need(manifest["schema"] in ("matpho.evidence-manifest.v1", "matpho.evidence-manifest.v2", "matpho.evidence-manifest.v3"), "another schema")
    need(("moments" in manifest) == manifest["schema"].endswith("v3"), "moments are of the third form alone")
    if manifest["schema"].endswith("v1"):
        need("uncopied" not in manifest and all(file["kind"] != "copy" for file in manifest["files"]), "the first form knows no copies")
        need(all("motion" not in placement for camera in manifest["cameras"] for placement in camera["placements"]), "the first form does not say whether a camera can be turned")
    else:
        need(isinstance(manifest["uncopied"], list), "no word of what could not be copied")
    key = read_key(manifest["key"])
    expected = f"matpho evidence package v1\n{manifest['packageId']}\nmanifest.json {len(raw)} sha256 {base64.b64encode(sha256(raw)).decode()}\n"
    note = files["manifest.sig"].decode()
    need(signed_text(note, *key) == expected, "the signature is of another manifest")
    encoded = note[len(expected) + 1 :].rstrip("\n").split(" ")[-1]
    need(note == f"{expected}\n\u2014 {key[0]} {base64.b64encode(base64.b64decode(encoded)).decode()}\n", "more than one signature, or one written another way")
    listed = {file["path"]: file for file in manifest["files"]}
    need(len(listed) == len(manifest["files"]), "a path twice in the manifest")
    need(set(files) - {"timestamp.tsr"} == set(listed) | {"manifest.json", "manifest.sig"}, "other files than the manifest names")
    need("timestamp.tsr" not in listed, "the manifest can't know the timestamp")
    need(ca is None or "timestamp.tsr" in files, "no timestamp")
    if "timestamp.tsr" in files:
        check_timestamp(files["timestamp.tsr"], files["manifest.sig"], ca)
    for name, file in listed.items():
        need(len(files[name]) == file["byteLength"] and sha256(files[name]).hex() == file["sha256"], f"{name} was changed")
    check_windows(manifest)
    check_copies(manifest)
    check_moments(manifest)
    check_log(manifest, key)
    need(fingerprint is None or sha256(key[1]).hex() == fingerprint.replace(" ", ""), "signed with another key")


def problems_of(path, fingerprint, ca=None):
    try:
        check(path, fingerprint, ca)
    except Exception as error:  # whatever is wrong with what was sent, it does not hold
        return [f"{type(error).__name__}: {error}"]
    return []


json.dump([problems_of(*case) for case in json.load(sys.stdin)], sys.stdout)
