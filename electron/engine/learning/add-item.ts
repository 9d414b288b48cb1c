// An item that an incident asks for, put into the text of a plan: checked as the whole plan will be, shown as what a person
// can take into their own file, and written only where the text is the console's own copy.
import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import type { PlanId } from '#shared/model/ids.ts';
import { itemSchema, type PlanItem, type PlanProblem } from '#shared/model/plan.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { loadPlan } from '../plans/load-plan.ts';
import type { PlanLibrary } from '../plans/plan-library.ts';
import type { ProbeKinds } from '../probes/probe.ts';

export interface DraftedItem {
  problems: PlanProblem[];
  /** To be put under `items:` of the phase; empty where the item is not sound. */
  snippet: string;
  /** The plan with the item. */
  text: string;
  /** Null where it is not sound. */
  item: PlanItem | null;
  /** `file`: the text is a person's own, who has to take the snippet into it. `copy`: a new revision of it is imported. */
  way: 'file' | 'copy';
}

export interface ItemAsked {
  planId: string;
  phaseId: string;
  /** One item as YAML, as a plan has it: a map, or a list of that one map. */
  yaml: string;
}

const longestText = 20_000;

export interface AddItemOptions {
  library: Pick<PlanLibrary, 'get' | 'import'>;
  kinds: ProbeKinds;
}

/** @throws OpsError `not_found` for the plan or the phase. */
export function draftItem({ library, kinds }: AddItemOptions, { planId, phaseId, yaml }: ItemAsked): DraftedItem {
  const { plan, text, row } = library.get(planId as PlanId);
  const position = positionOf(text, phaseId);
  if (position === null) throw new OpsError('not_found', `The plan ${plan.title} has no phase ${phaseId}. It has ${plan.phases.map(({ id }) => id).join(', ') || 'none'}.`); // prettier-ignore
  const way = row.path === null ? 'copy' : 'file';
  const none = (message: string): DraftedItem => ({ problems: [{ message, line: 1, column: 1, path: '' }], snippet: '', text: '', item: null, way }); // prettier-ignore
  if (yaml.length > longestText) return none(`an item has ${longestText} characters at most`);
  const read = parseDocument(yaml, { prettyErrors: false });
  const [fault] = read.errors;
  if (fault !== undefined) return none(`not YAML: ${fault.message}`);
  const given: unknown = read.toJS({ maxAliasCount: 10 });
  const one: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
  const shape = itemSchema.safeParse(one);
  if (!shape.success) return { ...none(''), problems: shape.error.issues.map(({ path, message }) => ({ message: `${path.join('.') || 'item'}: ${message}`, line: 1, column: 1, path: path.join('.') })) }; // prettier-ignore
  const whole = withItem(text, position, one);
  const loaded = loadPlan(whole, { kinds });
  if (!loaded.ok) return { problems: loaded.problems, snippet: '', text: '', item: null, way };
  const item =
    loaded.plan.phases.find(({ id }) => id === phaseId)?.items.find(({ id }) => id === shape.data.id) ?? null;
  return { problems: [], snippet: stringify([one], { lineWidth: 0 }), text: whole, item, way };
}

/** The plan that has the item now: for a copy, a new revision under its own id. @throws OpsError `bad_input` */
export async function importWithItem(
  options: AddItemOptions,
  asked: ItemAsked,
): Promise<{ planId: string; item: PlanItem }> {
  // prettier-ignore
  const drafted = draftItem(options, asked);
  if (drafted.item === null) throw new OpsError('bad_input', drafted.problems[0]?.message ?? 'The item is not sound.');
  if (drafted.way === 'file') return { planId: asked.planId, item: drafted.item };
  const { row } = options.library.get(asked.planId as PlanId);
  const opened = await options.library.import(`${row.name}.yaml`, drafted.text);
  if (!opened.ok)
    throw new OpsError('bad_input', opened.problems[0]?.message ?? 'The plan with the item is not sound.');
  return { planId: opened.planId, item: drafted.item };
}

function positionOf(text: string, phaseId: string): number | null {
  const phases = parseDocument(text).get('phases');
  if (!isSeq(phases)) return null;
  const at = phases.items.findIndex((phase) => isMap(phase) && phase.get('id') === phaseId);
  return at < 0 ? null : at;
}

/** Comments and the order of the text stay. */
function withItem(text: string, position: number, item: unknown): string {
  const document = parseDocument(text);
  const path = ['phases', position, 'items'];
  if (isSeq(document.getIn(path))) document.addIn(path, document.createNode(item));
  else document.setIn(path, document.createNode([item]));
  return document.toString({ lineWidth: 0 });
}
