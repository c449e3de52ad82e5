import { describe, expect, test } from 'vitest';
import { createRtspTarget, resolveControlUri } from '../../../../camera-adapters/rtsp/rtsp-target.ts';
import { isAppError } from '../../../../domain/app-error.ts';

const target = createRtspTarget('rtsp://Camera.Local:8554/live?channel=1');

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return isAppError(error) ? error.code : 'foreign';
  }
}

test('an address is taken apart for request lines: no user, no default port', () => {
  expect(target).toMatchObject({ origin: 'rtsp://camera.local:8554', uri: 'rtsp://camera.local:8554/live?channel=1' });
  expect(createRtspTarget('rtsp://10.0.0.9:554/s1')).toMatchObject({ origin: 'rtsp://10.0.0.9', uri: 'rtsp://10.0.0.9/s1' });
  expect(createRtspTarget('rtsp://[2001:DB8::1]:8554')).toMatchObject({ origin: 'rtsp://[2001:db8::1]:8554', uri: 'rtsp://[2001:db8::1]:8554/' });
});

describe('a control address', () => {
  test.each([
    ['relative, no base', undefined, 'trackID=1', '/live?channel=1/trackID=1'],
    ['relative, base with slash', 'rtsp://camera.local:8554/base/', 'trackID=1', '/base/trackID=1'],
    ['relative, base without slash', 'rtsp://camera.local:8554/base', 'trackID=1', '/base/trackID=1'],
    ['relative with a slash', 'rtsp://camera.local:8554/base', '/trackID=1', '/base/trackID=1'],
    ['the whole presentation', 'rtsp://camera.local:8554/base/', '*', '/base/'],
    ['none', 'rtsp://camera.local:8554/base/', undefined, '/base/'],
    ['absolute', undefined, 'rtsp://camera.local:8554/track/1?x=2', '/track/1?x=2'],
    ['absolute, other spelling of the host', undefined, 'RTSP://CAMERA.LOCAL:8554/t', '/t'],
    ['absolute, port left out', undefined, 'rtsp://camera.local/t', '/t'],
    ['absolute, with a password', undefined, 'rtsp://admin:secret@camera.local:8554/t', '/t'],
    ['a base that is a path', '/base/', 'trackID=1', '/base/trackID=1'],
  ])('%s', (_name, base, control, path) => {
    expect(resolveControlUri(target, base, control)).toBe(`rtsp://camera.local:8554${path}`);
  });

  test.each([
    ['another host', undefined, 'rtsp://169.254.169.254/latest'],
    ['another host in the base', 'rtsp://10.9.9.9/live/', 'trackID=1'],
    ['another host behind our name as user', undefined, 'rtsp://camera.local@10.9.9.9/'],
    ['a host that begins like ours', undefined, 'rtsp://camera.local.evil/'],
  ])('%s is refused', (_name, base, control) => {
    expect(codeOf(() => resolveControlUri(target, base, control))).toBe('address_forbidden');
  });

  test.each([
    ['another scheme', 'http://camera.local/t'],
    ['a line break', 'track\r\nTEARDOWN'],
    ['a host that is none', 'rtsp:///t'],
  ])('%s is a bad answer', (_name, control) => {
    expect(codeOf(() => resolveControlUri(target, undefined, control))).toBe('bad_answer');
  });
});
