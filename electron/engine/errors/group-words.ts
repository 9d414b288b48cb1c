// What people say of a failure: resolved in a release, put aside until a moment, open again. Each is an event of the journal.
import { OpsError } from '#shared/model/ops-error.ts';
import type { EventType, Journal } from '../journal/journal.ts';
import type { ReadDb } from '../store/database.ts';
import { groupByKey, putGroupState, type GroupRow, type GroupWord } from '../store/error-group-rows.ts';
import type { Writer } from '../store/writer.ts';

export interface GroupWords {
  /** `after`: in the release that follows. Without a release nothing that comes later is a regression. */
  resolve: (said: Said & { release: { how: 'in' | 'after'; name: string } | null }) => Promise<void>;
  archive: (said: Said & { untilMs: number }) => Promise<void>;
  reopen: (said: Said) => Promise<void>;
}

export interface Said {
  key: string;
  by: string;
  note: string;
}

export interface GroupWordsOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  journal: Pick<Journal, 'append'>;
  now: () => number;
  onChanged: (groupNo: number) => void;
}

const longestArchiveMs = 366 * 86_400_000;

export function createGroupWords({ read, writer, journal, now, onChanged }: GroupWordsOptions): GroupWords {
  const say = async ({ key, by, note }: Said, type: EventType, wordOf: (group: GroupRow) => GroupWord): Promise<void> => {
    const group = groupByKey(read, key);
    if (group === null) throw new OpsError('not_found', 'There is no such group of errors.');
    const word = wordOf(group);
    const data = { group: key, title: group.title, before: group.state, note, resolvedIn: word.resolved_in, how: word.resolved_how, archivedUntil: word.archived_until };
    await writer.write('audit', (db) => {
      putGroupState(db, group.no, word);
      journal.append(db, { type, source: `person:${by}`, subject: group.component, data });
    });
    onChanged(group.no);
  };
  const plain = ({ by, note }: Said): GroupWord => ({ state: 'open', state_at: now(), state_by: by, state_note: note, resolved_in: null, resolved_how: null, archived_until: null, regressed_at: null, regressed_in: null });
  return {
    resolve: (said) =>
      say(said, 'error.resolved', () => ({ ...plain(said), state: 'resolved', resolved_in: said.release?.name ?? null, resolved_how: said.release?.how ?? null })),
    archive: (said) => {
      const ahead = said.untilMs - now();
      if (ahead <= 0 || ahead > longestArchiveMs) throw new OpsError('bad_input', 'It can be put aside until a moment within the next 366 days.');
      return say(said, 'error.archived', () => ({ ...plain(said), state: 'archived', archived_until: said.untilMs }));
    },
    reopen: (said) =>
      say(said, 'error.reopened', (group) => {
        if (group.state === 'open' && group.regressed_at === null) throw new OpsError('conflict', 'It is open already.');
        return plain(said);
      }),
  };
} // prettier-ignore
