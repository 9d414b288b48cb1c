// Made-up states of errors, read for operators: groups, health, trends, and what belongs together.
import type { ErrorCorrelation } from '#shared/contract/errors.ts';
import { correlationTree } from '#shared/model/errors/correlation-tree.ts';
import type { ErrorRefusal, IngestCounts, IngestDoor, IngestSource } from '#shared/model/errors/error-ingest.ts';
import { healthSignal } from '#shared/model/errors/health-signal.ts';
import { incidentOfGroup, type GroupFacts } from '#shared/model/errors/incident-of-group.ts';
import type { OpsCorrelatedEvent, OpsDecisionOutcome, OpsHealthSignal, OpsIncident, OpsRiskFinding } from '#shared/model/errors/ops-models.ts'; // prettier-ignore
import type { Scenario } from './scenario.ts';

export interface ErrorsScenario {
  now: number;
  groups: OpsIncident[];
  health: OpsHealthSignal[];
  sources: IngestSource[];
  refusals: ErrorRefusal[];
  decisions: OpsDecisionOutcome[];
  risks: OpsRiskFinding[];
  door: IngestDoor;
  correlation: (id: string) => ErrorCorrelation;
}

const minute = 60_000;
const hour = 60 * minute;
export const errorTrace = '7f3c1a9be2d84f0096b1c5d3a8e7f240';

const noCounts: IngestCounts = { accepted: 0, heard: 0, duplicate: 0, conflict: 0, schema_invalid: 0, too_large: 0, queue_overflow: 0, internal_error: 0 }; // prettier-ignore
const sourceOf = (key: string, kind: IngestSource['kind'], all: Partial<IngestCounts> = {}, more: Partial<IngestSource> = {}): IngestSource => ({ key, kind, path: key.includes(' ') ? key.slice(key.indexOf(' ') + 1) : '', tail: null, lastDay: { ...noCounts, ...all }, all: { ...noCounts, ...all }, policyViolations: 0, inputsDropped: 0, ...more }); // prettier-ignore
const noSources = [sourceOf('http', 'http'), sourceOf('otlp', 'otlp'), sourceOf('engine', 'engine')];
const closedDoor: IngestDoor = { address: null, token: 'dGhpcyBpcyBhIG1hZGUtdXAgdG9rZW4', tokenFile: '/home/lead/.config/Ready Room/ops.token' }; // prettier-ignore

const nothingFound = (id: string): ErrorCorrelation => ({ id, lines: [], counts: { errors: 0, events: 0, probes: 0, decisions: 0 }, fromMs: null, toMs: null, limits: [] }); // prettier-ignore

export const plainErrors = (now: number): ErrorsScenario => ({ now, groups: [], health: [], sources: noSources, refusals: [], decisions: [], risks: [], door: closedDoor, correlation: nothingFound }); // prettier-ignore

const quiet = Array.from({ length: 24 }, () => 0);
const shapeOf = (seed: number, most: number): number[] => quiet.map((_, at) => Math.max(0, Math.round(most * Math.abs(Math.sin(seed * 7 + at * (1 + (seed % 3)))) - most / 3))); // prettier-ignore

function groupOf(at: number, now: number, facts: Partial<GroupFacts>, hourly: number[] = shapeOf(at, 4)): OpsIncident {
  const plain: GroupFacts = { key: `grp_${at.toString(16).padStart(16, '0')}`, errorClass: 'infra.database.timeout', component: 'shop.checkout.worker', layer: 'L5', title: 'The database did not answer in time', exceptionType: 'OperationalError', frame: 'checkout/orders.py#reserve_stock', severityNumber: 17, count: 40 + at, lastSeenAt: now - (at + 1) * 7 * minute, releases: ['checkout@1.4.1', 'checkout@1.4.2'], state: 'open', resolvedIn: null, resolvedHow: null, archivedUntil: null, regressedAt: null, regressedIn: null, firstSeenAt: now - (30 + at) * hour, sinceResolved: 0 }; // prettier-ignore
  return incidentOfGroup({ ...plain, ...facts }, hourly, now);
}

function twelve(now: number): OpsIncident[] {
  const rising = [...quiet.map((_, at) => (at % 5 === 0 ? 2 : 1)).slice(0, 22), 61, 83];
  return [
    groupOf(0, now, { count: 1874, lastSeenAt: now - 20_000 }, rising),
    groupOf(1, now, { title: 'Attestation signature does not match the manifest', errorClass: 'domain.validation.signature_mismatch', component: 'attestor.engine', layer: 'L4', exceptionType: 'SignatureMismatch', frame: 'attestor/verify.py#check_signature', regressedAt: now - 2 * hour, regressedIn: 'attestor@2.3.0', resolvedIn: 'attestor@2.3.0', releases: ['attestor@2.1.0', 'attestor@2.3.0'], lastSeenAt: now - 4 * minute }), // prettier-ignore
    groupOf(2, now, { title: 'Snapshot cannot be read: the checksum is wrong', errorClass: 'system.corruption.snapshot', component: 'attestor.store', layer: 'L6', severityNumber: 21, exceptionType: 'ChecksumError', frame: null, firstSeenAt: now - 40 * minute, count: 2, lastSeenAt: now - 38 * minute }, [...quiet.slice(0, 23), 2]), // prettier-ignore
    groupOf(3, now, { title: 'Budget of the run is used up', errorClass: 'domain.budget_exceeded', component: 'planner.budget_engine', layer: 'L4', exceptionType: null, frame: null, firstSeenAt: now - 3 * hour, count: 7 }, [...quiet.slice(0, 20), 1, 2, 0, 4]), // prettier-ignore
    groupOf(4, now, { title: 'Upstream answered 502', errorClass: 'infra.network.bad_gateway', component: 'gateway.edge', layer: 'L2', severityNumber: 13, count: 912 }), // prettier-ignore
    groupOf(5, now, { title: 'Webhook of a tenant refuses deliveries for longer than the back-off allows', errorClass: 'infra.network.refused', component: 'notifications.webhooks.dispatcher.eu-central-1', releases: [] }), // prettier-ignore
    groupOf(6, now, { title: 'charge failed', errorClass: '_OTHER', component: 'cart', layer: 'unknown', exceptionType: 'java.net.SocketTimeoutException', frame: 'com.shop.Pay#charge', releases: ['f00dfeed12'] }), // prettier-ignore
    groupOf(7, now, { title: 'A feed was subscribed to twice', errorClass: 'system.internal', component: 'readyroom.feeds', layer: 'L6', count: 1, firstSeenAt: now - 37 * hour, lastSeenAt: now - 37 * hour }, quiet), // prettier-ignore
    groupOf(8, now, { title: 'Quota of the object store nearly used up', errorClass: 'infra.quota.storage', component: 'archive.uploader', severityNumber: 9, count: 3 }), // prettier-ignore
    groupOf(9, now, { title: 'Schema of an event is of an unknown version', errorClass: 'infra.schema.version', component: 'ingest.adapter', layer: 'L3', state: 'archived', archivedUntil: now + 5 * 24 * hour }), // prettier-ignore
    groupOf(10, now, { title: 'Lock was held for longer than 30 s', errorClass: 'infra.database.lock', state: 'resolved', resolvedIn: 'checkout@1.4.2', resolvedHow: 'in', sinceResolved: 3 }), // prettier-ignore
    groupOf(11, now, { title: 'Configuration names a region that does not exist', errorClass: 'system.configuration', component: 'planner', layer: 'L4', state: 'resolved', resolvedIn: 'planner@9', resolvedHow: 'after', count: 2, lastSeenAt: now - 40 * hour }, quiet), // prettier-ignore
  ];
}

const heardOf = (now: number): OpsHealthSignal[] =>
  [
    { component: 'shop.checkout.worker', lastHeardAt: now - 20_000, lastErrorAt: now - 20_000, errors: 144, gravest: 17 },
    { component: 'attestor.engine', lastHeardAt: now - 5_000, lastErrorAt: now - 4 * minute, errors: 2, gravest: 17 },
    { component: 'attestor.store', lastHeardAt: now - 38 * minute, lastErrorAt: now - 38 * minute, errors: 0, gravest: 0 },
    { component: 'gateway.edge', lastHeardAt: now - 3_000, lastErrorAt: now - 50 * minute, errors: 0, gravest: 0 },
    { component: 'planner', lastHeardAt: now - 3 * 24 * hour, lastErrorAt: null, errors: 0, gravest: 0 },
    { component: 'notifications.webhooks.dispatcher.eu-central-1', lastHeardAt: now - 1000, lastErrorAt: null, errors: 0, gravest: 0 },
  ].map((heard) => healthSignal(heard, now)); // prettier-ignore

function treeOf(now: number): ErrorCorrelation {
  const at = now - 20 * minute;
  const event = (key: string, ms: number, more: Partial<OpsCorrelatedEvent>): OpsCorrelatedEvent => ({ key, kind: 'event', at: at + ms, endedAt: null, component: 'gateway.edge', title: key, severity: null, correlationId: errorTrace, spanId: null, parentSpanId: null, decisionId: null, runId: null, flag: null, groupKey: null, sequence: null, ...more }); // prettier-ignore
  const events = [
    event('e1', 0, { kind: 'event', title: 'Request received: POST /orders', spanId: 'a1', endedAt: at + 31_200 }),
    event('e2', 40, { kind: 'decision', component: 'planner.budget_engine', title: 'Decision made: reserve from the second warehouse', spanId: 'b2', parentSpanId: 'a1', decisionId: 'dec-2291' }), // prettier-ignore
    event('e3', 95, { component: 'shop.checkout.worker', title: 'Order queued', spanId: 'c3', parentSpanId: 'a1', endedAt: at + 30_110 }), // prettier-ignore
    event('e4', 30_100, { kind: 'error', component: 'shop.checkout.worker', title: 'infra.database.timeout: The database did not answer in time (OperationalError)', severity: 'attention', spanId: 'd4', parentSpanId: 'c3', groupKey: 'grp_0000000000000000' }), // prettier-ignore
    event('e5', 30_900, { kind: 'error', component: 'gateway.edge', title: 'infra.network.bad_gateway: Upstream answered 502', severity: 'attention', spanId: 'a1', groupKey: 'grp_0000000000000004' }), // prettier-ignore
    event('e6', 31_000, { kind: 'error', component: 'notifications.webhooks.dispatcher.eu-central-1', title: 'infra.network.refused: Webhook of a tenant refuses deliveries', severity: 'urgent', spanId: 'f6', parentSpanId: '9e0b4d7c51aa2f38', groupKey: 'grp_0000000000000005' }), // prettier-ignore
    event('e7', 44_000, { kind: 'probe', component: 'smoke/orders', title: 'Orders are taken: failed: status was 502, expected 200', endedAt: at + 45_200 }), // prettier-ignore
  ];
  return { id: errorTrace, lines: correlationTree(events), counts: { errors: 3, events: 2, probes: 1, decisions: 1 }, fromMs: at, toMs: at + 45_200, limits: [] }; // prettier-ignore
}

function busy(now: number): ErrorsScenario {
  const tail: NonNullable<IngestSource['tail']> = { key: 't1', state: 'following', reason: '', offset: 48_211_004, addedBy: 'On-call engineer', addedAt: now - 9 * hour }; // prettier-ignore
  const sources = [
    sourceOf('http', 'http', { accepted: 18_442, duplicate: 210, schema_invalid: 31, too_large: 2, conflict: 1 }, { policyViolations: 57, inputsDropped: 12 }), // prettier-ignore
    sourceOf('otlp', 'otlp', { accepted: 902, heard: 1_204_331, queue_overflow: 500 }),
    sourceOf('engine', 'engine', { accepted: 1 }),
    sourceOf('tail /var/log/shop/errors.jsonl', 'tail', { accepted: 77_120, schema_invalid: 4 }, { tail }),
    sourceOf('tail /srv/attestor/logs/errors.jsonl', 'tail', {}, { tail: { ...tail, key: 't2', state: 'waiting', reason: 'there is no such file yet', offset: 0 } }), // prettier-ignore
    sourceOf('import /tmp/old-errors.jsonl', 'import', { accepted: 300 }),
  ];
  const refusals: ErrorRefusal[] = [
    { key: '9', at: now - minute, source: 'http', reason: 'schema_invalid', detail: 'layer must be one of L2, L3, L4, L5, L6, unknown', excerpt: 'component=legacy.batch error_class=infra.timeout severity=ERROR and message, timestamp, host' }, // prettier-ignore
    { key: '8', at: now - 4 * minute, source: 'otlp', reason: 'queue_overflow', detail: '9,800 envelopes wait to be written, and at most 10,000 may; send it again', excerpt: '' }, // prettier-ignore
    { key: '7', at: now - 20 * minute, source: 'http', reason: 'too_large', detail: 'it is nested deeper than 12 levels', excerpt: 'component=planner and context' }, // prettier-ignore
  ];
  const decisions: OpsDecisionOutcome[] = [
    { key: 'dec-2291', decisionId: 'dec-2291', outcome: 'failed', reason: '3 errors name it, ERROR or above', errors: 3, components: ['shop.checkout.worker', 'planner.budget_engine'], firstAt: now - hour, lastAt: now - 20 * minute, correlationIds: [errorTrace] }, // prettier-ignore
  ];
  const risks: OpsRiskFinding[] = [
    { key: 'r1', level: 'high', title: 'Orders are taken', reason: 'status was 502, expected 200', planId: 'p', planTitle: 'Smoke', runId: 'r', phaseId: 'smoke', itemId: 'orders', at: now - 19 * minute }, // prettier-ignore
    { key: 'r2', level: 'low', title: 'The log has no line of an insecure key', reason: 'passed more than a day ago', planId: 'p', planTitle: 'Smoke', runId: 'r', phaseId: 'smoke', itemId: 'log', at: now - 30 * hour }, // prettier-ignore
  ];
  return { now, groups: twelve(now), health: heardOf(now), sources, refusals, decisions, risks, door: { ...closedDoor, address: 'http://127.0.0.1:8321' }, correlation: (id) => (id === errorTrace ? treeOf(now) : nothingFound(id)) }; // prettier-ignore
}

const many = (now: number): ErrorsScenario => ({
  ...busy(now),
  groups: Array.from({ length: 10_000 }, (_, at) => groupOf(at, now, { title: `Order ${at} could not be reserved in warehouse ${at % 17}`, component: `shop.worker-${at % 40}`, severityNumber: at % 50 === 0 ? 21 : at % 3 === 0 ? 13 : 17, state: at % 9 === 0 ? 'resolved' : 'open', resolvedIn: at % 9 === 0 ? 'checkout@1.4.2' : null, firstSeenAt: now - ((at + 1) * 7 + (at % 90) * 60) * minute }, shapeOf(at, 9))), // prettier-ignore
});

const made =
  (make: (now: number) => ErrorsScenario) =>
  (scenario: Scenario, now: number): Scenario => ({ ...scenario, errors: make(now) });

/** By name; each takes an ordinary scenario and makes it this one. */
export const errorsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  errors: made(busy),
  'errors-many': made(many),
  'errors-settled': made((now) => ({ ...busy(now), groups: twelve(now).slice(9), door: closedDoor })),
};
