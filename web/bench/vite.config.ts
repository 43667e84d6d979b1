import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The benchmark's page: the map engine without the console around it. */
export default defineConfig({
  root: at('./page'),
  publicDir: at('../public'),
  build: {
    outDir: at('../dist-bench'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
});
