"""Verifies an access log from the text of RFC 9162, RFC 8032 (by the program openssl) and the C2SP notes alone.

Shares no code with the product and imports nothing but Python's own library. Reads a JSON list from standard input, of objects with
  key         {"name": origin, "publicKey": base64}, as it was pinned
  older       the note of the checkpoint that was kept
  newer       the note of the checkpoint of today
  consistency list of base64
  entries     list of {"seq", "leafInput", "leafHash", "path", "clear": {"actorId", "actorUsername", "detail"}, "salts": {the same}}
Writes a JSON list with, for each of them, the list of what does not hold.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile

SPKI_OF_ED25519 = bytes.fromhex("302a300506032b6570032100")


def sha256(data):
    return hashlib.sha256(data).digest()


def node(left, right):
    return sha256(b"\x01" + left + right)


def openssl_verifies(public_key, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for name, data in (("key", SPKI_OF_ED25519 + public_key), ("message", message), ("signature", signature)):
            names[name] = os.path.join(folder, name)
            with open(names[name], "wb") as file:
                file.write(data)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names["key"], "-rawin", "-in", names["message"], "-sigfile", names["signature"]]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def open_note(note, key):
    """Origin, size and root of a checkpoint that the key signed."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    public_key = base64.b64decode(key["publicKey"], validate=True)
    key_id = sha256(key["name"].encode() + b"\n\x01" + public_key)[:4]
    found = False
    for line in signatures.split("\n")[:-1]:
        dash, name, encoded = line.split(" ")
        blob = base64.b64decode(encoded, validate=True)
        if dash == "\u2014" and name == key["name"] and blob[:4] == key_id:
            if not openssl_verifies(public_key, text.encode(), blob[4:]):
                raise ValueError("wrong signature")
            found = True
    if not found:
        raise ValueError("not signed by the pinned key")
    origin, size, root = text.split("\n")[:3]
    if origin != key["name"] or str(int(size)) != size:
        raise ValueError("not a checkpoint of this log")
    return int(size), base64.b64decode(root, validate=True)


def split_of(size):
    """The largest power of two below size."""
    return 1 << ((size - 1).bit_length() - 1)


def root_of_path(index, size, leaf, path):
    """PATH(m, D[n]) of RFC 9162, 2.1.3.1, read backwards: its last element is the other half of the whole tree."""
    if size == 1:
        if path:
            raise ValueError("the path is too long")
        return leaf
    if not path:
        raise ValueError("the path is too short")
    k = split_of(size)
    if index < k:
        return node(root_of_path(index, k, leaf, path[:-1]), path[-1])
    return node(path[-1], root_of_path(index - k, size - k, leaf, path[:-1]))


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
    leaf_input = base64.b64decode(entry["leafInput"], validate=True)
    leaf = sha256(b"\x00" + leaf_input)
    if base64.b64encode(leaf).decode() != entry["leafHash"]:
        raise ValueError("the hash is not that of the input")
    if not 0 <= entry["seq"] < size:
        raise ValueError("no such place")
    path = [base64.b64decode(step, validate=True) for step in entry["path"]]
    if root_of_path(entry["seq"], size, leaf, path) != root:
        raise ValueError("the entry is not in the log")
    record = json.loads(leaf_input)
    if canonical(record).encode() != leaf_input:
        raise ValueError("the input is not canonical")
    for name, said in (("actorId", record["actor"]["idCommitment"]), ("actorUsername", record["actor"]["usernameCommitment"]), ("detail", record["detailCommitment"])):
        check_commitment(said, entry["clear"][name], entry["salts"][name], name == "detail")


def problems_of(case):
    problems = []

    def attempt(what, work):
        try:
            return work()
        except Exception as error:  # whatever is wrong with what was sent, it does not hold
            problems.append(f"{what}: {error}")
            return None

    older = attempt("older checkpoint", lambda: open_note(case["older"], case["key"]))
    newer = attempt("newer checkpoint", lambda: open_note(case["newer"], case["key"]))
    if older and newer:
        attempt("growth", lambda: check_growth(older, newer, [base64.b64decode(step, validate=True) for step in case["consistency"]]))
    if newer:
        for entry in case["entries"]:
            attempt(f"entry {entry['seq']}", lambda entry=entry: check_entry(entry, *newer))
    return problems


json.dump([problems_of(case) for case in json.load(sys.stdin)], sys.stdout)
