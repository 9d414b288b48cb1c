// The console in a headless browser with dashboards that all are in sight, and what its questions were.
import { chromium, type Browser, type CDPSession, type Page } from 'playwright';
import { drawnBy, forgetLongTasks, goAndDraw, goAway, longTasksAfterPaint, watchLongTasks } from './in-page.ts';

export interface AskedRange {
  query: string;
  fromMs: number;
  toMs: number;
  widthPx: number;
  minStepMs: number;
  /** How far apart samples are, where every one of them is asked for; null for steps of pixels. */
  samplesMs: number | null;
}

export interface ChartPage {
  page: Page;
  /** Range questions the page has sent since the last call. */
  takeAsked: () => AskedRange[];
  /** Milliseconds from going there until all panels are on the screen. */
  draw: (hash: string, count: number) => Promise<number>;
  /** The same until all of them are drawn from every sample. */
  drawEvery: (hash: string, count: number) => Promise<number>;
  leave: () => Promise<void>;
  drawnBy: () => Promise<string[]>;
  longTasks: () => Promise<number[]>;
  forgetLongTasks: () => Promise<void>;
  /** Milliseconds of CPU time that tasks of the main thread took altogether. */
  workedMs: () => Promise<number>;
  close: () => Promise<void>;
}

const listHash = '#/metrics';
const flags = ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-sandbox']; // prettier-ignore

export async function showChartPage(link: string): Promise<ChartPage> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: flags,
  });
  try {
    return await showIn(browser, link);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function showIn(browser: Browser, link: string): Promise<ChartPage> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1700 } });
  page.setDefaultTimeout(120_000);
  const asked: AskedRange[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => void asked.push(...rangesIn(payload))));
  await page.addInitScript(watchLongTasks);
  await page.goto(link);
  await page.goto(`${new URL(link).origin}/${listHash}`);
  await page.getByText('engine live').waitFor();
  const session = await page.context().newCDPSession(page);
  // CPU time of the thread: what else the machine does is not its work.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    page,
    takeAsked: () => asked.splice(0),
    draw: (hash, count) => page.evaluate(goAndDraw, [hash, count, false] satisfies Going),
    drawEvery: (hash, count) => page.evaluate(goAndDraw, [hash, count, true] satisfies Going),
    leave: () => page.evaluate(goAway, listHash),
    drawnBy: () => page.evaluate(drawnBy),
    longTasks: () => page.evaluate(longTasksAfterPaint),
    forgetLongTasks: () => page.evaluate(forgetLongTasks),
    workedMs: () => workedMs(session),
    close: () => browser.close(),
  };
}

type Going = Parameters<typeof goAndDraw>[0];

async function workedMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
}

/** Questions as the page sends them; whatever is in the message around them. */
function rangesIn(payload: string | Buffer): AskedRange[] {
  const found: AskedRange[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { query, widthPx, fromMs, toMs, minStepMs = 1000, samples } = value as Partial<AskedRange & { samples: { everyMs: number; all?: boolean } }>; // prettier-ignore
    const samplesMs = samples?.all === true ? samples.everyMs : null;
    if (typeof query === 'string' && typeof widthPx === 'number')
      found.push({ query, widthPx, fromMs: fromMs ?? 0, toMs: toMs ?? 0, minStepMs, samplesMs }); // prettier-ignore
    else Object.values(value).forEach(visit);
  };
  const text = payload.toString();
  if (!text.includes('widthPx')) return found;
  visit(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)));
  return found;
}
