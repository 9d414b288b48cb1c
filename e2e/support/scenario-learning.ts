// Made-up states of what an incident teaches: causes, actions, controls and playbooks, and its post-mortem.
import { generatedSections } from '#engine/postmortem/generated-sections.ts';
import { incidentTimeline } from '#engine/postmortem/incident-timeline.ts';
import { closeReasons } from '#shared/model/learning/close-rule.ts';
import { controlState, type Control, type PresentControl } from '#shared/model/learning/control.ts';
import { emptyLearning, type Learning, type LearningDetail } from '#shared/model/learning/learning.ts';
import { judgeProof, type Proof, type Sight } from '#shared/model/learning/proof.ts';
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import { emptyPostMortem, sectionNames, type PostMortem, type PostMortemDetail } from '#shared/model/learning/post-mortem.ts'; // prettier-ignore
import type { Told } from '#shared/model/incident/incident.fixture.ts';
import { incidentsMakers } from './scenario-incidents.ts';
import type { Scenario } from './scenario.ts';

export interface LearningScenario {
  now: number;
  /** By the incident's id; others have learnt nothing yet. */
  details: Map<string, LearningDetail>;
  postMortems: Map<string, PostMortemDetail>;
  playbooks: PlaybookRow[];
}

export const plainLearning = (now: number): LearningScenario => ({ now, details: new Map(), postMortems: new Map(), playbooks: [] }); // prettier-ignore

export const nothingLearnt = (id: string): LearningDetail => ({
  learning: emptyLearning(id),
  controls: [],
  closeReasons: closeReasons(emptyLearning(id), []),
  recurrences: [],
});

export const nothingWritten = (id: string): PostMortemDetail => ({ postMortem: emptyPostMortem(id), title: id, sections: [] }); // prettier-ignore

const minute = 60_000;
const day = 86_400_000;
const engineer = 'On-call engineer';

const quiet = (now: number): Sight => ({ state: 'green', words: 'it is quiet, evaluated 20 s ago', atMs: now - 20_000, seen: [] }); // prettier-ignore

function proofOf(now: number, onIncident: Sight, present: Sight = quiet(now)): Proof {
  const { verdict, words } = judgeProof(onIncident, present);
  return { sequence: 4711, at: now - 5 * minute, by: engineer, definition: 'd1', fromMs: now - 24 * minute, toMs: now - 6 * minute, onIncident, now: present, verdict, words }; // prettier-ignore
}

const fired = (now: number): Sight => ({
  state: 'red',
  words: 'it would have fired at 2026-11-29T12:57:30Z for {instance="payments-attestor-7c9f:9102",job="attestor"}',
  atMs: now - 21 * minute,
  seen: [
    { atMs: now - 23 * minute, words: 'true for {instance="payments-attestor-7c9f:9102",job="attestor"}, value 0.93', sequence: null }, // prettier-ignore
    { atMs: now - 21 * minute, words: 'fires, greatest value 0.99, least 0.91', sequence: null },
    { atMs: now - 20 * minute, words: 'payments-attestor: die, exit code 137', sequence: 905 },
  ],
});

const control = (id: string, now: number, more: Partial<Control>): Control => ({ id, target: { kind: 'trigger', key: 't-errors' }, title: id, words: '', by: engineer, at: now - 8 * minute, action: null, removed: null, proofs: [], attested: null, ...more }); // prettier-ignore

const controls = (now: number): [Control, PresentControl][] => [
  [
    control('AttestorMemoryAbove90Percent', now, { proofs: [proofOf(now, fired(now))] }),
    { definition: 'd1', words: 'container_memory_working_set_bytes{job="attestor"} / container_spec_memory_limit_bytes > 0.9', provable: true, now: quiet(now) }, // prettier-ignore
  ],
  [
    control('AttestorRestartsOften', now, { proofs: [proofOf(now, { state: 'green', words: 'it stays quiet over 96 evaluations, its condition never held', atMs: null, seen: [] })] }), // prettier-ignore
    { definition: 'd1', words: 'more than 5 restarts in 15 min of a container payments-attestor', provable: true, now: quiet(now) }, // prettier-ignore
  ],
  [
    control('Memory of the attestor against its limit', now, { target: { kind: 'probe', planId: 'p', phaseId: 'smoke', itemId: 'memory' }, proofs: [proofOf(now, { state: 'unknown', words: 'no look by metrics at the same thing was recorded during it; 14 looked at something else', atMs: null, seen: [] })] }), // prettier-ignore
    { definition: 'd1', words: 'Phase IX, smoke/memory: metrics, value < 0.9', provable: true, now: { state: 'unknown', words: 'it was last looked at before the incident was over; look again', atMs: null, seen: [] } }, // prettier-ignore
  ],
  [
    control('GatewayRefusesSignatures', now, { proofs: [proofOf(now, fired(now))] }),
    { definition: 'd2', words: 'sum(rate(gateway_refused_total[5m])) > 3', provable: true, now: quiet(now) },
  ],
  [
    control('Memory of payments-attestor against its limit', now, { target: { kind: 'playbook_entry', class: 'attestor.health', entry: 'e1' }, attested: { by: 'Platform lead', at: now, words: 'found the cause with it within two minutes', definition: 'd1' } }), // prettier-ignore
    { definition: 'd1', words: 'Check first: Memory of payments-attestor against its limit', provable: false, now: { state: 'unknown', words: '', atMs: null, seen: [] } }, // prettier-ignore
  ],
];

function learningOf(id: string, now: number, which: readonly [Control, PresentControl][], open: boolean): Learning {
  const history = [{ at: now - 9 * minute, by: engineer, words: 'added' }];
  return {
    ...emptyLearning(id),
    sequence: 10,
    causes: [
      { text: 'The rollout was too fast.', by: 'Platform lead', at: now - 14 * minute, superseded: true },
      { text: 'The image 2.14.0-rc.3 reads all keys into memory at its start. With more than four hundred keys that is over the limit of the container: it is killed, started, and killed again.', by: engineer, at: now - 9 * minute, superseded: false }, // prettier-ignore
    ],
    factors: ['The limit was set when a tenant had forty keys', 'The canary had one tenant only', 'Memory was on no dashboard that anybody watches'], // prettier-ignore
    lesson: 'A canary has to hold the largest tenant, not the quietest.',
    entries: [{ list: 'never_again', text: 'No rollout of the attestor on a canary without the largest tenant' }],
    actions: [
      { id: 'a1', kind: 'prevent', words: 'Read keys as they are asked for', owner: 'Second on-call engineer of the payments platform', dueMs: now + 12 * day, status: open ? 'open' : 'done', reason: open ? '' : 'in 2.14.0', history }, // prettier-ignore
      { id: 'a2', kind: 'detect', words: 'Watch the memory of the attestor against its limit, in every environment in which it runs', owner: '', dueMs: now - 2 * day, status: open ? 'open' : 'done', reason: '', history }, // prettier-ignore
      { id: 'a3', kind: 'mitigate', words: 'Double the memory', owner: 'Platform lead', dueMs: null, status: 'declined', reason: 'it only moves the cliff', history }, // prettier-ignore
    ],
    controls: which.map(([one]) => one),
  };
}

function detailOf(id: string, now: number, which: readonly [Control, PresentControl][], open: boolean): LearningDetail {
  const learning = learningOf(id, now, which, open);
  const shown = which.map(([one, present]) => ({ control: one, ...controlState(one, present), defined: present.words, provable: present.provable, now: present.now })); // prettier-ignore
  const recurrences: LearningDetail['recurrences'] = [
    {
      incident: { id: 'incident-3', number: 3, title: 'Attestor out of memory after the cache grew', closedAt: now - 22 * day }, // prettier-ignore
      daysBetween: 22,
      controls: [
        { title: 'AttestorMemoryAbove80Percent', kind: 'trigger', told: 'silent', words: 'no firing was recorded; see whether it was watched at that time', sequence: null }, // prettier-ignore
        { title: 'The attestor answers', kind: 'item of a plan', told: 'told', words: 'it failed at 2026-11-29T12:56:02Z: status was 503, wanted == 200', sequence: 904 }, // prettier-ignore
        { title: 'Look at the memory first', kind: 'playbook entry', told: 'unknown', words: 'words tell nobody by themselves', sequence: null }, // prettier-ignore
      ],
    },
  ];
  return { learning, controls: shown, closeReasons: closeReasons(learning, shown.map(({ control: { title }, state }) => ({ title, state }))), recurrences }; // prettier-ignore
}

const playbooks = (now: number): PlaybookRow[] => [
  {
    key: 'attestor.health',
    class: 'attestor.health',
    gone: [],
    sequence: 5,
    entries: [
      { id: 'e1', list: 'check_first', text: 'Memory of payments-attestor against its limit', incident: { id: 'incident-3', number: 3 }, by: 'engine', at: now - 22 * day, revision: 1 }, // prettier-ignore
      { id: 'e2', list: 'check_first', text: 'Whether the last image was built from main', incident: null, by: 'Platform lead', at: now - 20 * day, revision: 2 }, // prettier-ignore
      { id: 'e3', list: 'never_again', text: 'No rollout while the error budget is spent', incident: { id: 'incident-5', number: 5 }, by: 'engine', at: now - 9 * day, revision: 1 }, // prettier-ignore
    ],
    counts: { incidents: 9, open: 2, closed: 4, replayable: 6, proven: 3, repeats: 2 },
    incidents: [{ id: 'incident-12', number: 12, title: 'Attestations fail', status: 'active', declaredAt: now }],
  },
  { key: 'gateway.tls', class: 'gateway.tls', gone: [], sequence: 6, entries: [], counts: { incidents: 1, open: 1, closed: 0, replayable: 0, proven: 0, repeats: 0 }, incidents: [] }, // prettier-ignore
];

function postMortemOf(told: Told, learning: LearningDetail, now: number): PostMortemDetail {
  const incident = told.incident();
  const timeline = incidentTimeline({ incident, merged: [], events: told.events, zone: 'UTC', asOf: null });
  const made = generatedSections({ incident, learning, timeline, asOf: null });
  const text = '# In short\n\nThe new image reads **all** keys at its start.\n\n- the first pod died after 40 s\n- the second one before the first was back\n\n`exit code 137`'; // prettier-ignore
  const written = { what_happened: { text, by: engineer, at: now - 3 * minute, revision: 2, regenerated: false } };
  const postMortem: PostMortem = { ...emptyPostMortem(incident.id), status: 'in_review', statusSince: now - 2 * minute, statusBy: engineer, written, sequence: 20 }; // prettier-ignore
  const sections = sectionNames.map((name) =>
    name === 'what_happened'
      ? { name, text, generated: false, by: engineer, at: now - 3 * minute, revision: 2 }
      : { name, text: made[name], generated: true, by: null, at: null, revision: 0 },
  );
  return { postMortem, title: `INC-${incident.number} ${incident.title}`, sections };
}

function learnt(scenario: Scenario, now: number): Scenario {
  const made = incidentsMakers['incidents-twelve']?.(scenario, now) ?? scenario;
  const all = controls(now);
  const failing = all.slice(1, 4);
  const details = new Map([
    ['incident-12', detailOf('incident-12', now, all, true)],
    ['incident-8', detailOf('incident-8', now, failing, true)],
    ['incident-9', { ...detailOf('incident-9', now, all.slice(0, 1), false), recurrences: [] }],
  ]);
  const told = made.incidents.told.find((one) => one.incident().number === 12);
  const detail = details.get('incident-12');
  const postMortems = new Map(told === undefined || detail === undefined ? [] : [['incident-12', postMortemOf(told, detail, now)]]); // prettier-ignore
  return { ...made, learning: { now, details, postMortems, playbooks: playbooks(now) } };
}

export const learningMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  'learning-full': learnt,
};
