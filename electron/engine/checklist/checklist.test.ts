import { expect, test } from 'vitest';
import type { PlanHash, PlanId } from '#shared/model/ids.ts';
import { loadPlan } from '../plans/load-plan.ts';
import type { KnownPlan } from '../plans/plan-library.ts';
import { probeKinds } from '../probes/index.ts';
import { createChecklist } from './checklist.ts';

function planOf(...ids: string[]): KnownPlan {
  const items = ids.map((id) => `      - { id: ${id}, title: T, probe: { tcp: { host: h, port: 1 } }, expect: ["connected == true"] }`); // prettier-ignore
  const text = ['apiVersion: readyroom/v1', 'kind: Plan', 'name: p', 'title: P', 'phases:', '  - id: a', '    title: A', '    items:', ...items].join('\n'); // prettier-ignore
  const loaded = loadPlan(text, { kinds: probeKinds });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const row = { no: 1, id: 'p' as PlanId, name: 'p', title: 'P', origin: 'file' as const, path: '/p', hash: '' as PlanHash, loadedAt: 1 }; // prettier-ignore
  return { row, plan: loaded.plan, text, baseDir: '/', demands: [] };
}

test('a plan read anew in the middle of its run still shows what is being looked at', async () => {
  const checklist = createChecklist({
    plan: planOf('x', 'y'),
    results: [],
    ticks: new Map(),
    onChange: () => undefined,
  });
  const looking = { state: 'looking' as const, attempt: 1, attempts: 1 };
  checklist.setRunning('a', 'x', looking);
  checklist.adopt(planOf('x', 'z'));
  const { value: shown } = await checklist.feed.subscribe({}).next();
  expect(shown).toMatchObject({
    kind: 'snapshot',
    entries: [
      { key: 'a/x', running: looking },
      { key: 'a/z', running: null },
    ],
  });
});
