import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { notices } from "./notices";
import { oneFile } from "./one-file";

const PAGES = "../src/variorum/web/pages";

/** Two builds of one program: the files that the server hands out, and one page that holds everything. */
export default defineConfig(({ mode }) => ({
  base: "/",
  plugins: [svelte(), mode === "dossier" ? oneFile("dossier.html") : notices("NOTICES.txt")],
  define: { "import.meta.env.DOSSIER": JSON.stringify(mode === "dossier") },
  json: { stringify: true },
  build: {
    outDir: PAGES,
    emptyOutDir: mode !== "dossier",
    target: "es2022",
    modulePreload: mode === "dossier" ? false : { polyfill: false },
    assetsInlineLimit: mode === "dossier" ? Number.MAX_SAFE_INTEGER : 0,
    cssCodeSplit: mode !== "dossier",
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: mode === "dossier" ? "dossier.html" : "index.html",
      output: {
        ...(mode === "dossier" ? { codeSplitting: false } : {}),
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8480" } },
  test: { include: ["test/**/*.test.ts"], environment: "node", testTimeout: 60_000 },
}));
