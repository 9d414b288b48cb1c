// Builds the page that every shell shows. Paths are relative, because one shell serves it from app:// and one from a URL.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // A data: font would be refused by the page's own content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What keeps zod from `new Function` has to run before the first schema is made, in whichever chunk that is.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|zod-jitless/ }] } },
    },
    // React and zod alone come near half a megabyte; the page is read from the disk beside it.
    chunkSizeWarningLimit: 700,
  },
});
