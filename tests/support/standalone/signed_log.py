"""What the standalone verifiers share: signed notes (C2SP; RFC 8032 by the program openssl) and inclusion in a Merkle tree (RFC 9162), from those texts alone. Shares no code with the product."""

import base64
import hashlib
import os
import subprocess
import tempfile

SPKI_OF_ED25519 = bytes.fromhex("302a300506032b6570032100")


def need(holds, message):
    if not holds:
        raise ValueError(message)


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


def read_key(word):
    name, key_id, encoded = word.split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    need(len(raw) == 33 and raw[0] == 1 and sha256(name.encode() + b"\n" + raw)[:4].hex() == key_id, "the key is none")
    return name, raw[1:]


def signed_text(note, name, public_key):
    """The text of a note that the key signed."""
    key_id = sha256(name.encode() + b"\n\x01" + public_key)[:4]
    text, gap, signatures = note.rpartition("\n\n")
    need(gap and note.endswith("\n"), "no signed note")
    text += "\n"
    found = False
    for line in signatures.split("\n")[:-1]:
        dash, signer, encoded = line.split(" ")
        blob = base64.b64decode(encoded, validate=True)
        if dash == "\u2014" and signer == name and blob[:4] == key_id:
            need(openssl_verifies(public_key, text.encode(), blob[4:]), "wrong signature")
            found = True
    need(found, "not signed by the pinned key")
    return text


def read_checkpoint(note, name, public_key):
    """Size and root of a checkpoint that the key signed."""
    origin, size, root = signed_text(note, name, public_key).split("\n")[:3]
    need(origin == name and str(int(size)) == size, "not a checkpoint of this log")
    return int(size), base64.b64decode(root, validate=True)


def split_of(size):
    """The largest power of two below size."""
    return 1 << ((size - 1).bit_length() - 1)


def root_of_path(index, size, leaf, path):
    """PATH(m, D[n]) of RFC 9162, 2.1.3.1, read backwards: its last element is the other half of the whole tree."""
    if size == 1:
        need(not path, "the path is too long")
        return leaf
    need(path, "the path is too short")
    k = split_of(size)
    if index < k:
        return node(root_of_path(index, k, leaf, path[:-1]), path[-1])
    return node(path[-1], root_of_path(index - k, size - k, leaf, path[:-1]))


def leaf_in_log(entry, size, root):
    """The input of an entry's leaf, which has to be in the tree."""
    leaf_input = base64.b64decode(entry["leafInput"], validate=True)
    need(0 <= entry["seq"] < size, "no such place in the log")
    path = [base64.b64decode(step, validate=True) for step in entry["path"]]
    need(root_of_path(entry["seq"], size, sha256(b"\x00" + leaf_input), path) == root, "the entry is not in the log")
    return leaf_input
