// Imports a dashboard while the rest of the engine goes on: after some milliseconds of it everybody else has a turn.
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { importSteps } from './import/import-dashboard.ts';

const sliceMs = 15;

/** Rejects with OpsError as importDashboard throws. */
export async function importInSlices(text: string): Promise<Dashboard> {
  const steps = importSteps(text);
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < sliceMs) continue;
    await new Promise(setImmediate);
    began = performance.now();
  }
}
