import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the browser application into `dist/web`; in development, the API of a service on the default port is behind the same origin. */
export default defineConfig({
  root: 'web',
  plugins: [react()],
  // MapLibre's worker is an ES module
  worker: { format: 'es' },
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { host: '127.0.0.1', proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
});
