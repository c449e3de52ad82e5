import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAuthChallenges } from '../../../../camera-adapters/rtsp/auth-challenge.ts';
import { digestResponse } from '../../../../camera-adapters/rtsp/digest-response.ts';
import { createRtspAuthorization } from '../../../../camera-adapters/rtsp/rtsp-authorization.ts';
import { isAppError } from '../../../../domain/app-error.ts';

const MUFASA_7616 = { username: 'Mufasa', password: 'Circle of Life' };
const NONCE_7616 = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const CLIENT_NONCE_7616 = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
const OPAQUE_7616 = 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS';
const CHALLENGE_7616 = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${NONCE_7616}", opaque="${OPAQUE_7616}"`;

function signer(credentials = { username: 'admin', password: 'pass' }, clientNonce = () => 'abc') {
  return createRtspAuthorization({ credentials, origin: 'rtsp://camera', clientNonce });
}

function fieldsOf(signature: string | undefined): ReadonlyMap<string, string> {
  return parseAuthChallenges([signature ?? ''])[0]?.params ?? new Map<string, string>();
}

describe("the RFCs' examples", () => {
  test('RFC 2617 §3.5: MD5 with qop', () => {
    const response = digestResponse(
      { username: 'Mufasa', password: 'Circle Of Life' },
      {
        algorithm: 'MD5',
        isSession: false,
        realm: 'testrealm@host.com',
        nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
        method: 'GET',
        uri: '/dir/index.html',
        qop: { nonceCount: '00000001', clientNonce: '0a4f113b' },
      },
    );
    expect(response).toBe('6629fae49393a05397450978507c4ef1');
  });

  test.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('RFC 7616 §3.9.1: %s, from challenge to field', (algorithm, response) => {
    const authorization = createRtspAuthorization({ credentials: MUFASA_7616, origin: '', clientNonce: () => CLIENT_NONCE_7616 });
    expect(authorization.accept([CHALLENGE_7616(algorithm)])).toBe(true);
    expect(Object.fromEntries(fieldsOf(authorization.sign('GET', '/dir/index.html')))).toEqual({
      username: 'Mufasa',
      realm: 'http-auth@example.org',
      uri: '/dir/index.html',
      algorithm,
      nonce: NONCE_7616,
      nc: '00000001',
      cnonce: CLIENT_NONCE_7616,
      qop: 'auth',
      response,
      opaque: OPAQUE_7616,
    });
  });

  test('RFC 2069 §2.4 with its erratum: no qop, and then no qop, nc and cnonce in the field', () => {
    const authorization = createRtspAuthorization({ credentials: { username: 'Mufasa', password: 'CircleOfLife' }, origin: '' });
    authorization.accept(['Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"']);
    expect(Object.fromEntries(fieldsOf(authorization.sign('GET', '/dir/index.html')))).toEqual({
      username: 'Mufasa',
      realm: 'testrealm@host.com',
      nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
      uri: '/dir/index.html',
      response: '1949323746fe6a43ef61f9606e7febea',
      opaque: '5ccc069c403ebaf9f0171e9517f40e41',
    });
  });

  test('RFC 7617 §2.1: basic with UTF-8', () => {
    const authorization = createRtspAuthorization({ credentials: { username: 'test', password: '123\u00a3' }, origin: '' });
    authorization.accept(['Basic realm="foo", charset="UTF-8"']);
    expect(authorization.sign('GET', '/')).toBe('Basic dGVzdDoxMjPCow==');
  });
});

describe('which challenge is taken', () => {
  test('the strongest digest, whatever the order and the number of fields', () => {
    const authorization = signer();
    authorization.accept(['Basic realm="r"', 'Digest realm="r", nonce="weak", algorithm=MD5, Digest realm="r", nonce="strong", algorithm=SHA-256']);
    expect(authorization.scheme).toBe('digest');
    expect(fieldsOf(authorization.sign('OPTIONS', 'rtsp://camera/live')).get('nonce')).toBe('strong');
  });

  test('basic only when no digest is offered, not when the digest is one we do not know', () => {
    const readable = signer();
    expect(readable.accept(['Basic realm="r"'])).toBe(true);
    expect(readable.scheme).toBe('basic');
    const unknown = signer();
    expect(unknown.accept(['Digest realm="r", nonce="n", algorithm=FUTURE-1', 'Basic realm="r"'])).toBe(false);
    expect(unknown.sign('OPTIONS', 'rtsp://camera/live')).toBeUndefined();
  });

  test('nothing is signed before a challenge, without credentials, or for another scheme', () => {
    expect(signer().sign('OPTIONS', 'rtsp://camera/live')).toBeUndefined();
    const anonymous = createRtspAuthorization({ credentials: undefined, origin: 'rtsp://camera' });
    expect(anonymous.accept(['Basic realm="r"'])).toBe(false);
    expect(anonymous.sign('OPTIONS', 'rtsp://camera/live')).toBeUndefined();
    expect(signer().accept(['Bearer realm="r"'])).toBe(false);
  });
});

describe('the nonce', () => {
  test('is counted, and each use has its own client nonce', () => {
    let count = 0;
    const authorization = signer(undefined, () => `client${(count += 1)}`);
    authorization.accept(['Digest realm="r", nonce="n", qop="auth"']);
    const uses = [1, 2, 3].map(() => fieldsOf(authorization.sign('OPTIONS', 'rtsp://camera/live')));
    expect(uses.map((fields) => [fields.get('nc'), fields.get('cnonce')])).toEqual([
      ['00000001', 'client1'],
      ['00000002', 'client2'],
      ['00000003', 'client3'],
    ]);
    authorization.accept(['Digest realm="r", nonce="m", qop="auth", stale=true']);
    expect(fieldsOf(authorization.sign('OPTIONS', 'rtsp://camera/live')).get('nc')).toBe('00000001');
  });

  test('that is stale is replaced; a wrong password is never sent twice', () => {
    const authorization = signer();
    expect(authorization.accept(['Digest realm="r", nonce="one"'])).toBe(true);
    expect(authorization.accept(['Digest realm="r", nonce="two", stale=TRUE'])).toBe(true);
    expect(authorization.accept(['Digest realm="r", nonce="three"'])).toBe(false);
  });

  test('that changes after a sign-in that worked is taken up, but not when it stays the same', () => {
    const authorization = signer();
    authorization.accept(['Digest realm="r", nonce="one"']);
    authorization.confirm();
    expect(authorization.accept(['Digest realm="r", nonce="two"'])).toBe(true);
    authorization.confirm();
    expect(authorization.accept(['Digest realm="r", nonce="two", stale=true'])).toBe(false);
  });

  test('basic is tried once', () => {
    const authorization = signer();
    expect(authorization.accept(['Basic realm="r"'])).toBe(true);
    expect(authorization.accept(['Basic realm="r"'])).toBe(false);
  });
});

describe('what leaves us', () => {
  test.each(['rtsp://other/live', 'rtsp://camera.evil/live', 'rtsp://camera:8554/live', 'rtsp://camera@other/live'])('nothing is signed for %s', (uri) => {
    const authorization = signer();
    authorization.accept(['Basic realm="r"']);
    let thrown: unknown;
    try {
      authorization.sign('DESCRIBE', uri);
    } catch (error) {
      thrown = error;
    }
    expect(isAppError(thrown, 'address_forbidden')).toBe(true);
  });

  test('a digest field never holds the password, and can be read back whatever the name is', () => {
    const text = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, fc.stringMatching(/^[a-z]{12,16}$/), text, (username, password, realm) => {
        fc.pre(!username.includes(password) && !realm.includes(password));
        const authorization = signer({ username, password });
        authorization.accept([`Digest realm="${realm.replace(/[\\"]/g, '\\$&')}", nonce="n", qop="auth"`]);
        const signature = authorization.sign('OPTIONS', 'rtsp://camera/live') ?? '';
        expect(signature).not.toContain(password);
        expect(fieldsOf(signature).get('username')).toBe(username);
        expect(fieldsOf(signature).get('realm')).toBe(realm);
      }),
    );
  });

  test('a name outside of ASCII goes in the extended form of RFC 5987', () => {
    const authorization = signer({ username: "Nguyễn (tổ 5)'", password: 'x' });
    authorization.accept(['Digest realm="r", nonce="n"']);
    expect(authorization.sign('OPTIONS', 'rtsp://camera/live')).toContain("username*=UTF-8''Nguy%E1%BB%85n%20%28t%E1%BB%95%205%29%27, realm");
  });

  test('no challenge, however odd, breaks anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('Digest', 'Basic', ',', '=', '"', 'nonce="', 'realm=x', '\\"')), { maxLength: 20 }),
        (parts) => {
          const authorization = signer();
          authorization.accept([parts.join(' ')]);
          const signature = authorization.sign('OPTIONS', 'rtsp://camera/live');
          expect(signature === undefined || /^(?:Basic|Digest) /.test(signature)).toBe(true);
        },
      ),
    );
  });
});
