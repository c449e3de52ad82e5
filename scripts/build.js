// Builds the service (tsc) and the web application (vite) side by side into dist/, and only when their sources changed. With --checked only if the pages fit the API as it is now.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Servers that tests and benchmarks start. */
const SERVICES = 'tests/support/services';
const SERVICE_SOURCES = [
  'domain',
  'platform',
  'db',
  'media',
  'camera-adapters',
  'server',
  'workers',
  'agent',
  'cli',
  'bench',
  SERVICES,
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
const WEB_SOURCES = ['web', 'domain', 'vite.config.ts', 'scripts/lean-fonts.ts', 'package-lock.json'];
const require = createRequire(import.meta.url);

/** Names, sizes and times of all files below `paths`, as one hash. */
async function fingerprint(root, paths) {
  const hash = createHash('sha256');
  const visit = async (path) => {
    const info = await stat(join(root, path)).catch(() => undefined);
    if (info === undefined) return;
    if (!info.isDirectory()) {
      hash.update(`${path}\n${info.size}\n${info.mtimeMs}\n`);
      return;
    }
    for (const name of (await readdir(join(root, path))).sort()) await visit(join(path, name));
  };
  for (const path of paths) await visit(path);
  return hash.digest('hex');
}

/** What the caller's environment may say of these would make a development build of what people get. */
const ENVIRONMENT = { NODE_ENV: 'production', VITEST: '' };

function run(root, name, script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...ENVIRONMENT } });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${name} failed:\n${output}`))));
  });
}

function binOf(packageName, bin) {
  const manifest = require.resolve(`${packageName}/package.json`);
  const bins = require(manifest).bin;
  return join(dirname(manifest), typeof bins === 'string' ? bins : bins[bin]);
}

async function buildService(root) {
  await run(root, 'tsc', binOf('@typescript/native', 'tsc'), ['-p', 'tsconfig.build.json']);
  await rm(join(root, 'dist/db/migrations'), { recursive: true, force: true });
  await cp(join(root, 'db/migrations'), join(root, 'dist/db/migrations'), { recursive: true });
  // the benchmarks start these beside Node, and tsc copies only what it compiles
  for (const name of await readdir(join(root, SERVICES))) {
    if (/\.(py|sh)$/.test(name)) await cp(join(root, SERVICES, name), join(root, 'dist', SERVICES, name));
  }
}

async function buildWeb(root) {
  await run(root, 'vite', binOf('vite', 'vite'), ['build', '--logLevel', 'warn']);
}

async function buildPart(root, name, sources, build) {
  const stampPath = join(root, 'dist', `.built-${name}`);
  const now = await fingerprint(root, sources);
  const before = await readFile(stampPath, 'utf8').catch(() => '');
  if (before === now) return;
  console.error(`matpho: building the ${name} …`);
  await build(root);
  await mkdir(dirname(stampPath), { recursive: true });
  await writeFile(stampPath, now);
}

const PARTS = {
  service: (root) => buildPart(root, 'service', SERVICE_SOURCES, buildService),
  web: (root) => buildPart(root, 'web application', WEB_SOURCES, buildWeb),
};

/** Builds what is stale, of all `parts` or of some. Throws with the compiler's words when that fails. */
export async function buildIfStale(root, parts = Object.keys(PARTS)) {
  await Promise.all(parts.map((part) => PARTS[part](root)));
}

/** What vite doesn't look at: that the types of the API are those of the routes, and that the pages fit them. Throws with what doesn't. */
async function checkPages(root) {
  console.error('matpho: comparing the pages with the API …');
  await Promise.all([
    run(root, 'types of the API', binOf('tsx', 'tsx'), ['scripts/api-types.js', '--check']),
    run(root, 'types of the pages', binOf('@typescript/native', 'tsc'), ['-p', 'tsconfig.web.json']),
  ]);
}

// as a command: the parts that are named, or both
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const parts = process.argv.slice(2).filter((word) => word !== '--checked');
  if (process.argv.includes('--checked')) await checkPages(root);
  await buildIfStale(root, parts.length > 0 ? parts : undefined);
}
