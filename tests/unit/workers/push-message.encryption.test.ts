import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makePushKeyPair, pushSigningKey, readBrowserKeys } from '../../../platform/push-keys.ts';
import { encryptPush } from '../../../workers/messages/push/encrypt-push.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');
/** RFC 8291, section 5 and appendix A. */
const RFC = {
  text: 'When I grow up, I want to be a watermelon',
  senderPrivate: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  browserPublic: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};
const browser = readBrowserKeys(RFC.browserPublic, RFC.auth);

describe('encrypting a push', () => {
  it("gives the RFC's own example to the byte", () => {
    const keys = createECDH('prime256v1');
    keys.setPrivateKey(bytes(RFC.senderPrivate));
    expect(encryptPush(Buffer.from(RFC.text), browser, 1, { salt: bytes(RFC.salt), keys }).toString('base64url')).toBe(RFC.body);
  });

  it('tells little by its length, and something else each time', () => {
    const lengths = [0, 1, 100, 511].map((count) => encryptPush(Buffer.alloc(count, 'a'), browser, 512).length);
    expect(new Set(lengths).size).toBe(1);
    expect(encryptPush(Buffer.alloc(512, 'a'), browser, 512).length).toBe(lengths[0]! + 512);
    expect(encryptPush(Buffer.from('a'), browser, 512).equals(encryptPush(Buffer.from('a'), browser, 512))).toBe(false);
  });

  it('refuses what does not fit into one record', () => {
    expect(() => encryptPush(Buffer.alloc(4080), browser, 1)).toThrow(RangeError);
    expect(encryptPush(Buffer.alloc(4079), browser, 1)).toHaveLength(4096 + 86);
  });
});

describe('keys', () => {
  it('of the service sign, also when the number begins with zeros', () => {
    const keys = createECDH('prime256v1');
    keys.setPrivateKey(Buffer.concat([Buffer.alloc(2), Buffer.alloc(30, 7)]));
    const pair = { publicKey: keys.getPublicKey('base64url'), privateKey: Buffer.alloc(30, 7).toString('base64url') };
    expect(pushSigningKey(pair).asymmetricKeyType).toBe('ec');
    expect(pushSigningKey(makePushKeyPair()).asymmetricKeyType).toBe('ec');
  });

  it.each([
    ['a point beside the curve', `B${'A'.repeat(86)}`, RFC.auth],
    ['a short point', 'BCVx', RFC.auth],
    ['a point in another form', bytes(RFC.browserPublic).fill(2, 0, 1).toString('base64url'), RFC.auth],
    ['a short secret', RFC.browserPublic, 'BTBZ'],
    ['nothing', '', ''],
  ])('of a browser are refused: %s', (_name, p256dh, auth) => {
    expect(() => readBrowserKeys(p256dh, auth)).toThrow(expect.objectContaining({ code: 'push_keys_malformed' }));
  });
});
