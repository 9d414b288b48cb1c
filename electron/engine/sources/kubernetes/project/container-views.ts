// The containers of an opened pod, or of the pods that a workload makes, one line each.
import type { KubeObject } from '#shared/model/kubernetes.ts';
import { countOf, fieldsOf, listOf, textOf, type Fields } from './fields.ts';
import { endWords } from './pod-troubles.ts';

type ContainerView = KubeObject['containers'][number];

export function containersOf(object: Fields): ContainerView[] {
  const spec = podSpecOf(fieldsOf(object['spec']));
  const status = fieldsOf(object['status']);
  const view = (specs: unknown, statuses: unknown, init: boolean): ContainerView[] => {
    const known = new Map(listOf(statuses).map((item) => [textOf(fieldsOf(item)['name']), fieldsOf(item)]));
    return listOf(specs).map((item) => viewOf(fieldsOf(item), known.get(textOf(fieldsOf(item)['name'])), init));
  };
  return [
    ...view(spec['initContainers'], status['initContainerStatuses'], true),
    ...view(spec['containers'], status['containerStatuses'], false),
    ...view(spec['ephemeralContainers'], status['ephemeralContainerStatuses'], false),
  ];
}

/** Of the pod itself, of the template of a workload, or of that of a cron job's jobs. */
function podSpecOf(spec: Fields): Fields {
  if (spec['containers'] !== undefined) return spec;
  const jobSpec = fieldsOf(fieldsOf(spec['jobTemplate'])['spec']);
  const template = fieldsOf(spec['template'] ?? jobSpec['template']);
  return fieldsOf(template['spec']);
}

function viewOf(spec: Fields, status: Fields | undefined, init: boolean): ContainerView {
  const state = fieldsOf(status?.['state']);
  const lastEnd = fieldsOf(status?.['lastState'])['terminated'];
  const end = fieldsOf(state['terminated'] ?? lastEnd);
  const exitCode = countOf(end['exitCode'], Number.NaN);
  return {
    name: textOf(spec['name']),
    image: textOf(spec['image']),
    init,
    state: stateWords(state),
    ready: status?.['ready'] === true,
    restarts: Math.max(0, countOf(status?.['restartCount'])),
    exitCode: Number.isNaN(exitCode) ? null : exitCode,
    lastEnd: lastEnd === undefined ? '' : endWords(fieldsOf(lastEnd)),
    envNames: envNames(spec),
    ports: listOf(spec['ports']).map((item) => {
      const port = fieldsOf(item);
      const name = textOf(port['name']);
      return `${name === '' ? '' : `${name} `}${countOf(port['containerPort'])}/${textOf(port['protocol']) || 'TCP'}`;
    }),
  };
}

/** Empty where there is nothing to run yet, as in a template. */
function stateWords(state: Fields): string {
  if (state['running'] !== undefined) return 'running';
  if (state['terminated'] !== undefined) return `ended: ${endWords(fieldsOf(state['terminated']))}`;
  if (state['waiting'] === undefined) return '';
  const reason = textOf(fieldsOf(state['waiting'])['reason']);
  return reason === '' ? 'waiting' : `waiting: ${reason}`;
}

function envNames(spec: Fields): string[] {
  const named = listOf(spec['env']).map((item) => textOf(fieldsOf(item)['name']));
  const whole = listOf(spec['envFrom']).map((item) => {
    const entry = fieldsOf(item);
    const secret = textOf(fieldsOf(entry['secretRef'])['name']);
    return secret !== '' ? `all of secret ${secret}` : `all of config map ${textOf(fieldsOf(entry['configMapRef'])['name'])}`; // prettier-ignore
  });
  return [...named, ...whole];
}
