// A backtest over a bundle, in processes of its own: the same firings as over the record that it came from.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { began, makeBundle, minute } from '#engine/bundles/bundle.fixture.ts';
import { encodeScrape } from '#engine/scrapes/chunk-codec.ts';
import { putLook, putNamedQuery, putSampleSeries } from '#engine/store/sample-rows.ts';
import { testFolder } from '#engine/store/store.fixture.ts';

const command = join(import.meta.dirname, 'main.ts');
const run = (args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [command, ...args], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

test('a bundle is tried in the place of a record: what fired when, and by name what was not recorded', async () => {
  const { file, dataDir } = makeBundle({
    fill: (db) => {
      const query = putNamedQuery(db, { key: 'errors', expr: 'errors', fields: JSON.stringify({ intervalMs: 30_000 }), savedAt: 0, endedAt: null }); // prettier-ignore
      const series = putSampleSeries(db, query, JSON.stringify({ job: 'a' }));
      for (let half = 0; half <= 40; half++)
      putLook(db, query, { at: began + half * 30_000, samples: encodeScrape([series], Float64Array.of(half >= 10 && half < 20 ? 9 : 1)) }); // prettier-ignore
    },
  });
  const rules = join(testFolder(), 'rules.yml');
  writeFileSync(rules, 'groups: [{ name: g, interval: 30s, rules: [{ alert: Many, expr: errors > 5, for: 1m }] }]');
  const span = ['--start', new Date(began).toISOString(), '--end', new Date(began + 15 * minute).toISOString()];
  const tried = await run(['backtest', rules, '--record', file, ...span, '--json']);
  expect(tried).toMatchObject({ code: 0, stderr: '' });
  const { results, manifest } = JSON.parse(tried.stdout) as { results: unknown[]; manifest: { incident: { label: string } } }; // prettier-ignore
  expect(manifest.incident.label).toBe('INC-1');
  expect(results).toMatchObject([{ name: 'Many', totalFirings: 1, unknownEvaluations: 0, firings: [{ labels: { job: 'a' }, fromMs: began + 6 * minute, toMs: began + 10 * minute }] }]); // prettier-ignore
  const ofRecord = await run(['backtest', rules, '--record', dataDir, ...span, '--json']);
  expect((JSON.parse(ofRecord.stdout) as { results: { firings: unknown }[] }).results[0]?.firings).toEqual((results[0] as { firings: unknown }).firings); // prettier-ignore
  writeFileSync(rules, 'groups: [{ name: g, rules: [{ alert: Other, expr: sum(other) > 5 }] }]');
  const unknown = await run(['backtest', rules, '--record', file]);
  expect(unknown).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('“sum(other)” was not recorded') as string,
  });
  const damaged = join(testFolder(), 'damaged.rrb');
  writeFileSync(damaged, 'no bundle');
  expect((await run(['backtest', rules, '--record', damaged])).code).toBe(2);
});
