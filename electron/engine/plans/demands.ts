// What a plan would do to this machine, gathered over all its items. Which of it needs consent is decided in consent/.
import { isDeepStrictEqual } from 'node:util';
import type { Demand } from '#shared/model/checklist.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Plan, Vars } from '#shared/model/plan.ts';
import type { Json } from '#shared/model/facts.ts';
import type { Probe, ProbeKinds } from '../probes/probe.ts';
import { resolveVars, substitute, unsetVariables } from './resolve.ts';

type Written = Record<string, Json>;
/** Of parameters without variables, which are the same in every run. */
const fixed = new WeakMap<Written, never>();

/**
 * The parameters of an item as its probe takes them: variables replaced, defaults filled in. Not to be changed.
 * @throws OpsError `bad_input` where a value given at run time is not allowed.
 */
export function probeParams(probe: Probe<never>, written: Written, vars: Vars): never {
  const known = fixed.get(written);
  if (known !== undefined) return known;
  const replaced = substitute(written, vars);
  const parsed = probe.params.safeParse(replaced);
  if (parsed.success) {
    if (isDeepStrictEqual(replaced, written)) fixed.set(written, parsed.data);
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  throw new OpsError('bad_input', `${issue?.path.join('.') ?? 'parameters'}: ${issue?.message ?? 'not allowed'}`);
}

const demanded = new WeakMap<object, Demand[]>();

/** What a probe with these parameters would do; asked once for parameters that do not change. */
export function probeDemands(probe: Probe<never>, params: never): Demand[] {
  let demands = demanded.get(params);
  if (!demands) demanded.set(params, (demands = probe.demands(params)));
  return demands;
}

/**
 * Every demand once, with the plan's own variables. What depends on a value given at run time is not among them; the
 * permit is asked for it then.
 */
export function planDemands(plan: Plan, kinds: ProbeKinds): Demand[] {
  const vars = resolveVars(plan.vars, {});
  const found = new Map<string, Demand>();
  for (const item of plan.phases.flatMap((phase) => phase.items)) {
    const probe = kinds.get(item.kind);
    if (!probe || unsetVariables(item.params, vars).size > 0) continue;
    for (const demand of probeDemands(probe, probeParams(probe, item.params, vars)))
      found.set(`${demand.kind} ${demand.subject}`, demand);
  }
  return [...found.values()];
}
