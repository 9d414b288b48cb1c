// What is said of a question that the past does not answer: what changes something is denied, what reads was not recorded.
import type { Moment } from '#shared/model/moment.ts';
import { OpsError } from '#shared/model/ops-error.ts';

/** Questions about the console itself: they are the same at every moment, and none reaches a system that is watched. */
const passing =
  /^system\.(info|record)$|^reviews\.|^(triggers|criteria)\.samples$|^triggers\.notices$|^recorder\.((keeping|queries)\.feed|objects)$|^secrets\.list$|^logs\.close$|^terminals\.(output|resize|close)$/;

/** What reads; every other operation is taken for one that changes something. */
const reading =
  /\.(feed|get|list|items|notes|result|compare|export|containers|container|stats|images|volumes|networks|listChanges|contexts|connection|kinds|rows|object|usage|status|window|row|find|troubles|changes|workloads|locks|offers|output|discover|range|instant|annotations|coverage|labelNames|labelValues|metadata|targets|rules|alertmanager|previewSilence|series|metrics|samples|report|pdf|variables|notices|history|record|sources|diagnose|journal|density|events|page|lanes|suspects|tree|summary|health|correlation|similar|groups|group|risks|door|propose|open)$/;

const words: Record<string, string> = {
  plans: 'plans',
  checklist: 'the checklist',
  runs: 'runs',
  docker: 'what Docker had',
  'docker.stats': 'what containers used',
  'docker.images': 'the images of Docker',
  'docker.volumes': 'the volumes of Docker',
  'docker.networks': 'the networks of Docker',
  kubernetes: 'what the cluster had',
  'kubernetes.contexts': 'the kubeconfig',
  'kubernetes.usage': 'what pods and nodes used',
  logs: 'the lines of a log',
  watch: 'the wall',
  environments: 'environments',
  actions: 'what could be done',
  terminals: 'a terminal',
  forwards: 'port-forwards',
  metrics: 'metrics',
  'metrics.targets': 'the targets of Prometheus',
  'metrics.rules': 'the rules of Prometheus',
  'metrics.metadata': 'kind and help of metrics',
  'metrics.alertmanager': 'alerts and silences of Alertmanager',
  'metrics.previewSilence': 'what a silence would hold back',
  'metrics.discover': 'where a Prometheus might be',
  scrapes: 'scraped endpoints',
  secrets: 'secrets',
  dashboards: 'dashboards',
  'dashboards.variables': 'what variables may be',
  triggers: 'triggers',
  criteria: 'criteria',
  incidents: 'incidents',
  errors: 'errors',
  learning: 'what was learnt',
  'learning.pdf': 'a PDF, which is made of the present,',
  timeline: 'the timeline',
  recorder: 'the state of the recorder',
  demo: 'the demo',
  'system.diagnose': 'a diagnosis',
  system: 'the state of the console',
};

/** What a dashboard asks is no fact of a moment; a bundle has dashboards of its own. */
const definitions = /^dashboards\.(feed|get|report|export)$/;

/** Whether an operation is the same at every moment and goes on as it is. */
export function passesThrough(path: readonly string[], { review }: Pick<Moment, 'review'>): boolean {
  const name = path.join('.');
  return passing.test(name) || (review === null && definitions.test(name));
}

/** Whether an operation only reads. `open` of a log reads, that of a plan or a terminal does not. */
export function onlyReads(path: readonly string[]): boolean {
  const name = path.join('.');
  return reading.test(name) && !['plans.open', 'terminals.open'].includes(name);
}

/** The refusal of a question that nothing recorded answers. */
export function refusedOfPast(path: readonly string[]): OpsError {
  if (!onlyReads(path)) return new OpsError('denied', 'The past cannot be changed: go back to live first.');
  const named = words[path.join('.')] ?? words[path[0] ?? ''] ?? 'this';
  return new OpsError('unavailable', `Not recorded: ${named} cannot be shown as of a past moment.`);
}
