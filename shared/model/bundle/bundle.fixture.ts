// Made-up bundles, for tests and pictures of screens.
import type { Manifest } from './manifest.ts';
import { reviewIdOf, type BundleDraft, type Review, type ReviewComment } from './review.ts';

const minute = 60_000;
const hash = '5f0c9a7be2d14863aa10f2b7c6d5e4938271605f4e3d2c1b0a99887766554433';

/** Of an incident that ended an hour before `now`. */
export function someManifest(now: number, change: Partial<Manifest> = {}): Manifest {
  const tables = [
    ['journal', 18_204, 9_830_112],
    ['term', 611, 31_007],
    ['object_version', 2140, 601_442],
    ['sample_chunk', 320, 884_096],
    ['infra_error_event', 96, 151_830],
    ['run', 4, 6120],
    ['dashboard', 2, 88_034],
    ['trigger_def', 11, 9902],
    ['incident_event', 41, 902],
    ['note', 3, 410],
  ] as const;
  return {
    format: 'readyroom-bundle',
    version: 1,
    recordVersion: 16,
    madeBy: 'Ready Room 0.1.0',
    madeAt: now - 20 * minute,
    timeZone: 'Europe/Berlin',
    incident: { id: 'inc-3', label: 'INC-3', title: 'Attestor fails after a deploy' },
    span: { fromMs: now - 100 * minute, toMs: now - 60 * minute, beforeMs: 60 * minute, afterMs: 30 * minute },
    database: { bytes: 14_286_848, sha256: hash },
    tables: tables.map(([name, rows, bytes]) => ({ name, rows, bytes, sha256: hash })),
    chain: { first: 1204, last: 21_877, events: 18_204, root: hash, redacted: 3 },
    redactions: [
      { place: 'journal.data', kind: 'known', count: 1 },
      { place: 'journal.data', kind: 'secret', count: 2 },
      { place: 'infra_error_event.context', kind: 'random', count: 4 },
    ],
    leftOut: [
      { what: 'consent', why: 'what was trusted on that machine is trusted nowhere else', count: null },
      { what: 'trigger_memory', why: 'it is of the present, not of the incident', count: null },
    ],
    ...change,
  };
}

export function someReview(now: number, change: Partial<Review> = {}): Review {
  return {
    key: reviewIdOf(hash),
    state: 'open',
    reason: '',
    file: '/home/oncall/Downloads/INC-3.rrb',
    openedAt: now - minute,
    hash,
    manifest: someManifest(now),
    signed: { state: 'verified', fingerprint: '91c2 04be 77a0 d3f5', known: false, name: '' },
    proof: { state: 'redacted', checked: 18_204, redacted: 3, altered: 0, words: '18,201 of 18,204 events fit the chain of hashes in which they were recorded; 3 were redacted on export' }, // prettier-ignore
    fileBytes: 14_290_112,
    ...change,
  };
}

export function someDraft(now: number, change: Partial<BundleDraft> = {}): BundleDraft {
  return {
    key: 'draft-1',
    incidentId: 'inc-3',
    state: 'ready',
    reason: '',
    rowsDone: 21_432,
    rowsOfAbout: 18_204,
    doing: '',
    manifest: someManifest(now),
    fileBytes: 14_290_112,
    proposedFile: '/home/oncall/INC-3.rrb',
    savedTo: null,
    ...change,
  };
}

export function someComment(now: number, change: Partial<ReviewComment> = {}): ReviewComment {
  return {
    key: 'c-1',
    hash,
    event: 1877,
    at: now - 95 * minute,
    text: 'The attestor stopped answering before the trigger fired; the scrape interval hides it.',
    by: 'On-call engineer',
    saidAt: now - minute,
    ...change,
  };
}
