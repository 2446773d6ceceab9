import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The renderer: `renderer/index.html` into `.build/renderer`, everything in hashed files of our own, nothing inline. */
export default defineConfig({
  root: path.join(root, 'renderer'),
  // Absolute paths work for the loopback host and for `app://station/` alike.
  base: '/',
  publicDir: false,
  plugins: [react()],
  cacheDir: path.join(root, '.state', 'vite'),
  build: {
    outDir: path.join(root, '.build', 'renderer'),
    emptyOutDir: true,
    // Chromium 150 in Electron 45; the system's Chromium of a supported distribution is no older than this.
    target: 'chrome120',
    // A file turned into a data: address or an inline script would fall under the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    sourcemap: false,
  },
});
