// The operations on incidents over a scenario: acts are told to the incident as the engine would, without its checks.
import { ORPCError } from '@orpc/server';
import { createFeed } from '#engine/feeds/feed.ts';
import { toldDetail, toldIncident, type Told } from '#shared/model/incident/incident.fixture.ts';
import type { IncidentEventData, IncidentEventType } from '#shared/model/incident/incident-event.ts';
import { summaryOf, type IncidentSummary } from '#shared/model/incident/incident.ts';
import type { IncidentsScenario } from './scenario-incidents.ts';
import type { Implemented } from './implemented.ts';

export function incidentsHandlers(os: Implemented['incidents'], scenario: IncidentsScenario) {
  const told = new Map(scenario.told.map((one) => [one.incident().id, one]));
  const again = (one: Told) => scenario.firedAgain.get(one.incident().number) ?? [];
  const summary = (one: Told): IncidentSummary => summaryOf(one.incident(), again(one));
  const feed = createFeed<IncidentSummary>(scenario.told.map(summary));
  const find = (id: string): Told => {
    const found = told.get(id);
    if (found === undefined) throw new ORPCError('not_found', { message: `There is no incident ${id}.` });
    return found;
  };
  const tell = <T extends IncidentEventType>(id: string, type: T, data: IncidentEventData<T>): void => {
    feed.publish([summary(find(id).tell(type, Date.now(), data))]);
  };
  return {
    feed: os.feed.handler(({ signal }) => feed.subscribe({ signal })),
    get: os.get.handler(({ input }) => {
      const one = find(input.id);
      const merged = [...told.values()].filter((other) => other.incident().mergedInto === input.id).map(summary);
      return toldDetail(one, { merged, firedAgain: again(one), closeReasons: scenario.closeReasons });
    }),
    aids: os.aids.handler(() => scenario.aids(scenario.now)),
    propose: os.propose.handler(() => scenario.proposal(scenario.now)),
    declare: os.declare.handler(({ input }) => {
      const number = told.size + 1;
      const one = toldIncident(number, Date.now(), input.draft, input.by);
      told.set(one.incident().id, one);
      feed.publish([summary(one)]);
      return { id: one.incident().id, number };
    }),
    move: os.move.handler(
      ({ input: { id, by, to, reason, occurredAt } }) =>
      tell(id, 'incident.moved', { by, from: find(id).incident().status, to, reason, occurredAt: occurredAt ?? Date.now() }), // prettier-ignore
    ),
    grade: os.grade.handler(({ input: { id, ...data } }) => tell(id, 'incident.graded', data)),
    assign: os.assign.handler(({ input: { id, ...data } }) => tell(id, 'incident.assigned', data)),
    reach: os.reach.handler(({ input: { id, ...data } }) => tell(id, 'incident.reached', data)),
    setImpact: os.setImpact.handler(({ input: { id, ...data } }) => tell(id, 'incident.impact', data)),
    describe: os.describe.handler(({ input: { id, ...data } }) => tell(id, 'incident.described', data)),
    link: os.link.handler(({ input: { id, ...data } }) => tell(id, 'incident.linked', data)),
    unlink: os.unlink.handler(({ input: { id, ...data } }) => tell(id, 'incident.unlinked', data)),
    keepDashboards: os.keepDashboards.handler(({ input: { id, by } }) => tell(id, 'incident.frozen', { by, queries: [], refused: [], dashboards: [] })), // prettier-ignore
    merge: os.merge.handler(
      ({ input: { id, by, into, reason } }) =>
      tell(id, 'incident.merged', { by, into, intoNumber: find(into).incident().number, number: find(id).incident().number, reason }), // prettier-ignore
    ),
    unmerge: os.unmerge.handler(
      ({ input: { id, by, reason } }) =>
      tell(id, 'incident.unmerged', { by, from: find(id).incident().mergedInto ?? '', fromNumber: 0, number: find(id).incident().number, reason }), // prettier-ignore
    ),
    say: os.say.handler(({ input: { id, by, word } }) => {
      const said = `w${Date.now()}`;
      tell(id, 'incident.said', { by, id: said, word });
      return { id: said };
    }),
    pin: os.pin.handler(({ input: { id, ...data } }) => tell(id, 'incident.pinned', data)),
  };
}
