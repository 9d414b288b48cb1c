// What people do to the definitions of triggers: import, add, change, switch off, remove. All of it is recorded by name.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportedRules, TriggerSample } from '#shared/contract/triggers.ts';
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { emptyMemory } from '#shared/model/triggers/state.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import type { TriggerOrigin } from '#shared/model/triggers/watched-trigger.ts';
import { deleteTrigger, putMemory, putTrigger } from '../store/trigger-rows.ts';
import { uuidText, v7 } from '../store/uuid-v7.ts';
import { memoryTexts, newTrigger, rowOfTrigger, type KnownTrigger } from './known-trigger.ts';
import { readPromql } from './promql-text.ts';
import { readApart } from '../reading/read-apart.ts';
import { readRules } from './read-rules.ts';
import type { TriggerBoard } from './trigger-board.ts';
import { eventOfPerson } from './trigger-history.ts';
import type { TriggerWatch } from './trigger-watch.ts';

export interface TriggerEdits {
  import: (name: string, text: string, by: string) => Promise<ImportedRules>;
  samples: () => TriggerSample[];
  /** @throws OpsError `bad_input`, `not_found`, `conflict`, `too_large`. */
  save: (key: string | null, trigger: Trigger, by: string) => Promise<{ key: string }>;
  remove: (key: string, by: string) => Promise<void>;
  enable: (key: string, enabled: boolean, by: string) => Promise<void>;
}

export interface TriggerEditsOptions {
  board: TriggerBoard;
  watch: TriggerWatch;
  now: () => number;
  /** The folder with the rule files that come with the console. */
  samplesDir: string;
  /** It is watched from now on: what it looks at has to be followed. */
  onWatched: (trigger: Trigger) => void;
}

const mostTriggers = 2000;
const nothingImported: ImportedRules = {
  added: [],
  updated: [],
  same: [],
  vanished: [],
  recording: [],
  notes: [],
  problems: [],
};

export function createTriggerEdits({ board, watch, now, samplesDir, onWatched }: TriggerEditsOptions): TriggerEdits {
  const newKey = (): string => uuidText(v7(now()));
  const room = (more: number): void => {
    const count = [...board.all()].length + more;
    if (count > mostTriggers) throw new OpsError('too_large', `${count} triggers would be watched; at most ${mostTriggers} are.`); // prettier-ignore
  };
  /** Writes them as one, then takes them up. */
  const adopt = async (
    ones: KnownTrigger[],
    by: string,
    type: 'trigger.imported' | 'trigger.edited',
    about: Record<string, Json>,
  ): Promise<void> => {
    // prettier-ignore
    await Promise.all(
      ones.map((one) => {
        const event = eventOfPerson(one, type, by, { ...about, trigger: one.trigger as unknown as Json });
        return board.record('audit', one.key, [event], (db) => {
          putTrigger(db, rowOfTrigger(one));
          putMemory(db, one.key, ...memoryTexts(one));
        });
      }),
    );
    for (const one of ones) {
      board.put(one);
      watch.follow(one);
      if (one.trigger.enabled) onWatched(one.trigger);
    }
  };

  return {
    import: async (name, text, by) => {
      const read = await readApart('rules', text, readRules);
      if ('problems' in read) return { ...nothingImported, problems: read.problems };
      const matched = matchImported(board, name, read.rules);
      room(matched.filter(({ before }) => before === null).length);
      const changed = matched.filter(({ before, trigger }) => before === null || !sameDefinition(before.trigger, trigger)); // prettier-ignore
      const ones = changed.map(({ before, trigger, origin }) => redefined(before ?? null, trigger, { key: before?.key ?? newKey(), origin, savedAtMs: now() })); // prettier-ignore
      await adopt(ones, by, 'trigger.imported', { file: name, words: `from ${name}` });
      const names = (which: typeof matched): string[] => which.map(({ trigger }) => trigger.name);
      return {
        added: names(changed.filter(({ before }) => before === null)),
        updated: names(changed.filter(({ before }) => before !== null)),
        same: names(matched.filter((one) => !changed.includes(one))),
        vanished: vanishedFrom(board, name, matched),
        recording: read.recording,
        notes: read.notes,
        problems: [],
      };
    },
    samples: () => readSamples(samplesDir),
    save: async (key, trigger, by) => {
      checkTrigger(trigger);
      const before = key === null ? null : board.get(key);
      if (before === null) room(1);
      const origin: TriggerOrigin = before?.origin ?? { kind: 'person', by };
      const one = redefined(before, trigger, { key: key ?? newKey(), origin, savedAtMs: now() });
      await adopt([one], by, 'trigger.edited', { words: before === null ? 'added' : 'changed' });
      return { key: one.key };
    },
    remove: async (key, by) => {
      const known = board.get(key);
      const event = eventOfPerson(known, 'trigger.removed', by, { words: 'removed' });
      await board.record('audit', key, [event], (db) => deleteTrigger(db, key));
      watch.forget(key);
      board.drop(key);
    },
    enable: async (key, enabled, by) => {
      const before = board.get(key);
      if (before.trigger.enabled === enabled) return;
      const one = redefined(before, { ...before.trigger, enabled }, { ...before, savedAtMs: now() });
      await adopt([one], by, 'trigger.edited', { words: enabled ? 'switched on' : 'switched off' });
    },
  };
}

/** What was known stays, where it is of the same condition and its label sets are the same ones. */
function redefined(
  before: KnownTrigger | null,
  trigger: Trigger,
  given: Pick<KnownTrigger, 'key' | 'origin' | 'savedAtMs'>,
): KnownTrigger {
  // prettier-ignore
  const { key, origin, savedAtMs } = given;
  const fresh = newTrigger({ key, trigger, origin, savedAtMs });
  if (before === null) return fresh;
  const kept = { ...before, key, trigger, origin, savedAtMs };
  const identity = ({ name, condition, labels, enabled }: Trigger): string => JSON.stringify([name, condition, labels, enabled]); // prettier-ignore
  if (identity(before.trigger) === identity(trigger)) return kept;
  return { ...fresh, memory: emptyMemory, snoozed: before.snoozed, snoozedInstances: before.snoozedInstances };
}

function sameDefinition(one: Trigger, other: Trigger): boolean {
  // Whether it is watched, and which plan takes it back, a person decided here; a file does not say.
  return JSON.stringify({ ...one, enabled: true, rollbackPlanId: null }) === JSON.stringify({ ...other, enabled: true, rollbackPlanId: null }); // prettier-ignore
}

interface Matched {
  before: KnownTrigger | null;
  trigger: Trigger;
  origin: TriggerOrigin;
}

/** A rule is the one that came from the same file, group and name before; of several of one name, the one at its place. */
function matchImported(board: TriggerBoard, file: string, rules: { group: string; trigger: Trigger }[]): Matched[] {
  const known = [...board.all()];
  const taken = new Set<KnownTrigger>();
  return rules.map(({ group, trigger }) => {
    const origin: TriggerOrigin = { kind: 'file', file, group };
    const before = known.find(
      (one) =>
        !taken.has(one) &&
        one.origin.kind === 'file' &&
        one.origin.file === file &&
        one.origin.group === group &&
        one.trigger.name === trigger.name,
    );
    if (!before) return { before: null, trigger, origin };
    taken.add(before);
    const { enabled, rollbackPlanId } = before.trigger;
    return { before, trigger: { ...trigger, enabled, rollbackPlanId }, origin };
  });
}

/** Their file does not have them any more. What to do with them is a person's to decide. */
function vanishedFrom(board: TriggerBoard, file: string, matched: readonly Matched[]): ImportedRules['vanished'] {
  const there = new Set(matched.map(({ trigger, origin }) => identityOf(origin, trigger)));
  return [...board.all()].flatMap(({ key, trigger, origin }) =>
    origin.kind === 'file' && origin.file === file && !there.has(identityOf(origin, trigger))
      ? [{ key, name: trigger.name, group: origin.group }]
      : [],
  );
}

const identityOf = (origin: TriggerOrigin, { name }: Trigger): string => JSON.stringify([origin, name]);

function checkTrigger({ condition, intervalMs, forMs, keepFiringForMs }: Trigger): void {
  if (condition.kind === 'promql') {
    const { fault } = readPromql(condition.expr);
    if (fault) throw new OpsError('bad_input', `The expression cannot be read at character ${fault.offset + 1}: ${fault.message}`); // prettier-ignore
  }
  if (condition.kind === 'restarts' && (condition.windowMs < 60_000 || condition.windowMs > 86_400_000)) {
    throw new OpsError('bad_input', 'A window of restarts is from one minute to one day.');
  }
  if (Math.max(intervalMs, forMs, keepFiringForMs) > 30 * 86_400_000) throw new OpsError('bad_input', 'No time of a trigger is longer than 30 days.'); // prettier-ignore
}

/** The first comment of a sample says what it is: its title, then what it is about. */
function readSamples(folder: string): TriggerSample[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  } catch {
    return []; // A build without resources has none to offer.
  }
  return names.toSorted().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const [title = name, ...about] = text.split('\n').filter((line) => line.startsWith('# ')).map((line) => line.slice(2)); // prettier-ignore
    return { name, title, about: about.join(' '), text };
  });
}
