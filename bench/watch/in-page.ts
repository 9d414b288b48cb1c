// What runs inside the measured page. Each function stands alone: the browser is given its text, without this module.

export interface Frames {
  /** Between one frame and the next. */
  intervalsMs: number[];
  /** Tasks of the main thread of more than 50 ms. */
  longTasksMs: number[];
}
export interface TableLine {
  id: string;
  ready: string;
  restarts: string;
}

interface Recording extends Frames {
  end: () => void;
}
type Recorder = { recording?: Recording };

export function beginFrames(): void {
  const intervalsMs: number[] = [];
  const longTasksMs: number[] = [];
  let last: number | null = null;
  let frame = 0;
  const next = (at: number): void => {
    if (last !== null) intervalsMs.push(at - last);
    last = at;
    frame = requestAnimationFrame(next);
  };
  frame = requestAnimationFrame(next);
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasksMs.push(duration);
  });
  observer.observe({ type: 'longtask' });
  const end = (): void => {
    cancelAnimationFrame(frame);
    for (const { duration } of observer.takeRecords()) longTasksMs.push(duration);
    observer.disconnect();
  };
  (window as unknown as Recorder).recording = { intervalsMs, longTasksMs, end };
}

export function endFrames(): Frames {
  const recording = (window as unknown as Recorder).recording;
  if (recording === undefined) throw new Error('no frames were recorded');
  recording.end();
  return { intervalsMs: recording.intervalsMs, longTasksMs: recording.longTasksMs };
}

/** Presses the button, and waits until the table has so many rows. */
export function clickAndFill(
  button: HTMLElement | SVGElement,
  rows: number,
): Promise<{ firstMs: number; fullMs: number }> {
  return new Promise((resolve) => {
    const began = performance.now();
    let firstMs = Number.NaN;
    const look = (): void => {
      const grid = document.querySelector('[role=grid]');
      const count = grid === null ? 0 : Number(grid.getAttribute('aria-rowcount')) - 1;
      if (Number.isNaN(firstMs) && count > 0 && grid?.querySelector('.box-row') !== null) firstMs = performance.now() - began; // prettier-ignore
      if (count >= rows) resolve({ firstMs, fullMs: performance.now() - began });
      else requestAnimationFrame(look);
    };
    (button as HTMLElement).click();
    look();
  });
}

/** As a person would: down through all of the table in two seconds, and up; then a filter, letter by letter, and away. */
export async function scrollAndFilter(): Promise<void> {
  const grid = document.querySelector<HTMLElement>('[role=grid]');
  const input = document.querySelector<HTMLInputElement>('[data-filter]');
  if (grid === null || input === null) throw new Error('no table is shown');
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  for (const down of [true, false]) {
    const began = performance.now();
    for (let part = 0; part < 1; part = (performance.now() - began) / 2000) {
      grid.scrollTop = grid.scrollHeight * (down ? part : 1 - part);
      await frame();
    }
  }
  // Past React's own setter, as typing goes.
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  for (const text of ['c', 'ch', 'che', 'chec', 'check', 'is:trouble', '']) {
    value?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    const until = performance.now() + 150;
    while (performance.now() < until) await frame();
  }
}

export async function readTable(): Promise<{ id: string; ready: string; restarts: string }[]> {
  const grid = document.querySelector<HTMLElement>('[role=grid]');
  if (grid === null) return [];
  const lines = new Map<string, TableLine>();
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const take = (): void => {
    for (const row of grid.querySelectorAll('.box-row')) {
      const ready = row.querySelector('.box-ready')?.textContent ?? '';
      const restarts = (row.querySelector('.box-restarts')?.textContent ?? '').replace(/ \(.*/, '').replace(/\D/g, '');
      lines.set(row.id, { id: row.id, ready, restarts });
    }
  };
  for (let top = 0; ; top += grid.clientHeight) {
    grid.scrollTop = top;
    await frame();
    await frame();
    take();
    if (top >= grid.scrollHeight) break;
  }
  return [...lines.values()];
}
