import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { PlanId } from '#shared/model/ids.ts';
import { createJournal } from '../journal/journal.ts';
import { probeKinds } from '../probes/index.ts';
import { createRedactor } from '../redact/redact.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { createPlanLibrary, type PlanLibrary } from './plan-library.ts';

function setup() {
  const store = testStore();
  const writer = createWriter({ db: store.write, now: () => 1 });
  onTestFinished(writer.close);
  const journal = createJournal({ read: store.read, bootId: 'b', now: () => 1 });
  let asked = (): void => undefined;
  /** Resolves when something is on its way to the disk, and not there yet. */
  const nextWrite = (): Promise<void> => new Promise((resolve) => (asked = resolve));
  const library = createPlanLibrary({
    read: store.read,
    writer: {
      ...writer,
      write: (durability, task) => {
        const written = writer.write(durability, task);
        asked();
        return written;
      },
    },
    journal,
    kinds: probeKinds,
    redactor: createRedactor(),
    now: () => 1,
    onUnreadable: () => undefined,
  });
  const events = (): string => JSON.stringify(journal.page({ before: null, limit: 100 }));
  return { library, dir: testFolder(), nextWrite, events };
}

const planText = (argv: string): string =>
  `apiVersion: readyroom/v1
kind: Plan
name: small
title: Small
phases:
  - id: first
    title: First
    items:
      - { id: run, title: Run, probe: { exec: { argv: ${argv} } }, expect: ["exitCode == 0"] }
`;

async function openText(library: PlanLibrary, file: string, text: string, origin?: 'bundled'): Promise<PlanId> {
  writeFileSync(file, text);
  const opened = await library.open(file, origin);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.planId;
}

describe('opening', () => {
  test('what is no regular file is refused at once: a device has no end and a pipe no beginning', async () => {
    const { library, dir } = setup();
    const pipe = join(dir, 'pipe.yaml');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero', dir]) {
      await expect(library.open(path)).rejects.toMatchObject({ code: 'bad_input' });
    }
  });

  test('a file of our own that was changed by someone is their plan from then on, and its commands need consent', async () => {
    const { library, dir } = setup();
    const file = join(dir, 'ours.yaml');
    const planId = await openText(library, file, planText('[echo]'), 'bundled');
    expect(library.get(planId).demands).toEqual([]);
    writeFileSync(file, planText('[rm]'));
    await library.reload(planId);
    expect(library.get(planId).demands).toEqual([{ kind: 'command', subject: 'rm', granted: false }]);
  });
});

describe('trust', () => {
  test('given while the plan is being read anew does not bring the old text back', async () => {
    const { library, dir, nextWrite } = setup();
    const file = join(dir, 'plan.yaml');
    const planId = await openText(library, file, planText('[echo]'));
    const { hash } = library.get(planId).row;
    writeFileSync(file, planText('[rm]'));
    const writing = nextWrite();
    const reloaded = library.reload(planId);
    await writing;
    await Promise.all([reloaded, library.trust(planId, hash, 'Lead')]);
    expect(library.get(planId).text).toBe(readFileSync(file, 'utf8'));
  });

  test('given while the plan is being removed does not bring it back', async () => {
    const { library, dir } = setup();
    const planId = await openText(library, join(dir, 'plan.yaml'), planText('[echo]'));
    const { hash } = library.get(planId).row;
    await Promise.all([library.remove(planId), library.trust(planId, hash, 'Lead')]);
    expect(library.list()).toEqual([]);
  });

  test('is told to the journal without the secrets in the commands', async () => {
    const { library, dir, events } = setup();
    const planId = await openText(library, join(dir, 'plan.yaml'), planText('[deploy, --token, hunter2hunter2]'));
    await library.trust(planId, library.get(planId).row.hash, 'Lead');
    expect(events()).toContain('deploy --token');
    expect(events()).not.toContain('hunter2');
  });
});
