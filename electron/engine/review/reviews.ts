// Bundles that are read here: each in a process of its own. Keeps what is known of them and what reviewers say, in the
// reviewer's own record; a bundle itself is never changed.
import { randomUUID } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import type { Moment } from '#shared/model/moment.ts';
import { boundsOf, type Proof } from '#shared/model/bundle/manifest.ts';
import { reviewIdOf, reviewSchema, type Review, type ReviewComment } from '#shared/model/bundle/review.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadDb } from '../store/database.ts';
import { addComment, commentsOn, listReviews, putReview } from '../store/review-rows.ts';
import type { Writer } from '../store/writer.ts';
import { createKnownKeys } from './known-keys.ts';
import { whyNotThere } from './missing-file.ts';
import { openReviewProcess, type ReviewProcess } from './review-process.ts';

export interface ReviewsOptions {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  now: () => number;
  /** The script of the process that reads a bundle; by default its source. */
  entry?: string | undefined;
  /** This machine's own public key, base64; null where it has none. */
  ownKey: () => Promise<string | null>;
  patienceMs?: number;
  onDefect: (error: unknown) => void;
}

export interface Reviews {
  feed: Feed<Review>;
  /** @throws OpsError with the entry at fault. */
  open: (path: string, signal?: AbortSignal) => Promise<Review>;
  close: (id: string) => void;
  /** As AskReview. */
  ask: (id: string, path: readonly string[], input: unknown, moment: Moment, signal: AbortSignal | undefined) => Promise<unknown>; // prettier-ignore
  comments: (id: string) => Feed<ReviewComment>;
  comment: (id: string, said: Pick<ReviewComment, 'event' | 'at' | 'text' | 'by'>) => Promise<ReviewComment>;
  /** As KnownKeys, of the key that signed this bundle; all that it signed are then shown so. */
  knowKey: (id: string, said: { fingerprint: string; name: string; by: string }) => Promise<void>;
  forgetKey: (id: string, said: { fingerprint: string; by: string }) => Promise<void>;
  exportComments: (id: string) => { fileName: string; mediaType: string; text: string };
  closeAll: () => void;
}

const openLimit = 4;
const rememberedReviews = 50;
const checking: Proof = { state: 'checking', checked: 0, redacted: 0, altered: 0, words: 'The events are being checked' }; // prettier-ignore

export function createReviews(options: ReviewsOptions): Reviews {
  const { read, writer, journal, now } = options;
  const keys = createKnownKeys(options);
  const before = remembered(read).map((review) => ({ ...review, signed: keys.renamed(review.signed) }));
  const feed = createFeed<Review>(before);
  const ids = new Set(before.map(({ key }) => key));
  const processes = new Map<string, ReviewProcess>();
  let opening = 0;
  const comments = new Map<string, Feed<ReviewComment>>();
  const known = (id: string): Review => {
    const review = feed.get(id);
    if (review === undefined) throw new OpsError('not_found', `No review ${id} is known here; open its bundle.`);
    return review;
  };
  const change = (id: string, fields: Partial<Review>): void => {
    const review = feed.get(id);
    if (review !== undefined) feed.publish([{ ...review, ...fields }]);
  };
  /** Of all bundles anew: one person may have signed several. */
  const nameKeys = (): void => {
    for (const id of ids) change(id, { signed: keys.renamed(known(id).signed) });
  };
  let looking = false;
  /** One after the other: a folder of a network that is gone holds each of them up for long. */
  const lookForFiles = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    for (const id of ids) {
      const { state, file } = known(id);
      if (state !== 'closed') continue;
      const reason = await whyNotThere(file);
      const found = known(id);
      if (found.state === 'closed' && found.file === file && found.reason !== reason) change(id, { reason });
    }
    looking = false;
  };
  const record = (
    type: 'review.opened' | 'review.closed',
    review: Review,
    data: Record<string, string | number>,
  ): void => {
    // prettier-ignore
    const { key, hash, manifest } = review;
    writer
      .write('telemetry', (db) => {
        if (type === 'review.opened') putReview(db, rowOf(review));
        journal.append(db, { type, source: 'engine', subject: key, data: { hash, incident: manifest.incident.label, ...data } }); // prettier-ignore
      })
      .catch(options.onDefect);
  };
  const commentsFeed = (id: string): Feed<ReviewComment> => {
    const { hash } = known(id);
    let found = comments.get(hash);
    if (found === undefined) comments.set(hash, (found = createFeed(commentsOn(read, hash))));
    return found;
  };
  const openFile = async (file: string, signal: AbortSignal | undefined): Promise<Review> => {
    let id = '';
    let proof = checking;
    let over: string | null = null;
    const opened = await openReviewProcess(file, {
      entry: options.entry,
      signal,
      ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
      onProof: (next) => {
        proof = next;
        change(id, { proof });
      },
      onEnd: (reason) => {
        over = reason;
        if (processes.get(id) !== opened) return;
        processes.delete(id);
        change(id, { state: 'ended', reason });
      },
    });
    const { manifest, hash, fileBytes } = opened.facts;
    const signed = await keys.named(opened.facts.signed);
    if (over !== null) throw new OpsError('unavailable', over);
    id = reviewIdOf(hash);
    // The same bundle again: the newer process takes over.
    processes.get(id)?.close();
    processes.set(id, opened);
    ids.add(id);
    const review: Review = { key: id, state: 'open', reason: '', file, openedAt: now(), hash, manifest, signed, proof, fileBytes }; // prettier-ignore
    feed.publish([review]);
    record('review.opened', review, { file, bytes: fileBytes, signed: signed.state });
    return review;
  };
  void lookForFiles();
  return {
    feed,
    open: async (path, signal) => {
      if (!isAbsolute(path)) throw new OpsError('bad_input', `${path}: name the file with its whole path`);
      if (processes.size + opening >= openLimit) throw new OpsError('conflict', `${openLimit} bundles are open already; close one first`); // prettier-ignore
      opening++;
      try {
        return await openFile(resolve(path), signal);
      } finally {
        opening--;
        void lookForFiles();
      }
    },
    close: (id) => {
      const review = known(id);
      processes.get(id)?.close();
      processes.delete(id);
      change(id, { state: 'closed', reason: '' });
      record('review.closed', review, {});
    },
    ask: async (id, path, input, moment, signal) => {
      const process = processes.get(id);
      if (process === undefined) throw new OpsError('not_found', reasonOf(feed.get(id)));
      return process.ask(path, input, within(moment, known(id)), signal);
    },
    comments: commentsFeed,
    comment: async (id, said) => {
      const { hash } = known(id);
      const comment: ReviewComment = { key: randomUUID(), hash, ...said, saidAt: now() };
      await writer.write('audit', (db) => {
        addComment(db, comment);
        const { event, at, text, by, key } = comment;
        journal.append(db, { type: 'review.commented', source: `person:${by}`, subject: id, data: { key, hash, event, at, text } }); // prettier-ignore
      });
      commentsFeed(id).publish([comment]);
      return comment;
    },
    knowKey: async (id, said) => {
      await keys.add(known(id).signed, said);
      nameKeys();
    },
    forgetKey: async (id, said) => {
      await keys.remove(known(id).signed, said);
      nameKeys();
    },
    exportComments: (id) => {
      const { hash, manifest } = known(id);
      const said = commentsOn(read, hash).map(({ hash: _hash, ...comment }) => comment);
      const text = JSON.stringify({ bundle: hash, incident: manifest.incident, exportedAt: now(), comments: said }, null, 2); // prettier-ignore
      return { fileName: `${manifest.incident.label}-comments.json`, mediaType: 'application/json', text: `${text}\n` };
    },
    closeAll: () => {
      for (const process of processes.values()) process.close();
      processes.clear();
    },
  };
}

/** Nothing is known of a bundle outside its bounds; beyond them it would look as if nothing had been there. */
function within(moment: Moment, { manifest }: Review): Moment {
  const { fromMs, toMs } = boundsOf(manifest);
  if (moment.at >= fromMs && moment.at <= toMs) return moment;
  throw new OpsError('bad_input', `The bundle goes from ${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()}; ${new Date(moment.at).toISOString()} is outside.`); // prettier-ignore
}

const reasonOf = (review: Review | undefined): string =>
  review === undefined || review.reason === '' ? 'The bundle is not open here; open it again.' : `${review.reason}. Open the bundle again.`; // prettier-ignore

function rowOf(review: Review) {
  const { hash, file, openedAt, manifest, signed, proof, fileBytes } = review;
  return { hash, file, openedAt, facts: JSON.stringify({ manifest, signed, proof, fileBytes }) };
}

/** Bundles that were read here before, none of them open. */
function remembered(read: ReadDb): Review[] {
  return listReviews(read, rememberedReviews).flatMap(({ hash, file, openedAt, facts }) => {
    const kept = reviewSchema.safeParse({ ...(JSON.parse(facts) as object), key: reviewIdOf(hash), state: 'closed', reason: '', file, openedAt, hash }); // prettier-ignore
    return kept.success ? [kept.data] : [];
  });
}
