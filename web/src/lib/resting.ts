import { onDestroy } from "svelte";

/** Give what does the last thing that it is told once the hand rests, and nothing any more when its component has gone. */
export function resting(milliseconds = 300): (what: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onDestroy(() => {
    clearTimeout(timer);
  });
  return (what) => {
    clearTimeout(timer);
    timer = setTimeout(what, milliseconds);
  };
}
