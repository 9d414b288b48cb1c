// For tests: incidents over a real record, with a clock that the test sets and events that it makes up.
import { onTestFinished } from 'vitest';
import type { DeclareDraft } from '#shared/model/incident/declare.ts';
import { createJournal, type NewEvent } from '../journal/journal.ts';
import { testStore } from '../store/store.fixture.ts';
import { indexTriggerEvents } from '../store/trigger-rows.ts';
import { createWriter } from '../store/writer.ts';
import { createIncidentBoard, type IncidentBoardOptions } from './incident-board.ts';

export const by = 'On-call';
export const minute = 60_000;
/** 14:00 of a day. */
export const two = Date.UTC(2026, 10, 3, 14);

export function draft(more: Partial<DeclareDraft> = {}): DeclareDraft {
  return {
    title: 'Attestations fail',
    summary: '',
    kind: 'real',
    class: 'attestor.health',
    severity: 'sev2',
    opsSeverity: 'urgent',
    detectedBy: 'alert',
    impactStart: null,
    detected: null,
    commander: '',
    links: [],
    ...more,
  };
}

export function testIncidents(more: Partial<IncidentBoardOptions> = {}) {
  const { read, write } = testStore();
  const clock = { now: two };
  const now = (): number => clock.now;
  const journal = createJournal({ read, bootId: 'boot', now });
  const writer = createWriter({ db: write, now, lingerMs: { audit: 0, telemetry: 0 } });
  onTestFinished(() => writer.close());
  const options: IncidentBoardOptions = {
    read,
    writer,
    journal,
    now,
    safeText: (text) => text.replaceAll('hunter2', '***'),
    mayClose: () => [],
    learnt: { controlsOf: () => null, playbookOf: () => null },
    errorsIn: () => [],
    freezing: { queries: () => [], freeze: async () => ({ queries: [], refused: [], dashboards: [] }) },
    panels: { keep: async () => [] },
    closing: new AbortController().signal,
    onDefect: (error) => {
      throw error;
    },
    ...more,
  };
  const board = createIncidentBoard(options);
  /** An event of the record at a minute after two; returns its number. */
  const saw = (atMinute: number, event: Omit<NewEvent, 'source' | 'time'>): Promise<number> =>
    writer.write('audit', (db) => {
      const sequence = journal.append(db, { source: 'engine', ...event, time: two + atMinute * minute });
      if (event.type.startsWith('trigger.')) indexTriggerEvents(db, [(event.data as { key: string }).key], sequence);
      return sequence;
    });
  const trigger = (atMinute: number, type: 'pending' | 'firing' | 'resolved', key = 't1'): Promise<number> =>
    saw(atMinute, { type: `trigger.${type}`, subject: 'AttestorDown', data: { key, words: 'up == 0', severity: 'urgent' } }); // prettier-ignore
  const at = (minutes: number): void => void (clock.now = two + minutes * minute);
  const declare = async (asked: Partial<DeclareDraft> = {}): Promise<string> => {
    const from = { kind: 'palette' as const, key: '', title: '', atMs: null };
    return (await board.declare({ from, lookBackMs: 60 * minute, draft: draft(asked), by })).id;
  };
  return { ...board, board, options, read, write, writer, journal, clock, at, saw, trigger, declare };
}
