import { defineConfig } from "vite";

// Two builds into one folder: the pages (modules, hashed names under /web/) and, with
// `--mode widget`, the one classic script that a shop puts on its pages.
export default defineConfig(({ mode }) =>
  mode === "widget"
    ? {
        build: {
          outDir: "dist",
          emptyOutDir: false,
          copyPublicDir: false,
          lib: { entry: "src/widget/boot.ts", formats: ["iife"], name: "parley", fileName: () => "widget.js" },
        },
      }
    : {
        base: "/web/",
        build: {
          outDir: "dist",
          emptyOutDir: true,
          // No inlined assets: the pages' CSP allows neither data: URLs nor inline script.
          assetsInlineLimit: 0,
          modulePreload: { polyfill: false },
          rolldownOptions: { input: ["index.html", "console.html", "start.html"] },
        },
      },
);
