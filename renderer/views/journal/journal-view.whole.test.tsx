// The journal on the screen: what is recorded while it is open.
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { JournalEvent, RecordStatus } from '#shared/model/system.ts';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { bench } from '../readiness/readiness.fixture.ts';

afterEach(cleanup);

const event = (sequence: number): JournalEvent => ({
  sequence,
  id: `id-${sequence}`,
  type: sequence % 2 === 0 ? 'run.started' : 'note.saved',
  source: 'engine',
  subject: `subject ${sequence}`,
  time: 1_000_000,
  recordedTime: 1_000_000,
  data: {},
});
const status = (events: number): RecordStatus => ({
  key: 'record',
  recording: true,
  since: 0,
  reason: '',
  held: 0,
  lost: 0,
  sizeBytes: 1,
  events,
  oldestAt: 0,
});

test('what is recorded while the journal is open waits behind a count and comes when asked for', async () => {
  const recorded = [event(2), event(1)];
  const record = fakeFeed<RecordStatus>(() => [status(2)]);
  const { stores } = bench({ record, journal: () => [...recorded] });
  showFrame(stores, 'journal');
  await screen.findByText('subject 2');
  expect(screen.getByRole('button', { name: 'Newest' })).toBeTruthy();

  recorded.unshift(event(4), event(3));
  record.send({ kind: 'change', revision: 2, since: 1, upserts: [status(4)], removes: [] });
  const button = await screen.findByRole('button', { name: '2 new' });
  expect(screen.queryByText('subject 4')).toBeNull();

  fireEvent.click(button);
  expect(await screen.findByText('subject 4')).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'Newest' })).toBeTruthy();
});
