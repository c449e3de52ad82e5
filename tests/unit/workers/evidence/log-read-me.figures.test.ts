import { ed25519 } from '@noble/curves/ed25519.js';
import { expect, test } from 'vitest';
import { printedCheckpoint } from '../../../../domain/access-log/printed-checkpoint.ts';
import { checkpointText } from '../../../../domain/access-log/checkpoint.ts';
import { noteKeyText, writeSignedNote } from '../../../../domain/access-log/signed-note.ts';
import { keyFingerprint } from '../../../../domain/evidence/key-fingerprint.ts';
import { logReadMe } from '../../../../workers/evidence/log-read-me.ts';

const { secretKey, publicKey } = ed25519.keygen();
const key = { name: 'camera.example.vn/log/1', publicKey };
const text = checkpointText({ origin: key.name, size: 4711, root: new Uint8Array(32).fill(9) });
const note = writeSignedNote(text, key, ed25519.sign(new TextEncoder().encode(text), secretKey));

test('a package says in figures which log it is of, how large, its root, whose key, and how to check', () => {
  const said = logReadMe(note, key);
  for (const figure of [key.name, '4711', Buffer.alloc(32, 9).toString('base64'), keyFingerprint(publicKey), 'matpho audit verify --from checkpoint.txt'])
    expect(said).toContain(figure);
});

test('what is printed is what was signed', () => {
  expect(printedCheckpoint(note, key)).toEqual({
    origin: key.name,
    size: 4711,
    rootHash: Buffer.alloc(32, 9).toString('base64'),
    keyFingerprint: keyFingerprint(publicKey),
    key: noteKeyText(key),
    publicKey: Buffer.from(publicKey).toString('base64'),
    note,
  });
  expect(printedCheckpoint('nothing', key)).toBeUndefined();
});
