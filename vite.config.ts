import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { leanFonts } from './scripts/lean-fonts.ts';
import { KEPT_PAGES } from './web/service-worker/kept-pages.ts';

/** Fonts and pictures are compressed already. */
const COMPRESSIBLE = /\.(js|css|html|svg)$/;
/** Below this the headers weigh more than what is saved. */
const LEAST_BYTES = 1024;
/** The last steps up to 11 save 7 per cent and take three times as long: not for what is large, the map above all. */
const BROTLI_QUALITY = { usual: 11, large: 9 } as const;
const LARGE_BYTES = 450_000;

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
      // nothing was written: the build's own error is the one to read
      if (folder === '') return;
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
    params: {
      [constants.BROTLI_PARAM_QUALITY]: content.length > LARGE_BYTES ? BROTLI_QUALITY.large : BROTLI_QUALITY.usual,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  await Promise.all([writeFile(`${file}.br`, await brotli), writeFile(`${file}.gz`, await promisify(gzip)(content))]);
}

const WEB = fileURLToPath(new URL('./web/', import.meta.url));

/** What the first page behind the sign-in is made of. */
const FIRST_PAGE = `${WEB}shell/first-page.ts`;
/** Libraries that are large, and needed by few pages. */
const LARGE_LIBRARIES = /node_modules\/(?:maplibre-gl|@maplibre|@vis\.gl|recharts)/;

const needsLarge = new Map<string, boolean>();

/** Whether a module needs a large library at once, itself or by what it imports: then it must not share a file with what doesn't. */
function isLarge(id: string, context: Rolldown.ChunkingContext): boolean {
  const known = needsLarge.get(id);
  if (known !== undefined) return known;
  // modules that import each other end here
  needsLarge.set(id, false);
  const found = LARGE_LIBRARIES.test(id) || (context.getModuleInfo(id)?.importedIds ?? []).some((imported) => isLarge(imported, context));
  needsLarge.set(id, found);
  return found;
}

/** What so many pages share is one file; kept apart by who needs what, its parts would need each other in circles. */
const LEAST_PAGES = 4;

/** Which modules share a file. Left to itself the build makes a file for every set of pages that share something: 140 for the first page, and on a slow line each costs more than its bytes. */
const FILE_GROUPS: Rolldown.CodeSplittingGroup[] = [
  { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 5 },
  { name: 'start', tags: ['$initial'], test: (id) => id.startsWith(WEB) && !/main\.tsx|\.html|\.css/.test(id), priority: 4 },
  ...['vi-first', 'en-first', 'vi-rest', 'en-rest'].map((texts) => ({
    name: `texts-${texts}`,
    test: (id: string) => id === `${WEB}i18n/${texts}.ts`,
    priority: 4,
  })),
  { name: 'first-page', test: (id) => id === FIRST_PAGE, priority: 3 },
  { debugName: 'common', name: (id, context) => (isLarge(id, context) ? null : 'common'), minShareCount: LEAST_PAGES, priority: 2 },
  { name: 'map', test: /web\/map\/|node_modules\/(?:maplibre-gl|@maplibre|@vis\.gl)/, priority: 1 },
];

/** Vietnamese, which nearly everybody reads, is asked for together with the first scripts, not by them. */
function earlyTexts(): Plugin {
  return {
    name: 'early-texts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const texts = Object.values(bundle).filter((output) => output.type === 'chunk' && ['vi-first', 'texts-vi-first'].includes(output.name));
        if (texts.length === 0) throw new Error('the Vietnamese texts are in no file of their own');
        return texts.map(({ fileName }) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` }, injectTo: 'head' }));
      },
    },
  };
}

/** Ends the build when a component of the library is used whose styles `component-styles.css` doesn't import. */
function componentStyles(): Plugin {
  const classesIn = (text: string): Set<string> => new Set(text.match(/\bm_[0-9a-f]{7,8}\b/g));
  return {
    name: 'component-styles',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const outputs = Object.values(bundle);
      const there = classesIn(outputs.map((output) => (output.type === 'asset' && output.fileName.endsWith('.css') ? String(output.source) : '')).join());
      const used = classesIn(outputs.map((output) => (output.type === 'chunk' ? output.code : '')).join());
      const known = classesIn(await readFile(fileURLToPath(import.meta.resolve('@mantine/core/styles.css')), 'utf8'));
      const missing = [...used].filter((name) => known.has(name) && !there.has(name));
      if (missing.length > 0)
        throw new Error(`web/shell/component-styles.css lacks the styles of ${missing.join(', ')}: look for them in @mantine/core/styles`);
    },
  };
}

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
    // what is grouped with others has a file of its own besides, which is the one that is asked for
    const kept = KEPT_PAGES.filter((page) => output.moduleIds.includes(WEB + page) || output.facadeModuleId === WEB + page);
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
  plugins: [react(), earlyTexts(), componentStyles(), leanFonts(), serviceWorker(), compressedCopies()],
  // MapLibre's worker is an ES module
  worker: { format: 'es' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: FILE_GROUPS } } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
});
