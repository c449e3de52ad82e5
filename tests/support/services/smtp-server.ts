import { fileURLToPath } from 'node:url';
import { startJsonLineProcess } from './json-line-process.ts';

/** How the mail server is set up. */
export interface SmtpServerOptions {
  /** Asks for this user and password before it takes mail. */
  readonly signIn?: { readonly username: string; readonly password: string };
  /** Speaks TLS with this certificate and key (PEM files): after STARTTLS, which it may insist on, or from the first byte. */
  readonly tls?: { readonly certificatePath: string; readonly keyPath: string; readonly mode: 'starttls' | 'starttls_only' | 'implicit' };
}

/**
 * One fault. `at`: before the greeting, on MAIL, RCPT, once DATA is complete, or after the message was taken and before that is said. `do`: `hang`, `drop` the connection, `drip`
 * (greeting only: a line every 50 ms, for ever), or the reply to give. `times` defaults to once; -1 is always.
 */
export interface SmtpFault {
  readonly at: 'greeting' | 'mail' | 'rcpt' | 'data' | 'accepted';
  readonly do: string;
  readonly times?: number;
}

/** A message that the server took. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly tls: boolean;
  readonly authenticated: boolean;
}

/** A mail server on loopback, written by others (aiosmtpd of Debian): our client must agree with the protocol, not with itself. */
export interface SmtpServer {
  readonly port: number;
  /** Its faults from now on, in order of preference; those before are forgotten. */
  behave(faults: readonly SmtpFault[]): Promise<void>;
  /** Everything it took, oldest first. */
  messages(): Promise<readonly TakenMail[]>;
  /** `faultsMet`: how often a client ran into one of its faults. */
  stats(): Promise<{ readonly connections: number; readonly open: number; readonly faultsMet: number }>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL('./smtp_server.py', import.meta.url));

/** Starts it; takes about 0.3 s. */
export async function startSmtpServer({ signIn, tls }: SmtpServerOptions = {}): Promise<SmtpServer> {
  // the system's python3: only that one has aiosmtpd. -B: leave no __pycache__ in the source tree
  const child = startJsonLineProcess(['/usr/bin/python3', '-B', script]);
  const config = {
    username: signIn?.username ?? '',
    password: signIn?.password ?? '',
    certificate: tls?.certificatePath ?? '',
    key: tls?.keyPath ?? '',
    implicitTls: tls?.mode === 'implicit',
    requireStartTls: tls?.mode === 'starttls_only',
  };
  try {
    const { port } = (await child.ask(JSON.stringify(config))) as { port: number };
    return {
      port,
      behave: async (faults) => void (await child.ask(`behave ${JSON.stringify(faults)}`)),
      messages: async () => (await child.ask('messages')) as readonly TakenMail[],
      stats: async () => (await child.ask('stats')) as { connections: number; open: number; faultsMet: number },
      stop: () => child.stop(),
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
