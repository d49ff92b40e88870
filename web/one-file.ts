import { createHash } from "node:crypto";

import type { Plugin } from "vite";

/**
 * Put the program and its styles into *page* itself, so that it opens from a disk with no network.
 *
 * The page's policy lets this program and these styles run, by their hashes, and nothing else: `SCRIPT` and `STYLE` in
 * it are where the hashes go. What would end a script element early (`</script`, `<!--`) is escaped; styles have no such words of their own.
 */
export function oneFile(page: string): Plugin {
  return {
    name: "one-file",
    enforce: "post",
    // After Vite has put its own last words into the program.
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const html = bundle[page];
        if (html?.type !== "asset") throw new Error(`${page} is not in the bundle`);
        let text = String(html.source);
        for (const [name, part] of Object.entries(bundle)) {
          if (part.type === "chunk") {
            const tag = new RegExp(`<script[^>]*src="/${escaped(name)}"[^>]*></script>`);
            const code = part.code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
            text = inserted(text, tag, "");
            text = inserted(text, /script-src SCRIPT/, `script-src ${hash(code)}`);
            text = inserted(text, /<\/body>/, `<script type="module">${code}</script>\n  </body>`);
          } else if (name.endsWith(".css")) {
            const tag = new RegExp(`<link[^>]*href="/${escaped(name)}"[^>]*>`);
            const styles = String(part.source);
            text = inserted(text, /style-src STYLE/, `style-src ${hash(styles)}`);
            text = inserted(text, tag, `<style>${styles}</style>`);
          } else {
            continue;
          }
          // The file is written once, whole.
          Reflect.deleteProperty(bundle, name);
        }
        const left = Object.keys(bundle).filter((name) => name !== page);
        if (left.length) throw new Error(`not in the one file: ${left.join(", ")}`);
        html.source = text;
      },
    },
  };
}

function inserted(text: string, where: RegExp, what: string): string {
  if (!where.test(text)) throw new Error(`nothing matches ${String(where)}`);
  return text.replace(where, () => what);
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
