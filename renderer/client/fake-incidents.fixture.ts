// For tests: the operations on incidents, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { IncidentAids, IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import type { Proposal } from '#shared/model/incident/declare.ts';
import type { IncidentSummary } from '#shared/model/incident/incident.ts';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeIncidents {
  incidents: FakeFeed<IncidentSummary>;
  incidentDetail: (id: string) => IncidentDetail;
  incidentAids: IncidentAids;
  proposal: Proposal;
}

export const noIncidents = (): FakeIncidents => ({
  incidents: fakeFeed<IncidentSummary>(() => []),
  incidentDetail: () => {
    throw new Error('the test did not expect incidents.get');
  },
  incidentAids: { onsetMs: 0, fromMs: 0, changed: [], turned: [], more: [], gaps: [], similar: [], playbook: null },
  proposal: {
    draft: plainDraft,
    fromMs: 0,
    toMs: 0,
    findings: [],
    counts: { fired: 0, failed: 0, change: 0, error: 0, gap: 0 },
    more: [],
    queries: [],
    open: [],
  },
});

export function incidentsRouter(engine: FakeEngine) {
  const { incidents } = implement(contract);
  const noted = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.calls.push({ name, input });
  };
  return {
    incidents: {
      feed: incidents.feed.handler(({ signal }) => engine.incidents.listen(signal)),
      get: incidents.get.handler(({ input }) => engine.incidentDetail(input.id)),
      aids: incidents.aids.handler(() => engine.incidentAids),
      propose: incidents.propose.handler(async ({ input }) => {
        await noted('incidents.propose', input);
        return engine.proposal;
      }),
      declare: incidents.declare.handler(async ({ input }) => {
        await noted('incidents.declare', input);
        return { id: 'incident-1', number: 1 };
      }),
      move: incidents.move.handler(({ input }) => noted('incidents.move', input)),
      grade: incidents.grade.handler(({ input }) => noted('incidents.grade', input)),
      assign: incidents.assign.handler(({ input }) => noted('incidents.assign', input)),
      reach: incidents.reach.handler(({ input }) => noted('incidents.reach', input)),
      setImpact: incidents.setImpact.handler(({ input }) => noted('incidents.setImpact', input)),
      describe: incidents.describe.handler(({ input }) => noted('incidents.describe', input)),
      link: incidents.link.handler(({ input }) => noted('incidents.link', input)),
      unlink: incidents.unlink.handler(({ input }) => noted('incidents.unlink', input)),
      keepDashboards: incidents.keepDashboards.handler(({ input }) => noted('incidents.keepDashboards', input)),
      merge: incidents.merge.handler(({ input }) => noted('incidents.merge', input)),
      unmerge: incidents.unmerge.handler(({ input }) => noted('incidents.unmerge', input)),
      say: incidents.say.handler(async ({ input }) => {
        await noted('incidents.say', input);
        return { id: 'said' };
      }),
      pin: incidents.pin.handler(({ input }) => noted('incidents.pin', input)),
    },
  };
}
