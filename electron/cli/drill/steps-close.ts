// The end of the drill: the attestor is rolled back, the cause is named, a control is made and proven, the incident closes.
import { check } from './steps-live.ts';
import { made, type DrillState, type DrillStep } from './drill-state.ts';
import { waitFor } from './drill-console.ts';

export const closeSteps: DrillStep[] = [
  { title: 'Version 1.0.0 runs again and the check passes', run: rollBack },
  { title: 'The cause is named by a person', run: name },
  { title: 'A control is made and proven: red on the incident, green now', run: control },
  { title: 'The incident is closed', run: close },
];

async function rollBack(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  await client.demo.start();
  const outcome = await check(state);
  if (outcome !== 'pass') throw new Error(`after the rollback the check came to: ${outcome}`);
  await waitFor('The trigger to be inactive', (signal) => client.triggers.feed(undefined, { signal }), (all) => all.get(state.triggerKey)?.state === 'inactive'); // prettier-ignore
  const { id } = made(state.incident, 'incident');
  for (const to of ['active', 'mitigated'] as const)
    await client.incidents.move({ id, to, reason: 'rolled back', by: state.by });
  return 'passed, and the trigger is inactive';
}

async function name(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  const { id } = made(state.incident, 'incident');
  const { change, title } = made(state.cause, 'cause');
  const reason = 'The check failed from this deploy on and passes without it.';
  await client.timeline.judgeSuspect({ incidentId: id, change, status: 'match', reason, by: state.by });
  await client.incidents.reach({ id, milestone: 'diagnosed', occurredAt: made(state.diagnosedAt, 'diagnosis'), confidence: 'certain', note: title, by: state.by }); // prettier-ignore
  await client.learning.cause({ id, text: `${title}: that version reports itself unhealthy.`, by: state.by });
  await client.incidents.move({ id, to: 'resolved', reason, by: state.by });
  return title;
}

async function control(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  const { id } = made(state.incident, 'incident');
  const { control: key } = await client.learning.addControl({ id, target: { kind: 'trigger', key: state.triggerKey }, by: state.by }); // prettier-ignore
  const proof = await client.learning.prove({ id, control: key, by: state.by });
  if (proof.verdict !== 'proven') throw new Error(proof.words);
  return proof.words;
}

async function close(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  const { id, number } = made(state.incident, 'incident');
  await client.incidents.move({ id, to: 'closed', reason: 'the control is proven', by: state.by });
  return `INC-${number} closed`;
}
