// The first half of the drill, on the live console: it works, a deploy breaks it, a trigger fires, an incident is declared.
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import type { PlanId } from '#shared/model/ids.ts';
import { openConsole, waitFor } from './drill-console.ts';
import { declareFrom, itemKey, made, triggerName, type DrillState, type DrillStep } from './drill-state.ts';

export const liveSteps: DrillStep[] = [
  { title: 'The demo attestor is started and passes its check', run: start },
  { title: 'A trigger watches that check', run: watch },
  { title: 'Version 1.1.0 of the attestor is deployed', run: deploy },
  { title: 'The check fails and the trigger fires', run: fire },
  { title: 'An incident is declared out of what was recorded', run: declare },
];

async function start(state: DrillState): Promise<string> {
  state.console = await openConsole(state.folders.first, state.env);
  const { client } = state.console;
  const { planId, attestorUrl } = await client.demo.start();
  if (planId === null) throw new Error('the demo has no plan');
  state.planId = planId as PlanId;
  const outcome = await check(state);
  if (outcome !== 'pass') throw new Error(`the check of a sound attestor came to: ${outcome}`);
  return `${attestorUrl}/health passed`;
}

async function watch(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  const trigger: Trigger = {
    name: triggerName,
    originalWords: 'The attestor does not answer that it is healthy',
    condition: { kind: 'probe', planId: made(state.planId, 'plan'), itemId: itemKey.itemId, outcome: 'not_passed' },
    forMs: 0,
    keepFiringForMs: 0,
    intervalMs: 1000,
    severity: 'urgent',
    labels: {},
    annotations: {},
    rollbackPlanId: null,
    enabled: true,
  };
  const { key } = await client.triggers.save({ key: null, trigger, by: state.by });
  state.triggerKey = key;
  await waitFor('The trigger to be inactive', (signal) => client.triggers.feed(undefined, { signal }), (all) => all.get(key)?.state === 'inactive'); // prettier-ignore
  return 'inactive, with data';
}

async function deploy(state: DrillState): Promise<string> {
  await made(state.console, 'console').client.demo.deploy({ version: '1.1.0' });
  return 'in the place of 1.0.0';
}

async function fire(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  const outcome = await check(state);
  if (outcome !== 'fail') throw new Error(`the check of a broken attestor came to: ${outcome}`);
  state.firstFailedAt = state.now();
  await waitFor('The trigger to fire', (signal) => client.triggers.feed(undefined, { signal }), (all) => all.get(state.triggerKey)?.state === 'firing'); // prettier-ignore
  return 'firing';
}

async function declare(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  const from = declareFrom(state.triggerKey, state.now());
  const { draft, findings } = await client.incidents.propose({ from });
  state.incident = await client.incidents.declare({
    from,
    draft: { ...draft, kind: 'drill', class: 'attestor.health', severity: 'sev2', commander: state.by },
    by: state.by,
  });
  return `INC-${state.incident.number}, with ${findings.length} findings of the time before`;
}

/** Runs the one item and says what it came to. */
export async function check(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  const planId = made(state.planId, 'plan');
  const { summary } = await client.plans.get({ planId });
  const { runId } = await client.runs.start({ planId, hash: summary.hash, selection: { phaseIds: [], itemIds: [itemKey.itemId] } }); // prettier-ignore
  await waitFor('The check to end', (signal) => client.runs.feed({ planId }, { signal }), (runs) => [...runs.values()].some((run) => run.runId === runId && run.finishedAt !== null)); // prettier-ignore
  return (await client.runs.result({ runId, ...itemKey })).outcome;
}
