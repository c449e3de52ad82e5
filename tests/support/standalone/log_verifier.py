"""Verifies an access log from the text of RFC 9162, RFC 8032 (by the program openssl) and the C2SP notes alone.

Shares no code with the product and imports nothing but Python's own library and signed_log.py beside it. Reads a JSON list from standard input, of objects with
  key         {"name": origin, "publicKey": base64}, as it was pinned
  older       the note of the checkpoint that was kept
  newer       the note of the checkpoint of today
  consistency list of base64
  entries     list of {"seq", "leafInput", "leafHash", "path", "clear": {"actorId", "actorUsername", "detail"}, "salts": {the same}}
Writes a JSON list with, for each of them, the list of what does not hold.
"""

import base64
import json
import os
import sys

# run with -I, which leaves the script's own folder out
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from signed_log import leaf_in_log, need, node, read_checkpoint, read_key, sha256, signed_text, split_of


def roots_of_growth(old, new, path, old_root, is_whole):
    """SUBPROOF(m, D[n], b) of RFC 9162, 2.1.4.1, read backwards: the root of the old tree and that of the new one."""
    if old == new:
        if is_whole:
            if path:
                raise ValueError("the path is too long")
            return old_root, old_root
        if len(path) != 1:
            raise ValueError("the path has the wrong length")
        return path[0], path[0]
    if not path:
        raise ValueError("the path is too short")
    k = split_of(new)
    if old <= k:
        older, newer = roots_of_growth(old, k, path[:-1], old_root, is_whole)
        return older, node(newer, path[-1])
    older, newer = roots_of_growth(old - k, new - k, path[:-1], old_root, False)
    return node(path[-1], older), node(path[-1], newer)


def check_growth(older, newer, path):
    (old_size, old_root), (new_size, new_root) = older, newer
    if old_size > new_size:
        raise ValueError("the log is shorter than it was")
    if old_size == 0:
        return
    if roots_of_growth(old_size, new_size, path, old_root, True) != (old_root, new_root):
        raise ValueError("the log of today does not begin with the one that was kept")


def canonical(value):
    """RFC 8785 for what details hold in the tests: text, whole numbers, lists and objects with ASCII keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def check_commitment(said, clear, salt, is_json):
    if said is None and clear is None and salt is None:
        return
    value = canonical(clear) if is_json else clear
    if said != base64.b64encode(sha256(base64.b64decode(salt) + value.encode())).decode():
        raise ValueError("the clear text is not what was committed to")


def check_entry(entry, size, root):
    if sha256(b"\x00" + base64.b64decode(entry["leafInput"], validate=True)) != base64.b64decode(entry["leafHash"], validate=True):
        raise ValueError("the hash is not that of the input")
    leaf_input = leaf_in_log(entry, size, root)
    record = json.loads(leaf_input)
    if canonical(record).encode() != leaf_input:
        raise ValueError("the input is not canonical")
    for name, said in (("actorId", record["actor"]["idCommitment"]), ("actorUsername", record["actor"]["usernameCommitment"]), ("detail", record["detailCommitment"])):
        check_commitment(said, entry["clear"][name], entry["salts"][name], name == "detail")


def head_of(text):
    _, size, root = text.split("\n")[:3]
    return int(size), base64.b64decode(root, validate=True)


def follow(pinned, notes):
    """The keys from the pinned one on, each with the size of the last tree that it may sign: docs/design/access-log.md, "Rotation"."""
    spans, key, least = [], pinned, 0
    for note in notes:
        text = signed_text(note, *key)
        lines = text.split("\n")
        need(len(lines) == 6 and lines[5] == "" and lines[0] == key[0], "no hand-over of this log")
        need(lines[3].startswith("key-ends: ") and read_key(lines[3][10:]) == key, "it ends another key")
        need(lines[4].startswith("key-begins: "), "it names no next key")
        begun = read_key(lines[4][12:])
        need(begun[0] == key[0], "the next key is of another log")
        need(begun != key and begun not in [span[0] for span in spans], "it leads back to an earlier key")
        signed_text(note, *begun)
        size, _ = head_of(text)
        need(size >= least, "it is at a smaller tree than the one before")
        spans.append((key, size))
        key, least = begun, size
    return spans + [(key, None)]


def read_by_spans(note, spans, ended=()):
    """Size and root of a checkpoint that one of these keys signed while it might."""
    said = None
    for key, end in spans:
        try:
            size, root = read_checkpoint(note, *key)
            need(end is None or size <= end, "its key had ended")
            return size, root
        except ValueError as error:
            said = said or error
    for key, _ in ended:
        try:
            read_checkpoint(note, *key)
        except ValueError:
            continue
        raise ValueError("its key had ended")
    raise said


def problems_of(case):
    problems = []

    def attempt(what, work):
        try:
            return work()
        except Exception as error:  # whatever is wrong with what was sent, it does not hold
            problems.append(f"{what}: {error}")
            return None

    pinned = (case["key"]["name"], base64.b64decode(case["key"]["publicKey"], validate=True))
    spans = attempt("keys", lambda: follow(pinned, case["handovers"])) or [(pinned, None)]
    older = attempt("older checkpoint", lambda: read_by_spans(case["older"], spans))
    newer = attempt("newer checkpoint", lambda: read_by_spans(case["newer"], spans[-1:], spans[:-1]))
    if newer:
        for note, path in zip(case["handovers"], case["handoverGrowth"]):
            attempt("hand-over", lambda note=note, path=path: check_growth(head_of(note), newer, [base64.b64decode(step, validate=True) for step in path]))
    if older and newer:
        attempt("growth", lambda: check_growth(older, newer, [base64.b64decode(step, validate=True) for step in case["consistency"]]))
    if newer:
        for entry in case["entries"]:
            attempt(f"entry {entry['seq']}", lambda entry=entry: check_entry(entry, *newer))
    return problems


json.dump([problems_of(case) for case in json.load(sys.stdin)], sys.stdout)
