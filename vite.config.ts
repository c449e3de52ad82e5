import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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

/** Builds the browser application into `dist/web`; in development, the API of a service on the default port is behind the same origin. */
export default defineConfig({
  root: 'web',
  plugins: [react(), compressedCopies()],
  // MapLibre's worker is an ES module
  worker: { format: 'es' },
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1200, reportCompressedSize: false },
  server: { host: '127.0.0.1', proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
});
