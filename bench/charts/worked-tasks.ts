// How long the tasks of a page's main thread worked, as the browser traces them: CPU time, without the time in which the machine
// did something else. What the page itself can observe is time by the clock alone.
import type { CDPSession, Page } from 'playwright';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds of CPU time of the thread. */
  tdur?: number;
}

const marks = { begin: 'trace-begins', end: 'trace-ends' };

/** Begins to trace. @returns ends it, and gives the milliseconds of each task that worked for more than `overMs`. */
export async function traceTasks(page: Page, overMs: number): Promise<() => Promise<number[]>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const long: TraceEvent[] = [];
  let main: TraceEvent | undefined;
  let whole = false;
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      if (event.name === marks.begin) main = event;
      else if (event.name === marks.end) whole = true;
      else if (event.ph === 'X' && event.name.endsWith('RunTask') && (event.tdur ?? 0) > overMs * 1000)
        long.push(event);
    }
  });
  const traceConfig = { includedCategories: ['toplevel', 'blink.user_timing'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await page.evaluate((name) => performance.mark(name), marks.begin);
  return async () => {
    await page.evaluate((name) => performance.mark(name), marks.end);
    const ended = new Promise<boolean>((resolve) => session.once('Tracing.tracingComplete', ({ dataLossOccurred }) => resolve(dataLossOccurred))); // prettier-ignore
    await session.send('Tracing.end');
    const lost = await ended;
    await session.detach();
    const { pid, tid } = main ?? { pid: 0, tid: 0 };
    // A buffer that is full takes no more, and would make a page look idle.
    if (pid === 0 || !whole || lost) throw new Error('the trace is not whole');
    return long.filter((event) => event.pid === pid && event.tid === tid).map(({ tdur = 0 }) => tdur / 1000);
  };
}
