import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenedFootage, type OpenedFootage } from '../../support/media/opened-footage.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
let o: OpenedFootage;
const media = (segmentId: string, headers: Record<string, string> = {}) => t.as('officer', 'GET', `/media/${segmentId}`, undefined, headers);

beforeAll(async () => {
  t = await startTestApp();
  o = await createOpenedFootage(t);
});
afterAll(async () => {
  await o.close();
  await t.close();
});

describe('a copy for watching', () => {
  it('is served by the rules of RFC 9110, 14: end, suffix, several, If-Range, HEAD', async () => {
    const startMs = Math.floor(t.clock.now() / 1000) * 1000 - 1_800_000;
    const { cameraId, segmentId } = await o.register(startMs);
    await o.open(cameraId, startMs + 1000, startMs + 4000);
    const whole = (await media(segmentId)).rawPayload;
    const length = whole.length;
    const parts: readonly (readonly [string, number, number])[] = [
      ['bytes=0-', 0, length - 1],
      [`bytes=${length - 1}-${length + 500}`, length - 1, length - 1],
      ['bytes=-10', length - 10, length - 1],
      [`bytes=-${length + 10}`, 0, length - 1],
      [`bytes=5-9,${length}-`, 5, 9],
    ];
    for (const [range, start, end] of parts) {
      const part = await media(segmentId, { range });
      expect([part.statusCode, part.headers['content-range'], part.headers['content-length']], range).toEqual([
        206,
        `bytes ${start}-${end}/${length}`,
        String(end - start + 1),
      ]);
      expect(part.rawPayload.equals(whole.subarray(start, end + 1)), range).toBe(true);
    }
    const ignored: readonly Record<string, string>[] = [
      { range: 'bytes=0-1,5-6' },
      { range: 'bytes=9-5' },
      { range: 'seconds=0-1' },
      { range: 'bytes=0-1', 'if-range': '"x"' },
      { range: `bytes=${length}-`, 'if-range': 'Fri, 27 Nov 2026 00:00:00 GMT' },
      { 'if-range': '"x"' },
    ];
    for (const headers of ignored) {
      const answer = await media(segmentId, headers);
      expect([answer.statusCode, answer.headers['content-range'], answer.rawPayload.length], JSON.stringify(headers)).toEqual([200, undefined, length]);
    }
    for (const range of ['bytes=0-1', `bytes=${length}-`]) {
      const { statusCode, headers, body } = await t.as('officer', 'HEAD', `/media/${segmentId}`, undefined, { range });
      expect([statusCode, headers['content-range'], headers['content-length'], headers['accept-ranges'], body]).toEqual([
        200,
        undefined,
        String(length),
        'bytes',
        '',
      ]);
    }
  });
});
