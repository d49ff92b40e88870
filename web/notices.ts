import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Plugin } from "vite";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly dev?: boolean; readonly license?: string }>>;
}

/** Part of what is built although it is a tool: the pages' own runtime. */
const BUILT_IN = "node_modules/svelte";

/** Write *name* beside the pages: what they are made of, and under which licences. */
export function notices(name: string): Plugin {
  return {
    name: "notices",
    generateBundle() {
      const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
      const parts = Object.entries(lock.packages)
        .filter(([path, one]) => path.startsWith("node_modules/") && (!one.dev || path === BUILT_IN))
        .map(([path, one]) => {
          const title = `${path.slice("node_modules/".length)} ${one.version ?? ""} (${one.license ?? "see below"})`;
          return `${title}\n${"-".repeat(title.length)}\n${licenceOf(path)}`;
        });
      const map = "The base map is made with Natural Earth, which is in the public domain.";
      this.emitFile({ type: "asset", fileName: name, source: [map, ...parts].join("\n\n") + "\n" });
    },
  };
}

function licenceOf(path: string): string {
  const file = existsSync(path) ? readdirSync(path).find((one) => /^(licen[cs]e|ofl)/i.test(one)) : undefined;
  return file ? readFileSync(join(path, file), "utf8").trim() : "";
}
