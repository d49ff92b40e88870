export type Theme = "system" | "light" | "dark";

const KEY = "variorum-theme";
const ORDER: readonly Theme[] = ["system", "light", "dark"];

function kept(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return ORDER.find((theme) => theme === value) ?? "system";
  } catch {
    return "system";
  }
}

class Themes {
  now = $state<Theme>(kept());
  /** Changes whenever colours do, so that what is drawn on a canvas can be drawn anew. */
  turn = $state(0);

  start(): void {
    this.#show();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.turn += 1;
    });
  }

  next(): void {
    this.now = ORDER[(ORDER.indexOf(this.now) + 1) % ORDER.length] ?? "system";
    try {
      localStorage.setItem(KEY, this.now);
    } catch {
      // A page from a disk may keep nothing; the choice then lasts as long as the page.
    }
    this.#show();
  }

  #show(): void {
    if (this.now === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = this.now;
    this.turn += 1;
  }
}

export const themes = new Themes();

/** Give the colour that a token has now. */
export function colour(token: string, element: Element = document.documentElement): string {
  const probe = document.createElement("span");
  probe.style.color = `var(--${token})`;
  probe.hidden = true;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
