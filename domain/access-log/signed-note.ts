import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '../merkle/sha256.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** A signature of a note, which may be of a key that nobody here knows. */
export interface NoteSignature {
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** A text signed by one or more keys (C2SP signed-note). */
export interface SignedNote {
  /** What is signed; ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A key that notes are verified with. */
export interface NoteKey {
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

const LONGEST = 65_536;
const MOST_SIGNATURES = 32;
const ED25519 = 1;
const KEY_ID_BYTES = 4;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
// stricter than the specification, which leaves U+007F to U+009F alone: no checkpoint needs them
const NOT_A_NOTE = /(?!\n)[\p{Cc}\p{Surrogate}]/u;
const encoder = new TextEncoder();

/** The short name of a key: the first four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ public key), in hexadecimal. */
export function noteKeyId({ name, publicKey }: NoteKey): string {
  return bytesToHex(sha256(new Uint8Array([...encoder.encode(`${name}\n`), ED25519, ...publicKey])).slice(0, KEY_ID_BYTES));
}

/** A key as one word: `name+id+base64`, the form in which keys of notes are handed on. */
export function noteKeyText(key: NoteKey): string {
  return `${key.name}+${noteKeyId(key)}+${toBase64(new Uint8Array([ED25519, ...key.publicKey]))}`;
}

/** The key in such a word; undefined when it is none, or when its id is another key's. */
export function parseNoteKey(text: string): NoteKey | undefined {
  const [, name, keyId, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const bytes = base64 === undefined ? undefined : fromBase64(base64);
  if (name === undefined || bytes === undefined || bytes.length !== 33 || bytes[0] !== ED25519) return undefined;
  const key = { name, publicKey: bytes.slice(1) };
  return noteKeyId(key) === keyId ? key : undefined;
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, base64] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = base64 === undefined ? undefined : fromBase64(base64);
  if (name === undefined || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: bytesToHex(bytes.slice(0, KEY_ID_BYTES)), signature: bytes.slice(KEY_ID_BYTES) };
}

/** Takes a note apart; undefined when it is none. Tells nothing of its signatures. Never throws. */
export function parseSignedNote(note: string): SignedNote | undefined {
  const end = note.lastIndexOf('\n\n');
  if (note.length > LONGEST || end < 0 || !note.endsWith('\n') || NOT_A_NOTE.test(note)) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.length > MOST_SIGNATURES ? [] : lines.map(parseSignature);
  if (signatures.length === 0 || signatures.includes(undefined)) return undefined;
  return { text: note.slice(0, end + 1), signatures: signatures as NoteSignature[] };
}

function signatureLine(key: NoteKey, signature: Uint8Array): string {
  return `— ${key.name} ${toBase64(new Uint8Array([...hexToBytes(noteKeyId(key)), ...signature]))}\n`;
}

/** The text as a note; `signature` is of the text. */
export function writeSignedNote(text: string, key: NoteKey, signature: Uint8Array): string {
  return `${text}\n${signatureLine(key, signature)}`;
}

/** A note with one signature more, of the same text. */
export function addSignature(note: string, key: NoteKey, signature: Uint8Array): string {
  return note + signatureLine(key, signature);
}

function isSignatureOf(signature: Uint8Array, text: string, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, encoder.encode(text), publicKey, { zip215: false });
  } catch {
    // not 64 bytes, or no point of the curve
    return false;
  }
}

/** Whether `key` signed the note. Signatures of other keys are left aside; one of this key that is wrong spoils the note. Never throws. */
export function isSignedBy({ text, signatures }: SignedNote, key: NoteKey): boolean {
  const keyId = noteKeyId(key);
  const own = signatures.filter((signature) => signature.name === key.name && signature.keyId === keyId);
  return own.length > 0 && own.every(({ signature }) => isSignatureOf(signature, text, key.publicKey));
}
