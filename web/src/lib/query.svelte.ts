import { asProblem, type Problem } from "../data/problem";

/**
 * What a page asked for, and what came back. Asks anew when something that *load* reads changes, and drops an answer
 * that came too late. The last answer stays in view while the next is under way.
 */
export class Loaded<T> {
  value = $state.raw<T>();
  problem = $state.raw<Problem>();
  busy = $state(true);
  #again = $state(0);

  constructor(load: (signal: AbortSignal) => Promise<T> | null) {
    $effect(() => {
      void this.#again;
      const control = new AbortController();
      const asked = load(control.signal);
      if (!asked) {
        this.value = undefined;
        this.busy = false;
        return;
      }
      this.busy = true;
      asked.then(
        (value) => {
          if (control.signal.aborted) return;
          this.value = value;
          this.problem = undefined;
          this.busy = false;
        },
        (error: unknown) => {
          if (control.signal.aborted) return;
          this.problem = asProblem(error);
          this.busy = false;
        },
      );
      return () => {
        control.abort();
      };
    });
  }

  again(): void {
    this.#again += 1;
  }
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A list that comes a page at a time; begins anew when something that *load* reads changes. */
export class Paged<T, P extends Page<T>> {
  items = $state.raw<readonly T[]>([]);
  /** The first page, with what stands beside the items. */
  first = $state.raw<P>();
  last = $state.raw<P>();
  problem = $state.raw<Problem>();
  busy = $state(true);
  #again = $state(0);
  #control = new AbortController();
  #load: (cursor: string | null, signal: AbortSignal) => Promise<P> | null;

  constructor(load: (cursor: string | null, signal: AbortSignal) => Promise<P> | null) {
    this.#load = load;
    $effect(() => {
      void this.#again;
      this.#control.abort();
      this.#control = new AbortController();
      this.#ask(null, this.#control.signal);
      const control = this.#control;
      return () => {
        control.abort();
      };
    });
  }

  get next(): string | null {
    return this.last?.next ?? null;
  }

  more(): void {
    if (this.next && !this.busy) this.#ask(this.next, this.#control.signal);
  }

  again(): void {
    this.#again += 1;
  }

  #ask(cursor: string | null, signal: AbortSignal): void {
    const asked = this.#load(cursor, signal);
    if (!asked) {
      this.items = [];
      this.first = this.last = undefined;
      this.busy = false;
      return;
    }
    this.busy = true;
    asked.then(
      (page) => {
        if (signal.aborted) return;
        const before = cursor === null ? [] : this.items;
        if (cursor === null) this.first = page;
        this.items = [...before, ...page.items];
        this.last = page;
        this.problem = undefined;
        this.busy = false;
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.problem = asProblem(error);
        this.busy = false;
      },
    );
  }
}
