import { describe, expect, test } from 'vitest';
import { checkCameraUrl, parseAllowedNetworks } from '../../../domain/address-rule.ts';
import { AppError } from '../../../domain/app-error.ts';

const check = (url: string, kind: 'rtsp' | 'onvif' = 'rtsp', list = '') => checkCameraUrl(url, kind, { overrideNetworks: parseAllowedNetworks(list) });

function refusal(url: string, kind: 'rtsp' | 'onvif' = 'rtsp', list = ''): AppError {
  try {
    check(url, kind, list);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the address was accepted');
}

describe('accepted addresses', () => {
  test.each([
    ['rtsp://10.0.0.9:554/s1', 'rtsp', { host: '10.0.0.9', port: 554, target: '/s1', url: 'rtsp://10.0.0.9/s1', secure: false }],
    ['rtsp://10.0.0.9:8554/Streaming/Channels/101?transportmode=unicast', 'rtsp', { port: 8554, target: '/Streaming/Channels/101?transportmode=unicast' }],
    ['rtsps://cam.phuong1.vn/a', 'rtsp', { host: 'cam.phuong1.vn', port: 322, secure: true }],
    ['RTSP://CAM-7.lan', 'rtsp', { scheme: 'rtsp', host: 'cam-7.lan', port: 554, target: '/', url: 'rtsp://cam-7.lan/' }],
    ['rtsp://[fd00::9]:554/s1', 'rtsp', { host: 'fd00::9', url: 'rtsp://[fd00::9]/s1' }],
    ['http://10.0.0.9/onvif/device_service', 'onvif', { host: '10.0.0.9', port: 80, target: '/onvif/device_service', secure: false }],
    ['https://10.0.0.9:8443/onvif/device_service', 'onvif', { port: 8443, secure: true }],
    ['http://0xa.0.0.9/x', 'onvif', { host: '10.0.0.9' }],
    ['rtsp://167772169/x', 'rtsp', { host: '10.0.0.9', url: 'rtsp://10.0.0.9/x' }],
    ['rtsp://camera_1.lan./x', 'rtsp', { host: 'camera_1.lan' }],
    ['rtsp://cámera.vn/x', 'rtsp', { host: 'xn--cmera-xqa.vn' }],
    ['rtsp://10.0.0.9/user=admin_password=_channel=1.sdp', 'rtsp', { host: '10.0.0.9' }],
  ] as const)('%s', (url, kind, expected) => {
    expect(check(url, kind)).toMatchObject({ ...expected, hasCredentials: false });
  });

  test('loopback under an override list, by number and by name', () => {
    expect(check('rtsp://127.0.0.1:40001/s', 'rtsp', '127.0.0.0/8').port).toBe(40_001);
    expect(check('http://localhost:40001/s', 'onvif', '127.0.0.0/8').host).toBe('localhost');
    expect(check('http://localhost:40001/s', 'onvif', '[::1/128]').host).toBe('localhost');
  });
});

describe('refused addresses', () => {
  test.each([
    'rtsp://127.0.0.1/',
    'rtsp://127.1/',
    'rtsp://2130706433/',
    'rtsp://0x7f000001/',
    'rtsp://0x7f.1/',
    'rtsp://0177.0.0.1/',
    'rtsp://017700000001/',
    'rtsp://127.0.0.1./',
    'rtsp://%31%32%37.0.0.1/',
    'rtsp://127。0。0。1/',
    'rtsp://127.0.0.1/',
    'rtsp://①②⑦.0.0.1/',
    'rtsp://0/',
    'rtsp://0.0.0.0/',
    'rtsp://localhost/',
    'rtsp://LOCALHOST./',
    'rtsp://cam.localhost/',
    'rtsp://[::1]/',
    'rtsp://[::]/',
    'rtsp://[0:0:0:0:0:0:0:1]/',
    'rtsp://[::ffff:127.0.0.1]/',
    'rtsp://[::ffff:7f00:1]/',
    'rtsp://[::127.0.0.1]/',
    'rtsp://[64:ff9b::127.0.0.1]/',
    'rtsp://[2002:7f00:1::]/',
    'rtsp://[fe80::1]/',
    'rtsp://[fd00:ec2::254]/',
    'rtsp://169.254.169.254/',
    'rtsp://0xa9fea9fe/',
    'rtsp://0251.0376.0251.0376/',
    'rtsp://2852039166/',
    'rtsp://224.0.0.1/',
    'rtsp://255.255.255.255/',
    'rtsp://203.0.113.1/',
    'rtsp://100.64.0.1/',
  ])('%s leads where no camera is, written as rtsp and as http', (url) => {
    expect(refusal(url)).toMatchObject({ kind: 'invalid', code: 'address_forbidden' });
    expect(refusal(url.replace('rtsp:', 'http:'), 'onvif')).toMatchObject({ kind: 'invalid', code: 'address_forbidden' });
  });

  test.each(['rtsp://10.0.0.9:22/', 'rtsp://10.0.0.9:6379/', 'rtsp://cam.lan:5432/'])('%s is the port of something else', (url) => {
    expect(refusal(url).code).toBe('port_forbidden');
  });

  test('a name at a port that no entry of the list opens', () => {
    expect(refusal('rtsp://cam.lan:555/', 'rtsp', '10.0.0.0/8:554').code).toBe('port_forbidden');
    expect(check('rtsp://cam.lan:554/', 'rtsp', '10.0.0.0/8:554').host).toBe('cam.lan');
  });

  test.each([
    ['http://10.0.0.9/', 'rtsp'],
    ['rtsp://10.0.0.9/', 'onvif'],
    ['file:///etc/passwd', 'rtsp'],
    ['concat://a/b', 'rtsp'],
    ['gopher://10.0.0.9/', 'onvif'],
    ['rtmp://10.0.0.9/', 'rtsp'],
    ['rtspu://10.0.0.9/', 'rtsp'],
  ] as const)('%s has no scheme for %s', (url, kind) => {
    expect(refusal(url, kind).code).toBe('url_scheme');
  });

  test.each([
    'rtsp://admin:secret@10.0.0.9/',
    'rtsp://admin@10.0.0.9/',
    'rtsp://@10.0.0.9/',
    'rtsp://:@10.0.0.9/',
    'rtsp://admin:p@ss@10.0.0.9/',
    'rtsp://admin:secret%40@10.0.0.9/',
    'rtsp://10.0.0.9/user=admin&password=secret&channel=1',
    'rtsp://10.0.0.9/user=admin_password=tlJwpbo6_channel=1.sdp',
    'rtsp://10.0.0.9/s?usr=a&PWD=secret',
  ])('%s holds credentials, which the error does not repeat', (url) => {
    const error = refusal(url);
    expect(error.code).toBe('credentials_in_url');
    expect(JSON.stringify([error.message, error.details])).not.toMatch(/secret|admin|tlJw/);
  });

  test.each([
    '',
    'rtsp:',
    'rtsp://',
    'rtsp:///path',
    'rtsp:10.0.0.9/',
    'rtsp:/10.0.0.9/',
    '10.0.0.9/s1',
    '//10.0.0.9/s1',
    'rtsp://10.0.0.9:port/',
    'rtsp://10.0.0.9:65536/',
    'rtsp://10.0.0.9:0/',
    'rtsp://10.0.0.256/',
    'rtsp://1.2.3.4.5/',
    'rtsp://[fe80::1%25eth0]/',
    'rtsp://[::1/',
    'rtsp://[10.0.0.9]/',
    'rtsp://10.0.0.9/a b',
    'rtsp://10.0.0.9/a\tb',
    'rtsp://10.0.0.9/a\r\nSETUP',
    ' rtsp://10.0.0.9/',
    'rtsp://10.0.0.9/\u0000',
    'rtsp://10.0.0.9\\@8.8.8.8/',
    'rtsp:\\\\10.0.0.9\\',
    'rtsp://10.0.0.9/\u202egnp',
    'rtsp://10.0.0.9/#s1',
    'rtsp://10.0.0.9#@8.8.8.8/',
    'rtsp://cam..lan/',
    'rtsp://-cam.lan/',
    'rtsp://cam%00.lan/',
    'rtsp://cam%2f.lan/',
    `rtsp://10.0.0.9/${'a'.repeat(2_048)}`,
    `rtsp://${'a'.repeat(64)}.lan/`,
  ])('%j is no address', (url) => {
    expect(refusal(url).code).toBe('url_malformed');
  });
});
