// What people say and do about what an incident teaches: every act is checked against it as it is at that moment, and
// recorded with who did it.
import { createHash } from 'node:crypto';
import { settleRefusal, type ActionFields, type ActionStatus } from '#shared/model/learning/action.ts';
import type { Control, ControlTarget } from '#shared/model/learning/control.ts';
import type { LessonEntry } from '#shared/model/learning/learning.ts';
import { entriesInPlaybook, sameEntry, type PlaybookList } from '#shared/model/learning/playbook.ts';
import type { Proof } from '#shared/model/learning/proof.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { incidentOf } from '../incidents/incident-record.ts';
import type { ReadDb } from '../store/database.ts';
import { readLearning } from '../store/learning-rows.ts';
import { uuidText, v7 } from '../store/uuid-v7.ts';
import type { Controls } from './controls.ts';
import type { LearningBoard } from './learning-board.ts';
import type { LearningRecord } from './learning-record.ts';

interface Act {
  id: string;
  by: string;
}

export interface LearningActs {
  cause: (act: Act & { text: string }) => Promise<void>;
  describe: (act: Act & { factors: string[]; lesson: string; entries: LessonEntry[] }) => Promise<void>;
  /** A new one without `action`. */
  saveAction: (act: Act & { action: string | null; fields: ActionFields }) => Promise<{ action: string }>;
  settleAction: (act: Act & { action: string; status: ActionStatus; reason: string }) => Promise<void>;
  /** Of what there is already. */
  addControl: (act: Act & { target: ControlTarget; action: string | null }) => Promise<{ control: string }>;
  /** Of an item that its plan does not have yet: it is described by whoever adds it. */
  announceControl: (act: Act & { target: ControlTarget; title: string; words: string; action: string | null }) => Promise<{ control: string }>; // prettier-ignore
  removeControl: (act: Act & { control: string; reason: string }) => Promise<void>;
  prove: (act: Act & { control: string; signal: AbortSignal }) => Promise<Proof>;
  attest: (act: Act & { control: string; words: string }) => Promise<void>;
  writeEntry: (entry: { class: string; entry: string | null; list: PlaybookList; text: string; incident: string | null; by: string }) => Promise<{ entry: string }>; // prettier-ignore
  removeEntry: (entry: { class: string; entry: string; reason: string; by: string }) => Promise<void>;
  /** An incident was closed: what it teaches goes into the playbook of its class. */
  grow: (incidentId: string) => Promise<void>;
}

export interface LearningActsOptions {
  read: ReadDb;
  record: LearningRecord;
  board: LearningBoard;
  controls: Controls;
  now: () => number;
  safeText: (text: string) => string;
}

const mostActions = 200;
const mostControls = 100;

export function createLearningActs({
  read,
  record,
  board,
  controls,
  now,
  safeText,
}: LearningActsOptions): LearningActs {
  const newId = (): string => uuidText(v7(now()));
  const learn = async (id: string, make: Parameters<LearningRecord['learn']>[1]): Promise<void> => {
    await record.learn(id, make);
    board.changed(id);
  };
  const controlOf = (all: readonly Control[], id: string): Control => {
    const found = all.find((one) => one.id === id);
    if (found === undefined) throw new OpsError('not_found', 'The incident has no such control.');
    if (found.removed !== null) throw new OpsError('conflict', `That control was taken back: ${found.removed.reason}`);
    return found;
  };
  const announceControl: LearningActs['announceControl'] = async ({ id, by, target, title, words, action }) => {
    const control = newId();
    await learn(id, (learning) => {
      if (learning.controls.length >= mostControls) throw new OpsError('too_large', `An incident has ${mostControls} controls at most.`); // prettier-ignore
      const same = learning.controls.some((one) => one.removed === null && JSON.stringify(one.target) === JSON.stringify(target)); // prettier-ignore
      if (same) throw new OpsError('conflict', 'That is a control of this incident already.');
      if (action !== null && !learning.actions.some((one) => one.id === action)) throw new OpsError('not_found', 'The incident has no such action.'); // prettier-ignore
      return { type: 'learning.control_added', data: { by, id: control, target, title, words, action } };
    });
    return { control };
  };
  const writeEntry: LearningActs['writeEntry'] = async ({ class: named, entry, list, text, incident, by }) => {
    if (named === '') throw new OpsError('bad_input', 'Give the incident a class first: a playbook is of a class.');
    const from = incident === null ? null : incidentOf(read, incident);
    const id = entry ?? newId();
    await record.write(named, (playbook) => {
      const known = playbook.entries.find((one) => one.id === id);
      if (entry !== null && known === undefined)
        throw new OpsError('not_found', 'There is no such entry in the playbook.');
      if (known === undefined && playbook.entries.length >= entriesInPlaybook) throw new OpsError('too_large', `A playbook has ${entriesInPlaybook} entries at most.`); // prettier-ignore
      const same = playbook.entries.some((one) => one.id !== id && one.list === list && sameEntry(one.text, text));
      if (same) throw new OpsError('conflict', 'The playbook says that already.');
      const of = from === null ? (known?.incident ?? null) : { id: from.id, number: from.number };
      return { type: 'learning.playbook_written', data: { by, id, list, text: safeText(text.trim()), incident: of } };
    });
    board.playbookChanged(named);
    return { entry: id };
  };

  return {
    cause: ({ id, by, text }) =>
      learn(id, () => ({ type: 'learning.caused', data: { by, text: safeText(text.trim()) } })),
    describe: ({ id, by, factors, lesson, entries }) =>
      learn(id, () => ({
        type: 'learning.described',
        data: { by, factors: factors.map(safeText), lesson: safeText(lesson), entries: entries.map((one) => ({ ...one, text: safeText(one.text) })) }, // prettier-ignore
      })),
    saveAction: async ({ id, by, action, fields }) => {
      const saved = action ?? newId();
      await learn(id, ({ actions }) => {
        if (action !== null && !actions.some((one) => one.id === action)) throw new OpsError('not_found', 'The incident has no such action.'); // prettier-ignore
        if (actions.length >= mostActions && action === null) throw new OpsError('too_large', `An incident has ${mostActions} actions at most.`); // prettier-ignore
        return { type: 'learning.action_saved', data: { by, id: saved, fields: { ...fields, words: safeText(fields.words) } } }; // prettier-ignore
      });
      return { action: saved };
    },
    settleAction: ({ id, by, action, status, reason }) =>
      learn(id, ({ actions }) => {
        const known = actions.find((one) => one.id === action);
        if (known === undefined) throw new OpsError('not_found', 'The incident has no such action.');
        const refusal = settleRefusal(known.status, status, reason);
        if (refusal !== null) throw new OpsError('conflict', refusal);
        return { type: 'learning.action_settled', data: { by, id: action, status, reason: safeText(reason) } };
      }),
    addControl: ({ target, ...act }) => announceControl({ ...act, target, ...controls.describe(target) }),
    announceControl,
    removeControl: ({ id, by, control, reason }) =>
      learn(id, ({ controls: all }) => {
        controlOf(all, control);
        return { type: 'learning.control_removed', data: { by, id: control, reason: safeText(reason) } };
      }),
    prove: async ({ id, by, control, signal }) => {
      const known = controlOf(readLearning(read, id)?.controls ?? [], control);
      const proof = await controls.prove(known, incidentOf(read, id), by, signal);
      await learn(id, ({ controls: all }) => {
        controlOf(all, control);
        return { type: 'learning.control_tried', data: { by, id: control, proof } };
      });
      return proof;
    },
    attest: async ({ id, by, control, words }) => {
      const known = controlOf(readLearning(read, id)?.controls ?? [], control);
      const definition = controls.definition(known.target, incidentOf(read, id));
      if (definition === null) throw new OpsError('not_found', 'It is not there any more.');
      await learn(id, () => ({ type: 'learning.control_attested', data: { by, id: control, words: safeText(words), definition } })); // prettier-ignore
    },
    writeEntry,
    removeEntry: async ({ class: named, entry, reason, by }) => {
      await record.write(named, (playbook) => {
        if (!playbook.entries.some(({ id }) => id === entry)) throw new OpsError('not_found', 'There is no such entry in the playbook.'); // prettier-ignore
        return { type: 'learning.playbook_removed', data: { by, id: entry, reason: safeText(reason) } };
      });
      board.playbookChanged(named);
    },
    grow: async (incidentId) => {
      const { class: named, number, id: incident } = incidentOf(read, incidentId);
      const { entries = [] } = readLearning(read, incidentId) ?? {};
      if (named === '' || entries.length === 0) return;
      for (const { list, text } of entries) {
        // The same words of the same incident are one entry, and one that was taken out does not grow back.
        const id = createHash('sha256').update(`${incident}\n${list}\n${text}`).digest('hex').slice(0, 32);
        await record.write(named, (playbook) => {
          const known = playbook.gone.includes(id) || playbook.entries.some((one) => one.id === id || (one.list === list && sameEntry(one.text, text))); // prettier-ignore
          if (known || playbook.entries.length >= entriesInPlaybook) return null;
          return { type: 'learning.playbook_written', data: { by: 'engine', id, list, text, incident: { id: incident, number } } }; // prettier-ignore
        });
      }
      board.playbookChanged(named);
    },
  };
}
