import { expect, test } from 'vitest';
import type { EngineClient } from '#engine/engine.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { exitCodeOfError, exitCodes } from './exit-code.ts';
import { followRun } from './follow-run.ts';
import { createProgressScreen } from './progress-screen.ts';

const ids = { planId: 'p' as PlanId, runId: 'r' as RunId };

/** An engine whose run is over and whose record of it waits for the disk. */
const unrecorded = {
  checklist: { feed: async () => feedOf([]) },
  runs: {
    feed: async () => feedOf([{ key: 'r', runId: 'r', state: 'finished', verdict: 'pass' }]),
    get: () => Promise.reject(new OpsError('not_found', 'There is no such run in the record.')),
  },
} as unknown as EngineClient;

async function* feedOf(entries: object[]) {
  yield { kind: 'snapshot', revision: 0, entries };
}

test('a run whose record the disk refused is not proven, and is not called a mistake of the one who asked', async () => {
  const screen = createProgressScreen({ write: () => undefined }, {});
  const error = await followRun(unrecorded, ids, screen).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('the disk refuses its record') });
  expect(exitCodeOfError((error as OpsError).code)).toBe(exitCodes.notProven);
});
