import { fileURLToPath } from 'node:url';

import tailwindcss from '@tailwindcss/vite';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { mockBackend } from './scripts/vite-mock-backend';

const BACKEND = process.env.SKYPANEL_BACKEND_URL ?? 'http://127.0.0.1:3333';

export default defineConfig(({ mode }) => ({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      routesDirectory: 'src/routes',
      generatedRouteTree: 'src/generated/route-tree.ts',
      routeFileIgnorePattern: '\\.test\\.',
      quoteStyle: 'single',
      semicolons: true,
    }),
    react(),
    tailwindcss(),
    // Only with `--mode mock`: an in-memory back end answers /api instead of the proxy.
    ...(mode === 'mock' ? [mockBackend()] : []),
  ],
  server: {
    ...(mode === 'mock' ? {} : { proxy: { '/api': { target: BACKEND, changeOrigin: false } } }),
  },
  build: {
    // A build against the in-memory back end is for looking at; it never lies where the real one is served from.
    outDir: mode === 'mock' ? 'dist-mock' : 'dist',
    target: 'es2022',
    sourcemap: false,
    // Assets are always files: a data: font or script would be refused by the content policy.
    assetsInlineLimit: 0,
    manifest: true,
  },
}));
