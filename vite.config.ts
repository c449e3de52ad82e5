import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { KEPT_PAGES } from './web/service-worker/kept-pages.ts';

/** Fonts and pictures are compressed already. */
const COMPRESSIBLE = /\.(js|css|html|svg)$/;
/** Below this the headers weigh more than what is saved. */
const LEAST_BYTES = 1024;
/** Of 11; the last steps take many times as long for a few per cent. */
const BROTLI_QUALITY = 9;

/** Writes each text file of the build in compressed forms beside it, once: the service then sends those without compressing anything itself. */
function compressedCopies(): Plugin {
  let folder = '';
  return {
    name: 'compressed-copies',
    apply: 'build',
    writeBundle: ({ dir }) => {
      folder = dir ?? folder;
    },
    closeBundle: async () => {
      const entries = await readdir(folder, { withFileTypes: true, recursive: true });
      const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
      await Promise.all(files.map(compressCopies));
    },
  };
}

async function compressCopies(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < LEAST_BYTES) return;
  const brotli = promisify(brotliCompress)(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  await Promise.all([writeFile(`${file}.br`, await brotli), writeFile(`${file}.gz`, await promisify(gzip)(content))]);
}

const WEB = fileURLToPath(new URL('./web/', import.meta.url));
/** Pieces of the font that Vietnamese needs. */
const KEPT_FONTS = /-(?:vietnamese|latin)-\d+-normal-[^/]*\.woff2$/;

/** The files of `chunk` and of all that it imports at once. */
function filesWith(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, found: Set<string>): void {
  if (found.has(chunk.fileName)) return;
  found.add(chunk.fileName);
  for (const css of chunk.viteMetadata?.importedCss ?? []) found.add(css);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') filesWith(imported, bundle, found);
  }
}

/** What the service worker keeps from the start: see `web/service-worker/kept-pages.ts`. */
function keptFiles(bundle: Rolldown.OutputBundle): { readonly version: string; readonly entry: string; readonly assets: readonly string[] } {
  const found = new Set<string>();
  const outputs = Object.values(bundle);
  const missing = new Set(KEPT_PAGES);
  for (const output of outputs) {
    if (output.type === 'asset' && KEPT_FONTS.test(output.fileName)) found.add(output.fileName);
    if (output.type !== 'chunk') continue;
    const kept = KEPT_PAGES.filter((page) => output.moduleIds.includes(WEB + page));
    for (const page of kept) missing.delete(page);
    if (kept.length > 0) filesWith(output, bundle, found);
  }
  if (missing.size > 0) throw new Error(`kept-pages.ts names what is not there: ${[...missing].join(', ')}`);
  const entry = outputs.find((output) => output.type === 'chunk' && output.isEntry)!.fileName;
  const assets = [...found].sort().map((name) => `/${name}`);
  return { version: createHash('sha256').update(assets.join()).digest('hex').slice(0, 12), entry: `/${entry}`, assets };
}

/** Builds the service worker, one file without imports at a fixed address, with the list of what it keeps. */
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const built = (await build({
        configFile: false,
        logLevel: 'warn',
        define: { KEPT_FILES: JSON.stringify(keptFiles(bundle)) },
        build: {
          write: false,
          target: 'es2022',
          copyPublicDir: false,
          lib: { entry: join(WEB, 'service-worker/service-worker.ts'), formats: ['iife'], name: 'matphoWorker', fileName: () => 'sw.js' },
        },
      })) as readonly Rolldown.RolldownOutput[];
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: built[0]!.output[0].code });
    },
  };
}

/** Builds the browser application into `dist/web`; in development, the API of a service on the default port is behind the same origin. */
export default defineConfig({
  root: 'web',
  plugins: [react(), serviceWorker(), compressedCopies()],
  // MapLibre's worker is an ES module
  worker: { format: 'es' },
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1200, reportCompressedSize: false },
  server: { host: '127.0.0.1', proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
});
