// What people say and do: words with author and end, edits, imports; and whom the desktop calls. Golden timelines.
import { describe, expect, test } from 'vitest';
import { labelKey } from '#shared/model/triggers/label-key.ts';
import { promqlTrigger, triggersBench, type TriggersBench } from './triggers.fixture.ts';

const by = 'On-call';
const a = { job: 'attestor', instance: 'a' };
const b = { job: 'attestor', instance: 'b' };
const minute = 60_000;

async function firing(
  patch: Parameters<typeof promqlTrigger>[0] = {},
  bench = triggersBench(),
): Promise<TriggersBench & { key: string }> {
  // prettier-ignore
  const expr = patch.condition?.kind === 'promql' ? patch.condition.expr : 'up == 0';
  const { key } = await bench.edits.save(null, promqlTrigger({ forMs: 0, ...patch }, expr), by);
  bench.prometheus.answers.set(expr, [a]);
  await bench.time.move(20_000);
  return { ...bench, key };
}
const shown = ({ board, key }: Pick<TriggersBench, 'board'> & { key: string }) => board.show(board.get(key));
const answer = async (bench: TriggersBench, rows: Record<string, string>[], ms = 15_000): Promise<void> => {
  bench.prometheus.answers.set('up == 0', rows);
  await bench.time.move(ms);
};

describe('a person’s word', () => {
  test('acknowledged: nobody is called any more, for this firing and not for the next', async () => {
    const bench = await firing();
    expect(shown(bench).calling).toBe(1);
    await bench.words.acknowledge({ key: bench.key, instances: null, by, note: 'on it' });
    expect(shown(bench)).toMatchObject({ state: 'firing', calling: 0, instances: [{ acknowledged: { by, note: 'on it' } }] }); // prettier-ignore
    expect(shown({ ...bench.restart(), key: bench.key })).toMatchObject({ calling: 0 });
  });

  test('acknowledged once is not acknowledged for a later firing, and what no longer fires cannot be', async () => {
    const bench = await firing();
    await bench.words.acknowledge({ key: bench.key, instances: null, by, note: '' });
    await answer(bench, []);
    await expect(bench.words.acknowledge({ key: bench.key, instances: null, by, note: '' })).rejects.toThrow(/Nothing of it fires/); // prettier-ignore
    await answer(bench, [a]);
    expect(shown(bench)).toMatchObject({ calling: 1, instances: [{ acknowledged: null }] });
  });

  test('snoozed: quiet until that very moment, shown all the while, and then people are called; over a start too', async () => {
    const bench = await firing();
    const until = bench.time.now() + 100_500;
    await bench.words.snooze({ key: bench.key, instances: null, untilMs: until, by, note: 'known' });
    await bench.time.move(100_499);
    expect(shown(bench)).toMatchObject({ state: 'firing', calling: 0, snoozed: { by, untilMs: until } });
    await bench.time.move(1);
    expect(shown(bench)).toMatchObject({ calling: 1, snoozed: null });
    expect(bench.recorded().slice(-2)).toEqual(['snoozed: known', 'unsnoozed: the time it was snoozed for is over']);
    await bench.words.snooze({ key: bench.key, instances: null, untilMs: bench.time.now() + 50_000, by, note: '' });
    bench.writer.flush();
    bench.time.sleep(60_000);
    const next = bench.restart();
    expect(shown({ ...next, key: bench.key }).snoozed).toBeNull();
    await expect(next.words.snooze({ key: bench.key, instances: null, untilMs: 1, by, note: '' })).rejects.toThrow(
      /time to come/,
    );
    await expect(next.words.snooze({ key: bench.key, instances: null, untilMs: bench.time.now() + 8 * 86_400_000, by, note: '' })).rejects.toThrow(/seven days/); // prettier-ignore
  });

  test('snoozed for one label set: the others call as before, it is quiet also when it comes back, and its end is its own', async () => {
    const bench = await firing();
    await answer(bench, [a, b]);
    const key = (labels: Record<string, string>): string => labelKey({ ...labels, alertname: 'Down' });
    const untilMs = bench.time.now() + 10 * minute;
    await expect(bench.words.snooze({ key: bench.key, instances: [key({ job: 'other' })], untilMs, by, note: '' })).rejects.toThrow(/not true for those/); // prettier-ignore
    await bench.words.snooze({ key: bench.key, instances: [key(a)], untilMs, by, note: 'its disk is replaced' });
    expect(shown(bench)).toMatchObject({ firing: 2, calling: 1, snoozed: null });
    expect(shown(bench).instances.map(({ labels, snoozed }) => [labels.instance, snoozed?.by ?? null])).toEqual([['a', by], ['b', null]]); // prettier-ignore
    expect(bench.board.detail(bench.key).history[0]).toMatchObject({ type: 'trigger.snoozed', by, labels: { instance: 'a' }, words: 'its disk is replaced' }); // prettier-ignore
    await answer(bench, [b]);
    await answer(bench, [a, b]);
    expect(shown(bench)).toMatchObject({ firing: 2, calling: 1 });
    await bench.time.move(10 * minute);
    expect(shown(bench)).toMatchObject({ calling: 2 });
    expect(bench.recorded().at(-1)).toBe('unsnoozed: the time it was snoozed for is over');
    expect(bench.board.detail(bench.key).history[0]).toMatchObject({ type: 'trigger.unsnoozed', labels: { instance: 'a' } }); // prettier-ignore
    // The other one was told of within the last five minutes; the next notice comes after them.
    await bench.time.move(6 * minute);
    expect(bench.notices.at(-1)?.body).toContain('instance=a');
  });

  test('a label set is woken by a person, by name, and what is not snoozed cannot be', async () => {
    const bench = await firing();
    await answer(bench, [a, b]);
    const instance = labelKey({ ...b, alertname: 'Down' });
    await bench.words.snooze({
      key: bench.key,
      instances: [instance],
      untilMs: bench.time.now() + minute,
      by,
      note: '',
    });
    await bench.words.unsnooze({ key: bench.key, instance, by });
    expect(shown(bench)).toMatchObject({ calling: 2 });
    expect(bench.board.detail(bench.key).history[0]).toMatchObject({ type: 'trigger.unsnoozed', by, labels: { instance: 'b' } }); // prettier-ignore
    await expect(bench.words.unsnooze({ key: bench.key, instance, by })).rejects.toThrow('It is not snoozed.');
  });

  test('resolved by hand: it is over, by name; where it still holds it begins anew', async () => {
    const bench = await firing({ forMs: minute });
    await bench.time.move(2 * minute);
    expect(shown(bench).state).toBe('firing');
    await bench.words.resolve({ key: bench.key, instances: null, by, note: 'rolled back' });
    expect(shown(bench)).toMatchObject({ state: 'inactive', firing: 0 });
    expect(bench.board.detail(bench.key).history[0]).toMatchObject({ type: 'trigger.resolved', by, words: 'rolled back', labels: { instance: 'a' } }); // prettier-ignore
    await bench.time.move(15_000);
    expect(shown(bench).state).toBe('pending');
  });

  test('an unknown trigger is said to be unknown', async () => {
    const { words } = triggersBench();
    await expect(words.unsnooze({ key: 'none', instance: null, by })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('whom the desktop calls', () => {
  test('one notice for all label sets that begin to fire at once; those of the next five minutes wait for its end', async () => {
    const bench = await firing({ annotations: { summary: '{{ $labels.instance }} is down' } });
    expect(bench.notices).toEqual([{ about: 'trigger', key: bench.key, title: 'Down (action)', body: 'a is down' }]);
    await answer(bench, [a, b]);
    expect(bench.notices).toHaveLength(1);
    await answer(bench, [a, b, { job: 'attestor', instance: 'c' }], 6 * minute);
    expect(bench.notices.slice(1)).toMatchObject([{ body: 'b is down\nc is down' }]);
  });

  test('what flaps is marked, told of once, and no longer marked when it has been calm', async () => {
    const bench = await firing();
    for (let turn = 0; turn < 6; turn++) {
      await answer(bench, []);
      await answer(bench, [a]);
    }
    expect(shown(bench).flapping).toBe(true);
    const often = bench.notices.filter(({ body }) => body.includes('to and fro'));
    expect(often).toHaveLength(1);
    const told = bench.notices.length;
    await answer(bench, []);
    await answer(bench, [a]);
    expect(bench.notices).toHaveLength(told);
    await answer(bench, [a], 70 * minute);
    expect(shown(bench).flapping).toBe(false);
  });

  test('a graver one on the same thing stands for it: shown as inhibited, not called; of another thing it is called', async () => {
    const bench = triggersBench();
    const urgent = { kind: 'promql' as const, expr: 'host', queryOffsetMs: 0 };
    await firing({ name: 'HostDown', severity: 'urgent', condition: urgent }, bench);
    bench.prometheus.answers.set('host', [{ instance: 'a' }]);
    await bench.time.move(15_000);
    const low = await firing({}, bench);
    await answer(low, [a, b]);
    expect(shown(low)).toMatchObject({ firing: 2, calling: 1, instances: [{ inhibitedBy: 'HostDown' }, { inhibitedBy: null }] }); // prettier-ignore
    bench.prometheus.answers.set('host', []);
    await bench.time.move(15_000);
    expect(shown(low)).toMatchObject({ calling: 2 });
    expect(low.board.feed.get(low.key)).toMatchObject({ calling: 2 });
  });

  test('muted, snoozed and switched off: nobody', async () => {
    const bench = triggersBench();
    await bench.words.mute(true, by);
    const one = await firing({}, bench);
    await bench.edits.enable(one.key, false, by);
    expect(shown(one)).toMatchObject({ state: 'off', calling: 0, firing: 0 });
    expect(bench.notices).toEqual([]);
    expect(bench.restart().words.notices.get('notices')).toMatchObject({ muted: true, by });
  });
});

describe('definitions', () => {
  test('a file of triggers and a rule file are imported, imported again, and updated; what is wrong is said with its place', async () => {
    const { edits, board, time } = triggersBench();
    const samples = edits.samples();
    expect(samples.map(({ title }) => title)).toEqual(['Phase IX: rollback triggers', 'Validator: IPC work queue']);
    const [phase, ipc] = samples;
    const first = await edits.import('phase-ix.yaml', phase?.text ?? '', by);
    expect(first).toMatchObject({ problems: [], updated: [], same: [] });
    expect(first.added).toContain('AttestorRestarts');
    expect((await edits.import('ipc.yaml', ipc?.text ?? '', by)).added).toEqual(['ValidatorIPCQueueFull']);
    expect([...board.all()].map((one) => board.show(one)).filter(({ state }) => state === 'hole')).toHaveLength(5);
    const again = await edits.import('ipc.yaml', (ipc?.text ?? '').replace('> 500', '> 400'), by);
    expect(again).toMatchObject({ added: [], updated: ['ValidatorIPCQueueFull'] });
    expect((await edits.import('phase-ix.yaml', phase?.text ?? '', by)).same).toHaveLength(first.added.length);
    const wrong = await edits.import('x.yaml', 'kind: Triggers\napiVersion: readyroom/v1\ntriggers:\n  - { name: A, promql: "up ==" , for: soon }\n', by); // prettier-ignore
    expect(wrong.problems.map(({ line, message }) => `${line} ${message}`)).toEqual(['4 PromQL: the expression ends too early', '4 a duration such as 5m or 1h30m is needed; found "soon"']); // prettier-ignore
    expect((await edits.import('r.yaml', 'groups: [{ name: g, rules: [{ record: a:b, expr: up }] }]', by)).recording).toEqual(['a:b']); // prettier-ignore
    await time.move(20_000);
    expect(board.show([...board.all()][0] as never)).toMatchObject({ origin: { kind: 'file', file: 'phase-ix.yaml' } });
  });

  test('what vanished from a file that is imported again is named, and watched on until a person removes it', async () => {
    const { edits, board } = triggersBench();
    const rule = (name: string): string => `{ alert: ${name}, expr: up == 0 }`;
    const file = (...names: string[]): string => `groups: [{ name: g, rules: [${names.map(rule).join(', ')}] }]`;
    expect(await edits.import('r.yaml', file('A', 'B', 'C'), by)).toMatchObject({ vanished: [] });
    await edits.import('other.yaml', file('D'), by);
    await edits.save(null, promqlTrigger({ name: 'E' }), by);
    const again = await edits.import('r.yaml', file('B'), by);
    expect(again.vanished.map(({ name, group }) => `${group}/${name}`)).toEqual(['g/A', 'g/C']);
    expect([...board.all()].map(({ trigger }) => trigger.name)).toEqual(['A', 'B', 'C', 'D', 'E']);
    for (const { key } of again.vanished.slice(0, 1)) await edits.remove(key, by);
    expect((await edits.import('r.yaml', file('B'), by)).vanished.map(({ name }) => name)).toEqual(['C']);
    expect((await edits.import('r.yaml', file('B', 'C'), by)).vanished).toEqual([]);
  });

  test('survive a start with all that was known; removed ones are gone, their history is not', async () => {
    const bench = await firing();
    const next = bench.restart();
    expect(shown({ ...next, key: bench.key })).toMatchObject({ state: 'firing', firing: 1 });
    await next.edits.remove(bench.key, by);
    expect([...next.board.all()]).toEqual([]);
    expect(next.recorded().at(-1)).toBe('removed: removed');
    expect([...next.restart().board.all()]).toEqual([]);
  });

  test('an expression that cannot be read is refused; a longer time keeps what is known, another question does not', async () => {
    const bench = await firing();
    await expect(bench.edits.save(bench.key, promqlTrigger({}, 'sum('), by)).rejects.toThrow(/cannot be read at character/); // prettier-ignore
    await bench.edits.save(bench.key, promqlTrigger({ forMs: 5 * minute }), by);
    expect(shown(bench).state).toBe('firing');
    await bench.edits.save(bench.key, promqlTrigger({}, 'up == 5'), by);
    expect(shown(bench).state).toBe('no_data');
  });
});
