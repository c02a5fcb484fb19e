import { defineConfig } from 'vitest/config';

// `npm run dev` shows a running service, or the stand-in of mock/ if none is named.
const service = process.env['SHUFFLE_URL'] ?? 'http://127.0.0.1:8377';

// Addresses are relative, so that the dashboard also works behind a proxy that serves the node below a path. Nothing is inlined: the policy allows files only.
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2022', reportCompressedSize: false },
  server: { host: '127.0.0.1', proxy: { '/v1': service, '/openapi': service, '/health': service } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}', 'mock/**/*.test.mjs'] },
});
