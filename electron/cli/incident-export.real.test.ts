// Export and review on the command line, in processes of their own, beside a console that holds the record.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '#engine/engine.ts';
import { testFolder } from '#engine/store/store.fixture.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';

const command = join(import.meta.dirname, 'main.ts');
const resourcesDir = join(import.meta.dirname, '..', '..', 'resources');

const run = (args: string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [command, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

test('an incident is exported beside the running console, redacted and signed; review --check says what is proven', async () => {
  const dataDir = testFolder();
  const engine = await createEngine({ dataDir, resourcesDir, env: { HOME: '/nonexistent' } });
  onTestFinished(() => engine.close());
  const secret = 'violet-otter-4711';
  const draft = { ...plainDraft, title: `Attestor says ${secret}` };
  const from = { kind: 'palette', key: '', title: '', atMs: null } as const;
  await engine.client.incidents.declare({ from, draft, by: 'On-call' });
  const auth = { kind: 'bearer', token: 'env:CANARY' } as const;
  await engine.client.environments.save({
    key: 'local',
    fields: { ...firstEnvironment, prometheus: { ...firstEnvironment.prometheus, auth } },
  });
  const out = join(testFolder(), 'night.rrb');
  const exported = await run(['incident', 'export', 'INC-1', '--out', out, '--sign', '--data', dataDir, '--json'], {
    CANARY: secret,
  });
  expect(exported).toMatchObject({ code: 0 });
  const { manifest, signedBy } = JSON.parse(exported.stdout) as { manifest: { incident: { label: string } }; signedBy: { keptIn: string } }; // prettier-ignore
  expect(manifest.incident).toMatchObject({ label: 'INC-1', title: 'Attestor says [redacted]' });
  expect(readFileSync(out).includes(secret)).toBe(false);
  expect(signedBy.keptIn).toContain('bundle-signing.pem');
  const checked = await run(['review', out, '--check']);
  expect(checked.code).toBe(0);
  expect(checked.stdout).toMatch(/1 were redacted on export\nsigned by an unknown key, ([0-9a-f]{4} ?){4}\n/);
  // Never over a file that is there, and never for an incident that is not.
  expect(await run(['incident', 'export', 'INC-1', '--out', out, '--data', dataDir])).toMatchObject({ code: 3, stderr: expect.stringContaining('is there already') as string }); // prettier-ignore
  expect(await run(['incident', 'export', 'INC-9', '--data', dataDir])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is INC-1') as string }); // prettier-ignore
  const nowhere = join(testFolder(), 'none', 'a.rrb');
  expect(await run(['incident', 'export', 'INC-1', '--out', nowhere, '--data', dataDir])).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(`No bundle can be written into ${dirname(nowhere)}: ENOENT`) as string }); // prettier-ignore

  const bytes = readFileSync(out);
  bytes[5000] = (bytes[5000] ?? 0) ^ 1;
  writeFileSync(out, bytes);
  expect(await run(['review', out, '--check'])).toMatchObject({ code: 2, stderr: expect.stringContaining('database: it is damaged') as string }); // prettier-ignore
  expect(existsSync(`${out}-journal`)).toBe(false);
});
