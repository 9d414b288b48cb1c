// One item of a plan, from its written form to its sound one: probe or manual, parameters, expectations.
import type { z } from 'zod';
import { checkExpectation } from '#shared/model/expectation-check.ts';
import { parseExpectation } from '#shared/model/expectation-parser.ts';
import type { Expectation } from '#shared/model/expectation.ts';
import type { Json } from '#shared/model/facts.ts';
import { nearest } from '#shared/model/json-words.ts';
import type { itemSchema, PlanItem, Vars } from '#shared/model/plan.ts';
import type { Probe, ProbeKinds } from '../probes/probe.ts';
import { itemDigest } from './item-digest.ts';
import { addIssues, type Add } from './problems.ts';
import { referenceProblem, substitute } from './resolve.ts';
import type { Path, YamlTree } from './yaml-tree.ts';

export interface ItemChecks {
  kinds: ProbeKinds;
  /** null where the plan's variables are themselves unsound: parameters that use any are then not checked. */
  vars: Vars | null;
  tree: YamlTree;
  add: Add;
}

/** The item, or null where something was added to the problems. */
export function checkItem(
  checks: ItemChecks,
  written: z.infer<typeof itemSchema>,
  phaseId: string,
  path: Path,
): PlanItem | null {
  // prettier-ignore
  const { probe, manual } = written;
  if ((probe === undefined) === (manual === undefined)) {
    const found = probe === undefined ? 'neither' : 'both';
    checks.add(`the item "${written.id}" needs exactly one of probe and manual, it has ${found}`, path);
    return null;
  }
  const looked = probe === undefined ? checkManual(checks, written, path) : checkProbe(checks, written, probe, path);
  if (looked === null) return null;
  const item: Omit<PlanItem, 'digest'> = {
    id: written.id,
    phaseId,
    title: written.title,
    ...(written.description !== undefined && { description: written.description }),
    ...looked,
    timeoutMs: written.timeoutMs,
    attempts: written.retry?.attempts ?? 1,
    backoffMs: written.retry?.backoffMs ?? 0,
    ...(manual && { manual }),
    place: checks.tree.placeOf(path),
  };
  return { ...item, digest: itemDigest(item) };
}

type Looked = Pick<PlanItem, 'kind' | 'params' | 'expectations'>;

function checkManual({ add }: ItemChecks, written: z.infer<typeof itemSchema>, path: Path): Looked | null {
  if (written.expect === undefined) return { kind: 'manual', params: {}, expectations: [] };
  add('a manual item has no facts to expect anything of; say it in its instructions', [...path, 'expect']);
  return null;
}

function checkProbe(
  checks: ItemChecks,
  written: z.infer<typeof itemSchema>,
  probe: Record<string, unknown>,
  path: Path,
): Looked | null {
  // prettier-ignore
  const { kinds, add, tree } = checks;
  const names = Object.keys(probe);
  const kind = names[0];
  if (kind === undefined || names.length > 1) {
    const found = kind === undefined ? 'none' : names.join(', ');
    add(`a probe has exactly one kind, here: ${found}; allowed: ${[...kinds.keys()].join(', ')}`, [...path, 'probe']);
    return null;
  }
  const definition = kinds.get(kind);
  if (!definition) {
    const near = nearest(kind, [...kinds.keys()]);
    const hint = near === null ? '' : ` Did you mean ${near}?`;
    const message = `unknown probe kind "${kind}".${hint} Allowed: ${[...kinds.keys()].join(', ')}`;
    add(message, [...path, 'probe', kind], tree.placeOfKey([...path, 'probe'], kind));
    return null;
  }
  const params = (probe[kind] ?? {}) as Record<string, Json>;
  const parsed = checkParams(checks, definition, params, [...path, 'probe', kind]);
  const expectations = (written.expect ?? []).map((text, index) =>
    checkExpected(checks, definition, text, parsed?.data, [...path, 'expect', index]),
  );
  if (parsed === null || expectations.includes(null)) return null;
  return { kind, params, expectations: expectations.filter((one) => one !== null) };
}

/** The parameters as the probe will take them; `data` is undefined where that cannot be known, null where unsound. */
function checkParams(checks: ItemChecks, kind: Probe<never>, params: Json, path: Path): { data: unknown } | null {
  const { vars, add, tree } = checks;
  const texts = textsIn(params, path);
  if (vars === null && texts.some(({ text }) => text.includes('${'))) return { data: undefined };
  let sound = true;
  let unset = false;
  for (const { text, at } of texts) {
    const problem = referenceProblem(text, vars ?? {});
    if (problem?.unset) unset = true;
    if (problem === null || problem.unset) continue;
    add(problem.message, at, tree.placeInText(at, problem.written, 0));
    sound = false;
  }
  if (!sound) return null;
  // Checked when the plan is run, with the value it is given then.
  if (unset) return { data: undefined };
  const parsed = kind.params.safeParse(substitute(params, vars ?? {}));
  if (parsed.success) return { data: parsed.data };
  addIssues(add, tree, kind.params, parsed.error, path);
  return null;
}

function textsIn(value: Json, at: Path): { text: string; at: Path }[] {
  if (typeof value === 'string') return [{ text: value, at }];
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([step, member]) => textsIn(member, [...at, step]));
}

function checkExpected(
  checks: ItemChecks,
  kind: Probe<never>,
  text: string,
  params: unknown,
  path: Path,
): Expectation | null {
  // prettier-ignore
  const { add, tree } = checks;
  const parsed = parseExpectation(text);
  if (!parsed.ok) {
    add(`"${text.slice(0, 120)}": ${parsed.message}`, path, tree.placeInText(path, text, parsed.offset));
    return null;
  }
  const message = checkExpectation(parsed.expectation, kind.facts, params);
  if (message === null) return parsed.expectation;
  add(`"${text.slice(0, 120)}": ${message}`, path, tree.placeInText(path, text, 0));
  return null;
}
