import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { der } from './der.ts';

const execute = promisify(execFile);

/** A timestamp authority of its own: OpenSSL's, with a root that nobody else has. */
export interface OpensslAuthority {
  /** Its root, as whoever verifies gets it. */
  readonly caPath: string;
  /** Answers a TimeStampReq as `openssl ts -reply` does. */
  answer(query: Uint8Array): Promise<Buffer>;
  /** A granted reply with this TSTInfo in it, signed by any certificate of {@link certify}, with one more beside it: what `openssl ts` itself would never sign. */
  signAnyway(tstInfo: Uint8Array, certificate: string, beside?: string): Promise<Buffer>;
  /** One more certificate for the same name and key, signed by that key; returns the path of its PEM. */
  renew(certificate: string, name: string): Promise<string>;
  /** Issues a certificate with these extensions; returns its path without the ending. `x509` are further options of `openssl x509 -req`. */
  certify(name: string, extensions: readonly string[], x509?: readonly string[]): Promise<string>;
}

/** Extensions of a certificate that stamps. */
export const STAMPING = ['extendedKeyUsage=critical,timeStamping', 'keyUsage=critical,digitalSignature', 'basicConstraints=critical,CA:FALSE'];

const SETTINGS = (folder: string, signer: string, digest: string): string => `[tsa]
default_tsa = t
[t]
serial = ${folder}/serial
signer_cert = ${signer}.pem
signer_key = ${signer}.key
certs = ${folder}/ca.pem
signer_digest = ${digest}
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256,sha512
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = ${digest}
`;

/** The granted reply around a token. */
export function granted(token: Uint8Array): Buffer {
  return der(0x30, der(0x30, der(0x02, Buffer.from([0]))), token);
}

/** A root, a certificate for stamps below it, and the settings of `openssl ts`, in a new folder of `parent`. */
export async function createOpensslAuthority(
  parent: string,
  {
    name = 'Test TSA',
    keyType = ['rsa:2048'],
    digest = 'sha256',
  }: { readonly name?: string; readonly keyType?: readonly string[]; readonly digest?: string } = {},
): Promise<OpensslAuthority> {
  const folder = await mkdtemp(join(parent, 'tsa-'));
  const openssl = (...args: readonly string[]) => execute('openssl', args, { cwd: folder });
  const extension = (text: string): string[] => ['-addext', text];
  await openssl(
    ...['req', '-x509', '-newkey', ...keyType, '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '3650', '-subj', `/CN=${name} root`],
    ...extension('basicConstraints=critical,CA:TRUE'),
    ...extension('keyUsage=critical,keyCertSign'),
  );
  const certify = async (certified: string, extensions: readonly string[], x509: readonly string[] = ['-days', '365']): Promise<string> => {
    const path = join(folder, certified.replaceAll(/[^a-zA-Z0-9]/g, '-'));
    await writeFile(`${path}.ext`, extensions.join('\n'));
    await openssl('req', '-newkey', ...keyType, '-nodes', '-keyout', `${path}.key`, '-out', `${path}.csr`, '-subj', `/C=VN/O=Test/CN=${certified}`);
    await openssl(
      'x509',
      '-req',
      '-in',
      `${path}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-extfile',
      `${path}.ext`,
      '-out',
      `${path}.pem`,
      ...x509,
    );
    return path;
  };
  await writeFile(join(folder, 'tsa.cnf'), SETTINGS(folder, await certify(name, STAMPING), digest));
  await writeFile(join(folder, 'serial'), '01\n');
  let queue: Promise<unknown> = Promise.resolve();
  let count = 0;
  // one at a time: they share the file of serial numbers
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.then(act);
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    caPath: join(folder, 'ca.pem'),
    certify,
    answer: (query) =>
      inTurn(async () => {
        count += 1;
        await writeFile(join(folder, `${count}.tsq`), query);
        await openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', `${count}.tsq`, '-out', `${count}.tsr`);
        return readFile(join(folder, `${count}.tsr`));
      }),
    async renew(certificate, name) {
      const path = join(folder, `${name}.pem`);
      const by = ['-CA', `${certificate}.pem`, '-CAkey', `${certificate}.key`, '-CAcreateserial', '-extfile', `${certificate}.ext`, '-days', '365'];
      await openssl('x509', '-req', '-in', `${certificate}.csr`, ...by, '-out', path);
      return path;
    },
    async signAnyway(tstInfo, certificate, beside = 'ca.pem') {
      const signed = ['-signer', `${certificate}.pem`, '-inkey', `${certificate}.key`, '-certfile', beside, '-md', 'sha256'];
      await writeFile(`${certificate}.info`, tstInfo);
      await openssl(
        ...['cms', '-sign', '-binary', '-nodetach', '-cades', '-econtent_type', '1.2.840.113549.1.9.16.1.4', ...signed],
        ...['-in', `${certificate}.info`, '-outform', 'DER', '-out', `${certificate}.tst`],
      );
      return granted(await readFile(`${certificate}.tst`));
    },
  };
}
