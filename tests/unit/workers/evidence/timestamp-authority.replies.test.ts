import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AsnConvert } from '@peculiar/asn1-schema';
import { SignedData } from '@peculiar/asn1-cms';
import { TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readTimestamp } from '../../../../media/evidence/timestamp/read-timestamp.ts';
import { timestampQuery } from '../../../../media/evidence/timestamp/timestamp-query.ts';
import { createTimestampAuthority } from '../../../../workers/evidence/timestamp-authority.ts';
import { createOpensslAuthority, STAMPING, type OpensslAuthority } from '../../../support/timestamp/openssl-authority.ts';
import { sendReply, startTimestampServer, type TimestampServer } from '../../../support/timestamp/timestamp-server.ts';

const SHA256 = createHash('sha256').update('a signature').digest();
const never = new AbortController().signal;

let folder: string;
let authority: OpensslAuthority;
let server: TimestampServer;
let other: OpensslAuthority;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-tsa-'));
  [authority, other] = await Promise.all([
    createOpensslAuthority(folder),
    createOpensslAuthority(folder, { keyType: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], digest: 'sha512' }),
  ]);
  server = await startTimestampServer(authority);
});
afterEach(() => server.behave(undefined));
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (settings: { policy?: string; caPath?: string | undefined; url?: string } = {}, deadlineMs?: number) => {
  const stamp = await createTimestampAuthority({ url: server.url, caPath: authority.caPath, ...settings }, deadlineMs);
  return stamp(SHA256, never);
};
/** The code and message of what came of it. */
const outcome = (asking: Promise<unknown>) =>
  asking.then(
    () => ({ code: 'stamped', message: '' }),
    (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
  );
const codeOf = async (asking: Promise<unknown>) => (await outcome(asking)).code;

/** The TSTInfo of a true reply, changed. */
function infoOf(reply: Uint8Array, change: (info: TSTInfo) => void): Uint8Array {
  const content = AsnConvert.parse(AsnConvert.parse(reply, TimeStampResp).timeStampToken!.content, SignedData).encapContentInfo.eContent!.single!;
  const info = AsnConvert.parse(content.buffer, TSTInfo);
  change(info);
  return new Uint8Array(AsnConvert.serialize(info));
}

/** The server answers with what `forge` makes of a true reply. */
const lie = (forge: (reply: Buffer) => Uint8Array | Promise<Uint8Array>) =>
  server.behave(async ({ query }, response) => sendReply(response, await forge(await authority.answer(query))));

describe('a true authority', () => {
  it('is asked for a SHA-256 with a nonce of its own and its certificate, and gives a stamp', async () => {
    const before = Date.now();
    const { reply, stampedAtMs, authority: name } = await ask({ policy: '1.2.3.4.5' });
    expect([name, readTimestamp(reply).policy, readTimestamp(reply).certificates.length]).toEqual(['Test TSA', '1.2.3.4.5', 2]);
    expect(Math.abs(stampedAtMs - before)).toBeLessThan(60_000);
    await ask();
    const [first, second] = server.asked.slice(-2);
    expect(first!.contentType).toBe('application/timestamp-query');
    expect(first!.query.equals(second!.query)).toBe(false);
  });

  it('may sign with elliptic curves and SHA-512', async () => {
    server.behave(async ({ query }, response) => sendReply(response, await other.answer(query)));
    expect(await codeOf(ask({ caPath: other.caPath }))).toBe('stamped');
  });

  it('may have no name', async () => {
    const nameless = await authority.certify('Nameless', STAMPING, ['-days', '365', '-subj', '/']);
    lie((reply) =>
      authority.signAnyway(
        infoOf(reply, () => undefined),
        nameless,
      ),
    );
    expect((await ask()).authority).toBe('(no name)');
  });

  it('gets user and password of its address, and no message has them', async () => {
    const url = new URL(server.url);
    url.username = 'post';
    url.password = 'top secret';
    await ask({ url: url.href });
    expect(server.asked.at(-1)!.authorization).toBe(`Basic ${Buffer.from('post:top secret').toString('base64')}`);
    server.behave((_, response) => void response.writeHead(401).end());
    expect(await outcome(ask({ url: url.href }))).toEqual({ code: 'timestamp_authority_denied', message: expect.not.stringMatching(/secret|127\.0/) });
    url.port = '1';
    expect(await outcome(ask({ url: url.href }))).toEqual({ code: 'timestamp_authority_unreachable', message: expect.not.stringMatching(/secret|127\.0/) });
  });
});

describe('an authority that is not well', () => {
  it.each([
    ['breaks off', (_: unknown, response: import('node:http').ServerResponse) => void response.destroy(), 'timestamp_authority_unreachable'],
    ['fails', (_: unknown, response: import('node:http').ServerResponse) => void response.writeHead(503).end(), 'timestamp_authority_failed'],
    [
      'leads elsewhere',
      (_: unknown, response: import('node:http').ServerResponse) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'timestamp_authority_failed',
    ],
    [
      'is a web page',
      (_: unknown, response: import('node:http').ServerResponse) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      'timestamp_authority_failed',
    ],
    ['never ends', (_: unknown, response: import('node:http').ServerResponse) => sendReply(response, Buffer.alloc(2 ** 20)), 'timestamp_authority_failed'],
    ['sends nothing', (_: unknown, response: import('node:http').ServerResponse) => sendReply(response, Buffer.alloc(0)), 'timestamp_unreadable'],
  ])('%s', async (_, behaviour, code) => {
    server.behave(behaviour);
    expect(await codeOf(ask())).toBe(code);
  });

  it('is slow, with the head or with the body', async () => {
    server.behave(() => undefined);
    expect(await codeOf(ask({}, 100))).toBe('timestamp_authority_slow');
    server.behave((__, response) => void response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).write('0'));
    expect(await codeOf(ask({}, 100))).toBe('timestamp_authority_slow');
  });

  it('refuses, and says why', async () => {
    expect(await outcome(ask({ policy: '1.2.3.9' }))).toEqual({ code: 'timestamp_refused', message: expect.stringMatching(/unacceptedPolicy/) });
    server.behave(async (__, response) => sendReply(response, await authority.answer(Buffer.from('no question'))));
    expect(await outcome(ask())).toEqual({ code: 'timestamp_refused', message: expect.stringMatching(/badDataFormat|badRequest/) });
  });
});

describe('an authority that lies', () => {
  it('with the answer to another question', async () => {
    server.behave(async (_, response) => sendReply(response, await authority.answer(timestampQuery(SHA256).bytes)));
    expect(await codeOf(ask())).toBe('timestamp_other_nonce');
    server.behave(async (_, response) => sendReply(response, await authority.answer(timestampQuery(randomBytes(32)).bytes)));
    expect(await codeOf(ask())).toBe('timestamp_other_content');
  });

  it('with the imprint of another digest', async () => {
    const fit = await authority.certify('Fit', STAMPING);
    const sha512 = '2.16.840.1.101.3.4.2.3';
    lie((reply) =>
      authority.signAnyway(
        infoOf(reply, ({ messageImprint }) => void (messageImprint.hashAlgorithm.algorithm = sha512)),
        fit,
      ),
    );
    expect(await codeOf(ask())).toBe('timestamp_other_content');
    lie((reply) =>
      authority.signAnyway(
        infoOf(reply, () => undefined),
        fit,
      ),
    );
    expect(await codeOf(ask())).toBe('stamped');
  });

  it('without a nonce, or under another policy', async () => {
    const fit = await authority.certify('Fit two', STAMPING);
    lie((reply) =>
      authority.signAnyway(
        infoOf(reply, (info) => delete info.nonce),
        fit,
      ),
    );
    expect(await codeOf(ask())).toBe('timestamp_other_nonce');
    lie((reply) =>
      authority.signAnyway(
        infoOf(reply, (info) => void (info.policy = '1.2.3.4.1')),
        fit,
      ),
    );
    expect(await codeOf(ask({ policy: '1.2.3.4.5' }))).toBe('timestamp_other_policy');
  });

  it.each([
    ['is for other things', ['extendedKeyUsage=critical,codeSigning', ...STAMPING.slice(1)]],
    ['is for other things too', ['extendedKeyUsage=critical,timeStamping,codeSigning', ...STAMPING.slice(1)]],
    ['does not say it critically', ['extendedKeyUsage=timeStamping', ...STAMPING.slice(1)]],
    ['has no purpose', STAMPING.slice(1)],
    ['may not sign', [STAMPING[0]!, 'keyUsage=critical,keyEncipherment', STAMPING[2]!]],
    ['has a critical extension that nobody knows', [...STAMPING, '1.2.3.4.5.6=critical,DER:0500']],
  ])('with a certificate that %s', async (name, extensions) => {
    const unfit = await authority.certify(name, extensions);
    lie((reply) =>
      authority.signAnyway(
        infoOf(reply, () => undefined),
        unfit,
      ),
    );
    expect(await codeOf(ask())).toBe('timestamp_certificate_unfit');
  });

  it('with a certificate that was not valid at the time of its own stamp', async () => {
    const fit = await authority.certify('Short', STAMPING, ['-days', '1']);
    for (const days of [-10, 10]) {
      lie((reply) =>
        authority.signAnyway(
          infoOf(reply, (info) => void (info.genTime = new Date(Date.now() + days * 86_400_000))),
          fit,
        ),
      );
      expect(await codeOf(ask())).toBe('timestamp_certificate_expired');
      expect(await codeOf(ask({ caPath: undefined }))).toBe('timestamp_certificate_expired');
    }
  });

  it('by being another one', async () => {
    server.behave(async ({ query }, response) => sendReply(response, await other.answer(query)));
    expect(await codeOf(ask())).toBe('timestamp_unknown_authority');
    expect(await codeOf(ask({ caPath: undefined }))).toBe('stamped');
  });

  it('with a certificate that somebody may have made a second one of, since it is signed with SHA-1', async () => {
    const weak = await authority.certify('Weak', STAMPING, ['-days', '365', '-sha1']);
    lie((reply) =>
      authority.signAnyway(
        infoOf(reply, () => undefined),
        weak,
      ),
    );
    expect(await codeOf(ask())).toBe('timestamp_unknown_authority');
  });

  it('with a certificate that one of its kind issued, which is no authority, or one that may have none below it', async () => {
    const issue = async (name: string, extensions: readonly string[]): Promise<string> => {
      const middle = await authority.certify(name, extensions);
      const below = await authority.certify(`${name} below`, STAMPING, ['-CA', `${middle}.pem`, '-CAkey', `${middle}.key`]);
      lie((reply) =>
        authority.signAnyway(
          infoOf(reply, () => undefined),
          below,
          `${middle}.pem`,
        ),
      );
      return codeOf(ask());
    };
    const isAuthority = (more = '') => [`basicConstraints=critical,CA:TRUE${more}`, 'keyUsage=critical,keyCertSign'];
    expect(await issue('Stamping', STAMPING)).toBe('timestamp_unknown_authority');
    expect(await issue('Middle', isAuthority())).toBe('stamped');
    expect(await issue('Lowest', isAuthority(',pathlen:0'))).toBe('stamped');
    expect(await issue('May sign no certificates', [isAuthority()[0]!, 'keyUsage=critical,digitalSignature'])).toBe('timestamp_unknown_authority');
    expect(await issue('Issues for web servers', [...isAuthority(), 'extendedKeyUsage=serverAuth'])).toBe('timestamp_unknown_authority');
    expect(await issue('Issues for stamps', [...isAuthority(), 'extendedKeyUsage=serverAuth,timeStamping'])).toBe('stamped');
    expect(await issue('Has names only', [...isAuthority(), 'nameConstraints=critical,permitted;DNS:example.vn'])).toBe('timestamp_unknown_authority');
  });
});

it('certificates that all sign each other are not followed without end', async () => {
  const isAuthority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'];
  // fifteen certificates of one name and one key, with serial numbers of their own: each is signed by each
  const first = await other.certify('Circle', isAuthority);
  const issue = (name: string, extensions: readonly string[]) => other.certify(name, extensions, ['-CA', `${first}.pem`, '-CAkey', `${first}.key`]);
  const renewed: string[] = [];
  for (let count = 0; count < 14; count += 1) renewed.push(await other.renew(first, `circle-${count}`));
  const leaf = await issue('Below the circle', STAMPING);
  const beside = join(folder, 'circle.pem');
  await writeFile(beside, (await Promise.all(renewed.map((path) => readFile(path)))).join(''));
  lie((reply) =>
    other.signAnyway(
      infoOf(reply, () => undefined),
      leaf,
      beside,
    ),
  );
  // what this process computes: the answer is made meanwhile, by a program of its own
  const begun = process.cpuUsage();
  expect(await codeOf(ask())).toBe('timestamp_unknown_authority');
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(5000);
});

it('a CA file that has no certificates stops the start', async () => {
  const path = join(folder, 'none.pem');
  await writeFile(path, 'nothing');
  expect(await codeOf(ask({ caPath: path }))).toBe('ca_file_unusable');
  expect(await codeOf(ask({ caPath: join(folder, 'missing.pem') }))).toBe('ca_file_unusable');
});
