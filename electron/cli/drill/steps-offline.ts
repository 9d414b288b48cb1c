// The middle of the drill: the incident is exported, the record lost, the bundle read in another console without any system,
// the cause found there, and the record restored from its backup.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openConsole } from './drill-console.ts';
import { exportBundle } from './export-bundle.ts';
import { made, type DrillState, type DrillStep } from './drill-state.ts';

export const offlineSteps: DrillStep[] = [
  { title: 'The incident is exported and the record backed up', run: exportAll },
  { title: 'The record is deleted', run: lose },
  { title: 'A second console reads the bundle, and the cause is found in it', run: review },
  { title: 'The record is restored from its backup', run: restore },
];

async function exportAll(state: DrillState): Promise<string> {
  const { client } = made(state.console, 'console');
  const events = await exportBundle(client, made(state.incident, 'incident').id, state.folders.bundle, state.by);
  const backup = await client.recorder.keeping.backUp({ file: state.folders.backup });
  return `${events} events exported; ${backup.events} backed up, proven`;
}

async function lose(state: DrillState): Promise<string> {
  await made(state.console, 'console').close();
  state.console = null;
  rmSync(state.folders.first, { recursive: true });
  return 'nothing is left of it';
}

async function review(state: DrillState): Promise<string> {
  // Nothing that this machine runs is reachable from there, and nothing needs to be.
  const console = await openConsole(state.folders.second, { PATH: state.env['PATH'], HOME: state.folders.second });
  try {
    const opened = await console.client.reviews.open({ path: state.folders.bundle });
    const { id } = made(state.incident, 'incident');
    const past = console.engine.clientAt({ at: state.now(), known: 'now', review: opened.key });
    const { suspects, onset } = await past.timeline.suspects({ incidentId: id });
    const [first] = suspects;
    if (first === undefined || first.kind !== 'deploy') throw new Error(`the first suspect is ${first?.title ?? 'nobody'}, not the deploy`); // prettier-ignore
    state.diagnosedAt = state.now();
    state.cause = { change: first.change, title: first.title };
    return `${first.title}, ${((onset.toMs - first.atMs) / 1000).toFixed(1)} s before it was first seen to fail`;
  } finally {
    await console.close();
  }
}

async function restore(state: DrillState): Promise<string> {
  const again = await openConsole(state.folders.first, state.env);
  await again.close();
  const file = join(state.folders.first, 'readyroom.db');
  for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
  copyFileSync(state.folders.backup, file);
  state.console = await openConsole(state.folders.first, state.env);
  const { whole, words } = await state.console.client.recorder.keeping.check();
  if (!whole) throw new Error(words);
  return `whole: ${words}`;
}
