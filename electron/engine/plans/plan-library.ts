// The plans this console knows: opened from files, imported as text, reloaded, removed, trusted. It loads and keeps them;
// what became of their items is the checklist's.
import { createHash, randomUUID } from 'node:crypto';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import { planTextLimitBytes } from '#shared/contract/contract.ts';
import { itemKey, type Demand, type OpenResult, type PlanOrigin } from '#shared/model/checklist.ts';
import type { PlanHash, PlanId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Plan } from '#shared/model/plan.ts';
import { needsConsent } from '../consent/consent.ts';
import type { Journal } from '../journal/journal.ts';
import type { ProbeKinds } from '../probes/probe.ts';
import type { Redactor } from '../redact/redact.ts';
import type { ReadDb } from '../store/database.ts';
import {
  grantConsent,
  grantedDemands,
  listPlans,
  markPlanRemoved,
  planText,
  savePlan,
  type PlanRow,
} from '../store/plan-rows.ts';
import type { Writer } from '../store/writer.ts';
import { planDemands } from './demands.ts';
import { loadPlan, type LoadedPlan } from './load-plan.ts';
import { readRegularFile } from './regular-file.ts';

/** A plan as kept, with its text understood. */
export interface KnownPlan {
  row: PlanRow;
  plan: Plan;
  text: string;
  /** The folder that relative file names start from; null for imported text. */
  baseDir: string | null;
  /** All it would do that this origin needs consent for, and which of it was granted. */
  demands: (Demand & { granted: boolean })[];
}

export interface PlanLibrary {
  list: () => KnownPlan[];
  /** @throws OpsError `not_found`. */
  get: (planId: PlanId) => KnownPlan;
  /** The keys of the items in the text of this hash, present or past, in its order; empty where it is not kept. */
  orderOf: (hash: PlanHash) => string[];
  open: (path: string, origin?: PlanOrigin) => Promise<OpenResult>;
  import: (name: string, text: string) => Promise<OpenResult>;
  reload: (planId: PlanId) => Promise<OpenResult>;
  remove: (planId: PlanId) => Promise<void>;
  /** Consents to all demands of the plan's present text. @throws OpsError `conflict` where `hash` is not that text's. */
  trust: (planId: PlanId, hash: PlanHash, by: string) => Promise<void>;
  onChange: (listener: (planId: PlanId) => void) => void;
}

export interface PlanLibraryOptions {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  kinds: ProbeKinds;
  redactor: Redactor;
  now: () => number;
  /** Loads what came from elsewhere, large texts apart; by default here and at once. */
  load?: ((content: string | Buffer) => Promise<LoadedPlan>) | undefined;
  /** Told of a kept plan that this version can no longer read. */
  onUnreadable: (row: PlanRow, message: string) => void;
}

export function createPlanLibrary(options: PlanLibraryOptions): PlanLibrary {
  const { read, writer, journal, kinds, redactor, now } = options;
  const load = options.load ?? ((content) => Promise.resolve(loadPlan(content, { kinds })));
  const listeners = new Set<(planId: PlanId) => void>();
  let known: Map<PlanId, KnownPlan> | undefined;

  const understand = (row: PlanRow, plan: Plan, text: string): KnownPlan => {
    const granted = grantedDemands(read, row.hash);
    const wanted = planDemands(plan, kinds).filter((demand) => needsConsent(row.origin, demand));
    const isGranted = (demand: Demand): boolean =>
      granted.some((one) => one.kind === demand.kind && one.subject === demand.subject);
    const baseDir = row.path === null ? null : dirname(row.path);
    return { row, plan, text, baseDir, demands: wanted.map((demand) => ({ ...demand, granted: isGranted(demand) })) };
  };

  /** Read at first use, not at start: the engine answers before it has looked at any plan. */
  const plans = (): Map<PlanId, KnownPlan> => {
    if (known) return known;
    const kept = new Map<PlanId, KnownPlan>();
    for (const row of listPlans(read)) {
      const text = planText(read, row.hash) ?? '';
      const loaded = loadPlan(text, { kinds });
      if (loaded.ok) kept.set(row.id, understand(row, loaded.plan, text));
      else options.onUnreadable(row, loaded.problems[0]?.message ?? 'no reason given');
    }
    return (known = kept);
  };

  const changed = (planId: PlanId): void => listeners.forEach((listener) => listener(planId));

  const get = (planId: PlanId): KnownPlan => {
    const plan = plans().get(planId);
    if (!plan) throw new OpsError('not_found', 'There is no such plan here; it may have been removed.');
    return plan;
  };

  const keep = async (
    content: string | Buffer,
    from: { file: string; path: string | null; origin: PlanOrigin; planId?: PlanId },
  ): Promise<OpenResult> => {
    // prettier-ignore
    const loaded = await load(content);
    if (!loaded.ok) return { ok: false, file: from.file, problems: loaded.problems };
    const { plan } = loaded;
    const text = content.toString();
    const planId = from.planId ?? (randomUUID() as PlanId);
    const draft = {
      id: planId,
      name: plan.name,
      title: plan.title,
      origin: from.origin,
      path: from.path,
      hash: plan.hash,
      loadedAt: now(),
    };
    const before = plans();
    const row = await writer.write('audit', (db) => {
      journal.append(db, { type: 'plan.loaded', source: 'person', subject: plan.name, data: { planId, hash: plan.hash, path: from.path, origin: from.origin } }); // prettier-ignore
      return savePlan(db, draft, text);
    });
    before.set(row.id, understand(row, plan, text));
    changed(row.id);
    return { ok: true, planId: row.id };
  };

  const open: PlanLibrary['open'] = async (path, origin = 'file') => {
    if (!isAbsolute(path))
      throw new OpsError('bad_input', `"${path}" is not a whole path; give one that starts at the root.`);
    const file = resolve(path);
    return keep(await readPlanFile(file), { file, path: file, origin });
  };

  const orderOf = (hash: PlanHash): string[] => {
    let plan = [...plans().values()].find((one) => one.row.hash === hash)?.plan;
    if (!plan) {
      const loaded = loadPlan(planText(read, hash) ?? '', { kinds });
      if (loaded.ok) plan = loaded.plan;
    }
    return plan?.phases.flatMap((phase) => phase.items.map((item) => itemKey(phase.id, item.id))) ?? [];
  };

  return {
    list: () => [...plans().values()],
    get,
    orderOf,
    open,
    import: (name, text) => {
      const hash = createHash('sha256').update(text).digest('hex');
      const same = [...plans().values()].find((plan) => plan.row.origin === 'import' && plan.row.hash === hash);
      return keep(text, { file: name, path: null, origin: 'import', ...(same && { planId: same.row.id }) });
    },
    reload: async (planId) => {
      const { row } = get(planId);
      if (row.path === null)
        throw new OpsError('conflict', 'This plan was imported as text; there is no file to read again.');
      // Whoever wrote the file since: only what Ready Room has just written itself counts as a part of it.
      return open(row.path);
    },
    remove: async (planId) => {
      const { row } = get(planId);
      await writer.write('audit', (db) => {
        journal.append(db, { type: 'plan.removed', source: 'person', subject: row.name, data: { planId } });
        markPlanRemoved(db, planId, now());
      });
      plans().delete(planId);
      changed(planId);
    },
    trust: async (planId, hash, by) => {
      const plan = get(planId);
      if (plan.row.hash !== hash)
        throw new OpsError('conflict', 'The plan has changed since you read it; read it again before you trust it.');
      const demands = plan.demands.map(({ kind, subject }) => ({ kind, subject }));
      await writer.write('audit', (db) => {
        journal.append(db, { type: 'plan.trusted', source: `person:${by}`, subject: plan.row.name, data: { planId, hash, demands: redactor.value(demands) } }); // prettier-ignore
        grantConsent(db, hash, plan.demands, by, now());
      });
      // By now the plan may hold another text, or be gone.
      for (const { row, plan: loaded, text } of [...plans().values()].filter((one) => one.row.hash === hash)) {
        plans().set(row.id, understand(row, loaded, text));
        changed(row.id);
      }
    },
    onChange: (listener) => void listeners.add(listener),
  };
}

/** @throws OpsError `not_found`, `denied`, `too_large`; the size is asked before anything is read. */
async function readPlanFile(file: string): Promise<Buffer> {
  try {
    const read = await readRegularFile(file, planTextLimitBytes);
    if (read.kind === 'read') return read.bytes;
    if (read.kind === 'folder') throw new OpsError('bad_input', `${file} is a folder, not a plan.`);
    if (read.kind === 'irregular') throw new OpsError('bad_input', `${file} is not a regular file; a plan is one.`);
    throw new OpsError(
      'too_large',
      `${basename(file)} has ${read.sizeBytes} bytes; a plan may have ${planTextLimitBytes} at most.`,
    );
  } catch (error) {
    if (error instanceof OpsError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new OpsError('not_found', `There is no file ${file}.`, { cause: error });
    if (code === 'EACCES') throw new OpsError('denied', `${file} may not be read by this user.`, { cause: error });
    throw new OpsError('unavailable', `${file} cannot be read (${code}).`, { cause: error });
  }
}
