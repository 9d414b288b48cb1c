// The PDF of a post-mortem in the real desktop app: made by the shell of the page that the engine gives it, saved by the page.
import { expect, test } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';
import { openDesktop, type Desktop } from '../support/desktop.ts';
import { startEngineProcess } from '../support/engine-process.ts';
import { textOfPdf } from '../support/pdf-text.ts';

let dataDir: string;
let id: string;
let desktop: Desktop;
test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'readyroom-post-mortem-'));
  const engine = await startEngineProcess(dataDir);
  const from = { kind: 'palette', key: '', title: '', atMs: null } as const;
  const draft = { ...plainDraft, title: 'Attestations of the night fail' };
  ({ id } = await engine.client.incidents.declare({ from, draft, by: 'on-call' }));
  const text = 'The key was read too early. <img src="http://127.0.0.1:9/beacon"> <script>document.title = 1</script>';
  await engine.client.learning.writeSection({ id, by: 'the lead', section: 'overview', text, revision: 0 });
  await engine.end();
});
test.beforeEach(async () => {
  desktop = await openDesktop({ dataDir });
});
test.afterEach(() => desktop.close());
test.afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

test('the PDF of a post-mortem is a file with what the incident says, and no second window is left', async () => {
  const { app, page } = desktop;
  const file = join(dataDir, 'night.pdf');
  // A person is asked by the system where it goes; here nobody is there to answer.
  await app.evaluate(({ session }, path) => {
    session.defaultSession.on('will-download', (_event, item) => item.setSavePath(path));
  }, file);
  await page.evaluate((address) => {
    location.hash = address;
  }, `#/incidents?incident=${id}&of=review`);
  await page.getByText('Save or print').click();
  await page.getByRole('button', { name: 'PDF', exact: true }).click();
  await expect(page.getByText('INC-1-post-mortem.pdf: saved')).toBeVisible();
  await expect.poll(() => readPdf(file).subarray(-6).toString('latin1')).toContain('%%EOF');
  expect(readPdf(file).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const text = textOfPdf(readPdf(file));
  for (const words of ['INC-1 Attestations of the night fail', 'The key was read too early.', 'http://127.0.0.1:9/beacon']) expect(text).toContain(words); // prettier-ignore
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

/** Empty while it is not there yet. */
function readPdf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
