import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRuleFile, type RuleFile } from './rule-file.ts';
import { coreRule, triggersOfFile } from './triggers-of-file.ts';

function fileOf(text: string): RuleFile {
  const read = readRuleFile(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

function problemsOf(text: string): string[] {
  const read = readRuleFile(text);
  return 'problems' in read ? read.problems.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
}

const sound = `groups:
  - name: api
    interval: 30s
    limit: 10
    query_offset: 1m
    labels: { team: core, severity: info }
    rules:
      - record: job:errors:ratio
        expr: sum by (job) (rate(errors[5m]))
      - alert: ErrorsHigh
        expr: job:errors:ratio > 0.01 and on() up{job="api"} == 1
        for: 1h30m
        keep_firing_for: 5m
        labels: { severity: page, tier: 1, on: true }
        annotations:
          summary: '{{ $labels.job }} fails {{ $value | humanizePercentage }}'
---
groups:
  - name: more
    rules: [ { alert: Down, expr: '{__name__="up"} == 0', for: 0 } ]
`;

describe('a rule file', () => {
  test('is read with all its documents; what an alert needs of a recording rule is said', () => {
    const file = fileOf(sound);
    expect(file.groups).toMatchObject([
      {
        name: 'api',
        intervalMs: 30_000,
        limit: 10,
        queryOffsetMs: 60_000,
        rules: [
          { kind: 'recording', name: 'job:errors:ratio', labels: { team: 'core', severity: 'info' } },
          {
            kind: 'alerting',
            forMs: 5_400_000,
            keepFiringForMs: 300_000,
            labels: { team: 'core', severity: 'page', tier: '1', on: 'true' },
            needs: ['job:errors:ratio'],
            place: { line: 10, column: 9 },
          },
        ],
      },
      { name: 'more', intervalMs: null, rules: [{ name: 'Down', forMs: 0, needs: [], place: { line: 20 } }] },
    ]);
    expect(file.notes.map(({ message }) => message)).toEqual([
      'the file has 2 documents; Prometheus reads the first alone',
      'ErrorsHigh needs the series job:errors:ratio, which a recording rule makes',
    ]);
  });

  test('gives a trigger for each alert, and what the core needs of it', () => {
    const file = fileOf(sound);
    const triggers = triggersOfFile(file);
    expect(triggers.map(({ trigger }) => [trigger.name, trigger.severity, trigger.intervalMs])).toEqual([
      ['ErrorsHigh', 'urgent', 30_000],
      ['Down', 'attention', 60_000],
    ]);
    expect(triggers[0]?.trigger.condition).toMatchObject({ kind: 'promql', queryOffsetMs: 60_000, limit: 10 });
    const [group] = file.groups;
    const rule = group?.rules.find(({ kind }) => kind === 'alerting');
    if (!group || rule?.kind !== 'alerting') throw new Error('no alert');
    expect(coreRule(group, rule, 15_000)).toMatchObject({ name: 'ErrorsHigh', intervalMs: 15_000, limit: 10 });
  });

  test('without rules, groups or text is sound, as to Prometheus', () => {
    for (const text of ['', '# nothing\n', '---\n', 'groups:\n', 'groups: []\n', 'groups: [{ name: a, rules: }]\n']) {
      expect(problemsOf(text), text).toEqual([]);
    }
  });
});

test('whatever is wrong is said with its place and with what is allowed', () => {
  const text = `groups:
  - name: a
    interval: 5 minutes
    rules:
      - alert: A
        record: b
        expr: up ==
      - expr: up
      - record: c
        for: 5m
        expr: up
      - alert: D
        expr: |
          sum(up)
            > foo bar
        labels: { __name__: x, v: 1.10 }
        annotations: { text: '{{ $nope }}' }
  - name: a
    rules: [ { alert: E } ]
`;
  expect(problemsOf(text)).toEqual([
    '3:15 interval must be a duration such as 5m, 1h30m or 0; found "5 minutes"',
    '5:9 a rule has either alert or record, not both',
    '7:20 PromQL: the expression ends too early',
    '8:9 a rule must have alert or record',
    '10:9 for is for alerts; a recording rule cannot have it',
    '15:19 PromQL: "bar" is not expected here',
    '16:19 "__name__" is not allowed as a name',
    '16:35 v is a text; put it in quotes',
    '17:30 the template does not hold: undefined variable "$nope"',
    '18:11 the group "a" stands in this file a second time',
    '19:14 a rule must have expr',
  ]);
  expect(problemsOf('groups:\n  - name: a\n    rules:\n      - alert: A\n        exp: up\n        fro: 5m\n')).toEqual([
    '5:9 unknown key "exp". Did you mean expr? Allowed here: alert, record, expr, for, keep_firing_for, labels, annotations',
    '6:9 unknown key "fro". Did you mean for? Allowed here: alert, record, expr, for, keep_firing_for, labels, annotations',
  ]);
  expect(problemsOf('groups: {}\n---\nrules: []\n').map((one) => one.split(' ')[0])).toEqual(['1:9', '3:1']);
});

test('a sound file with anything in it changed is read or refused, and nothing is thrown', () => {
  const part = fc.constantFrom(
    '',
    '\n',
    ' ',
    '-',
    ':',
    '{',
    '}',
    '[',
    '"',
    "'",
    '&a',
    '*a',
    '---\n',
    '{{',
    '}}',
    '\t',
    '#',
    '|',
    '0',
    'null',
    '<<: ',
    '\u0000',
    'é',
  );
  fc.assert(
    fc.property(fc.nat(sound.length), fc.nat(30), part, (at, length, given) => {
      const read = readRuleFile(sound.slice(0, at) + given + sound.slice(at + length));
      expect('file' in read || read.problems.length > 0).toBe(true);
    }),
    { numRuns: 60, seed: 8 },
  );
});

test('a hostile file is refused by its size, its depth or its aliases, before it is made out', () => {
  const aliases = `groups:\n${'  - &a { name: x }\n'.repeat(3)}${'  - *a\n'.repeat(200)}`;
  expect(problemsOf('x'.repeat(2_000_000))).toEqual([
    '1:1 the file is larger than 1 MiB, which is the most that is read',
  ]);
  expect(problemsOf(`groups: ${'['.repeat(5000)}`)).toEqual(['1:73 nested too deep; at most 64 levels are allowed']);
  expect(problemsOf(aliases)).toEqual(['55:5 at most 50 aliases (*name) are allowed']);
});

describe('a resource of the Prometheus operator', () => {
  const resource = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  labels: { role: alert-rules }
  name: node-rules
spec:
  groups:
    - name: node
      partial_response_strategy: warn
      rules:
        - alert: NodeDown
          expr: up{job="node"} == 0
          for: 5m
        - { record: 'job:up:sum', expr: sum by (job) (up) }
`;
  const named = (text: string) => fileOf(text).groups.map(({ name, rules }) => [name, rules.map((rule) => rule.name)]);

  test('holds the groups that a rule file would', () => {
    expect(named(resource)).toEqual([['node', ['NodeDown', 'job:up:sum']]]);
    expect(fileOf(resource).notes.map(({ line, message }) => `${line} ${message}`)).toEqual(['9 partial_response_strategy is for Thanos and has no effect here']); // prettier-ignore
  });

  test('may be one of several, in documents or as a list; each is a file of its own, so that groups may be called alike', () => {
    expect(named(`${resource}---\n${resource}`)).toHaveLength(2);
    const list = `apiVersion: v1\nkind: List\nitems:\n${`- ${resource.trimEnd().replaceAll('\n', '\n  ')}\n`.repeat(2)}- { apiVersion: v1, kind: Service }\n`; // prettier-ignore
    expect(named(list)).toHaveLength(2);
    expect(fileOf(list).notes.map(({ message }) => message)).toContain(
      'a Service is no PrometheusRule and is left out',
    );
    expect(
      fileOf(`${resource}---\n${resource}`)
        .notes.map(({ message }) => message)
        .join(),
    ).not.toContain('documents');
  });

  test('is as strict as a file, and says the place within it', () => {
    expect(problemsOf(resource.replace('for: 5m', 'fro: 5m'))[0]).toMatch(
      /^13:11 unknown key "fro"\. Did you mean for\?/,
    );
    expect(problemsOf(resource.replace('== 0', '=='))[0]).toMatch(/^12:\d+ PromQL: /);
    expect(problemsOf('kind: PrometheusRule\nmetadata: { name: x }\n')).toEqual([
      '1:1 a PrometheusRule has spec with its groups',
    ]);
    expect(problemsOf('apiVersion: v1\nkind: ConfigMap\ndata: {}\n')).toEqual(['1:1 this is a ConfigMap; a rule file has groups, and of resources a PrometheusRule is read']); // prettier-ignore
  });
});
