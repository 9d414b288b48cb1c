// Kills the engine in the middle of runs. READYROOM_KILLS sets how often; CI carries twenty.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyRecord } from '#engine/recorder/verify-record.ts';
import type { ItemState } from '#shared/model/checklist.ts';
import type { PlanId } from '#shared/model/ids.ts';
import { startEngineProcess, type EngineProcess } from './support/engine-process.ts';

const kills = Number(process.env['READYROOM_KILLS'] ?? 20);
const items = 300;
const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-crash-'));
/** The last ones are never answered: however slowly what was recorded is shown here, a run is caught in the middle. */
const answered = items - 40;
const server = createServer((request, response) => {
  if (Number(request.url?.slice(1)) < answered) response.end('ok');
});
let planFile = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const lines = Array.from(
    { length: items },
    (_, n) =>
      `      - { id: i${n}, title: Item ${n}, timeoutMs: 120000, probe: { http: { url: "${url}${n}" } }, expect: ['status == 200'] }`,
  );
  planFile = join(dataDir, 'plan.yaml');
  writeFileSync(planFile, ['apiVersion: readyroom/v1', 'kind: Plan', 'name: crash', 'title: Crash', 'phases:', '  - id: all', '    title: All', '    items:', ...lines, ''].join('\n')); // prettier-ignore
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs until `enough` results were shown as final and recorded, then kills; returns all that were shown by then. */
async function runAndKill(engine: EngineProcess, planId: PlanId, enough: number) {
  const shown = new Map<string, NonNullable<ItemState['last']>>();
  const { summary } = await engine.client.plans.get({ planId });
  const feed = await engine.client.checklist.feed({ planId });
  const { runId } = await engine.client.runs.start({
    planId,
    hash: summary.hash,
    selection: { phaseIds: [], itemIds: [] },
  });
  for await (const message of feed) {
    for (const state of message.kind === 'snapshot' ? message.entries : message.upserts) {
      if (state.last?.runId === runId && state.last.recorded) shown.set(state.key, state.last);
    }
    if (shown.size >= enough) break;
  }
  await engine.kill();
  return { runId, shown };
}

/** Repeatable: the moments of the kills depend on nothing but their number. */
function momentOf(kill: number): number {
  return 1 + ((kill * 7919) % (items - 60));
}

describe('an engine killed in the middle of a run', () => {
  test(
    `loses nothing that a screen had shown as final, ${kills} times`,
    { timeout: 60_000 + kills * 60_000 },
    async () => {
      let engine = await startEngineProcess(dataDir);
      for (let kill = 0; kill < kills; kill++) {
        const opened = await engine.client.plans.open({ path: planFile });
        if (!opened.ok) throw new Error(opened.problems[0]?.message);
        const { runId, shown } = await runAndKill(engine, opened.planId, momentOf(kill));

        engine = await startEngineProcess(dataDir);
        // Checked beside the engine that writes it again: what was acknowledged is there, in its order, as it was recorded.
        const { checked, faults } = await verifyRecord(join(dataDir, 'readyroom.db'));
        expect(faults, `kill ${kill}`).toEqual([]);
        expect(checked).toBeGreaterThan(shown.size);
        const { run, results } = await engine.client.runs.get({ runId });
        expect(run.state).toBe('interrupted');
        expect(run.verdict).not.toBe('pass');
        expect(run.counts.pass + run.counts.pending).toBe(items);
        const kept = new Map(results.map((result) => [`${result.phaseId}/${result.itemId}`, result]));
        for (const [key, last] of shown)
          expect(kept.get(key), `kill ${kill}, ${key}`).toMatchObject({ outcome: last.outcome, reason: last.reason });
        expect(results.length).toBeGreaterThanOrEqual(shown.size);
      }
      await engine.end();
    },
  );
});
