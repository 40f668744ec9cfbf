import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The one web client: a static build whose service worker keeps the whole program, so that a reload works with no network. */
export default defineConfig({
  root: import.meta.dirname,
  build: { target: 'es2023', outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1600, assetsInlineLimit: 0 },
  worker: { format: 'es' },
  plugins: [
    react(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Space',
        short_name: 'Space',
        description: 'A collaborative workspace that is also a place.',
        start_url: '/',
        display: 'standalone',
        background_color: '#17181f',
        theme_color: '#17181f',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2,wasm}'],
        maximumFileSizeToCacheInBytes: 8_000_000,
        navigateFallback: '/index.html',
        navigateFallbackAllowlist: [/^\/$/, /^\/w\//],
        // What the relay says about itself is asked from the relay each time; the program keeps the last answer itself.
        navigateFallbackDenylist: [/^\/healthz/, /^\/world\.json/, /^\/sync\//],
        clientsClaim: true,
        skipWaiting: true,
      },
    }),
  ],
});
