import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** Where `npm start` listens while the page is developed. */
const server = 'http://127.0.0.1:8080';

const config: UserConfig = defineConfig({
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
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
