// Values of variables against a made-up Prometheus that says what it was asked.
import { expect, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { importDashboard } from './import/import-dashboard.ts';
import { resolveVariables } from './resolve-variables.ts';
import type { ValueReader } from './value-reader.ts';
import { isSelector } from './value-reader.ts';

const values: Record<string, string[]> = { job: ['web', 'api'], instance: ['a:1', 'b:2', 'b:10'], __name__: ['node_load1'], nothing: [] }; // prettier-ignore

function reader(asked: string[] = []): ValueReader {
  return {
    place: () => 'http://p:9090',
    labelValues: ({ label, selector }) => {
      asked.push(`${label} of ${selector}`);
      if (label === 'broken') return Promise.reject(new OpsError('unavailable', 'p:9090 refused the connection'));
      return Promise.resolve(values[label] ?? []);
    },
    labelNames: () => Promise.resolve(['job', 'instance']),
    series: () => Promise.resolve([{ __name__: 'up', job: 'api' }]),
    result: () => Promise.resolve([{ labels: { __name__: 'up', job: 'api' }, value: '1', atMs: 7 }]),
  };
}

async function resolved(list: object[], chosen: Record<string, string[]> = {}, asked: string[] = []) {
  const dashboard = importDashboard(JSON.stringify({ title: 'x', panels: [], templating: { list } }));
  const states = await resolveVariables(dashboard, { chosen, fromMs: 0, toMs: 3_600_000 }, { reader: reader(asked) });
  return states.map(({ name, value, options, problem }) => ({ name, values: value.values, options: options.map((option) => option.text), problem })); // prettier-ignore
}
const query = (name: string, text: string, more: object = {}) => ({ name, type: 'query', query: text, ...more });

test('each is asked after those that it needs, with their values', async () => {
  const asked: string[] = [];
  const [instance, job] = await resolved([query('instance', 'label_values(up{job=~"$job"}, instance)', { multi: true, includeAll: true, current: { value: '$__all' }, sort: 7 }), query('job', 'label_values(up, job)', { sort: 1 })], {}, asked); // prettier-ignore
  expect(asked).toEqual(['job of up', 'instance of up{job=~"api"}']);
  expect(job).toMatchObject({ values: ['api'], options: ['api', 'web'], problem: null });
  expect(instance).toMatchObject({ values: ['a:1', 'b:2', 'b:10'], options: ['All', 'a:1', 'b:2', 'b:10'] });
  const [, chosen] = await resolved([query('x', 'label_values(up{job="$job"}, instance)'), query('job', 'label_values(up, job)')], { job: ['gone'] }); // prettier-ignore
  expect(chosen).toMatchObject({ values: ['gone'], problem: 'gone is not among its values now.' });
});

test('patterns cut values out, by named groups too; every kind of question is asked', async () => {
  const found = await resolved([
    query('port', 'label_values(up, instance)', { regex: '/:(\\d+)$/', sort: 3 }),
    query('named', 'label_values(up, instance)', { regex: '/(?<text>\\w+):(?<value>\\d+)/' }),
    query('names', 'label_names()'),
    query('metrics', 'metrics(node_)'),
    query('result', 'query_result(up)', { regex: '/job="([^"]+)".* (\\d+) /' }),
    query('series', 'up{job="api"}'),
  ]);
  expect(found.map(({ options, values: of }) => [options, of[0]])).toEqual([
    [['1', '2', '10'], '1'],
    [['a', 'b', 'b'], '1'],
    [['job', 'instance'], 'job'],
    [['node_load1'], 'node_load1'],
    [['api'], 'api'],
    [['up{job="api"}'], 'up{job="api"}'],
  ]);
});

test('one that fails says so, what needs it says that, and the rest has its values', async () => {
  const [broken, needs, other, empty, circle] = await resolved([
    query('broken', 'label_values(up, broken)'),
    query('needs', 'label_values(up{a="$broken"}, job)'),
    query('other', 'label_values(up, job)'),
    query('cluster', 'label_values(up, nothing)'),
    query('a', 'label_values(up{a="$a"}, job)'),
    query('filters', '', { type: 'adhoc' }),
  ]);
  expect(broken?.problem).toBe('p:9090 refused the connection');
  expect(needs?.problem).toBe('It needs $broken, which has no value: p:9090 refused the connection');
  expect(other?.values).toEqual(['web']);
  // As in Grafana: cluster="" finds what has no such label.
  expect(empty).toMatchObject({ values: [''], problem: expect.stringContaining('an empty text') });
  expect(circle?.problem).toBe('Its values depend on themselves: $a needs $a.');
});

test('what is written down: custom values, intervals that follow the time, constants, texts, the data source', async () => {
  const made = await resolved([
    { name: 'env', type: 'custom', query: 'Prod : p, test,a\\,b', current: { value: 'test' } },
    { name: 'step', type: 'interval', query: '1m,10m', auto: true, auto_count: 60, auto_min: '10s', current: { value: '$__auto_interval_step' } }, // prettier-ignore
    { name: 'fixed', type: 'constant', query: 'x' },
    { name: 'words', type: 'textbox', query: 'hello' },
    { name: 'ds', type: 'datasource', query: 'prometheus' },
  ]);
  expect(made.map(({ options, values: of }) => [options, of])).toEqual([
    [['Prod', 'test', 'a,b'], ['test']],
    [['auto', '1m', '10m'], ['1m']],
    [['x'], ['x']],
    [['hello'], ['hello']],
    [['http://p:9090'], ['prometheus']],
  ]);
});

test('a range is put behind selectors alone', () => {
  expect(['up', 'up{a="}"}', '{__name__=~"x.*", b=\'c\'}', ' a:b '].every(isSelector)).toBe(true);
  expect(['sum(up)', 'up + up', 'up[5m]', '', 'up{'].some(isSelector)).toBe(false);
});
