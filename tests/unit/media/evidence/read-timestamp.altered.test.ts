import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTimestamp } from '../../../../media/evidence/timestamp/read-timestamp.ts';
import { timestampQuery } from '../../../../media/evidence/timestamp/timestamp-query.ts';
import { createOpensslAuthority, type OpensslAuthority } from '../../../support/timestamp/openssl-authority.ts';

const SHA256 = createHash('sha256').update('a signature').digest();

let folder: string;
let authority: OpensslAuthority;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-tsa-'));
  authority = await createOpensslAuthority(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a reply that was altered', () => {
  it('is found wherever the stamp itself or its signature was touched, cut off or followed by something', async () => {
    const reply = await authority.answer(timestampQuery(SHA256).bytes);
    const judge = (bytes: Uint8Array): string => {
      try {
        readTimestamp(bytes);
        return 'holds';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(judge(reply)).toBe('holds');
    const info = reply.indexOf(SHA256);
    const digestAt = info + 3;
    for (const [at, code] of [
      [digestAt, 'timestamp_signature_wrong'],
      [reply.length - 5, 'timestamp_signature_wrong'],
    ] as const) {
      const changed = Buffer.from(reply);
      changed[at]! ^= 1;
      expect(judge(changed)).toBe(code);
    }
    const codes = ['timestamp_unreadable', 'timestamp_refused', 'timestamp_signature_wrong', 'timestamp_certificate_unfit'];
    for (let length = 0; length < reply.length; length += 29) expect(judge(reply.subarray(0, length))).toBe('timestamp_unreadable');
    expect(judge(Buffer.concat([reply, Buffer.from([0])]))).toBe('timestamp_unreadable');
    expect(judge(Buffer.alloc(100_000, 0x30))).toBe('timestamp_unreadable');
    // 20,000 sequences in each other
    expect(judge(Buffer.from('3080'.repeat(20_000), 'hex'))).toBe('timestamp_unreadable');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(reply.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = Buffer.from(reply);
        for (const [at, value] of changes) changed[at] = value;
        const code = judge(changed);
        // bytes that nobody signed may change: then it is the same stamp
        return code === 'holds' ? readTimestamp(changed).imprint.digest.equals(SHA256) : codes.includes(code);
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => judge(bytes) === 'timestamp_unreadable'),
      { numRuns: 500 },
    );
  });
});
