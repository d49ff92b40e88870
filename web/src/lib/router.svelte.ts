/**
 * Which page is open. On a server the address is a path; in a dossier, which is a file, it stands after the `#`.
 */
import { tick } from "svelte";

import { queryString, type Query } from "../data/source";

const inFile = import.meta.env.DOSSIER;

export interface Location {
  /** The parts of the path, decoded: ["incidents", "i-1"]; none for the overview. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  /** What stands after a second `#`: offsets in a report. */
  readonly anchor: string;
}

export function parse(address: string): Location {
  const [beforeAnchor = "", anchor = ""] = address.split("#", 2);
  const [path = "", query = ""] = beforeAnchor.split("?", 2);
  const parts = path.split("/").filter(Boolean).map(decoded);
  return { parts, query: new URLSearchParams(query), anchor };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function here(): string {
  if (inFile) return location.hash.slice(1) || "/";
  return location.pathname + location.search + location.hash;
}

class Router {
  #at = $state.raw<Location>(parse(here()));
  /** Counts the pages that were opened, so that a screen reader hears of each. */
  opened = $state(0);
  /** Whether a page was opened whose heading has not been there yet. */
  #awaited = false;

  get at(): Location {
    return this.#at;
  }

  get page(): string {
    return this.#at.parts[0] ?? "";
  }

  start(): void {
    addEventListener(inFile ? "hashchange" : "popstate", () => {
      this.#set(here());
    });
    if (!inFile) document.addEventListener("click", (event) => { this.#follow(event); }, { capture: true });
  }

  /** Open a page; `replace` leaves no trace in the history. */
  go(address: string, { replace = false, quiet = false }: { replace?: boolean; quiet?: boolean } = {}): void {
    const target = inFile ? `#${address}` : address;
    if (replace) history.replaceState(null, "", target);
    else history.pushState(null, "", target);
    this.#set(address, quiet);
  }

  /** Change the query alone, in place: filters are no pages of their own. */
  setQuery(query: Query): void {
    const path = "/" + this.#at.parts.map(encodeURIComponent).join("/");
    const anchor = this.#at.anchor ? `#${this.#at.anchor}` : "";
    this.go(path + queryString(query) + anchor, { replace: true, quiet: true });
  }

  #set(address: string, quiet = false): void {
    const before = this.#at.parts.join("/");
    this.#at = parse(address);
    if (quiet || before === this.#at.parts.join("/")) return;
    this.opened += 1;
    this.#awaited = true;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void tick().then(() => {
      if (!this.#at.anchor) scrollTo(0, 0);
      const heading = document.querySelector<HTMLElement>("h1[tabindex]");
      if (heading) this.arrived(heading);
    });
  }

  /** Move the focus to the heading of a page that was opened, unless the reader has gone elsewhere since. */
  arrived(heading: HTMLElement): void {
    if (this.#awaited && (document.activeElement ?? document.body) === document.body) heading.focus({ preventScroll: true });
    this.#awaited = false;
  }

  /** Open links to these pages without loading them anew. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname.startsWith("/api/") || link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}

export const router = new Router();

/** Give the address of a page for `href`. */
export function href(address: string): string {
  return inFile ? `#${address}` : address;
}
