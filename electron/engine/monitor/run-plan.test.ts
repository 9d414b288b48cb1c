import { describe, expect, test } from 'vitest';
import type { PlanItem, PlanPhase } from '#shared/model/plan.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Tick } from '#shared/model/run.ts';
import { withoutLook, type Seen } from './look-at-item.ts';
import { runPlan } from './run-plan.ts';

function item(phaseId: string, id: string, kind = 'http'): PlanItem {
  const place = { line: 1, column: 1 };
  return {
    id,
    phaseId,
    title: `Item ${id}`,
    kind,
    params: {},
    expectations: [],
    timeoutMs: 1000,
    attempts: 1,
    backoffMs: 0,
    digest: id,
    place,
  };
}
function phase(id: string, needs: string[], items: PlanItem[]): PlanPhase {
  return { id, title: `Phase ${id}`, needs, items };
}

interface RunSetup {
  phases: PlanPhase[];
  outcomes?: Record<string, Outcome>;
  phaseIds?: string[];
  itemIds?: string[];
  tick?: Tick;
  concurrency?: number;
  onLook?: (item: PlanItem) => void | Promise<void>;
  signal?: AbortSignal;
}

async function run(setup: RunSetup): Promise<Map<string, Seen>> {
  const results = new Map<string, Seen>();
  await runPlan({
    phases: setup.phases,
    selection: { phaseIds: setup.phaseIds ?? [], itemIds: setup.itemIds ?? [] },
    concurrency: setup.concurrency ?? 8,
    signal: setup.signal ?? new AbortController().signal,
    now: () => 0,
    tickOf: () => setup.tick ?? null,
    look: async (one) => {
      await setup.onLook?.(one);
      return withoutLook(one, setup.outcomes?.[one.id] ?? 'pass', 'seen', 0);
    },
    onResult: ({ item: { id }, kept }) => results.set(id, kept().seen),
  });
  return results;
}
const outcomesOf = (results: Map<string, Seen>) =>
  Object.fromEntries([...results].map(([id, seen]) => [id, seen.outcome]));

describe('running a plan', () => {
  test('a failed phase makes what needs it skipped, directly and further on, with the name of the cause', async () => {
    const phases = [
      phase('a', [], [item('a', 'a1')]),
      phase('b', ['a'], [item('b', 'b1')]),
      phase('c', ['b'], [item('c', 'c1')]),
    ];
    const results = await run({ phases, outcomes: { a1: 'fail' } });
    expect(outcomesOf(results)).toEqual({ a1: 'fail', b1: 'skipped', c1: 'skipped' });
    expect(results.get('b1')?.reason).toBe('skipped: "Phase a" did not pass (1 failed: Item a1)');
    expect(results.get('c1')?.reason).toContain('"Phase b" did not pass (1 skipped)');
  });

  test('a phase that could not be looked at, is open or has no items holds up what needs it just as a failed one does', async () => {
    const after = phase('z', ['a'], [item('z', 'z1')]);
    expect(
      (await run({ phases: [phase('a', [], [item('a', 'a1')]), after], outcomes: { a1: 'error' } })).get('z1')?.outcome,
    ).toBe('skipped');
    expect((await run({ phases: [phase('a', [], [item('a', 'm', 'manual')]), after] })).get('z1')?.outcome).toBe(
      'skipped',
    );
    const empty = await run({ phases: [phase('a', [], []), after] });
    expect(empty.get('z1')?.reason).toBe('skipped: "Phase a" did not pass (nothing was looked at)');
  });

  test('a phase waits for all it needs and no longer', async () => {
    const seen: string[] = [];
    const phases = [
      phase('a', [], [item('a', 'a1')]),
      phase('b', [], [item('b', 'b1')]),
      phase('c', ['a', 'b'], [item('c', 'c1')]),
    ];
    await run({ phases, concurrency: 1, onLook: (one) => void seen.push(one.id) });
    expect(seen).toEqual(['a1', 'b1', 'c1']);
  });

  test('no more items than the limit are looked at side by side', async () => {
    let now = 0;
    let most = 0;
    const items = Array.from({ length: 30 }, (_, index) => item('a', `i${index}`));
    const onLook = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
    };
    await run({ phases: [phase('a', [], items)], concurrency: 3, onLook });
    expect(most).toBe(3);
  });

  test('cancelling gives everything that was not looked at the outcome cancelled', async () => {
    const stop = new AbortController();
    const phases = [phase('a', [], [item('a', 'a1'), item('a', 'a2')]), phase('b', ['a'], [item('b', 'b1')])];
    const results = await run({ phases, concurrency: 1, signal: stop.signal, onLook: () => stop.abort() });
    expect(outcomesOf(results)).toEqual({ a1: 'pass', a2: 'cancelled', b1: 'cancelled' });
  });

  test('an item chosen by itself is looked at though its phase needs another', async () => {
    const phases = [phase('a', [], [item('a', 'a1')]), phase('b', ['a'], [item('b', 'b1'), item('b', 'b2')])];
    expect(outcomesOf(await run({ phases, itemIds: ['b1'] }))).toEqual({ b1: 'pass' });
  });

  test('a selection that names what the plan does not have is refused with what it has', async () => {
    const phases = [phase('a', [], [item('a', 'a1')])];
    await expect(run({ phases, phaseIds: ['smok'] })).rejects.toThrow('The plan has no phase "smok"; it has: a.');
    await expect(run({ phases, itemIds: ['x'] })).rejects.toThrow('The plan has no item "x"; it has: a1.');
  });

  test('a manual item is open until a person ticks it, and then says who and when', async () => {
    const phases = [phase('a', [], [item('a', 'm', 'manual')])];
    expect((await run({ phases })).get('m')).toMatchObject({
      outcome: 'inconclusive',
      reason: 'open: nobody has looked and ticked yet',
    });
    const tick: Tick = { outcome: 'pass', by: 'Lead', at: 0, note: 'green', evidence: '', itemDigest: 'm' };
    expect((await run({ phases, tick })).get('m')).toMatchObject({
      outcome: 'pass',
      reason: 'passed, says Lead at 1970-01-01T00:00:00.000Z: green',
    });
  });

  test('a plan without items finishes and proves nothing', async () => {
    expect((await run({ phases: [] })).size).toBe(0);
  });
});
