import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../../domain/access-log/canonical-json.ts';
import { checkDisclosure, leafOwners, type DisclosedEvent } from '../../../../domain/access-log/leaf-disclosure.ts';
import { commitToSecret, leafInput, type LeafSecrets } from '../../../../domain/access-log/leaf-input.ts';
import { isAppError } from '../../../../domain/app-error.ts';

const EVENT: DisclosedEvent = {
  facts: {
    atMs: Date.UTC(2026, 10, 27, 1, 2, 3, 4),
    role: 'officer',
    action: 'incident.candidates',
    outcome: 'allowed',
    incidentId: '019ac2b1-0000-7000-8000-000000000001',
    cameraIds: ['019ac2b1-0000-7000-8000-00000000000b', '019ac2b1-0000-7000-8000-00000000000a'],
    ownerIds: ['019ac2b1-0000-7000-8000-0000000000ff'],
  },
  secrets: { actorId: '019ac2b1-0000-7000-8000-0000000000aa', actorUsername: 'trần.văn.a', detail: { extentSha256: 'ab', nested: [1, { z: 1, a: 'é' }] } },
  salts: { actorId: randomBytes(16), actorUsername: randomBytes(16), detail: randomBytes(16) },
};

function inputOf({ facts, secrets, salts }: DisclosedEvent): Uint8Array {
  const commit = (name: keyof LeafSecrets): Uint8Array | null => (salts[name] === null ? null : commitToSecret(name, secrets[name], salts[name]));
  return leafInput(facts, { actorId: commit('actorId'), actorUsername: commit('actorUsername'), detail: commit('detail') });
}

const input = inputOf(EVENT);

describe('canonical JSON', () => {
  // RFC 8785, 3.2.2 and 3.2.3
  test('is what the RFC shows', () => {
    const value: unknown = JSON.parse(
      String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    );
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
    const keys: unknown = JSON.parse(
      String.raw`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`,
    );
    const values = [...canonicalJson(keys).matchAll(/:"([^"]+)"/g)].map(([, value]) => value);
    expect(values).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test('comes back from JSON and from the database the same', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme' }), (json) => {
        const text = canonicalJson(JSON.parse(json));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test.each([[Number.NaN], [Infinity], [undefined], [{ a: '\ud800' }], [{ '\udc00': 1 }], [['\ud800 \\\\']]])('refuses %j', (value) => {
    let thrown: unknown;
    try {
      canonicalJson(value);
    } catch (error) {
      thrown = error;
    }
    expect(isAppError(thrown, 'not_canonical')).toBe(true);
  });

  test('takes a backslash for what it is', () => {
    expect(canonicalJson(['\\ud800'])).toBe(String.raw`["\\ud800"]`);
  });
});

describe('a leaf', () => {
  test('is canonical, and has no personal data in it', () => {
    const text = Buffer.from(input).toString('utf8');
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    for (const secret of [EVENT.secrets.actorId!, EVENT.secrets.actorUsername!, 'extentSha256', 'é']) expect(text).not.toContain(secret);
    expect(JSON.parse(text)).toMatchObject({
      v: 1,
      at: '2026-11-27T01:02:03.004Z',
      actor: { role: 'officer' },
      cameras: EVENT.facts.cameraIds,
      owners: EVENT.facts.ownerIds,
    });
  });

  test('commits to SHA-256 of salt and value', () => {
    const record = JSON.parse(Buffer.from(input).toString('utf8')) as { actor: { usernameCommitment: string } };
    const expected = createHash('sha256').update(EVENT.salts.actorUsername!).update('trần.văn.a', 'utf8').digest('base64');
    expect(record.actor.usernameCommitment).toBe(expected);
  });

  test('agrees with the event that it was made of, also without an actor', () => {
    expect(checkDisclosure(input, EVENT)).toEqual({ differs: [], erased: [] });
    const nobody = {
      ...EVENT,
      secrets: { ...EVENT.secrets, actorId: null, actorUsername: null },
      salts: { ...EVENT.salts, actorId: null, actorUsername: null },
    };
    expect(checkDisclosure(inputOf(nobody), nobody)).toEqual({ differs: [], erased: [] });
  });

  test('still stands when clear text and salt were erased', () => {
    const erased = { ...EVENT, secrets: { actorId: null, actorUsername: null, detail: null }, salts: { actorId: null, actorUsername: null, detail: null } };
    expect(checkDisclosure(input, erased)).toEqual({ differs: [], erased: ['actorId', 'actorUsername', 'detail'] });
  });

  test.each([
    ['at', { facts: { ...EVENT.facts, atMs: EVENT.facts.atMs + 1 } }, ['at']],
    ['role', { facts: { ...EVENT.facts, role: 'board' } }, ['actor']],
    ['action', { facts: { ...EVENT.facts, action: 'camera.read' } }, ['action']],
    ['outcome', { facts: { ...EVENT.facts, outcome: 'refused' } }, ['outcome']],
    ['incident', { facts: { ...EVENT.facts, incidentId: null } }, ['incident']],
    ['cameras', { facts: { ...EVENT.facts, cameraIds: EVENT.facts.cameraIds.slice(1) } }, ['cameras']],
    ['the order of cameras', { facts: { ...EVENT.facts, cameraIds: EVENT.facts.cameraIds.toReversed() } }, ['cameras']],
    ['owners', { facts: { ...EVENT.facts, ownerIds: [] } }, ['owners']],
    ['the person', { secrets: { ...EVENT.secrets, actorId: '019ac2b1-0000-7000-8000-0000000000ab' } }, ['actorId']],
    ['the name', { secrets: { ...EVENT.secrets, actorUsername: 'tran.van.a' } }, ['actorUsername']],
    ['a detail', { secrets: { ...EVENT.secrets, detail: { extentSha256: 'ab' } } }, ['detail']],
    ['a salt', { salts: { ...EVENT.salts, detail: randomBytes(16) } }, ['detail']],
    ['the name, with the salt kept', { secrets: { ...EVENT.secrets, actorUsername: null } }, ['actorUsername']],
    ['the salt, with the name kept', { salts: { ...EVENT.salts, actorUsername: null } }, ['actorUsername']],
  ])('notices another %s', (_, change, differs) => {
    expect(checkDisclosure(input, { ...EVENT, ...change }).differs).toEqual(differs);
  });

  test('with a key more, spaces, or bytes that are no text is no leaf of ours', () => {
    const text = Buffer.from(input).toString('utf8');
    expect(checkDisclosure(Buffer.from(text.replace('{', '{"a":1,')), EVENT).differs).toEqual(['a']);
    expect(checkDisclosure(Buffer.from(text.replace(':', ': ')), EVENT).differs).toEqual(['form']);
    for (const bytes of [
      Buffer.from([0xff]),
      Buffer.from(''),
      Buffer.from('null'),
      Buffer.from('[1]'),
      Buffer.from('{"__proto__":1}'),
      Buffer.from('{"constructor":1}'),
      Buffer.from('['.repeat(100_000)),
    ])
      expect(checkDisclosure(bytes, EVENT).differs).not.toEqual([]);
  });

  test('tells whose the cameras were, and of what is no leaf nothing', () => {
    expect(leafOwners(input)).toEqual(EVENT.facts.ownerIds);
    for (const text of ['', 'null', '[1]', '{}', '{"owners":"a"}', '{"owners":[1]}', '{"__proto__":{"owners":[]}}', '['.repeat(100_000)])
      expect([text.slice(0, 30), leafOwners(Buffer.from(text))]).toEqual([text.slice(0, 30), undefined]);
    expect(leafOwners(Buffer.from([0xff]))).toBeUndefined();
  });
});

test('no bytes make the comparison throw or agree', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((json) => Buffer.from(canonicalJson(JSON.parse(json)))),
      ),
      (bytes) => {
        expect(checkDisclosure(bytes, EVENT).differs).not.toEqual([]);
        expect(() => leafOwners(bytes)).not.toThrow();
      },
    ),
    { numRuns: 1000 },
  );
});
