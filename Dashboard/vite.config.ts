import { defineConfig } from 'vitest/config';

// Addresses are relative, so that the dashboard also works behind a proxy that serves the node below a path. Nothing is inlined: the policy allows files only.
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2022', reportCompressedSize: false },
  server: { host: '127.0.0.1', proxy: { '/v1': 'http://127.0.0.1:8377', '/openapi': 'http://127.0.0.1:8377', '/health': 'http://127.0.0.1:8377' } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}', 'mock/**/*.test.mjs'] },
});
