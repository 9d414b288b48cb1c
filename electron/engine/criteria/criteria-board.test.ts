import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verdictOfSet, wordsOfSet } from '#shared/model/criteria/judgement.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createCriteriaBoard, type CriteriaBoard } from './criteria-board.ts';
import { testParts, type Bench } from './criteria.fixture.ts';
import type { Failing } from './failing-notices.ts';
import { readCriteriaFile } from './criteria-file.ts';
import { steady } from './fake-metrics.fixture.ts';
import { readSamples } from './samples.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'criteria');
const text = `
apiVersion: readyroom/v1
kind: Criteria
name: api
title: The API
window: 10m
criteria:
  - { id: depth, title: Depth, metric: { query: depth, }, op: "<", threshold: 10 }
  - id: errors
    title: Errors
    metric: { ratio: { bad: "bad[$window]", total: "all[$window]" } }
    op: "<"
    threshold: 0.1%
  - { id: users, title: Users, originalWords: Users are content, manual: true }
`;

function board(given: Partial<Bench> = {}) {
  const parts = testParts(given);
  const failing: Failing[] = [];
  const made = createCriteriaBoard({ ...parts.options, onFailing: (one) => failing.push(one) });
  const shown = () => {
    const watched = made.feed.get('api');
    return watched ? { words: wordsOfSet(watched), verdict: verdictOfSet(watched), watched } : null;
  };
  return { ...parts, board: made, shown, failing };
}

const imported = async (made: CriteriaBoard, given = text) => await made.import('api.yaml', given, 'Lead');

describe('a set of criteria', () => {
  test('is judged when asked, with every number, and what changed is recorded', async () => {
    const { board: made, shown, bench, recorded, options } = board();
    await imported(made);
    expect(shown()).toMatchObject({ words: ['pending', 'pending', 'open'], verdict: 'inconclusive' });
    bench.reader.queries.set('depth', steady(3)).set('bad[10m]', steady(0)).set('all[10m]', steady(5000));
    await made.judge('api', false);
    await made.judge('api', false);
    expect(shown()).toMatchObject({ words: ['pass', 'pass', 'open'], verdict: 'inconclusive' });
    expect(shown()?.watched.criteria[1]?.standing).toMatchObject({ n: 5000, needed: 3838, value: 0, fromMs: options.now() - 600_000 }); // prettier-ignore
    await made.judge('api', true);
    await made.tick({ key: 'api', criterion: 'users', outcome: 'pass', by: 'Lead', note: 'asked five of them' });
    expect(shown()?.verdict).toBe('pass');
    expect(recorded()).toEqual(['criteria.imported api', ...Array<string[]>(2).fill(['criterion.judged api/depth', 'criterion.judged api/errors']).flat(), 'criterion.ticked api/users']); // prettier-ignore
    expect(made.history('api', 'users')).toMatchObject([{ by: 'Lead', outcome: 'pass', words: 'asked five of them' }]);
    await made.untick({ key: 'api', criterion: 'users', by: 'Lead' });
    expect(shown()?.words[2]).toBe('open');
  });

  test('cannot pass without series, without counted bad events, or where Prometheus refuses', async () => {
    const { board: made, shown, bench } = board();
    await imported(made);
    bench.reader.queries.set('depth', new OpsError('bad_input', 'no such function, password=hunter2')).set('all[10m]', steady(9)); // prettier-ignore
    await made.judge('api', true);
    expect(shown()?.words).toEqual(['error', 'inconclusive', 'open']);
    const [depth, errors] = shown()?.watched.criteria ?? [];
    expect(depth?.standing?.reason).toBe('could not be asked: no such function, password=[redacted]');
    expect(errors?.standing?.reason).toContain('or vector(0)');
    bench.reader.server.place = null;
    await made.judge('api', true);
    expect(shown()?.words).toEqual(['error', 'error', 'open']);
    expect(shown()?.verdict).toBe('error');
  });

  test('that is watched tells what begins to fail, once, and that nothing fails any more; one that is not tells nobody', async () => {
    const { board: made, bench, failing } = board();
    await imported(made);
    const depth = (value: number) => bench.reader.queries.set('depth', steady(value));
    depth(30);
    await made.judge('api', false);
    expect(failing).toEqual([]);
    depth(3);
    await made.judge('api', false);
    await made.watch('api', true);
    for (const value of [3, 30, 30, 3]) {
      depth(value);
      await made.judge('api', false);
    }
    const told = failing.map(({ criteria }) => criteria.map(({ id, fresh }) => `${id} ${fresh}`).join());
    expect(told.slice(-4)).toEqual(['', 'depth true', 'depth false', '']);
    expect(failing.find(({ criteria }) => criteria.length > 0)).toMatchObject({ about: 'criteria', key: 'api', title: 'The API', criteria: [{ words: expect.stringMatching(/^Depth: /) as string }] }); // prettier-ignore
  });

  test('that is watched is judged by itself, also after another start, which knows what was seen last', async () => {
    const first = board();
    await imported(first.board);
    first.bench.reader.queries.set('depth', steady(3));
    await first.board.watch('api', true);
    await first.bench.clock.move(4000);
    expect(first.shown()?.words[0]).toBe('pass');
    first.board.close();
    expect(first.bench.clock.waiting()).toBe(0);
    first.close();
    const second = board(first.bench);
    expect(second.shown()).toMatchObject({ words: ['pass', 'inconclusive', 'open'], watched: { watched: true } });
    first.bench.reader.queries.set('depth', steady(30));
    await first.bench.clock.move(4000);
    expect(second.shown()?.words[0]).toBe('fail');
    await first.bench.clock.move(31_000);
    expect(second.recorded().filter((line) => line.includes('depth'))).toHaveLength(2);
    await second.board.watch('api', false);
    const asked = first.bench.reader.asked.length;
    await first.bench.clock.move(600_000);
    expect(first.bench.reader.asked).toHaveLength(asked);
  });

  test('imported anew keeps what is known of criteria that are the same, and nothing of others', async () => {
    const { board: made, shown, bench } = board();
    await imported(made);
    bench.reader.queries.set('depth', steady(3));
    await made.judge('api', true);
    await made.tick({ key: 'api', criterion: 'users', outcome: 'pass', by: 'Lead', note: '' });
    expect(await imported(made, text.replace('threshold: 10', 'threshold: 9'))).toMatchObject({ updated: true });
    expect(shown()?.words).toEqual(['pending', 'inconclusive', 'pass']);
    await imported(made, text.replace('Users are content', 'Users are happy'));
    expect(shown()?.words[2]).toBe('open');
    await made.remove('api', 'Lead');
    expect(shown()).toBeNull();
    await expect(made.judge('api', true)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('refuses a tick of what a metric judges', async () => {
    const { board: made } = board();
    await imported(made);
    const tick = made.tick({ key: 'api', criterion: 'depth', outcome: 'pass', by: 'Lead', note: '' });
    await expect(tick).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a file of criteria', () => {
  const problemsOf = (given: string): string[] => {
    const read = readCriteriaFile(given);
    return 'problems' in read ? read.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`) : [];
  };
  test('says what is wrong with it and where', () => {
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text.replace('op: "<", ', ''))[0]).toBe(
      '8 criteria[0]: op is missing; allowed: <, <=, >, >=, ==, !=',
    );
    expect(problemsOf(text.replace('"bad[$window]"', '"bad[5m]"'))[0]).toContain('needs $window');
    expect(problemsOf(text.replace('0.1%', '150%'))[0]).toContain('a share above 0 and at most 1');
    expect(problemsOf(text.replace('query: depth', 'query: depth('))[0]).toContain('PromQL');
    expect(problemsOf(text.replace('id: errors', 'id: depth'))[0]).toContain('a second time');
    expect(problemsOf(text.replace('10m', 'soon'))[0]).toContain('a duration of at least 1s');
    expect(problemsOf(text.replace('manual: true', 'metric: {}, op: "<", threshold: 1'))[0]).toContain('exactly one of query, ratio and quantile'); // prettier-ignore
    expect(problemsOf(text.replace('title: Errors', 'titel: Errors')).join(' ')).toContain('Did you mean title?');
  });

  test('that comes with the console is taken, and keeps the words of the plan', () => {
    const samples = readSamples(folder).filter(({ kind }) => kind === 'criteria');
    expect(samples.map(({ name }) => name)).toContain('gradual-rollout.yaml');
    for (const sample of samples) expect(problemsOf(sample.text)).toEqual([]);
    const rollout = readCriteriaFile(readFileSync(join(folder, 'gradual-rollout.yaml'), 'utf8'));
    const words = 'value' in rollout ? rollout.value.criteria.map(({ originalWords }) => originalWords) : [];
    expect(words).toEqual(['P95 latency < 200ms', 'P99 latency < 500ms', 'Error rate < 0.1%', 'Uptime > 99.9%', 'No circuit breaker triggers', 'WebSocket stability > 99%', 'User satisfaction unchanged/improved', 'No increase in support tickets', 'API adoption rate > 80%']); // prettier-ignore
  });
});
