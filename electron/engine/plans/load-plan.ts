// From the text of a plan to a plan that is sound as a whole, or to everything that is wrong with it and where. It runs
// nothing, reads no file, and never throws for what a text may hold.
import { createHash } from 'node:crypto';
import { messageOf } from '#shared/model/ops-error.ts';
import { itemSchema, planSchema, type Plan, type PlanItem, type PlanPhase, type PlanProblem, type PlanSource, type Vars } from '#shared/model/plan.ts'; // prettier-ignore
import type { PlanHash } from '#shared/model/ids.ts';
import { nearest } from '#shared/model/json-words.ts';
import type { ProbeKinds } from '../probes/probe.ts';
import { boundPatterns } from './bound-patterns.ts';
import { checkItem, type ItemChecks } from './check-item.ts';
import { orderPhases } from './phase-order.ts';
import { addIssues, inOrder, type Add } from './problems.ts';
import { readPlanText } from './plan-text.ts';
import { resolveVars, type Overrides } from './resolve.ts';
import { readYaml, showPlace, type Path, type YamlTree } from './yaml-tree.ts';

export interface LoadOptions {
  kinds: ProbeKinds;
  /** Values given for this time; parameters are checked with them. The plan keeps its own defaults. */
  vars?: Overrides;
}

export type LoadedPlan = { ok: true; plan: Plan } | { ok: false; problems: PlanProblem[] };

/**
 * Loads a plan. Empty plans and phases are sound; that they never pass is the run's affair.
 * @returns The plan, its phases in an order in which each follows what it needs; or at least one problem, each with the
 *   place in the text, in the order of the text, at most fifty.
 */
export function loadPlan(content: string | Buffer, options: LoadOptions): LoadedPlan {
  // A plan is what brings patterns into this process.
  boundPatterns();
  const read = readPlanText(content);
  if ('problem' in read) return { ok: false, problems: [read.problem] };
  const yaml = readYaml(read.text);
  if ('problems' in yaml) return { ok: false, problems: inOrder(yaml.problems) };
  const { tree } = yaml;
  const problems: PlanProblem[] = [];
  const add: Add = (message, path, place) =>
    problems.push({ message, ...(place ?? tree.placeOf(path)), path: showPlace(path) });

  const parsed = planSchema.safeParse(tree.value);
  if (!parsed.success) addIssues(add, tree, planSchema, parsed.error, []);
  const vars = checkVars(tree, options.vars ?? {}, add);
  const phases = checkPhases({ kinds: options.kinds, vars, tree, add });
  if (!parsed.success || problems.length > 0) return { ok: false, problems: inOrder(problems) };
  return {
    ok: true,
    plan: assemble(parsed.data, phases, createHash('sha256').update(content).digest('hex') as PlanHash),
  };
}

/** The values parameters are checked with; null where variables or overrides are unsound. */
function checkVars(tree: YamlTree, overrides: Overrides, add: Add): Vars | null {
  const parsed = planSchema.shape.vars.safeParse(member(tree.value, 'vars'));
  if (!parsed.success) return null;
  try {
    return resolveVars(parsed.data, overrides);
  } catch (error) {
    add(messageOf(error), ['vars']);
    return null;
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function listAt(value: unknown, key: string): unknown[] {
  const list = member(value, key);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

interface CheckedPhases {
  order: number[];
  /** By position of the phase; only sound items. */
  items: PlanItem[][];
}

/** Looks at the phases as written, so that one slip of shape does not hide the other problems. */
function checkPhases(checks: ItemChecks): CheckedPhases {
  const phases = listAt(checks.tree.value, 'phases');
  const phaseIds: Seen = new Map();
  const itemIds: Seen = new Map();
  const items = phases.map((phase, position) => {
    const path: Path = ['phases', position];
    takeId(checks, phaseIds, 'phase', member(phase, 'id'), path);
    return listAt(phase, 'items').flatMap((item, index) => {
      const itemPath = [...path, 'items', index];
      takeId(checks, itemIds, 'item', member(item, 'id'), itemPath);
      const written = itemSchema.safeParse(item);
      const sound = written.success ? checkItem(checks, written.data, String(member(phase, 'id')), itemPath) : null;
      return sound === null ? [] : [sound];
    });
  });
  return { order: checkNeeds(checks, phases, phaseIds), items };
}

/** Where an id was first seen. */
type Seen = Map<string, { position: number; path: Path }>;

function takeId({ add, tree }: ItemChecks, seen: Seen, what: string, id: unknown, path: Path): void {
  if (typeof id !== 'string') return;
  const first = seen.get(id);
  if (first) {
    const { line } = tree.placeOf([...first.path, 'id']);
    add(`the ${what} id "${id}" is already used in line ${line}; ids are unique in a plan`, [...path, 'id']);
  } else {
    seen.set(id, { position: Number(path[1]), path });
  }
}

function checkNeeds({ add }: ItemChecks, phases: unknown[], known: Seen): number[] {
  const ids = [...known.keys()];
  const needs = phases.map((phase, position) =>
    listAt(phase, 'needs').flatMap((need, index) => {
      if (typeof need !== 'string') return [];
      const path: Path = ['phases', position, 'needs', index];
      const target = known.get(need)?.position;
      if (target === position) add(`the phase "${need}" needs itself`, path);
      if (target === undefined) {
        const near = nearest(need, ids);
        add(
          `there is no phase "${need}".${near === null ? '' : ` Did you mean ${near}?`} Allowed: ${ids.slice(0, 50).join(', ')}`,
          path,
        );
      }
      return target === undefined || target === position ? [] : [target];
    }),
  );
  const { order, loops } = orderPhases(needs);
  for (const loop of loops) {
    const names = [...loop, loop[0]].map((position) => String(member(phases[position ?? 0], 'id')));
    add(`these phases need each other in a loop: ${names.join(' -> ')}`, ['phases', loop[0] ?? 0, 'needs']);
  }
  return order;
}

function assemble(source: PlanSource, { order, items }: CheckedPhases, hash: PlanHash): Plan {
  const phases = order.map((position): PlanPhase => {
    const { id, title, description, needs } = source.phases[position] as PlanSource['phases'][number];
    return { id, title, ...(description !== undefined && { description }), needs, items: items[position] ?? [] };
  });
  const { name, title, description, vars } = source;
  return { name, title, ...(description !== undefined && { description }), hash, vars, phases };
}
