// `readyroom demo --drill`: an incident from its first sign to its close, on the demo, in records that are thrown away; and
// how long it took until the cause was found.
import { join } from 'node:path';
import { messageOf } from '#shared/model/ops-error.ts';
import { exitCodes } from '../exit-code.ts';
import { printable } from '../terminal-text.ts';
import type { Terminal } from '../terminal.ts';
import { makeThrowawayFolder } from '../throwaway-folder.ts';
import type { DrillState, DrillStep } from './drill-state.ts';
import { closeSteps } from './steps-close.ts';
import { liveSteps } from './steps-live.ts';
import { offlineSteps } from './steps-offline.ts';

/** What an incident is diagnosed within, or the drill has failed. */
const targetMs = 15 * 60_000;

export const drillSteps: readonly DrillStep[] = [...liveSteps, ...offlineSteps, ...closeSteps];

/** 0 where every step came to its end and the cause was found in time, 1 where not, 3 where it was cancelled. */
export async function drill(terminal: Terminal, now: () => number = Date.now): Promise<number> {
  const folder = makeThrowawayFolder('drill');
  const state: DrillState = {
    folders: {
      first: join(folder.path, 'first'),
      second: join(folder.path, 'second'),
      bundle: join(folder.path, 'incident.rrb'),
      backup: join(folder.path, 'backup.db'),
    },
    env: terminal.env,
    by: 'Drill',
    now,
    console: null,
    planId: null,
    triggerKey: '',
    incident: null,
    firstFailedAt: null,
    diagnosedAt: null,
    cause: null,
  };
  let cancelled = false;
  terminal.onInterrupt(() => (cancelled = true));
  try {
    for (const [at, step] of drillSteps.entries()) {
      if (cancelled) return exitCodes.notProven;
      terminal.stderr.write(`${at + 1} of ${drillSteps.length}  ${step.title} ...\n`);
      const began = now();
      const came = await step.run(state);
      terminal.stdout.write(
        `${printable(step.title)}: ${printable(came)} (${((now() - began) / 1000).toFixed(1)} s)\n`,
      );
    }
    return say(state, terminal);
  } catch (error) {
    terminal.stdout.write(`the drill failed: ${printable(messageOf(error))}\n`);
    return exitCodes.failed;
  } finally {
    await state.console?.close();
    folder.remove();
  }
}

function say({ firstFailedAt, diagnosedAt }: DrillState, { stdout }: Terminal): number {
  const tookMs = (diagnosedAt ?? Infinity) - (firstFailedAt ?? 0);
  const isInTime = tookMs <= targetMs;
  stdout.write(`time to diagnosis: ${(tookMs / 1000).toFixed(1)} s, ${isInTime ? 'within' : 'OVER'} the 15 minutes that are aimed at\n`); // prettier-ignore
  return isInTime ? exitCodes.proven : exitCodes.failed;
}
