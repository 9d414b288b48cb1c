import { expect, test } from 'vitest';
import { loadPlan } from '../plans/load-plan.ts';
import { probeKinds } from '../probes/index.ts';
import { readRules } from '../triggers/read-rules.ts';
import { readApart } from './read-apart.ts';

const rules = (count: number): string =>
  `groups:\n- name: g\n  rules:\n${Array.from({ length: count }, (_, at) => `  - alert: A${at}\n    expr: up{job="j${at}"} == 0\n    for: 5m\n    labels: { severity: critical }\n    annotations: { summary: "{{ $labels.job }} is down" }\n`).join('')}`; // prettier-ignore
const never = (): never => {
  throw new Error('a large text is not read here');
};

/** To begin a thread takes its time on a slow machine. */
const patient = { deadlineMs: 100_000 };

/** How often the loop had its turn while it was worked. */
async function turnsOf<T>(work: () => Promise<T>): Promise<{ turns: number; value: T }> {
  let turns = 0;
  const turning = setInterval(() => turns++, 1);
  const value = await work().finally(() => clearInterval(turning));
  return { turns, value };
}

test('a small text is read at once, one that is longer than any may be is refused at once', async () => {
  expect(await readApart('rules', rules(2), readRules)).toMatchObject({ rules: [{ group: 'g' }, { group: 'g' }] });
  expect(await readApart('rules', `#${'x'.repeat(1_100_000)}`, readRules)).toMatchObject({ problems: [{ message: expect.stringContaining('larger than 1 MiB') as string }] }); // prettier-ignore
});

test('a large text comes to the same in the thread, and the loop is free meanwhile', async () => {
  const text = rules(500);
  const { turns, value } = await turnsOf(() => readApart('rules', text, never, patient));
  expect(value).toEqual(readRules(text));
  // To begin the thread and to take what it read is all that is done here: read here, there would be a turn or two.
  expect(turns).toBeGreaterThan(10);
  const plan = `apiVersion: readyroom/v1\nkind: Plan\nname: p\ntitle: P\nphases:\n- id: a\n  title: A\n  items:\n${Array.from({ length: 300 }, (_, at) => `  - { id: i${at}, title: T, probe: { http: { url: "http://h/" } }, expect: ["status == 200"] }\n`).join('')}`; // prettier-ignore
  const read = await readApart('plan', Buffer.from(plan), never, patient);
  expect(read).toEqual(loadPlan(plan, { kinds: probeKinds }));
  expect(read).toMatchObject({ ok: true });
});

test('reading is given up past its deadline and when it is cancelled', async () => {
  const text = rules(3000);
  await expect(readApart('rules', text, never, { deadlineMs: 5 })).rejects.toMatchObject({ code: 'timed_out', message: 'The text was not read within 0.005 s; it was given up.' }); // prettier-ignore
  const stop = new AbortController();
  const reading = readApart('rules', text, never, { signal: stop.signal });
  stop.abort(new Error('nobody wants it'));
  await expect(reading).rejects.toThrow('nobody wants it');
  await expect(readApart('rules', text, never, { signal: stop.signal })).rejects.toThrow('nobody wants it');
});
