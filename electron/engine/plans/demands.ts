// What a plan would do to this machine, gathered over all its items. Which of it needs consent is decided in consent/.
import type { Demand } from '#shared/model/checklist.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Plan } from '#shared/model/plan.ts';
import type { Json } from '#shared/model/facts.ts';
import type { Probe, ProbeKinds } from '../probes/probe.ts';
import { resolveVars, substitute } from './resolve.ts';

/** The parameters of an item as its probe takes them: variables replaced, defaults filled in. */
export function probeParams(probe: Probe<never>, written: Record<string, Json>, vars: ReturnType<typeof resolveVars>): never {
  const parsed = probe.params.safeParse(substitute(written, vars));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new OpsError('bad_input', `${issue?.path.join('.') ?? 'parameters'}: ${issue?.message ?? 'not allowed'}`);
}

/** Every demand once, with the plan's own variables; other values given at run time are checked when they are used. */
export function planDemands(plan: Plan, kinds: ProbeKinds): Demand[] {
  const vars = resolveVars(plan.vars, {});
  const found = new Map<string, Demand>();
  for (const item of plan.phases.flatMap((phase) => phase.items)) {
    const probe = kinds.get(item.kind);
    if (!probe) continue;
    for (const demand of probe.demands(probeParams(probe, item.params, vars))) found.set(`${demand.kind} ${demand.subject}`, demand);
  }
  return [...found.values()];
}
