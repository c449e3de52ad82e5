import { describe, expect, it } from 'vitest';
import { createStderrTail } from '../../../media/stderr-tail.ts';

function tailOf(limitBytes: number | undefined, ...pieces: string[]): string {
  const tail = createStderrTail(limitBytes);
  for (const piece of pieces) tail.push(new TextEncoder().encode(piece));
  return tail.text();
}

describe('stderr tail', () => {
  it('keeps the message and hides the address', () => {
    expect(tailOf(undefined, '[rtsp @ 0x5] method DESCRIBE failed: 401\n', 'rtsp://user:secret@10.0.0.9:554/s1?token=abc: Server returned 401\n')).toBe(
      '[rtsp @ 0x5] method DESCRIBE failed: 401\n<url> Server returned 401',
    );
  });

  it('hides an address that was cut by the limit or came in pieces', () => {
    const long = `Error opening rtsp://user:secret@10.0.0.9/${'x'.repeat(200)} now\nlast line\n`;
    for (let limit = 12; limit < long.length + 5; limit++) expect(tailOf(limit, long.slice(0, 30), long.slice(30))).not.toContain('secret');
  });

  it('keeps only the end, in whole lines', () => {
    expect(tailOf(40, Array.from({ length: 1000 }, (_, line) => `line ${line}\n`).join(''))).toBe('line 996\nline 997\nline 998\nline 999');
  });
});
