// What a plan would do to this machine, gathered over all its items. Which of it needs consent is decided in consent/.
import { isDeepStrictEqual } from 'node:util';
import type { Demand } from '#shared/model/checklist.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Plan, Vars } from '#shared/model/plan.ts';
import type { Json } from '#shared/model/facts.ts';
import type { Probe, ProbeKinds } from '../probes/probe.ts';
import { resolveVars, substitute, unsetVariables } from './resolve.ts';

type Written = Record<string, Json>;

/** What a probe is asked for, and what it would do for it. */
export interface ProbeRequest {
  /** As the probe takes them: variables replaced, defaults filled in. Not to be changed. */
  params: never;
  demands: readonly Demand[];
}

/** Of parameters without variables, which are the same in every run. */
const fixed = new WeakMap<Written, ProbeRequest>();

/** @throws OpsError `bad_input` where a value given at run time is not allowed. */
export function probeRequest(probe: Probe<never>, written: Written, vars: Vars): ProbeRequest {
  const known = fixed.get(written);
  if (known !== undefined) return known;
  const replaced = substitute(written, vars);
  const parsed = probe.params.safeParse(replaced);
  if (parsed.success) {
    const request = { params: parsed.data, demands: probe.demands(parsed.data) };
    if (isDeepStrictEqual(replaced, written)) fixed.set(written, request);
    return request;
  }
  const issue = parsed.error.issues[0];
  throw new OpsError('bad_input', `${issue?.path.join('.') ?? 'parameters'}: ${issue?.message ?? 'not allowed'}`);
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
    for (const demand of probeRequest(probe, item.params, vars).demands)
      found.set(`${demand.kind} ${demand.subject}`, demand);
  }
  return [...found.values()];
}
