import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFrameHead, encodeRequest, encodeResponse, headerValue } from '../../../../camera-adapters/rtsp/rtsp-message.ts';
import type { RtspItem } from '../../../../camera-adapters/rtsp/rtsp-message.ts';
import { createRtspMessageParser } from '../../../../camera-adapters/rtsp/rtsp-message-parser.ts';
import { AppError, isAppError } from '../../../../domain/app-error.ts';

/** A stream as one camera could send it, and what it means. */
const dialogue = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('frame' as const), channel: fc.nat(255), payload: fc.uint8Array({ maxLength: 3_000 }) }),
    fc.record({
      kind: fc.constant('response' as const),
      statusCode: fc.integer({ min: 100, max: 599 }),
      body: fc.string({ maxLength: 400, unit: 'grapheme' }),
    }),
    fc.record({ kind: fc.constant('request' as const), method: fc.constantFrom('OPTIONS', 'ANNOUNCE', 'SET_PARAMETER') }),
  ),
  { maxLength: 12 },
);
type Sent = typeof dialogue extends fc.Arbitrary<infer T> ? T : never;

function bytesOf(sent: Sent): Buffer {
  return Buffer.concat(
    sent.map((item) => {
      if (item.kind === 'frame') return Buffer.concat([encodeFrameHead(item.channel, item.payload.length), item.payload]);
      if (item.kind === 'response') return encodeResponse(item.statusCode, 'Any Reason', { CSeq: '7' }, item.body);
      return encodeRequest(item.method, 'rtsp://camera/live', { CSeq: '8' });
    }),
  );
}

function essence(item: RtspItem): unknown {
  if (item.kind === 'frame') return { kind: item.kind, channel: item.channel, payload: [...item.payload] };
  if (item.kind === 'response')
    return { kind: item.kind, statusCode: item.statusCode, body: item.body.toString('utf8'), cseq: headerValue(item.headers, 'cseq') };
  return { kind: item.kind, method: item.method, cseq: headerValue(item.headers, 'cseq') };
}

function expected(sent: Sent): unknown[] {
  return sent.map((item) => {
    if (item.kind === 'frame') return { ...item, payload: [...item.payload] };
    return { ...item, cseq: item.kind === 'response' ? '7' : '8' };
  });
}

/** Cuts `bytes` at the given places, taken round its length. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [...new Set([0, bytes.length, ...places.map((place) => place % (bytes.length + 1))])].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

function parseAll(chunks: readonly Buffer[], parser = createRtspMessageParser()): RtspItem[] {
  return chunks.flatMap((chunk) => parser.push(chunk));
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).code;
  }
}

describe('whole messages', () => {
  test('come out the same however the bytes are cut', () => {
    fc.assert(
      fc.property(dialogue, fc.array(fc.nat(), { maxLength: 30 }), (sent, places) => {
        const items = parseAll(cut(bytesOf(sent), places));
        expect(items.map(essence)).toEqual(expected(sent));
      }),
    );
  });

  test('come out the same byte by byte', () => {
    const sent: Sent = [
      { kind: 'response', statusCode: 200, body: 'v=0 é' },
      { kind: 'frame', channel: 1, payload: Uint8Array.of(36, 0, 82) },
      { kind: 'request', method: 'OPTIONS' },
    ];
    expect(parseAll([...bytesOf(sent)].map((byte) => Buffer.of(byte))).map(essence)).toEqual(expected(sent));
  });

  test('may have bare line feeds, folded fields, fields twice, and line ends between them', () => {
    const text =
      '\r\n\nRTSP/1.0 200 OK\nCSeq: 3\nWWW-Authenticate: Digest realm="a",\n  nonce="b"\nwww-authenticate: Basic realm="a"\nno colon here\n\n\r\nRTSP/1.0 404\r\n\r\n';
    const [first, second] = parseAll([Buffer.from(text)]);
    expect(first).toMatchObject({ kind: 'response', statusCode: 200, reason: 'OK' });
    expect(first?.kind === 'response' && first.headers.get('www-authenticate')).toEqual(['Digest realm="a", nonce="b"', 'Basic realm="a"']);
    expect(second).toMatchObject({ statusCode: 404, reason: '' });
  });
});

describe('what is no RTSP', () => {
  test.each([
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n'],
    ['a web page', '<html>'],
    ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['TLS', '\u0015\u0003\u0001'],
    ['a status that is no number', 'RTSP/1.0 two OK\r\n'],
    ['a request line in two words', 'PLAY now\r\n'],
    ['a length that is no number', 'RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n'],
    ['two lengths', 'RTSP/1.0 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    ['a body without end', 'RTSP/1.0 200 OK\r\nContent-Length: 9999999999\r\n\r\n'],
    ['a field with a zero byte', 'RTSP/1.0 200 OK\r\nServer: a\0b\r\n\r\n'],
  ])('%s is a bad answer as soon as it shows', (_name, text) => {
    expect(codeOf(() => parseAll([Buffer.from(text, 'latin1')]))).toBe('bad_answer');
  });

  test('says so when it is a web server, so that the port can be mended', () => {
    const thrown = (() => {
      try {
        return parseAll([Buffer.from('HTTP/1.0 200 OK\r\n')]);
      } catch (error) {
        return error;
      }
    })();
    expect(isAppError(thrown, 'bad_answer') && thrown.details).toEqual({ spoke: 'http' });
  });

  test('never gives anything but messages or a bad answer, and never keeps more than the limits', () => {
    const limits = { headBytes: 300, bodyBytes: 200 };
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }).map(Buffer.from),
      fc.constantFrom('RTSP/1.0 200 OK\r\n', 'A: b\r\n', '\r\n', '$\0\0\x02ab', 'Content-Length: 150\r\n').map((text) => Buffer.from(text, 'latin1')),
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 40 }), (chunks) => {
        const parser = createRtspMessageParser(limits);
        for (const chunk of chunks) {
          const code = codeOf(() => parser.push(chunk));
          if (code !== undefined) {
            expect(code).toBe('bad_answer');
            return;
          }
          // a block says how long it is in 16 bits; a message may be no longer than its limits
          expect(parser.pendingBytes).toBeLessThan(4 + 65_536);
        }
      }),
    );
  });
});

describe('a peer that never ends', () => {
  test('a header is cut off at the limit', () => {
    const parser = createRtspMessageParser();
    parser.push(Buffer.from('RTSP/1.0 200 OK\r\n'));
    let pushed = 0;
    const code = codeOf(() => {
      for (; pushed < 10_000; pushed += 1) parser.push(Buffer.from('X-Filler: 0123456789012345678901234567890123456789\r\n'));
    });
    expect(code).toBe('bad_answer');
    expect(pushed * 52).toBeLessThan(17_000);
  });

  test('a line without end is cut off at the limit', () => {
    const parser = createRtspMessageParser();
    expect(
      codeOf(() => {
        for (let index = 0; index < 100; index += 1) parser.push(Buffer.alloc(1_000, 'A'));
      }),
    ).toBe('bad_answer');
  });

  test('line ends and empty blocks leave nothing behind', () => {
    const parser = createRtspMessageParser();
    for (let index = 0; index < 1_000; index += 1) {
      expect(parser.push(Buffer.alloc(1_000, '\r\n'))).toEqual([]);
      expect(parser.push(encodeFrameHead(9, 0))).toHaveLength(1);
    }
    expect(parser.pendingBytes).toBe(0);
  });
});

describe('what we send', () => {
  test('can never become two messages', () => {
    expect(() => encodeRequest('PLAY', 'rtsp://camera/live', { Session: '1\r\nTEARDOWN rtsp://camera/live RTSP/1.0' })).toThrow(TypeError);
    expect(() => encodeRequest('PLAY', 'rtsp://camera/\nlive', {})).toThrow(TypeError);
  });
});
