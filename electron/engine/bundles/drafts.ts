// Bundles on their way out: made in the data folder, looked at, then written to where a person wants them, or dropped. What
// is saved is what was looked at, byte for byte, but for the signature.
import { constants, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { bundleEnding, usualLookAround } from '#shared/model/bundle/limits.ts';
import type { BundleDraft } from '#shared/model/bundle/review.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import { nameWhole, partFile, type TellLeftover } from '../store/part-file.ts';
import type { BundledSpan } from './bundled-incident.ts';
import { signBundle } from './write-bundle.ts';
import { writeApart } from './write-apart.ts';

export interface DraftsOptions {
  dataDir: string;
  recordFile: string;
  /** Where a saved bundle is proposed to go. */
  homeDir: string;
  incidentOf: (incidentId: string) => BundledSpan;
  /** Values that must not leave. */
  secrets: () => Promise<readonly string[]>;
  /** Asks once more for what dashboards show of the time that leaves. */
  keepPanels: (span: { incidentId: string; fromMs: number; toMs: number }, signal: AbortSignal) => Promise<void>;
  /** Commits what waits, so that it is in the record that is read. */
  flush: () => Promise<void>;
  signingPem: (by: string) => Promise<string>;
  /** Told when a bundle has been written; its words are for the journal. */
  onSaved: (saved: { draft: BundleDraft; file: string; signed: boolean; by: string }) => Promise<void>;
  /** Told of what a killed saving to the same file had left. */
  tellLeftover: TellLeftover;
  madeBy: string;
  timeZone: () => string;
  now: () => number;
}

export interface Drafts {
  feed: Feed<BundleDraft>;
  /** Begins; `ready` resolves when it is made or has failed. */
  prepare: (asked: { incidentId: string; beforeMs?: number | undefined; afterMs?: number | undefined }) => { draft: BundleDraft; ready: Promise<BundleDraft> }; // prettier-ignore
  discard: (key: string) => void;
  /** @throws OpsError `bad_input`, `conflict`, `unavailable` */
  save: (asked: { draft: string; path: string; sign: boolean; by: string }) => Promise<BundleDraft>;
  close: () => void;
}

const draftLimit = 4;

export function createDrafts(options: DraftsOptions): Drafts {
  const folder = join(options.dataDir, 'drafts');
  // Left by a process that was cut off.
  rmSync(folder, { recursive: true, force: true });
  const feed = createFeed<BundleDraft>();
  const making = new Map<string, AbortController>();
  const keys: string[] = [];
  const fileOf = (key: string): string => join(folder, `${key}${bundleEnding}`);
  let lastNo = 0;
  const change = (key: string, fields: Partial<BundleDraft>): BundleDraft => {
    const draft = feed.get(key);
    if (draft === undefined) throw new OpsError('not_found', `There is no bundle ${key} being made.`);
    const changed = { ...draft, ...fields };
    feed.publish([changed]);
    return changed;
  };
  const discard = (key: string): void => {
    making.get(key)?.abort(new OpsError('cancelled', 'It was dropped.'));
    rmSync(fileOf(key), { force: true });
    keys.splice(keys.indexOf(key), keys.includes(key) ? 1 : 0);
    feed.publish([], [key]);
  };
  const make = async (
    key: string,
    span: BundledSpan,
    around: { beforeMs: number; afterMs: number },
  ): Promise<BundleDraft> => {
    // prettier-ignore
    const stop = new AbortController();
    making.set(key, stop);
    const { madeBy, recordFile } = options;
    const timeZone = options.timeZone();
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const { fromMs, toMs, incident } = span;
      change(key, { doing: 'what dashboards show' });
      await options.keepPanels({ incidentId: incident.id, fromMs: fromMs - around.beforeMs, toMs: toMs + around.afterMs }, stop.signal); // prettier-ignore
      await options.flush();
      const request = { ...span, ...around, secrets: await options.secrets(), madeBy, timeZone, madeAt: options.now() };
      const told = (progress: Partial<BundleDraft>): void => void (feed.get(key) && change(key, progress));
      const written = await writeApart({ recordFile, file: fileOf(key), request }, told, stop.signal);
      return change(key, { state: 'ready', doing: '', ...written });
    } catch (error) {
      rmSync(fileOf(key), { force: true });
      const draft = feed.get(key);
      if (draft !== undefined) return change(key, { state: 'failed', reason: messageOf(error), doing: '' });
      throw error;
    } finally {
      making.delete(key);
    }
  };
  return {
    feed,
    prepare: ({ incidentId, beforeMs = usualLookAround.beforeMs, afterMs = usualLookAround.afterMs }) => {
      const span = options.incidentOf(incidentId);
      // What nobody saved or dropped makes room.
      while (keys.length >= draftLimit) discard(keys[0] ?? '');
      const key = `draft-${++lastNo}`;
      keys.push(key);
      const proposedFile = join(options.homeDir, `${span.incident.label}${bundleEnding}`);
      const draft: BundleDraft = { key, incidentId: span.incident.id, state: 'making', reason: '', rowsDone: 0, rowsOfAbout: 0, doing: 'events', manifest: null, fileBytes: 0, proposedFile, savedTo: null }; // prettier-ignore
      feed.publish([draft]);
      const ready = make(key, span, { beforeMs, afterMs });
      // Whoever began it may not wait; the feed tells.
      ready.catch(() => undefined);
      return { draft, ready };
    },
    discard,
    save: async ({ draft: key, path, sign, by }) => {
      const draft = feed.get(key);
      if (draft === undefined || draft.manifest === null || (draft.state !== 'ready' && draft.state !== 'saved')) throw new OpsError('conflict', 'The bundle is not made yet, or was dropped.'); // prettier-ignore
      const file = bundlePath(path);
      const fileBytes = signBundle(fileOf(key), draft.manifest, sign ? await options.signingPem(by) : null);
      copyToNew(fileOf(key), file, options.tellLeftover);
      const saved = change(key, { state: 'saved', savedTo: file, fileBytes });
      await options.onSaved({ draft: saved, file, signed: sign, by });
      return saved;
    },
    close: () => {
      for (const stop of making.values()) stop.abort(new OpsError('cancelled', 'Ready Room is closing.'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @throws OpsError `bad_input` for what is no whole path of a bundle. */
export function bundlePath(path: string): string {
  if (!isAbsolute(path)) throw new OpsError('bad_input', `${path}: name the file with its whole path`);
  if (!path.endsWith(bundleEnding)) throw new OpsError('bad_input', `${path}: a bundle's name ends with ${bundleEnding}`); // prettier-ignore
  return path;
}

/** There whole or not at all, and never over a file that is there. @throws OpsError `conflict`, `unavailable` */
export function copyToNew(from: string, to: string, tellLeftover: TellLeftover): void {
  if (existsSync(to)) throw new OpsError('conflict', `${to} is there already and was left as it is; choose another name`); // prettier-ignore
  const part = partFile(to, tellLeftover);
  try {
    copyFileSync(from, part.path, constants.COPYFILE_EXCL);
    nameWhole(part.path, to);
  } catch (error) {
    if (error instanceof OpsError) throw error;
    throw new OpsError('unavailable', `${to} cannot be written: ${messageOf(error)}`, { cause: error });
  } finally {
    part.remove();
  }
}
