import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { componentStyles } from './vite/component-styles';
import { serviceWorker } from './vite/service-worker';

/** Where `npm start` listens while the page is developed. */
const server = 'http://127.0.0.1:8080';

const config: UserConfig = defineConfig({
  plugins: [react(), componentStyles(), serviceWorker('src/service-worker/worker.ts')],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Browsers since 2024 know light-dark(): the styles stay as they are written.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        // What the page always needs comes in one file: on a slow line each further file costs a wait of its own.
        // The service worker, the other entry, must stand alone.
        codeSplitting: {
          groups: [{ name: 'page', tags: ['$initial'], test: (id) => !id.includes('/src/service-worker/') }],
        },
      },
    },
  },
  optimizeDeps: { exclude: ['@mantine/core'] },
  server: {
    proxy: {
      '/api': server,
      '/config.json': server,
      '/ws': { target: server, ws: true },
    },
  },
});

// eslint-disable-next-line import-x/no-default-export -- Vite reads its configuration from the default export.
export default config;
