import { expect, test } from 'vitest';
import type { ShapeOf } from '#shared/model/dashboard/panel.ts';
import type { ServerAlertRow, ServerRuleRow } from '#shared/model/prometheus.ts';
import { alertsOf } from './alerts-of.ts';

const shape = (patch: Partial<ShapeOf<'alerts'>> = {}): ShapeOf<'alerts'> => ({ kind: 'alerts', states: ['firing', 'pending'], name: '', selector: '', limit: 20, sort: 'importance', ...patch }); // prettier-ignore
const alert = (name: string, state: 'firing' | 'pending', severity: string, activeAtMs: number): ServerAlertRow => ({ key: `${name} ${severity}`, name, labels: { severity }, annotations: { summary: 'it burns' }, state, activeAtMs, keptFiringSinceMs: null, value: '1' }); // prettier-ignore
const rule = (name: string, alerts: ServerAlertRow[], patch: Partial<ServerRuleRow> = {}): ServerRuleRow => ({ key: name, kind: 'alerting', name, group: 'g', file: 'f', query: 'up == 0', labels: {}, annotations: {}, forMs: 0, intervalMs: 1, health: 'ok', lastError: '', lastEvaluationMs: 5, evaluationTookMs: 1, state: 'inactive', alerts, ...patch }); // prettier-ignore
const rules = [
  rule('Down', [alert('Down', 'pending', 'page', 30), alert('Down', 'firing', 'page', 10)]),
  rule('Slow', [alert('Slow', 'firing', 'ticket', 20)]),
  rule('Calm', []),
  rule('Broken', [], { health: 'err', lastError: 'many-to-many matching' }),
  rule('ratio', [], { kind: 'recording', state: null }),
];
const names = (patch: Partial<ShapeOf<'alerts'>> = {}): string[] =>
  alertsOf({ readAt: 0, rules, total: 5 }, shape(patch)).alerts.map(({ name, state }) => `${name} ${state}`);

test('what fires comes first, the newest before the others; a rule that could not be evaluated is not calm', () => {
  expect(names()).toEqual(['Slow firing', 'Down firing', 'Down pending', 'Broken unknown']);
  expect(names({ states: ['inactive'] })).toEqual(['Broken unknown', 'Calm inactive']);
  expect(names({ sort: 'since' })).toEqual(['Down pending', 'Slow firing', 'Down firing', 'Broken unknown']);
});

test('a name, a selector and a limit hold; what is left out is counted', () => {
  expect(names({ name: 'dow' })).toEqual(['Down firing', 'Down pending']);
  expect(names({ selector: '{severity="ticket"}' })).toEqual(['Slow firing']);
  expect(names({ selector: '{severity=~"pag.|tick.*", severity!="page"}' })).toEqual(['Slow firing']);
  expect(alertsOf({ readAt: 0, rules, total: 5 }, shape({ limit: 1 }))).toMatchObject({ more: 3, rules: 4 });
});
