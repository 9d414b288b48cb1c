// Made-up states of incidents: declared, led and closed.
import type { IncidentAids } from '#shared/model/incident/incident-detail.ts';
import type { Finding, Proposal } from '#shared/model/incident/declare.ts';
import { plainDraft, toldIncident, type Told } from '#shared/model/incident/incident.fixture.ts';
import type { FiredAgain } from '#shared/model/incident/incident.ts';
import type { WordDraft } from '#shared/model/incident/incident-word.ts';
import type { Scenario } from './scenario.ts';

export interface IncidentsScenario {
  now: number;
  told: Told[];
  /** By the number of the incident. */
  firedAgain: Map<number, FiredAgain[]>;
  closeReasons: string[];
  aids: (now: number) => IncidentAids;
  proposal: (now: number) => Proposal;
}

const minute = 60_000;
const day = 86_400_000;

const finding = (now: number, sequence: number, agoMinutes: number, more: Partial<Finding>): Finding => ({ sequence, kind: 'change', atMs: now - agoMinutes * minute, recordedMs: now - agoMinutes * minute + 300, source: 'docker', subject: 'payments-attestor', words: '', bad: false, ref: null, ...more }); // prettier-ignore

function findings(now: number): Finding[] {
  return [
    finding(now, 901, 31, { words: 'started from registry.internal/payments/attestor:2.14.0-rc.3' }),
    finding(now, 902, 30, { source: 'kubernetes', subject: 'payments/attestor-gateway', words: 'deployments: image registry.internal/payments/gateway:7.1.9 in place of 7.1.8' }), // prettier-ignore
    finding(now, 903, 27, { kind: 'gap', source: 'kubernetes', subject: 'pods', words: 'changes may be missing: the list was too old and was read anew' }), // prettier-ignore
    finding(now, 904, 22, { kind: 'failed', source: 'readiness', subject: 'The attestor is running and /health answers 200', words: 'passed before, now failed: status was 503, wanted == 200', bad: true, ref: 'item/phase-ix/smoke/health' }), // prettier-ignore
    finding(now, 905, 21, { words: 'ended with exit code 137', bad: true, ref: 'docker/payments-attestor' }),
    finding(now, 906, 19, { kind: 'fired', source: 'triggers', subject: 'AttestorErrorRatioAboveOnePercent', words: 'fires: 0.043 of requests fail', bad: true, ref: 't-errors' }), // prettier-ignore
  ];
}

const proposal = (now: number): Proposal => ({
  draft: {
    ...plainDraft,
    title: 'AttestorErrorRatioAboveOnePercent',
    class: 'attestor.health',
    severity: 'sev2',
    impactStart: { atMs: now - 24 * minute, confidence: 'likely', evidence: [{ kind: 'event', sequence: 900, title: 'AttestorErrorRatioAboveOnePercent: its condition began to hold' }] }, // prettier-ignore
    detected: { atMs: now - 19 * minute, confidence: 'certain', evidence: [{ kind: 'event', sequence: 906, title: 'AttestorErrorRatioAboveOnePercent fires: 0.043 of requests fail' }] }, // prettier-ignore
    links: [{ kind: 'trigger', target: 't-errors', title: 'AttestorErrorRatioAboveOnePercent' }],
  },
  fromMs: now - 79 * minute,
  toMs: now,
  findings: findings(now),
  counts: { fired: 1, failed: 1, change: 3, error: 0, gap: 1 },
  more: [],
  queries: [
    'job:errors:ratio5m{job="attestor"}',
    'histogram_quantile(0.99, sum by (le) (rate(attest_seconds_bucket[5m])))',
  ],
  open: [],
});

const aids = (now: number): IncidentAids => ({
  onsetMs: now - 24 * minute,
  fromMs: now - 84 * minute,
  changed: findings(now).filter(({ kind }) => kind === 'change').slice(0, 2).toReversed(), // prettier-ignore
  turned: findings(now).filter(({ kind }) => kind === 'failed' || kind === 'fired'),
  more: [],
  gaps: findings(now).filter(({ kind }) => kind === 'gap'),
  similar: [
    { id: 'incident-3', number: 3, title: 'Attestor out of memory after the cache grew', class: 'attestor.health', declaredAt: now - 23 * day, status: 'closed', reasons: ['the same class, attestor.health', 'the same trigger, AttestorErrorRatioAboveOnePercent'], controls: ['trigger AttestorMemoryAbove80Percent', 'item phase-ix/smoke/health'] }, // prettier-ignore
    { id: 'incident-5', number: 5, title: 'Gateway refused signatures of the old key', class: 'attestor.signing', declaredAt: now - 9 * day, status: 'resolved', reasons: ['the same object, payments/attestor-gateway'], controls: null }, // prettier-ignore
  ],
  playbook: {
    checkFirst: ['Memory of payments-attestor against its limit', 'Whether the last image was built from main'],
    neverAgain: ['No rollout while the error budget is spent'],
  },
});

const plainParts = { firedAgain: new Map<number, FiredAgain[]>(), closeReasons: [], aids, proposal };
export const plainIncidents = (now: number): IncidentsScenario => ({ now, told: [], ...plainParts });

const word = (text: string, occurredAt: number, more: Partial<WordDraft> = {}): WordDraft => ({ kind: 'observation', text, occurredAt, endedAt: null, precision: 'exact', timeSource: 'clock', epistemic: 'fact', evidence: [], supersedes: null, ...more }); // prettier-ignore

/** One that is under way: diagnosed late, with words, a correction and roles. */
function underWay(now: number): Told {
  const by = 'On-call engineer';
  const evidence = [{ kind: 'event' as const, sequence: 906, title: 'AttestorErrorRatioAboveOnePercent fires: 0.043 of requests fail' }]; // prettier-ignore
  return toldIncident(12, now - 17 * minute, {
    ...proposal(now).draft,
    title: 'Attestations of the payments gateway fail with 503 since the rollout of 2.14.0-rc.3',
    summary: 'About four of a hundred attestations are refused. Payments are retried and none was lost so far.',
    commander: 'On-call engineer',
  })
    .tell('incident.moved', now - 16 * minute, { by, from: 'triage', to: 'active', reason: '', occurredAt: now - 16 * minute }) // prettier-ignore
    .tell('incident.assigned', now - 15 * minute, { by, role: 'scribe', person: 'Second on-call engineer of the payments platform', held: true }) // prettier-ignore
    .tell('incident.assigned', now - 15 * minute, { by, role: 'sme', person: 'Platform lead', held: true })
    .tell('incident.reached', now - 15 * minute, { by, milestone: 'acknowledged', occurredAt: now - 15 * minute, confidence: 'certain', evidence: [], note: '' }) // prettier-ignore
    .tell('incident.impact', now - 14 * minute, { by, impact: { impacted: true, scope: 'Merchants in the EU whose payments need a fresh attestation', startMs: now - 24 * minute, endMs: null, counts: [{ what: 'failed attestations', count: 48_210 }, { what: 'merchants', count: 31 }] } }) // prettier-ignore
    .tell('incident.said', now - 13 * minute, { by: 'Platform lead', id: 'w1', word: word('The error ratio began to rise with the first new pod', now - 23 * minute, { precision: 'minute', timeSource: 'metric', evidence }) }) // prettier-ignore
    .tell('incident.said', now - 12 * minute, { by, id: 'w2', word: word('The new image does not find its signing key', now - 12 * minute, { kind: 'hypothesis', epistemic: 'supposition' }) }) // prettier-ignore
    .tell('incident.said', now - 8 * minute, { by, id: 'w3', word: word('The new image runs out of memory while it reads its keys', now - 8 * minute, { kind: 'hypothesis', epistemic: 'inference', supersedes: 'w2', evidence }) }) // prettier-ignore
    .tell('incident.said', now - 6 * minute, { by, id: 'w4', word: word('Roll back to 2.13.4; the cache is turned off until Monday', now - 6 * minute, { kind: 'decision' }) }) // prettier-ignore
    .tell('incident.pinned', now - 6 * minute, { by, word: 'w4', event: null, pinned: true })
    .tell('incident.linked', now - 5 * minute, { by, link: { kind: 'url', target: 'https://status.example.com/incidents/4711', title: 'Status page' } }); // prettier-ignore
}

function over(number: number, at: number, title: string, more: Parameters<typeof toldIncident>[2] = {}): Told {
  const by = 'On-call engineer';
  const told = toldIncident(number, at, { title, class: 'attestor.health', severity: 'sev3', opsSeverity: 'action', impactStart: { atMs: at - 9 * minute, confidence: 'likely', evidence: [] }, detected: { atMs: at - 2 * minute, confidence: 'certain', evidence: [] }, commander: by, ...more }) // prettier-ignore
    .tell('incident.moved', at + minute, { by, from: 'triage', to: 'active', reason: '', occurredAt: at + minute })
    .tell('incident.reached', at + (number % 3) * 8 * minute, { by, milestone: 'diagnosed', occurredAt: at + (number % 3) * 8 * minute, confidence: 'certain', evidence: [], note: '' }) // prettier-ignore
    .tell('incident.moved', at + 30 * minute, { by, from: 'active', to: 'mitigated', reason: 'rolled back', occurredAt: at + 30 * minute }) // prettier-ignore
    .tell('incident.moved', at + 50 * minute, { by, from: 'mitigated', to: 'resolved', reason: '', occurredAt: at + 50 * minute }); // prettier-ignore
  return number % 2 === 0 ? told : told.tell('incident.moved', at + day, { by, from: 'resolved', to: 'closed', reason: '', occurredAt: at + day }); // prettier-ignore
}

function twelve(now: number): IncidentsScenario {
  const cancelled = toldIncident(1, now - 30 * day, { title: 'Alert of a host that was being decommissioned', severity: 'unknown', opsSeverity: 'info' }).tell('incident.moved', now - 30 * day + minute, { by: 'Platform lead', from: 'triage', to: 'cancelled', reason: 'planned work', occurredAt: now - 30 * day + minute }); // prettier-ignore
  const near = toldIncident(11, now - 2 * 3_600_000, { title: 'Certificate of the gateway nearly ran out', kind: 'near_miss', severity: 'unknown', opsSeverity: 'attention', class: 'gateway.tls' }); // prettier-ignore
  const merged = toldIncident(10, now - 3 * 3_600_000, { title: 'Queue of attestations grows', severity: 'sev3', opsSeverity: 'action' }).tell('incident.merged', now - 2.5 * 3_600_000, { by: 'Platform lead', into: 'incident-12', intoNumber: 12, number: 10, reason: '' }); // prettier-ignore
  const titles = ['Disk of prometheus-0 full', 'Attestor out of memory after the cache grew', 'Exercise: the database is gone', 'Gateway refused signatures of the old key', 'Webhook deliveries twelve minutes late', 'Exercise: one region less', 'Attestor slow after the upgrade', 'Attestations fail for tenants with more than four hundred keys, in one region only']; // prettier-ignore
  const past = titles.map((title, at) => over(at + 2, now - (26 - at * 3) * day, title, { kind: title.startsWith('Exercise') ? 'drill' : 'real', severity: at % 3 === 0 ? 'sev1' : 'sev3' })); // prettier-ignore
  const firedAgain = new Map([
    [8, [{ trigger: 't-slow', name: 'AttestorSlow', atMs: now - 40 * minute, sequence: 5 }]],
  ]);
  const closeReasons = ['the action “limit the cache” has no owner', 'no control has its proof'];
  return { ...plainParts, now, told: [cancelled, ...past, merged, near, underWay(now)], firedAgain, closeReasons };
}

function thousand(now: number): IncidentsScenario {
  const told = Array.from({ length: 1000 }, (_, at) => over(at + 1, now - (1001 - at) * 3_600_000 * 8, `Attestations of tenant ${at} fail`)); // prettier-ignore
  return { ...plainIncidents(now), told };
}

const made =
  (make: (now: number) => IncidentsScenario) =>
  (scenario: Scenario, now: number): Scenario => ({ ...scenario, incidents: make(now) });

export const incidentsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  'incidents-one': made((now) => ({ ...plainIncidents(now), told: [underWay(now)] })),
  'incidents-twelve': made(twelve),
  'incidents-thousand': made(thousand),
};
