// Our evaluation of alerting rules beside that of promtool: the same states, labels and annotations at every evaluation.
// READYROOM_DIFFERENTIAL says how many random rule files; 1,000 are for a release.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { run } from './support/promtool.ts';
import { realSuite } from './support/real-suite.ts';
import { randomCase } from './support/random-rules.ts';
import { caseIntervalSeconds, caseSteps, staleCase, statesOf, triggerCases, type TriggerCase } from './support/trigger-cases.ts'; // prettier-ignore
import { compareWithPromtool, type Compared, type DifferentialCase, type RuleLife } from './support/trigger-differential.ts'; // prettier-ignore
import { readRuleFile } from '#engine/triggers/rule-file.ts';
import { lifeOf, logOf } from '#shared/model/triggers/step-simulation.fixture.ts';

const suite = realSuite('promtool', ['promtool']);
const files = Number(process.env['READYROOM_DIFFERENTIAL'] ?? 60);
const batch = 100;

function differentialOf({ rule, series }: TriggerCase): DifferentialCase {
  return {
    rules: { groups: [{ name: rule.alert, rules: [rule] }] },
    series: series.map((one) => ({ series: one.series, values: one.values.join(' ') })),
    intervalSeconds: caseIntervalSeconds,
    steps: caseSteps,
  };
}

function gravest({ memories }: RuleLife): string[] {
  return memories.map(({ instances }) =>
    instances.some(({ state }) => state === 'firing') ? 'F' : instances.length > 0 ? 'p' : '.',
  );
}

describe.skipIf(suite.skip)(`rules beside promtool${suite.why}`, () => {
  test('named cases come out the same, and as they must', async () => {
    const cases = [...triggerCases, staleCase];
    const compared = await compareWithPromtool(cases.map(differentialOf));
    const seen = compared.map(({ differ, lives }, index) => [cases[index]?.name, differ, lives[0] ? gravest(lives[0]).join('') : '']); // prettier-ignore
    expect(seen).toEqual(cases.map(({ name, states }) => [name, [], statesOf(states).join('')]));
  });

  test('what fails to be evaluated fails with the same words', async () => {
    const rule = { alert: 'Twice', expr: 'm > 0', for: '1m', labels: { instance: 'one' } };
    const series = [
      { series: 'm{instance="a"}', values: '1x10' },
      { series: 'm{instance="b"}', values: '0x3 1x10' },
    ];
    const of = (limit: number, labels: object): DifferentialCase => ({ rules: { groups: [{ name: 'g', limit, rules: [{ ...rule, labels }] }] }, series, intervalSeconds: 30, steps: 8 }); // prettier-ignore
    const compared = await compareWithPromtool([of(0, rule.labels), of(1, {})]);
    expect(compared.map(({ differ }) => differ)).toEqual([[], []]);
    expect(compared.map(({ lives }) => lives[0]?.memories[4]?.trouble?.reason)).toEqual([
      'vector contains metrics with the same labelset after applying alert labels',
      'exceeded limit of 1 with 2 alerts',
    ]);
    // The alert that fired before the error still does.
    expect(compared[0]?.lives[0]?.memories[7]?.instances).toMatchObject([{ state: 'firing' }]);
  });

  test(`${files} random rule files come out the same`, { timeout: 600_000 }, async () => {
    const cases = fc.sample(randomCase, { numRuns: files, seed: 2024 });
    const compared: Compared[] = [];
    for (let from = 0; from < cases.length; from += batch) {
      compared.push(...(await compareWithPromtool(cases.slice(from, from + batch))));
    }
    const differ = compared.flatMap((one, index) =>
      one.differ.map((words) => `${words}\n${JSON.stringify(cases[index])}`),
    );
    expect(differ.slice(0, 3)).toEqual([]);
    // That much happened in them: it would be no comparison otherwise.
    const sum = (of: (one: Compared) => number): number => compared.reduce((all, one) => all + of(one), 0);
    const counts = { states: sum((one) => one.compared), pending: sum((one) => one.pending), firing: sum((one) => one.firing), failed: sum((one) => Number(one.failed)) }; // prettier-ignore
    console.log(`${files} rule files: ${JSON.stringify(counts)}`);
    expect(counts.states).toBeGreaterThan(files * 15);
    expect(counts.pending).toBeGreaterThan(files * 2);
    expect(counts.firing).toBeGreaterThan(files * 4);
    expect(counts.failed).toBeGreaterThan(0);
  });
});

test('a million steps of the core: the same seed gives the same log', { timeout: 300_000 }, () => {
  // Two lives of each seed, 500,000 steps each way.
  for (let seed = 0; seed < 500; seed++) expect(logOf(lifeOf(seed, 1000)) === logOf(lifeOf(seed, 1000))).toBe(true);
});

describe.skipIf(suite.skip)(`rule files beside promtool${suite.why}`, () => {
  const group = (rule: string): string =>
    `groups:\n  - name: g\n    rules:\n      - ${rule.replaceAll('\n', '\n        ')}\n`;
  const texts: [text: string, sound: boolean][] = [
    ['', true],
    ['groups: []\n', true],
    ['groups:\n  - name: g\n    interval: 30s\n    limit: 5\n', true],
    [group('alert: A\nexpr: up == 0\nfor: 1h30m\nkeep_firing_for: 0\nlabels: { a: 1, b: true }'), true],
    [group('record: a:b\nexpr: sum(up)\nlabels: { x: y }'), true],
    [group(`alert: A\nexpr: up\nannotations: { a: '{{ if $value }}{{ $labels.x | toUpper }}{{ end }}' }`), true],
    [group('alert: A\nexpr: |\n  up\n    == 0'), true],
    ['groups:\n  - interval: 30s\n', false],
    ['groups:\n  - name: g\n  - name: g\n', false],
    ['groups:\n  - name: g\n    rulez: []\n', false],
    ['rules: []\n', false],
    ['groups: {}\n', false],
    ['groups: [', false],
    [group('alert: A'), false],
    [group('alert: A\nrecord: b\nexpr: up'), false],
    [group('expr: up'), false],
    [group('alert: A\nexpr: up ==\n'), false],
    [group('alert: A\nexpr: up{\n'), false],
    [group('alert: A\nexpr: up foo\n'), false],
    [group('alert: A\nexpr: up\nfor: 5'), false],
    [group('alert: A\nexpr: up\nfor: 5m30'), false],
    [group('alert: A\nexpr: up\nfor: -5m'), false],
    [group('alert: A\nexpr: up\nfro: 5m'), false],
    [group('record: a\nexpr: up\nfor: 5m'), false],
    [group('record: a\nexpr: up\nannotations: { a: b }'), false],
    [group('record: a{b="c"}\nexpr: up'), false],
    [group('alert: A\nexpr: up\nlabels: { __name__: x }'), false],
    [group(`alert: A\nexpr: up\nannotations: { a: '{{ $nope }}' }`), false],
    [group(`alert: A\nexpr: up\nlabels: { a: '{{ nope }}' }`), false],
    [group(`alert: A\nexpr: up\nannotations: { a: '{{ if }}x{{ end }}' }`), false],
    [group(`alert: A\nexpr: up\nannotations: { a: '{{ $value' }`), false],
    [group('alert: A\nalert: B\nexpr: up'), false],
  ];

  test('what it takes we take, and what it refuses we refuse', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    try {
      const theirs = await Promise.all(
        texts.map(async ([text], index) => {
          writeFileSync(join(folder, `${index}.yml`), text);
          return (await run('promtool', ['check', 'rules', '--lint=none', `${index}.yml`], folder)).code === 0;
        }),
      );
      const ours = texts.map(([text]) => 'file' in readRuleFile(text));
      expect(texts.map(([text], index) => [text, ours[index], theirs[index]])).toEqual(texts.map(([text, sound]) => [text, sound, sound])); // prettier-ignore
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
