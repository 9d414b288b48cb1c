// For tests: the operations on errors, read for operators, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { ErrorCorrelation, ErrorGroupDetail } from '#shared/contract/errors.ts';
import type { ErrorRefusal, IngestDoor, IngestSource } from '#shared/model/errors/error-ingest.ts';
import type { OpsCorrelatedEvent, OpsHealthSignal, OpsIncident } from '#shared/model/errors/ops-models.ts';
import { trendMetric } from '#shared/model/errors/trend-metric.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeErrors {
  errorGroups: FakeFeed<OpsIncident>;
  componentHealth: FakeFeed<OpsHealthSignal>;
  errorSources: FakeFeed<IngestSource>;
  errorDetail: (key: string) => ErrorGroupDetail;
  occurrencesOf: (key: string) => OpsCorrelatedEvent[];
  correlationOf: (id: string) => ErrorCorrelation;
  errorRefusals: () => ErrorRefusal[];
  ingestDoor: () => IngestDoor;
}

const unexpected = (name: string) => (): never => {
  throw new Error(`the test did not expect ${name}`);
};

export const noErrors = (): FakeErrors => ({
  errorGroups: fakeFeed<OpsIncident>(() => []),
  componentHealth: fakeFeed<OpsHealthSignal>(() => []),
  errorSources: fakeFeed<IngestSource>(() => []),
  errorDetail: unexpected('errors.group'),
  occurrencesOf: () => [],
  correlationOf: unexpected('errors.correlation'),
  errorRefusals: () => [],
  ingestDoor: () => ({ address: null, token: 'token-of-a-test', tokenFile: '/data/ops.token' }),
});

export function errorsRouter(engine: FakeEngine) {
  const { errors: os } = implement(contract);
  const noted = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.calls.push({ name, input });
  };
  const counts = { accepted: 1, heard: 0, duplicate: 2, conflict: 0, schema_invalid: 3, too_large: 0, queue_overflow: 0, internal_error: 0 }; // prettier-ignore
  return {
    errors: {
      groups: os.groups.handler(({ signal }) => engine.errorGroups.listen(signal)),
      group: os.group.handler(({ input }) => engine.errorDetail(input.key)),
      occurrences: os.occurrences.handler(({ input }) => engine.occurrencesOf(input.key)),
      resolve: os.resolve.handler(({ input }) => noted('errors.resolve', input)),
      archive: os.archive.handler(({ input }) => noted('errors.archive', input)),
      reopen: os.reopen.handler(({ input }) => noted('errors.reopen', input)),
      health: os.health.handler(({ signal }) => engine.componentHealth.listen(signal)),
      risks: os.risks.handler(() => []),
      decisions: os.decisions.handler(() => []),
      trend: os.trend.handler(() => trendMetric('all', [], 0, 3_600_000)),
      correlation: os.correlation.handler(({ input }) => engine.correlationOf(input.id)),
      ingest: os.ingest.handler(({ signal }) => engine.errorSources.listen(signal)),
      refusals: os.refusals.handler(() => engine.errorRefusals()),
      door: os.door.handler(() => engine.ingestDoor()),
      addTail: os.addTail.handler(async ({ input }) => {
        await noted('errors.addTail', input);
        return { key: 'new' };
      }),
      removeTail: os.removeTail.handler(({ input }) => noted('errors.removeTail', input)),
      importFile: os.importFile.handler(async ({ input }) => {
        await noted('errors.importFile', input);
        return { sent: 6, outcomes: counts, flags: { policy_violation: 0, input_dropped: 0 }, problems: [] };
      }),
    },
  };
}
