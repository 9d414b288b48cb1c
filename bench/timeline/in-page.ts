// What runs inside the page: told as functions, which are sent there as text and know nothing of this file.

interface Noted {
  lastMessageAt: number;
  longTasks: { at: number; ms: number }[];
}
type Page = typeof globalThis & { noted: Noted };

/** Before the page's own scripts: when messages come, and which tasks are long. */
export function noteMessages(): void {
  const page = globalThis as Page;
  page.noted = { lastMessageAt: 0, longTasks: [] };
  const Original = WebSocket;
  page.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', () => {
        page.noted.lastMessageAt = performance.now();
      });
    }
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) page.noted.longTasks.push({ at: startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** Goes to the timeline, waits until lanes and list are painted, and leaves again. */
export async function openAndPaint([hash, away]: [string, string]): Promise<{ afterDataMs: number; wholeMs: number; longTasksMs: number[] }> {
  const { noted } = globalThis as Page;
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const isThere = (): boolean => document.querySelector('.timeline-severe') !== null && document.querySelector('.timeline-line') !== null; // prettier-ignore
  const began = performance.now();
  location.hash = hash;
  const dataAt = await new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      resolve(noted.lastMessageAt);
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  // The frame in which it is drawn, and the beginning of the next.
  await frame();
  await frame();
  const done = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 600));
  const longTasksMs = noted.longTasks.filter(({ at }) => at >= began).map(({ ms }) => ms);
  location.hash = away;
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { afterDataMs: done - dataAt, wholeMs: done - began, longTasksMs };
} // prettier-ignore
