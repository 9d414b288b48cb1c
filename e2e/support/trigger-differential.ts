// One case of rules over series through promtool and through our core. Our core is given the values that promtool's own
// engine has of each expression at each evaluation, so what is compared is the state machine, the labels and the
// templates, and not two engines of PromQL or their ways of storing staleness. The rules go through our reader of files.
import type { Labels } from '#shared/model/series.ts';
import { labelKey } from '#shared/model/triggers/label-key.ts';
import { emptyMemory, type Instance, type TriggerMemory } from '#shared/model/triggers/state.ts';
import { step } from '#shared/model/triggers/step.ts';
import { readRuleFile, type AlertingRule, type RuleGroup } from '#engine/triggers/rule-file.ts';
import { alertsIn, coreRule } from '#engine/triggers/triggers-of-file.ts';
import { promtoolTest, type PromtoolAnswer, type PromtoolCase } from './promtool.ts';

export interface DifferentialCase {
  /** A rule file, as an object; one group. */
  rules: unknown;
  series: { series: string; values: string }[];
  intervalSeconds: number;
  steps: number;
}

export interface RuleLife {
  rule: AlertingRule;
  /** After each evaluation. */
  memories: TriggerMemory[];
}

export interface Compared {
  /** What differs, in words; empty where all is the same. */
  differ: string[];
  lives: RuleLife[];
  /** States compared. */
  compared: number;
  /** Evaluations at which something was pending, and at which something fired. */
  pending: number;
  firing: number;
  failed: boolean;
}

/** Two processes of promtool for all cases: one that tells, one that is told our results and must agree. */
export async function compareWithPromtool(cases: readonly DifferentialCase[]): Promise<Compared[]> {
  const asked = cases.flatMap((one) => [valuesQuestion(one), statesQuestion(one)]);
  const answers = await promtoolTest(asked);
  const compared = cases.map((one, index) => {
    const [values, states] = answers.slice(index * 2, index * 2 + 2);
    if (!values || !states) throw new Error('promtool gave no answer');
    if (values.errors.length > 0) throw new Error(`values: ${values.errors.join()}`);
    const lives = alertsOf(one).map(({ group, rule }) => liveWith(one, group, rule, values));
    return { one, states, ...compareStates(one, lives, states) };
  });
  const sound = compared.filter(({ failed }) => !failed);
  const told = await promtoolTest(sound.map(({ one, lives }) => statesQuestion(one, lives)));
  for (const [index, { passed, said }] of told.entries()) {
    if (!passed) sound[index]?.differ.push(`promtool does not agree: ${said.slice(0, 2000)}`);
  }
  return compared;
}

function atSteps({ steps, intervalSeconds }: DifferentialCase): number[] {
  return Array.from({ length: steps }, (_, index) => index * intervalSeconds);
}

function alertsOf({ rules }: DifferentialCase): { group: RuleGroup; rule: AlertingRule }[] {
  const read = readRuleFile(JSON.stringify(rules));
  if ('problems' in read) throw new Error(`our reader refuses: ${JSON.stringify(read.problems)}`);
  return read.file.groups.flatMap((group) => alertsIn(group).map((rule) => ({ group, rule })));
}

/** What each expression gives, with no rule beside it. */
function valuesQuestion(one: DifferentialCase): PromtoolCase {
  const queries = atSteps(one).flatMap((atSeconds) => alertsOf(one).map(({ rule }) => ({ atSeconds, expr: rule.expr, expected: [] }))); // prettier-ignore
  return { rules: { groups: [] }, series: one.series, intervalSeconds: one.intervalSeconds, alerts: [], queries };
}

/** alert_rule_test knows firing alerts alone; the series ALERTS has the pending ones too. */
function statesQuestion(one: DifferentialCase, lives: readonly RuleLife[] = []): PromtoolCase {
  const { rules, series, intervalSeconds } = one;
  const at = atSteps(one);
  return {
    rules,
    series,
    intervalSeconds,
    alerts: alertsOf(one).flatMap(({ rule }, index) =>
      at.map((atSeconds, step) => ({ atSeconds, name: rule.name, expected: firingIn(lives[index]?.memories[step]) })),
    ),
    queries: at.map((atSeconds, step) => ({
      atSeconds,
      expr: 'ALERTS',
      expected: lives.flatMap(({ rule, memories }) =>
        (memories[step]?.instances ?? []).map((instance) => ({ labels: seriesLabels(rule, instance), value: '1' })),
      ),
    })),
  };
}

/**
 * Of the series ALERTS that Prometheus records. Where a label's template came out empty the alert itself has no such
 * label, but this series has the template's own text.
 */
export function seriesLabels(rule: AlertingRule, { labels, state }: Pick<Instance, 'labels' | 'state'>): Labels {
  const written = Object.entries(rule.labels).filter(([, text]) => text !== '');
  return { ...Object.fromEntries(written), ...labels, __name__: 'ALERTS', alertstate: state };
}

function firingIn(memory: TriggerMemory | undefined): { labels: Labels; annotations: Labels }[] {
  return (memory?.instances ?? [])
    .filter(({ state }) => state === 'firing')
    .map(({ labels, annotations }) => ({ labels, annotations }));
}

function liveWith(one: DifferentialCase, group: RuleGroup, rule: AlertingRule, values: PromtoolAnswer): RuleLife {
  const core = coreRule(group, rule, one.intervalSeconds * 1000);
  let memory = emptyMemory;
  const memories = atSteps(one).map((seconds) => {
    const samples = values.samples.get(`${rule.expr}@${seconds}`) ?? [];
    memory = step(core, memory, seconds * 1000, { kind: 'samples', samples }).memory;
    return memory;
  });
  return { rule, memories };
}

type States = Omit<Compared, 'lives'> & { lives: RuleLife[] };

function compareStates(one: DifferentialCase, lives: RuleLife[], answer: PromtoolAnswer): States {
  const differ: string[] = [];
  const result = { differ, lives, compared: 0, pending: 0, firing: 0, failed: answer.errors.length > 0 };
  const same = (what: string, ours: string[], theirs: string[]): void => {
    result.compared++;
    const [left, right] = [ours.toSorted().join('\n'), theirs.toSorted().join('\n')];
    if (left !== right) differ.push(`${what}\n  ours:   ${left}\n  theirs: ${right}`);
  };
  const failedAt = lives.flatMap(({ rule, memories }) => {
    const index = memories.findIndex(({ trouble }) => trouble !== null);
    const reason = memories[index]?.trouble?.reason ?? '';
    return index < 0 ? [] : [{ index, words: `rule: ${rule.name}, time: ${goDuration(index * one.intervalSeconds)}, err: ${reason}` }]; // prettier-ignore
  });
  // promtool ends at the first evaluation that has an error.
  const end = Math.min(...failedAt.map(({ index }) => index), Infinity);
  same('errors', failedAt.filter(({ index }) => index === end).map(({ words }) => words), answer.errors); // prettier-ignore
  for (const [index, seconds] of atSteps(one).entries()) {
    if (index >= end) break;
    for (const { rule, memories } of lives) {
      const theirs = answer.alerts.get(`${rule.name}@${seconds}`) ?? [];
      same(`${rule.name} at ${seconds} s`, firingIn(memories[index]).map(alertText), theirs.map(alertText));
    }
    const standing = lives.flatMap(({ rule, memories }) => (memories[index]?.instances ?? []).map((instance) => ({ rule, instance }))); // prettier-ignore
    const instances = standing.map(({ instance }) => instance);
    if (instances.some(({ state }) => state === 'pending')) result.pending++;
    if (instances.some(({ state }) => state === 'firing')) result.firing++;
    if (end < Infinity) continue;
    const theirs = answer.samples.get(`ALERTS@${seconds}`) ?? [];
    same(`ALERTS at ${seconds} s`, standing.map(({ rule, instance }) => labelKey(seriesLabels(rule, instance))), theirs.map(({ labels }) => labelKey(labels))); // prettier-ignore
  }
  return result;
}

function alertText({ labels, annotations }: { labels: Labels; annotations: Labels }): string {
  return `${labelKey(labels)} ${labelKey(annotations)}`;
}

function goDuration(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return `${h > 0 ? `${h}h` : ''}${h > 0 || m > 0 ? `${m}m` : ''}${s}s`;
}
