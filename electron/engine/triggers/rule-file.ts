// From the text of a Prometheus rule file to its groups, or to everything that is wrong with it and where. As strict as
// `promtool check rules`, but it reads every document of the file. It runs nothing and never throws for what a text holds.
import { durationMs } from '#shared/model/duration.ts';
import type { Place, PlanProblem } from '#shared/model/plan.ts';
import { templateProblem } from '#shared/model/triggers/template.ts';
import { boundPatterns } from '../plans/bound-patterns.ts';
import { addIssues, inOrder, type Add } from '../plans/problems.ts';
import { readYaml, showPlace, type Path, type YamlTree } from '../plans/yaml-tree.ts';
import { readPromql } from './promql-text.ts';
import { ruleSpecs, type RuleSpec } from './rule-resources.ts';
import { ruleFileSchema, type FileGroup, type FileRule } from './rule-file-schema.ts';

export interface AlertingRule {
  kind: 'alerting';
  name: string;
  expr: string;
  forMs: number;
  keepFiringForMs: number;
  /** With those of the group, over which its own stand. */
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Series that the expression names and a recording rule of this file makes: without that rule there are none. */
  needs: string[];
  place: Place;
}

/** Listed, not run. */
export interface RecordingRule {
  kind: 'recording';
  name: string;
  expr: string;
  labels: Record<string, string>;
  place: Place;
}

export interface RuleGroup {
  name: string;
  /** Null where the file leaves it to who evaluates. */
  intervalMs: number | null;
  /** 0 for none. */
  limit: number;
  queryOffsetMs: number;
  rules: (AlertingRule | RecordingRule)[];
}

export interface RuleFile {
  groups: RuleGroup[];
  /** What a reader should know although nothing is wrong. */
  notes: (Place & { message: string })[];
}

export const ruleTextLimitBytes = 1_048_576;

type Texts = FileRule['labels'];

/** The file, or at least one problem, each with its place, in the order of the text, at most fifty. */
export function readRuleFile(text: string): { file: RuleFile } | { problems: PlanProblem[] } {
  // Templates bring patterns into this process.
  boundPatterns();
  if (Buffer.byteLength(text) > ruleTextLimitBytes) {
    const message = 'the file is larger than 1 MiB, which is the most that is read';
    return { problems: [{ message, line: 1, column: 1, path: '' }] };
  }
  const problems: PlanProblem[] = [];
  const groups: RuleGroup[] = [];
  const documents = documentsOf(text.replace(/^\uFEFF/, ''));
  const notes: RuleFile['notes'] = [];
  const names = new Set<string>();
  const metrics = new Map<AlertingRule, string[]>();
  let plain = 0;
  for (const document of documents) {
    const read = readYaml(document);
    if ('problems' in read) {
      problems.push(...read.problems);
      continue;
    }
    const { tree } = read;
    const found = ruleSpecs(tree);
    problems.push(...found.problems);
    notes.push(...found.notes);
    for (const spec of found.specs) {
      if (!spec.resource) plain++;
      groups.push(...readSpec(spec, tree, { names: spec.resource ? new Set() : names, metrics }, problems));
    }
  }
  if (problems.length > 0) return { problems: inOrder(problems) };
  setNeeds(groups, metrics);
  return { file: { groups, notes: [...notesOf(groups, plain), ...notes] } };
}

/** Each with as many empty lines before it as stand before it in the file, so that its places are the file's. */
function documentsOf(text: string): string[] {
  const starts = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index);
  const bounds = [0, ...starts.filter((start) => start > 0), text.length];
  const parts = bounds.slice(0, -1).map((start, index) => {
    const before = text.slice(0, start).replaceAll(/[^\n]/g, '');
    return before + text.slice(start, bounds[index + 1]);
  });
  const spoken = parts.filter((part) => /^(?!\s*(?:#|---\s*(?:#.*)?$|$))/m.test(part));
  return spoken.length > 0 ? spoken : parts.slice(0, 1);
}

function readSpec({ value, path }: RuleSpec, tree: YamlTree, file: Pick<Reading, 'names' | 'metrics'>, problems: PlanProblem[]): RuleGroup[] {
  // An empty file is no mistake to Prometheus either.
  if (value === null) return [];
  const add: Add = (message, at, place) =>
    problems.push({ message, ...(place ?? tree.placeOf(at)), path: showPlace(at) });
  const parsed = ruleFileSchema.safeParse(value);
  if (!parsed.success) {
    addIssues(add, tree, ruleFileSchema, parsed.error, path);
    return [];
  }
  return (parsed.data.groups ?? []).map((group, index) => readGroup(group, [...path, 'groups', index], { tree, add, ...file }));
} // prettier-ignore

interface Reading {
  tree: YamlTree;
  add: Add;
  /** Of the groups so far. */
  names: Set<string>;
  /** What each alert's expression selects. */
  metrics: Map<AlertingRule, string[]>;
}

function readGroup(group: FileGroup, path: Path, reading: Reading): RuleGroup {
  const { add, names } = reading;
  const name = group.name ?? '';
  if (name === '') add('a group must have a name', path);
  else if (names.has(name)) add(`the group "${name}" stands in this file a second time`, [...path, 'name']);
  names.add(name);
  if ((group.limit ?? 0) < 0) add('limit must not be negative', [...path, 'limit']);
  const labels = readTexts(group.labels, [...path, 'labels'], reading);
  return {
    name,
    intervalMs: readDuration(group.interval, [...path, 'interval'], add) || null,
    limit: group.limit ?? 0,
    queryOffsetMs: readDuration(group.query_offset, [...path, 'query_offset'], add),
    rules: (group.rules ?? []).map((rule, index) => readRule(rule, [...path, 'rules', index], labels, reading)),
  };
}

function readRule(
  rule: FileRule,
  path: Path,
  groupLabels: Record<string, string>,
  reading: Reading,
): AlertingRule | RecordingRule {
  const { add, tree } = reading;
  const { expr, metrics } = readExpr(rule.expr, path, reading);
  const common = {
    name: (rule.alert || rule.record) ?? '',
    expr,
    labels: { ...groupLabels, ...readTexts(rule.labels, [...path, 'labels'], reading) },
    place: tree.placeOf(path),
  };
  if (rule.alert && rule.record) add('a rule has either alert or record, not both', path);
  if (!rule.alert && !rule.record) add('a rule must have alert or record', path);
  const forMs = readDuration(rule.for, [...path, 'for'], add);
  const keepFiringForMs = readDuration(rule.keep_firing_for, [...path, 'keep_firing_for'], add);
  const annotations = readTexts(rule.annotations, [...path, 'annotations'], reading);
  if (rule.alert) {
    for (const [kind, texts] of [
      ['labels', common.labels],
      ['annotations', annotations],
    ] as const) {
      // prettier-ignore
      for (const [name, text] of Object.entries(texts)) {
        const problem = templateProblem(text);
        if (problem !== null) add(`the template does not hold: ${problem}`, [...path, kind, name]);
      }
    }
    const alert: AlertingRule = { kind: 'alerting', ...common, forMs, keepFiringForMs, annotations, needs: [] };
    reading.metrics.set(alert, metrics);
    return alert;
  }
  const onlyAlerts = { for: forMs > 0, keep_firing_for: keepFiringForMs > 0, annotations: Object.keys(annotations).length > 0 }; // prettier-ignore
  for (const [key, given] of Object.entries(onlyAlerts)) {
    if (given) add(`${key} is for alerts; a recording rule cannot have it`, [...path, key], tree.placeOfKey(path, key));
  }
  if (/[{}]/.test(common.name))
    add('a recorded series’ name has no braces; conditions belong in expr', [...path, 'record']);
  return { kind: 'recording', ...common };
}

function readExpr(given: FileRule['expr'], path: Path, { add, tree }: Reading): { expr: string; metrics: string[] } {
  const expr = String(given ?? '');
  if (expr.trim() === '') {
    add('a rule must have expr', path);
    return { expr, metrics: [] };
  }
  const { fault, metrics } = readPromql(expr);
  if (fault) {
    // In a block text the lines are indented, so the place is looked for by the line that it is in.
    const lineStart = expr.lastIndexOf('\n', fault.offset - 1) + 1;
    const line = expr.slice(lineStart).split('\n')[0] ?? '';
    add(
      `PromQL: ${fault.message}`,
      [...path, 'expr'],
      tree.placeInText([...path, 'expr'], line, fault.offset - lineStart),
    );
  }
  return { expr, metrics };
}

function readTexts(texts: Texts, path: Path, { add, tree }: Reading): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(texts ?? {})) {
    if (name === '' || name === '__name__')
      add(`"${name}" is not allowed as a name`, path, tree.placeOfKey(path, name));
    // What 1.10 or 1e3 were written as is no longer known, and the text is what counts.
    const unclear = typeof value === 'number' && !Number.isSafeInteger(value);
    if (unclear) add(`${name} is a text; put it in quotes`, [...path, name]);
    read[name] = String(value);
  }
  return read;
}

function readDuration(given: FileRule['for'], path: Path, add: Add): number {
  if (given === null || given === undefined) return 0;
  const ms = given === 0 ? 0 : durationMs(String(given));
  if (ms === null) add(`${String(path.at(-1))} must be a duration such as 5m, 1h30m or 0; found ${JSON.stringify(given)}`, path); // prettier-ignore
  return ms ?? 0;
}

function setNeeds(groups: readonly RuleGroup[], metrics: Reading['metrics']): void {
  const rules = groups.flatMap((group) => group.rules);
  const recorded = new Set(rules.filter(({ kind }) => kind === 'recording').map(({ name }) => name));
  for (const [alert, names] of metrics) alert.needs = names.filter((name) => recorded.has(name));
}

function notesOf(groups: readonly RuleGroup[], documents: number): RuleFile['notes'] {
  const notes = groups.flatMap(({ rules }) =>
    rules.flatMap((rule) => {
      if (rule.kind === 'recording') return [];
      return rule.needs.map((series) => ({ ...rule.place, message: `${rule.name} needs the series ${series}, which a recording rule makes` })); // prettier-ignore
    }),
  );
  if (documents <= 1) return notes;
  return [
    { line: 1, column: 1, message: `the file has ${documents} documents; Prometheus reads the first alone` },
    ...notes,
  ];
}
