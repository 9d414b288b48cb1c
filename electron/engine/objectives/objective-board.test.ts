import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { testParts, type Bench } from '../criteria/criteria.fixture.ts';
import { steady } from '../criteria/fake-metrics.fixture.ts';
import { createObjectiveBoard } from './objective-board.ts';
import { readObjectivesFile } from './objective-file.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'criteria');
const text = `
apiVersion: readyroom/v1
kind: Objectives
objectives:
  - { name: api, title: API, target: 99.9%, period: 30d, bad: "bad[$window]", total: "all[$window]" }
`;
const openSlo = `
apiVersion: openslo/v1
kind: SLO
metadata: { name: api, displayName: API }
spec:
  service: shop
  indicator:
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: Prometheus, spec: { query: "good[$window]" } } }
        total: { metricSource: { type: Prometheus, spec: { query: "all[$window]" } } }
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.999 }]
`;
const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'];

function board(given: Partial<Bench> = {}) {
  const parts = testParts(given);
  const made = createObjectiveBoard(parts.options);
  onTestFinished(() => made.close());
  const standing = () => made.feed.get('objective:api')?.standing;
  /** The same share of errors in every window. */
  const errors = (share: number, perHour = 10_000): void => {
    for (const span of windows) {
      const hours = { m: 1 / 60, h: 1, d: 24 }[span.slice(-1)] ?? 0;
      const total = Math.round(perHour * hours * Number(span.slice(0, -1)));
      parts.bench.reader.queries
        .set(`all[${span}]`, steady(total))
        .set(`bad[${span}]`, steady(Math.round(total * share)));
    }
  };
  return { ...parts, board: made, standing, errors };
}

describe('an objective', () => {
  test('burns by every window, with the budget that is left and how much of the period was observed', async () => {
    const made = board();
    await made.board.import('slo.yaml', text, 'Lead');
    made.errors(0.0005);
    await made.board.judge('objective:api', false);
    expect(made.standing()).toMatchObject({ state: 'quiet', budget: { observed: 1, counts: { bad: 3600, total: 7_200_000 } } }); // prettier-ignore
    expect(made.standing()?.budget.remaining).toBeCloseTo(0.5);
    expect(made.standing()?.windows.map(({ name, factor, longRate }) => [name, factor, longRate])).toEqual([['1h', 14.4, 0.5], ['6h', 6, 0.5], ['1d', 3, 0.5], ['3d', 1, 0.5]]); // prettier-ignore
    made.errors(0.004);
    await made.board.judge('objective:api', false);
    expect(made.standing()?.windows.map(({ state }) => state)).toEqual(['quiet', 'quiet', 'firing', 'firing']);
    expect(made.standing()).toMatchObject({ state: 'firing', budget: { words: expect.stringContaining('overspent') as string } }); // prettier-ignore
    made.errors(0.004);
    await made.board.judge('objective:api', true);
    expect(made.recorded()).toEqual(['objective.saved api', ...Array<string>(3).fill('objective.judged api')]);
    made.close();
    expect(board(made.bench).standing()).toEqual(made.standing());
  });

  test('without data is not known, with few events inconclusive, and where nobody answers an error', async () => {
    const made = board();
    await made.board.import('slo.yaml', text, 'Lead');
    await made.board.judge('objective:api', true);
    expect(made.standing()).toMatchObject({ state: 'no_data', budget: { remaining: null, observed: 0 } });
    expect(made.standing()?.reason).toContain('that is not the same as no errors (all events: there is no series)');
    made.errors(0, 1);
    await made.board.judge('objective:api', true);
    expect(made.standing()?.windows.map(({ state }) => state)).toEqual(Array<string>(4).fill('inconclusive'));
    made.errors(0);
    made.bench.reader.queries.set('bad[1h]', []);
    await made.board.judge('objective:api', true);
    expect(made.standing()).toMatchObject({ state: 'no_data', windows: [{ state: 'no_data' }, { state: 'quiet' }, {}, {}] }); // prettier-ignore
    made.bench.reader.queries.set('all[1h]', new OpsError('unavailable', 'refused, password=hunter2'));
    await made.board.judge('objective:api', true);
    expect(made.standing()).toMatchObject({ state: 'error', windows: [], reason: 'could not be asked: refused, password=[redacted]' }); // prettier-ignore
  });

  test('that is watched is judged by itself until it is not, or removed', async () => {
    const made = board();
    await made.board.import('slo.yaml', text, 'Lead');
    made.errors(0);
    await made.board.watch('objective:api', true);
    await made.bench.clock.move(4000);
    expect(made.standing()?.state).toBe('quiet');
    await made.board.remove('objective:api', 'Lead');
    expect(made.bench.clock.waiting()).toBe(0);
    expect(made.standing()).toBeUndefined();
  });

  test('whose target no errors could miss, or that counts over no window, is refused', async () => {
    const made = board();
    const objective = { name: 'low', title: 'Low', target: 0.9, periodMs: 30 * 86_400_000, part: 'bad' as const, query: 'bad[$window]', total: 'all[$window]' }; // prettier-ignore
    await expect(made.board.save(objective, 'Lead')).rejects.toThrow('it takes one above 93.06 %');
    expect(await made.board.save({ ...objective, target: 0.99 }, 'Lead')).toEqual({ key: 'objective:low' });
  });
});

test('files in the own form and in that of OpenSLO are read, each fault in its place', () => {
  const problemsOf = (given: string): string => {
    const read = readObjectivesFile(given);
    return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ') : '';
  };
  expect(problemsOf(readFileSync(join(folder, 'api-objectives.yaml'), 'utf8'))).toBe('');
  expect(readObjectivesFile(openSlo)).toMatchObject({ value: [{ name: 'api', title: 'API', target: 0.999, periodMs: 28 * 86_400_000, part: 'good' }] }); // prettier-ignore
  expect(problemsOf(openSlo.replace('Occurrences', 'Timeslices'))).toContain('spec.budgetingMethod');
  expect(problemsOf(text.replace('99.9%', '90%'))).toContain('objectives[0].target: a burn rate of 14.4 cannot be exceeded'); // prettier-ignore
  expect(problemsOf(text.replace('99.9%', '100%'))).toContain('above 0 and below 1');
  expect(problemsOf(text.replace('[$window]', '[5m]'))).toContain('needs $window');
});
