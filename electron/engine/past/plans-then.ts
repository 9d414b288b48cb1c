// Which plans were known at a moment and with which text: replayed from what the journal says of their coming and going.
import { dirname } from 'node:path';
import { planOriginSchema, type PlanOrigin } from '#shared/model/checklist.ts';
import type { PlanHash, PlanId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { needsConsent } from '../consent/consent.ts';
import { planDemands } from '../plans/demands.ts';
import { loadPlan } from '../plans/load-plan.ts';
import type { KnownPlan } from '../plans/plan-library.ts';
import { probeKinds } from '../probes/index.ts';
import type { ReadDb } from '../store/database.ts';
import { replayedEvents } from '../store/moment-rows.ts';
import { grantedBy, keptPlan } from '../store/past-run-rows.ts';
import { planText } from '../store/plan-rows.ts';
import type { PastMoment } from './past.ts';

export interface PlansThen {
  list: (moment: PastMoment) => KnownPlan[];
  /** @throws OpsError `not_found`. */
  get: (planId: PlanId, moment: PastMoment) => KnownPlan;
}

interface Loaded {
  id: PlanId;
  no: number;
  hash: PlanHash;
  path: string | null;
  origin: PlanOrigin;
  at: number;
  name: string;
}

const mostEvents = 5000;
const mostTexts = 50;

export function createPlansThen(read: ReadDb): PlansThen {
  const understood = new Map<string, ReturnType<typeof loadPlan>>();
  const planOf = (hash: PlanHash, text: string): ReturnType<typeof loadPlan> => {
    const known = understood.get(hash) ?? loadPlan(text, { kinds: probeKinds });
    understood.set(hash, known);
    const [oldest] = understood.keys();
    if (understood.size > mostTexts && oldest !== undefined) understood.delete(oldest);
    return known;
  };
  const list: PlansThen['list'] = (moment) => {
    const loaded = new Map<PlanId, Loaded>();
    for (const event of replayedEvents(read, ['plan.loaded', 'plan.removed'], moment, mostEvents)) {
      const { planId, hash, path = null, origin } = Object(event.data) as Record<string, string | null>;
      const kept = keptPlan(read, planId as PlanId, path);
      if (kept === null) continue;
      if (event.type === 'plan.removed') loaded.delete(kept.id);
      else loaded.set(kept.id, { ...kept, hash: hash as PlanHash, path, origin: planOriginSchema.catch('file').parse(origin), at: event.time, name: event.subject ?? '' }); // prettier-ignore
    }
    return [...loaded.values()].flatMap(({ id, no, hash, path, origin, at, name }): KnownPlan[] => {
      const text = planText(read, hash);
      const understoodPlan = text === null ? null : planOf(hash, text);
      if (text === null || !understoodPlan?.ok) return [];
      const { plan } = understoodPlan;
      const granted = grantedBy(read, hash, moment.at);
      const demands = planDemands(plan, probeKinds)
        .filter((demand) => needsConsent(origin, demand))
        .map((demand) => ({ ...demand, granted: granted.some((one) => one.kind === demand.kind && one.subject === demand.subject) })); // prettier-ignore
      const row = { no, id, name, title: plan.title, origin, path, hash, loadedAt: at };
      return [{ row, plan, text, baseDir: path === null ? null : dirname(path), demands }];
    });
  };
  return {
    list,
    get: (planId, moment) => {
      const found = list(moment).find(({ row }) => row.id === planId);
      if (!found) throw new OpsError('not_found', 'This plan was not known at this moment.');
      return found;
    },
  };
}
