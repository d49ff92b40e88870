/** The words of reports that are open beside the page. */
export interface Opened {
  readonly report: string;
  readonly start: number;
  readonly end: number;
}

export interface Opening {
  /** What the words are shown for: "19 civilians killed". */
  readonly what: string;
  readonly who?: string | undefined;
  readonly spans: readonly Opened[];
  /** Words without offsets that are to be marked within the spans: "early on Saturday". */
  readonly within?: readonly string[] | undefined;
}

class OpenWords {
  now = $state.raw<Opening | null>(null);

  show(opening: Opening): void {
    this.now = opening;
  }

  close(): void {
    this.now = null;
  }
}

export const openWords = new OpenWords();
