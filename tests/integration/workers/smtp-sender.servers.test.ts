import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmtpSender } from '../../../workers/messages/smtp-sender.ts';
import type { OutgoingMessage } from '../../../workers/messages/message-sender.ts';
import { startSmtpServer, type SmtpFault, type SmtpServer, type SmtpServerOptions } from '../../support/services/smtp-server.ts';

const PEM = fileURLToPath(new URL('../../fixtures/tls/self-signed-loopback.pem', import.meta.url));
const CERTIFICATE = readFileSync(PEM, 'utf8');
const MAIL: OutgoingMessage = {
  id: '0199c0de-0000-7000-8000-000000000001',
  kind: 'alert',
  channel: 'email',
  address: 'to.truong@example.com',
  subject: '[Mắt Phố] Mất kết nối: Ngã ba chợ 1',
  text: 'Mất kết nối: Ngã ba chợ 1\n.\n.dòng bắt đầu bằng dấu chấm',
  createdAtMs: Date.UTC(2026, 10, 22, 1, 5),
};
const never = new AbortController().signal;

let server: SmtpServer;
afterEach(() => server.stop());

async function start(options: SmtpServerOptions = {}, faults: readonly SmtpFault[] = []): Promise<void> {
  server = await startSmtpServer(options);
  await server.behave(faults);
}

interface SendOptions {
  readonly url?: string;
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
  readonly trusted?: boolean;
}

function send({ url = `smtp://127.0.0.1:${server.port}`, signal = never, deadlineMs = 10_000, trusted = true }: SendOptions = {}): Promise<void> {
  return createSmtpSender({ url, from: 'Mắt Phố <canh.bao@matpho.example>' }, { deadlineMs, ...(trusted ? { trustedCertificate: CERTIFICATE } : {}) })(
    MAIL,
    signal,
  );
}

describe('a mail server that takes the message', () => {
  it('gets it whole, with the same Message-ID at every try, and marked as automatic', async () => {
    await start();
    await send();
    await send();
    const [first, second] = await server.messages();
    expect(first).toMatchObject({ from: 'canh.bao@matpho.example', to: ['to.truong@example.com'] });
    expect(first!.raw).toContain('Message-ID: <0199c0de-0000-7000-8000-000000000001@matpho.example>');
    expect(first!.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(first!.raw).toMatch(/^Date: Sun, 22 Nov 2026 01:05:00 \+0000\r$/m);
    expect(second!.raw).toBe(first!.raw);
    await expect.poll(async () => (await server.stats()).open).toBe(0);
  });

  it('gets user and password, after STARTTLS where it insists on it', async () => {
    await start({ signIn: { username: 'u ser@x', password: 'p/ss:w@rd' }, tls: { certificatePath: PEM, keyPath: PEM, mode: 'starttls_only' } });
    await send({ url: `smtp://${encodeURIComponent('u ser@x')}:${encodeURIComponent('p/ss:w@rd')}@localhost:${server.port}` });
    expect(await server.messages()).toMatchObject([{ tls: true, authenticated: true }]);
  });

  it('speaks TLS from the first byte with smtps', async () => {
    await start({ tls: { certificatePath: PEM, keyPath: PEM, mode: 'implicit' } });
    await send({ url: `smtps://127.0.0.1:${server.port}` });
    expect(await server.messages()).toHaveLength(1);
  });
});

describe('a mail server that refuses', () => {
  it.each([
    ['greylists', { at: 'rcpt', do: '451 4.7.1 Greylisted' }, 'smtp_later', 'conflict'],
    ['knows no such address', { at: 'rcpt', do: '550 5.1.1 No such user to.truong@example.com here' }, 'smtp_address_refused', 'invalid'],
    ['refuses the content', { at: 'data', do: '554 5.7.1 Spam' }, 'smtp_message_refused', 'invalid'],
    ['is full', { at: 'data', do: '452 4.3.1 Full' }, 'smtp_later', 'conflict'],
    ['refuses the sender', { at: 'mail', do: '553 5.7.1 Sender' }, 'smtp_sender_refused', 'unavailable'],
    ['is too busy', { at: 'greeting', do: '421 4.3.2 Busy' }, 'smtp_busy', 'unavailable'],
    ['lets nobody in', { at: 'greeting', do: '554 No SMTP here' }, 'smtp_busy', 'unavailable'],
    ['drops the connection in the middle', { at: 'data', do: 'drop' }, 'smtp_unreachable', 'unreachable'],
    ['drops the connection once it has the message', { at: 'accepted', do: 'drop' }, 'smtp_unreachable', 'unreachable'],
  ] as const)('%s', async (_what, fault, code, kind) => {
    await start({}, [fault]);
    const failure = await send().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, kind });
    // the server's own words may name the receiver
    expect((failure as Error).message).not.toMatch(/example\.com|Greylisted|Spam|Sender/);
  });

  it('refuses the password: nothing gets through until the operator mends it, and the password is in no message', async () => {
    await start({ signIn: { username: 'u', password: 'right' } });
    const failure = await send({ url: `smtp://u:wr0ng-secret@127.0.0.1:${server.port}` }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'smtp_auth_failed', kind: 'unavailable' });
    expect((failure as Error).message).not.toContain('wr0ng-secret');
  });

  it('is not there', async () => {
    await start();
    await server.stop();
    await expect(send()).rejects.toMatchObject({ code: 'smtp_unreachable', kind: 'unreachable' });
  });
});

describe('what is not trusted', () => {
  it('a certificate that no authority signed: nothing is sent', async () => {
    await start({ tls: { certificatePath: PEM, keyPath: PEM, mode: 'starttls' } });
    await expect(send({ trusted: false })).rejects.toMatchObject({ code: 'smtp_tls_failed', kind: 'unavailable' });
    expect(await server.messages()).toEqual([]);
  });
});

describe('a mail server that keeps us waiting', () => {
  it.each([
    ['says nothing', { at: 'greeting', do: 'hang' }],
    ['drips its greeting for ever', { at: 'greeting', do: 'drip' }],
    ['hangs once it has the message', { at: 'accepted', do: 'hang' }],
  ] as const)('%s: the deadline ends it, and the connection with it', async (_what, fault) => {
    await start({}, [fault]);
    await expect(send({ deadlineMs: 400 })).rejects.toMatchObject({ code: 'smtp_timeout', kind: 'timeout' });
    if (fault.at !== 'greeting') await expect.poll(async () => (await server.stats()).open).toBe(0);
  });

  it('is left at once when the service stops', async () => {
    await start({}, [{ at: 'rcpt', do: 'hang' }]);
    const stop = new AbortController();
    const sending = send({ signal: stop.signal });
    await expect.poll(async () => (await server.stats()).faultsMet).toBe(1);
    stop.abort();
    await expect(sending).rejects.toMatchObject({ kind: 'cancelled' });
  });
});

describe('a password', () => {
  it('never goes to a server that offers no encryption, unless it is on this machine', async () => {
    await start();
    // 0.0.0.0 leads to this machine too, but a name that isn't loopback's is taken for another machine
    const heard: string[] = [];
    const plain = createServer((socket) => {
      socket.write('220 plain\r\n');
      socket.on('data', (chunk) => {
        heard.push(String(chunk));
        socket.write(/^EHLO/i.test(String(chunk)) ? '250-plain\r\n250 AUTH PLAIN LOGIN\r\n' : '502 no\r\n');
      });
      socket.on('error', () => undefined);
    });
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as { port: number };
    await expect(send({ url: `smtp://user:secret@0.0.0.0:${port}` })).rejects.toMatchObject({ kind: 'unavailable' });
    expect(heard.join('')).not.toMatch(/AUTH|MAIL/);
    plain.close();
  });
});
