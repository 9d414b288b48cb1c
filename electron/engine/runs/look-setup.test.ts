import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { PlanHash, PlanId } from '#shared/model/ids.ts';
import type { PlanItem } from '#shared/model/plan.ts';
import type { KnownPlan } from '../plans/plan-library.ts';
import type { Probe } from '../probes/probe.ts';
import { createRedactor } from '../redact/redact.ts';
import { createLookSetup } from './look-setup.ts';

const item: PlanItem = {
  id: 'i',
  phaseId: 'p',
  title: 'I',
  kind: 'fake',
  params: {},
  expectations: [],
  timeoutMs: 1000,
  attempts: 1,
  backoffMs: 0,
  digest: 'd',
  place: { line: 1, column: 1 },
};
const row = { no: 1, id: 'p' as PlanId, name: 'p', title: 'P', origin: 'file' as const, path: '/p', hash: '' as PlanHash, loadedAt: 1 }; // prettier-ignore
const known: KnownPlan = { row, plan: { name: 'p', title: 'P', hash: row.hash, vars: {}, phases: [] }, text: '', baseDir: '/', demands: [] }; // prettier-ignore

function setupWith(demands: Probe['demands']) {
  const defects: unknown[] = [];
  const probe: Probe = {
    kind: 'fake',
    doc: '',
    params: z.unknown(),
    facts: {},
    demands,
    run: async () => ({ facts: {} }),
  };
  const setup = createLookSetup({
    known,
    vars: {},
    signal: new AbortController().signal,
    checklist: { setRunning: () => undefined } as never,
    kinds: new Map([['fake', probe as never]]),
    redactor: createRedactor(),
    command: undefined as never,
    now: () => 1,
    onDefect: (error) => (defects.push(error), 'id-1'),
  });
  onTestFinished(setup.close);
  return { setup, defects };
}

test("a defect in one look is that item's error and takes no other item's result with it", async () => {
  const { setup, defects } = setupWith(() => {
    throw new TypeError('mistake');
  });
  const { seen } = (await setup.look(item)).kept();
  expect(seen).toMatchObject({ outcome: 'error', reason: 'could not look: mistake (a defect; see id-1 in the log)' });
  expect(defects).toHaveLength(1);
});

test('a refusal says what was refused without the secrets in it', async () => {
  const { setup } = setupWith(() => [{ kind: 'command', subject: 'deploy --token hunter2hunter2' }]);
  const { seen, json } = (await setup.look(item)).kept();
  expect(seen.reason).toMatch(/^could not look: this plan is not trusted to run deploy --token \[redacted\]/);
  expect(json).not.toContain('hunter2');
});
