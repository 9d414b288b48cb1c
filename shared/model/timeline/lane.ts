// The rows of the timeline: in which of them an event stands, how much it matters, and what kind of statement it is. Every
// event has a place: a type that nobody knows stands in the lane of its source. Pure; words are in event-words.ts.

/** In the order in which they are read: what hurts first, who looks last. */
export const laneNames = ['incident', 'triggers', 'errors', 'probes', 'metrics', 'changes', 'actions', 'docker', 'kubernetes', 'notes', 'engine'] as const; // prettier-ignore
export type LaneName = (typeof laneNames)[number];

export const laneWords: Record<LaneName, string> = {
  incident: 'Incident',
  triggers: 'Triggers',
  errors: 'Errors',
  probes: 'Probes and readiness',
  metrics: 'Metrics and criteria',
  changes: 'Changes',
  actions: 'Actions of people',
  docker: 'Docker',
  kubernetes: 'Kubernetes',
  notes: 'Notes of people',
  engine: 'Console and record',
};

/** From what is merely so to what someone has to act on at once. */
export const severities = ['info', 'attention', 'action', 'urgent'] as const;
export type Severity = (typeof severities)[number];

/** Which members of an event's data decide on its place; read without the rest, which may be large. */
export const hintFields = ['outcome', 'verdict', 'bad', 'change', 'exitCode', 'ok', 'action', 'severity', 'to', 'source'] as const; // prettier-ignore
export type Hints = Partial<Record<(typeof hintFields)[number], unknown>>;

/** Moves on with any change of the rules below: what was derived by older ones is derived anew. */
export const placeRules = 3;

export interface EventPlace {
  lane: LaneName;
  severity: Severity;
}

export function placeOfEvent(type: string, source: string, hints: Hints): EventPlace {
  return { lane: laneOf(type, source, hints), severity: severityOf(type, hints) };
}

const byPerson = (source: string): boolean => source === 'person' || source.startsWith('person:');

const lanesOfTypes: readonly (readonly [RegExp, LaneName])[] = [
  [/^note\.|^incident\.said$/, 'notes'],
  [/^incident\.|^control\.|^learning\./, 'incident'],
  [/^trigger\.(pending|firing|resolved|cleared|no_data|error|known|missed)$/, 'triggers'],
  [/^trigger\.(acknowledged|snoozed|unsnoozed|muted)$/, 'actions'],
  [/^error/, 'errors'],
  [/^item\.(ticked|unticked)$|^criterion\.(ticked|unticked)$/, 'actions'],
  [/^item\.|^run\.|^probe\./, 'probes'],
  [
    /^criterion\.|^objective\.judged$|^baseline\.compared$|^soak\.(judged|finished|started|stopped)$|^samples?\./,
    'metrics',
  ],
  [
    /^(trigger|plan|dashboard|scrape|environment|criteria|objective|baseline|soak|query)\.|^demo\.|^flag\.|^deploy/,
    'changes',
  ],
  [/^(action|lock|terminal|forward|secret)\./, 'actions'],
  [/^docker\.|^container\./, 'docker'],
  [/^kubernetes\./, 'kubernetes'],
  [/^(engine|record|source|shell|retention|bundle|review|backup)\./, 'engine'],
];

/** What somebody made of an object, as opposed to what became of it. */
const changesOfObjects = new Set(['image', 'scale', 'rollout', 'config', 'replicas', 'spec', 'create', 'rename']);

function laneOf(type: string, source: string, { change, action, source: about }: Hints): LaneName {
  // What is told of a source stands where its events stand, so that a gap is seen beside what may be missing.
  if (type.startsWith('source.')) return laneOfSource(type, typeof about === 'string' ? about : '');
  if (/^(kubernetes|docker|object|objects)\./.test(type)) {
    const what = typeof change === 'string' ? change : typeof action === 'string' ? action : '';
    if (changesOfObjects.has(what)) return 'changes';
  }
  const known = lanesOfTypes.find(([pattern]) => pattern.test(type));
  return known === undefined ? laneOfSource(type, source) : known[1];
}

function laneOfSource(type: string, source: string): LaneName {
  if (byPerson(source)) return 'actions';
  if (source.startsWith('probe:')) return 'probes';
  const about = `${source} ${type}`;
  if (about.includes('kube')) return 'kubernetes';
  if (about.includes('docker')) return 'docker';
  if (about.includes('prometheus') || about.includes('metric')) return 'metrics';
  return 'engine';
}

const fixed: Record<string, Severity> = {
  'trigger.firing': 'action',
  'trigger.pending': 'attention',
  'trigger.no_data': 'attention',
  'trigger.error': 'attention',
  'trigger.missed': 'attention',
  'engine.gap': 'attention',
  'record.gap': 'action',
  'source.gap': 'attention',
  'run.interrupted': 'attention',
  'samples.gap': 'attention',
  'engine.error': 'attention',
  'error.first_seen': 'action',
  'error.regressed': 'action',
  'error.refused': 'attention',
  'error.gap': 'attention',
  'error.conflict': 'urgent',
  'incident.declared': 'urgent',
  'incident.opened': 'urgent',
};

function severityOf(type: string, hints: Hints): Severity {
  if (type === 'trigger.firing' && /^(critical|page|urgent)$/.test(String(hints.severity))) return 'urgent';
  const known = fixed[type];
  if (known !== undefined) return known;
  const said = severities.find((one) => one === hints.severity);
  if (said !== undefined && !type.startsWith('trigger.')) return said;
  if (type === 'docker.changed') return dockerSeverity(hints);
  if (type === 'source.state') return hints.to === 'live' || hints.to === 'connecting' ? 'info' : 'attention';
  return outcomeSeverity(hints);
}

function dockerSeverity({ action, exitCode }: Hints): Severity {
  if (action === 'oom' || action === 'health_status: unhealthy') return 'action';
  return (action === 'die' || action === 'found_ended') && exitCode !== 0 && exitCode !== null ? 'action' : 'info';
}

function outcomeSeverity({ outcome, verdict, bad, ok }: Hints): Severity {
  const came = outcome ?? verdict;
  if (came === 'fail' || came === 'failed' || came === 'not_met' || bad === true || ok === false) return 'action';
  return came === 'error' || came === 'inconclusive' || came === 'not_proven' ? 'attention' : 'info';
}

/** Types that people put at a time other than that of writing: their data say when it happened, as `occurredAt`. */
export const backdatedTypes: readonly string[] = ['incident.said', 'incident.reached', 'incident.moved'];

/** When an event happened, as far as it says; epoch milliseconds. */
export function happenedAt({ type, time, data }: { type: string; time: number; data: unknown }): number {
  if (!backdatedTypes.includes(type)) return time;
  const { occurredAt, word } = Object(data) as Record<string, unknown>;
  const said = (Object(word) as Record<string, unknown>)['occurredAt'] ?? occurredAt;
  return typeof said === 'number' && Number.isFinite(said) ? Math.round(said) : time;
}

/** Seen by an instrument, concluded by a rule, or said by a person, who may have said more of how sure it is. */
export const statements = ['fact', 'inference', 'hearsay', 'supposition', 'word'] as const;
export type Statement = (typeof statements)[number];
export const statementWords: Record<Statement, string> = {
  fact: 'fact',
  inference: 'inference',
  hearsay: 'hearsay',
  supposition: 'supposition',
  word: 'said',
};

export function statementOf(type: string, source: string, epistemic: unknown): Statement {
  const said = statements.find((one) => one === epistemic);
  if (said !== undefined) return said;
  // That a person did it was seen here; what a person says of the world was not.
  if (/^note\.|^incident\./.test(type) && byPerson(source)) return 'word';
  return /^(trigger\.(pending|firing|resolved|cleared|no_data|missed)|criterion\.judged|objective\.judged|baseline\.compared|soak\.(judged|finished)|run\.finished)$/.test(type)
    ? 'inference'
    : 'fact'; // prettier-ignore
}
