// One thing to look at for each kind of change, by which it is confirmed or cleared. Pure.
import type { Change } from './change-of-event.ts';
import type { ConfirmCheck, SymptomClass } from './suspect.ts';

export function confirmCheck({ kind, touched, objectKey, triggerKey, version }: Change, symptom: SymptomClass): ConfirmCheck {
  const what = touched[0] ?? 'it';
  const where = (words: string): ConfirmCheck => objectCheck(objectKey, words);
  switch (kind) {
    case 'image':
    case 'deploy':
      return where(`Confirm: the log of ${what} shows the failure only since ${version ?? 'this version'}. Clear: the same lines are in the log of the one before.`); // prettier-ignore
    case 'config':
      return where(`Confirm: what fails reads the value that changed on ${what}. Clear: it failed before with the former value too.`); // prettier-ignore
    case 'scale':
      return where(symptom === 'saturation' || symptom === 'latency' ? `Confirm: load for each replica of ${what} rose with it. Clear: it did not.` : `Confirm: only some replicas of ${what} fail. Clear: all do, old and new.`); // prettier-ignore
    case 'restart':
      return where(`Confirm: ${what} was well until it was started anew. Clear: the last lines before the start already tell of the failure.`); // prettier-ignore
    case 'fault':
      return { words: 'Switch the fault off. Confirm: the checks pass again. Clear: they still fail.', at: 'demo', key: '' }; // prettier-ignore
    case 'rule':
      return { words: 'Run the former rule over the recorded time. Confirm: it does not fire. Clear: it fires as well.', at: 'trigger', key: triggerKey }; // prettier-ignore
    case 'plan':
      return { words: 'Look with the plan as it was before. Confirm: it passes. Clear: it fails as well.', at: 'readiness', key: '' }; // prettier-ignore
    case 'console':
      return { words: 'Look at the thing by another way than this console. Confirm: it is well. Clear: it fails there too.', at: 'timeline', key: '' }; // prettier-ignore
    default:
      return where(`Confirm: undo it, and ${what} is well again. Clear: the failure was seen before it, or stays without it.`); // prettier-ignore
  }
} // prettier-ignore

function objectCheck(objectKey: string, words: string): ConfirmCheck {
  if (objectKey === '') return { words, at: 'timeline', key: '' };
  return { words, at: objectKey.includes('/') ? 'workload' : 'container_log', key: objectKey };
}
