import { describe, expect, it } from 'vitest';
import { answerWay } from '../../../web/service-worker/answer-way.ts';
import { readPushNotice } from '../../../web/service-worker/push-notice.ts';

const ORIGIN = 'https://matpho.example';
const way = (path: string, mode = 'cors', method = 'GET') => answerWay({ method, url: new URL(path, ORIGIN).href, mode }, ORIGIN);

describe('the service worker', () => {
  it.each([
    '/api/v1/snapshots/1/image',
    '/api/v1/media/1',
    '/api/v1/evidence-packages/1/file',
    '/api/v1/cameras',
    '/api/v1/public/session',
    '/api/v1/footage-requests/1/media',
  ])('never touches %s, as a picture, as a page, or asked for by a script', (path) => {
    for (const mode of ['no-cors', 'cors', 'same-origin', 'navigate']) expect(way(path, mode)).toBe('none');
  });

  it.each(['/', '/faults', '/requests?show=done', '/cameras/0191'])('answers the page %s, and only as a page', (path) => {
    expect(way(path, 'navigate')).toBe('page');
    expect(way(path, 'cors')).toBe('none');
    expect(way(path, 'navigate', 'POST')).toBe('none');
  });

  it.each(['/docs', '/metrics', '/healthz', '/readyz', '/manifest.webmanifest', '/sw.js'])('leaves %s to the service', (path) => {
    expect(way(path, 'navigate')).toBe('none');
  });

  it("answers files of the build, and nothing of another host's", () => {
    expect(way('/assets/index-1.js')).toBe('asset');
    expect(way('https://elsewhere.example/assets/index-1.js')).toBe('none');
    expect(way('/assets/index-1.js', 'cors', 'POST')).toBe('none');
    // a path that only seems to lie there
    expect(way('/assets/../api/v1/cameras')).toBe('none');
    expect(way('/%61ssets/x')).toBe('none');
  });
});

describe('a push message', () => {
  const message = { id: 'm', title: 't', body: 'b', path: '/faults' };
  it('is read as it was written', () => {
    expect(readPushNotice(JSON.stringify(message))).toEqual(message);
  });
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', ''])('leads nowhere but into the application: %j', (path) => {
    expect(readPushNotice(JSON.stringify({ ...message, path }))?.path).toBe('/');
  });
  it.each(['', 'null', '{}', '{"id":1}', 'not json'])('that is none is not read: %j', (text) => {
    expect(readPushNotice(text)).toBeNull();
  });
});
