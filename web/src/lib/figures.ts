const groups = new Intl.NumberFormat("en-GB");

export function sayNumber(value: number): string {
  return groups.format(value);
}

const short = new Intl.NumberFormat("en-GB", { notation: "compact" });

/** Say a number where there is room for four signs: 9,000, 20K, 1.5M. */
export function sayShort(value: number): string {
  return value < 10_000 ? sayNumber(value) : short.format(value);
}

/** Say a figure as its speaker has it: 19, 10–15, at least 9, about 200, up to 40. */
export function sayFigure(figure: { low: number; high: number | null; approximate?: boolean }): string {
  const { low, high } = figure;
  const about = figure.approximate ? "about " : "";
  if (high === null) return low === 0 ? "some" : `${about}at least ${sayNumber(low)}`;
  if (low === high) return about + sayNumber(low);
  if (low === 0) return `${about}up to ${sayNumber(high)}`;
  return `${about}${sayNumber(low)}–${sayNumber(high)}`;
}

/** Say between which bounds a best figure lies, or nothing where there is no room. */
export function sayBounds(toll: { low: number; best: number; high: number | null }): string {
  if (toll.high === null) return toll.low === toll.best ? "or more" : `${sayNumber(toll.low)} or more`;
  if (toll.low === toll.best && toll.best === toll.high) return "";
  return `${sayNumber(toll.low)}–${sayNumber(toll.high)}`;
}

export function sayShare(part: number, whole: number): string {
  return whole === 0 ? "–" : `${String(Math.round((100 * part) / whole))} %`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${sayNumber(count)} ${count === 1 ? one : many}`;
}
