// Grafana's JSON of 500 panels through the engine, in parts as the page sends it, until it is in the record and answered.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { hostOverview } from '#engine/dashboards/import/import.fixture.ts';
import { createEngine, type Engine } from '#engine/engine.ts';
import { watchLoopHold } from '#engine/loop-hold.fixture.ts';
import { partLimitChars } from '#shared/contract/dashboards.ts';
import { spreadOf } from '../rounds.ts';
import type { Row } from '../run.ts';

const panelCount = 500;
const resourcesDir = join(import.meta.dirname, '..', '..', 'resources');

export async function dashboardRows(rounds: number): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-limits-'));
  const engine = await createEngine({ dataDir, resourcesDir });
  const took: number[] = [];
  const computed: number[] = [];
  const held: number[] = [];
  try {
    const firstMs = await importOne(engine, 0, textOf(0));
    for (let round = 1; round <= rounds; round++) {
      const text = textOf(round);
      const hold = watchLoopHold();
      const before = process.threadCpuUsage();
      took.push(await importOne(engine, round, text));
      const { user, system } = process.threadCpuUsage(before);
      computed.push((user + system) / 1000);
      held.push(hold.stop().longestMs);
    }
    const name = `dashboard of ${panelCount} panels imported`;
    return [
      { name: `${name}, the first of a new engine`, value: firstMs, unit: 'ms' },
      { name: `${name}, until it is in the record, median`, value: spreadOf(took).median, unit: 'ms' },
      { name: `${name}, computed by the engine's thread, median`, value: spreadOf(computed).median, unit: 'ms', atMost: 100 }, // prettier-ignore
      { name: `${name}, longest that thread computed in one go`, value: Math.max(...held), unit: 'ms' },
    ];
  } finally {
    await engine.close();
    rmSync(dataDir, { recursive: true });
  }
}

/** One that was imported before would only be found again, so each has a title of its own. */
async function importOne({ client }: Engine, number: number, text: string): Promise<number> {
  const upload = `limits-${number}`;
  const began = performance.now();
  let index = 0;
  let from = 0;
  for (; text.length - from > partLimitChars; from += partLimitChars) {
    await client.dashboards.part({ upload, index: index++, text: text.slice(from, from + partLimitChars) });
  }
  const { counts, known } = await client.dashboards.import({ name: 'overview.json', upload, text: text.slice(from) });
  const ms = performance.now() - began;
  if (known || counts.panels !== panelCount) throw new Error(`imported as ${JSON.stringify(counts)}`);
  return ms;
}

function textOf(number: number): string {
  const [, , panel] = hostOverview.panels;
  const panels = Array.from({ length: panelCount }, (_, id) => {
    return { ...panel, id, gridPos: { x: (id % 4) * 6, y: Math.floor(id / 4) * 8, w: 6, h: 8 } };
  });
  return JSON.stringify({ ...hostOverview, title: `Overview ${number}`, panels });
}
