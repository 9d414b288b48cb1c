import { expect, test } from 'vitest';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { importDashboard } from './import/import-dashboard.ts';
import { keptVariables } from './kept-variables.ts';

const query = (name: string, text: string) => ({ name, type: 'query', query: text });
const dashboard = importDashboard(JSON.stringify({ title: 'x', panels: [], templating: { list: [query('job', 'label_values(up, job)'), query('host', 'label_values(up{job="$job"}, host)'), { name: 'step', type: 'interval', query: '1m', auto: true, auto_count: 10 }, query('new', 'label_values(new)')] } })); // prettier-ignore
const state = (name: string, value: string, options: string[]): VariableState => ({ name, value: { name, values: [value], texts: [value], all: false, allAs: null, multi: false }, options: options.map((one) => ({ text: one, value: one })), totalOptions: options.length, problem: null }); // prettier-ignore
const kept = [state('job', 'api', ['api', 'web']), state('host', 'a:1', ['a:1', 'a:2']), state('step', '6m', ['auto', '1m'])]; // prettier-ignore

test('without a choice they are what they were, also what followed the time that was kept', () => {
  const states = keptVariables(dashboard, { step: ['$__auto'] }, kept);
  expect(states.slice(0, 3)).toEqual(kept);
  expect(states[3]).toMatchObject({ name: 'new', value: { values: [] }, problem: 'Not kept: the dashboard did not have it then.' }); // prettier-ignore
});

test('another of the values of then can be chosen; what depends on it is kept for the choice of then, and says so', () => {
  const [job, host] = keptVariables(dashboard, { job: ['web'] }, kept);
  expect(job).toMatchObject({ value: { values: ['web'] }, problem: null });
  expect(host).toMatchObject({ value: { values: ['a:1'] }, problem: 'Its values are kept as they were for $job = api.' }); // prettier-ignore
  expect(keptVariables(dashboard, { job: ['db'] }, kept)[0]).toMatchObject({ value: { values: ['db'] }, problem: 'db is not among its values now.' }); // prettier-ignore
});
