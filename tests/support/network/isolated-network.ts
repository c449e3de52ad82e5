import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An address of this machine inside the network, as a network card would have it. */
export const MACHINE_ADDRESS = '10.77.0.1';
export const MACHINE_ADDRESS_V6 = 'fd77::1';

/**
 * A network with loopback only, in which every address there is leads back to the same machine: a mistake would connect, and reaches nobody. Names are
 * resolved by whoever listens on 127.0.0.1:53 in it.
 */
const SET_UP = `
set -e
mount --make-rprivate /
ip link set lo up
ip addr add ${MACHINE_ADDRESS}/32 dev lo
ip -6 addr add ${MACHINE_ADDRESS_V6}/128 dev lo nodad
ip route add local 0.0.0.0/0 dev lo
ip -6 route add local ::/0 dev lo
mount --bind "$1/resolv.conf" /etc/resolv.conf
mount --bind "$1/hosts" /etc/hosts
if [ -e /etc/nsswitch.conf ]; then mount --bind "$1/nsswitch.conf" /etc/nsswitch.conf; fi
shift
exec "$@"
`;
const HOSTS = '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n';

/**
 * Runs a TypeScript file in a network of its own (needs root, or a kernel that lets users make namespaces).
 *
 * @returns what it wrote to stdout as JSON.
 * @throws Error with its own words when it fails.
 */
export async function runInIsolatedNetwork(script: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-net-'));
  try {
    await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:30 attempts:1\n');
    await writeFile(join(folder, 'hosts'), HOSTS);
    await writeFile(join(folder, 'nsswitch.conf'), 'hosts: files dns\npasswd: files\ngroup: files\n');
    const user = process.getuid?.() === 0 ? [] : ['--map-root-user'];
    const command = ['--net', '--mount', ...user, 'sh', '-c', SET_UP, 'sh', folder, process.execPath, '--import', 'tsx', script];
    const child = spawn('unshare', command, { env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin`, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, errors] = [child.stdout, child.stderr].map((stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      return () => Buffer.concat(chunks).toString('utf8');
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (code !== 0) throw new Error(`the script in the isolated network ended with ${String(signal ?? code)}:\n${errors?.().slice(-4_000)}`);
    return JSON.parse(output?.() ?? '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
