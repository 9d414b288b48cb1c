// The console in a headless browser, as it is measured: how soon its table is full, how its frames come, what it holds.
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright';
import { residentMiB } from './served.ts';
import { beginFrames, clickAndFill, endFrames, readTable, scrollAndFilter, type Frames, type TableLine } from './in-page.ts'; // prettier-ignore

export interface ShownPage {
  page: Page;
  /** The pods' table, from the press of Connect; the page has to show the contexts. */
  fill: (rows: number) => Promise<{ firstMs: number; fullMs: number }>;
  /** Frames and long tasks from now on, and until then. */
  beginFrames: () => Promise<void>;
  endFrames: () => Promise<Frames>;
  /** Scrolls through the table and filters it. */
  use: () => Promise<void>;
  /** Every line of the table, read by scrolling through it. */
  table: () => Promise<TableLine[]>;
  /** After a collection. */
  heapMiB: () => Promise<number>;
  /** Elements and listeners that exist. */
  counts: () => Promise<{ nodes: number; listeners: number }>;
  residentMiB: () => Promise<number>;
  close: () => Promise<void>;
}

const viewport = { width: 1440, height: 900 };
const flags = ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update'];

/** @param more flags for the browser. */
export async function showPage(link: string, more: readonly string[] = []): Promise<ShownPage> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...flags, ...more],
  });
  try {
    return await showIn(browser, link);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function showIn(browser: Browser, link: string): Promise<ShownPage> {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(120_000);
  await page.goto(link);
  await page.goto(`${new URL(link).origin}/#/workloads?kind=pods`);
  await page.getByText('engine live').waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const metric = async (wanted: string): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  };
  return {
    page,
    fill: async (rows) => {
      const connect = page.getByRole('button', { name: 'Connect to fake' });
      await connect.waitFor();
      return connect.evaluate(clickAndFill, rows);
    },
    beginFrames: () => page.evaluate(beginFrames),
    endFrames: () => page.evaluate(endFrames),
    use: () => page.evaluate(scrollAndFilter),
    table: async () => {
      // Fewer and larger screens: what is read is the same.
      await page.setViewportSize({ ...viewport, height: 6000 });
      const lines = await page.evaluate(readTable);
      await page.setViewportSize(viewport);
      return lines;
    },
    heapMiB: async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await metric('JSHeapUsedSize')) / 2 ** 20;
    },
    counts: async () => ({ nodes: await metric('Nodes'), listeners: await metric('JSEventListeners') }),
    residentMiB: async () => residentMiB(await rendererPid(browser)),
    close: () => browser.close(),
  };
}

/** The process of the page: of the browser's renderers the largest, as an empty spare one may stand by. */
async function rendererPid(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const [largest = Number.NaN] = renderers.toSorted((a, b) => residentPages(b) - residentPages(a));
  return largest;
}

const residentPages = (pid: number): number => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
