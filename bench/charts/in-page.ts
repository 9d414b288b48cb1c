// What runs inside the measured page. Each function stands alone: the browser is given its text, without this module.

/**
 * Goes to an address within the page, and waits until so many charts are drawn and painted.
 * @param every waits until each is drawn from every sample, which is more than are drawn.
 */
export function goAndDraw([hash, count, every]: [string, number, boolean]): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now();
    const drawn = every ? '.chart[data-drawn][data-reduced]' : '.chart[data-drawn]';
    const look = (): void => {
      if (document.querySelectorAll(drawn).length >= count) {
        // The frame after the one that has them is on the screen.
        requestAnimationFrame(() => resolve(performance.now() - began));
      } else requestAnimationFrame(look);
    };
    location.hash = hash;
    look();
  });
}

/** Leaves what is drawn, so that the next round begins anew. */
export function goAway(hash: string): Promise<void> {
  return new Promise((resolve) => {
    location.hash = hash;
    const look = (): void => {
      if (document.querySelector('.chart') === null) resolve();
      else requestAnimationFrame(look);
    };
    look();
  });
}

interface Watching {
  longTasks?: { startTime: number; duration: number }[];
}

/** To be run before anything else of the page. */
export function watchLongTasks(): void {
  const found: { startTime: number; duration: number }[] = [];
  (window as unknown as Watching).longTasks = found;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) found.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** Durations of the tasks over 50 ms that began after the page had painted for the first time. */
export function longTasksAfterPaint(): number[] {
  const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  const found = (window as unknown as Watching).longTasks ?? [];
  return found.filter(({ startTime }) => startTime > painted).map(({ duration }) => duration);
}

/** From now on only. */
export function forgetLongTasks(): void {
  (window as unknown as Watching).longTasks?.splice(0);
}

export const drawnBy = (): string[] =>
  Array.from(document.querySelectorAll<HTMLElement>('.chart[data-drawn]'), (chart) => chart.dataset['drawn'] ?? '');
