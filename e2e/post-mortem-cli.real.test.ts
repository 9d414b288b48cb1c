// The post-mortem on the command line, in a process of its own, beside a console that holds the record.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '#engine/engine.ts';
import { testFolder } from '#engine/store/store.fixture.ts';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';
import { textOfPdf } from './support/pdf-text.ts';
import { realSuite } from './support/real-suite.ts';

const command = join(import.meta.dirname, '..', 'electron', 'cli', 'main.ts');
const resourcesDir = join(import.meta.dirname, '..', 'resources');
const suite = realSuite('a PDF on the command line', ['chromium']);

const run = (args: string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [command, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

async function recordWithIncident(): Promise<string> {
  const dataDir = testFolder();
  const engine = await createEngine({ dataDir, resourcesDir, env: { HOME: '/nonexistent' } });
  onTestFinished(() => engine.close());
  const from = { kind: 'palette', key: '', title: '', atMs: null } as const;
  const draft = { ...plainDraft, title: 'Attestations of the night fail' };
  const { id } = await engine.client.incidents.declare({ from, draft, by: 'on-call' });
  await engine.client.learning.writeSection({ id, by: 'the lead', section: 'overview', text: 'The key was read too early.', revision: 0 }); // prettier-ignore
  return dataDir;
}

test('it is printed as Markdown, written as HTML, and a PDF without a Chromium says what is missing', async () => {
  const dataDir = await recordWithIncident();
  const asked = ['incident', 'postmortem', 'INC-1', '--data', dataDir];
  const printed = await run(asked);
  expect(printed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^# INC-1 Attestations of the night fail\n/) as string }); // prettier-ignore
  expect(printed.stdout).toContain('The key was read too early.');
  const out = join(testFolder(), 'night.html');
  expect(await run([...asked, '--out', out])).toMatchObject({ code: 0, stdout: `${out}\n` });
  expect(readFileSync(out, 'utf8')).toContain('<title>INC-1 Attestations of the night fail</title>');
  // Never over a file that is there.
  expect(await run([...asked, '--out', out])).toMatchObject({ code: 3, stderr: expect.stringContaining('is there already') as string }); // prettier-ignore
  expect(await run([...asked, '--out', 'night.docx'])).toMatchObject({ code: 2, stderr: expect.stringContaining('.md, .html, .pdf') as string }); // prettier-ignore
  const pdf = join(testFolder(), 'night.pdf');
  expect(await run([...asked, '--out', pdf], { PATH: testFolder() })).toMatchObject({ code: 3, stderr: expect.stringContaining('needs Chromium') as string }); // prettier-ignore
  expect(await run(['incident', 'postmortem', 'INC-9', '--data', dataDir])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no incident INC-9') as string }); // prettier-ignore
});

describe.skipIf(suite.skip)(`with Chromium${suite.why}`, () => {
  test('it is written as a PDF with what the incident says', async () => {
    const dataDir = await recordWithIncident();
    const out = join(testFolder(), 'night.pdf');
    expect(await run(['incident', 'postmortem', '1', '--out', out, '--data', dataDir])).toMatchObject({ code: 0, stdout: `${out}\n` }); // prettier-ignore
    const pdf = readFileSync(out);
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const text = textOfPdf(pdf);
    for (const words of ['INC-1 Attestations of the night fail', 'The key was read too early.']) expect(text).toContain(words); // prettier-ignore
  });
});
