import { describe, expect, it } from 'vitest';
import { DEFAULT_PUSH_HOSTS, isPushHostPattern, readPushEndpoint } from '../../../domain/messages/push-endpoint.ts';

describe("a browser's push address", () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
    'https://web.push.apple.com/QGuQ',
    'https://wns2-par02p.notify.windows.com/w/?token=BQ',
    'https://FCM.googleapis.com:443/x',
  ])('leads to a known service: %s', (text) => {
    expect(readPushEndpoint(text, DEFAULT_PUSH_HOSTS)).not.toBeNull();
  });

  it.each([
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://user@fcm.googleapis.com/x',
    'https://:secret@fcm.googleapis.com/x',
    'https://fcm.googleapis.com/x#y',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evil.example/?fcm.googleapis.com',
    'https://evil.example\\@fcm.googleapis.com/x',
    'https://evilpush.apple.com/x',
    'https://push.apple.com/x',
    'https://fcm.googleapis.com./x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/x',
    'file:///etc/passwd',
    'ftp://fcm.googleapis.com/x',
    'fcm.googleapis.com/x',
    '',
    `https://fcm.googleapis.com/${'x'.repeat(1024)}`,
  ])('is refused anywhere else: %s', (text) => {
    expect(readPushEndpoint(text, DEFAULT_PUSH_HOSTS)).toBeNull();
  });

  it('is refused by a list without services', () => {
    expect(readPushEndpoint('https://fcm.googleapis.com/x', [])).toBeNull();
  });
});

it.each([
  ['fcm.googleapis.com', true],
  ['*.push.apple.com', true],
  ['*.com', false],
  ['*', false],
  ['localhost', false],
  ['127.0.0.1', false],
  ['push.example.com:8443', false],
  ['https://push.example.com', false],
  ['a.*.com', false],
  ['', false],
])('an operator may list %j: %s', (text, expected) => {
  expect(isPushHostPattern(text)).toBe(expected);
});
