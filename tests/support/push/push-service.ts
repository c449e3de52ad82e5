import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { makeSelfSignedCertificate } from '../cli/self-signed-certificate.ts';

/** A push as the push service and, behind it, the browser see it. */
export interface TakenPush {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Claims of the sender's token; its signature was verified with the key that came along. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly senderKey: string;
  readonly bodyBytes: number;
  /** What the browser reads, padding taken off. */
  readonly text: string;
}

/** A push service with one browser on it, on loopback: written from RFC 8030, 8188, 8291 and 8292 alone. */
export interface PushService {
  /** `localhost:PORT`, as it stands on a list of push services. */
  readonly host: string;
  readonly ca: string;
  readonly taken: readonly TakenPush[];
  /** What a browser's `PushSubscription` gives as JSON; each path is a subscription of its own. */
  subscription(path: string): { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };
  /** Answers with this from now on. */
  answer(status: number, headers?: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}

const derive = (ikm: Buffer, salt: Buffer, info: Buffer | string, bytes: number) => Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from(info), bytes));

/** Starts one on a free port. */
export async function startPushService(): Promise<PushService> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-push-'));
  const { certPath, keyPath } = await makeSelfSignedCertificate(join(folder, 'push'));
  const ca = await readFile(certPath, 'utf8');
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = randomBytes(16);
  const taken: TakenPush[] = [];
  let reply: { status: number; headers: Readonly<Record<string, string>> } = { status: 201, headers: {} };
  const server = createServer({ cert: ca, key: await readFile(keyPath) }, (request, response) => {
    buffer(request)
      .then((body) => {
        const { claims, senderKey } = readVapid(request.headers.authorization ?? '');
        taken.push({ path: request.url ?? '', headers: request.headers, claims, senderKey, bodyBytes: body.length, text: decrypt(body, browser, auth) });
        response.writeHead(reply.status, reply.headers).end();
      })
      .catch(() => response.writeHead(400).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    ca,
    taken,
    subscription: (path) => ({
      endpoint: `https://${host}/${path}`,
      keys: { p256dh: browser.getPublicKey().toString('base64url'), auth: auth.toString('base64url') },
    }),
    answer: (status, headers = {}) => void (reply = { status, headers }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** RFC 8292, section 3: `vapid t=…, k=…`, a JWS with ES256. Throws when the signature is none. */
function readVapid(header: string): { claims: Record<string, unknown>; senderKey: string } {
  const [, token, senderKey] = /^vapid t=([^,]+), ?k=([\w-]+)$/.exec(header) ?? [];
  const [head, claims, signature] = (token ?? '').split('.');
  const point = Buffer.from(senderKey ?? '', 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  const isGood = verify('sha256', Buffer.from(`${head}.${claims}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature ?? '', 'base64url'));
  if (!isGood) throw new Error('the token is not signed by the key that came with it');
  return { claims: JSON.parse(Buffer.from(claims!, 'base64url').toString()) as Record<string, unknown>, senderKey: senderKey! };
}

/** RFC 8188, section 2, with the key of RFC 8291, section 3.4: a single record. */
function decrypt(body: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const idBytes = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idBytes);
  const record = body.subarray(21 + idBytes);
  if (record.length > body.readUInt32BE(16)) throw new Error('more than one record');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
  const ikm = derive(browser.computeSecret(sender), auth, info, 32);
  const decipher = createDecipheriv('aes-128-gcm', derive(ikm, salt, 'Content-Encoding: aes128gcm\0', 16), derive(ikm, salt, 'Content-Encoding: nonce\0', 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('the last record has no delimiter');
  return padded.subarray(0, end).toString('utf8');
}
