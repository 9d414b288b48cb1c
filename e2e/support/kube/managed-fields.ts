// Field ownership as servers keep it: the part of an object that nobody reads and everybody transfers.
import type { Container } from './shapes.ts';

type FieldSet = { [field: string]: FieldSet };

const status: FieldSet = {
  'f:conditions': Object.fromEntries(
    ['ContainersReady', 'Initialized', 'PodReadyToStartContainers', 'Ready'].map((type) => [
      `k:{"type":"${type}"}`,
      { '.': {}, 'f:lastProbeTime': {}, 'f:lastTransitionTime': {}, 'f:status': {}, 'f:type': {} },
    ]),
  ),
  'f:containerStatuses': {},
  'f:hostIP': {},
  'f:phase': {},
  'f:podIP': {},
  'f:podIPs': { '.': {}, 'k:{"ip":"10.20.30.40"}': { '.': {}, 'f:ip': {} } },
  'f:startTime': {},
};

const environmentWords = ['DATABASE', 'CACHE', 'QUEUE', 'METRICS', 'TRACING', 'FEATURE', 'LIMIT', 'UPSTREAM'];

/** Entries for a pod of these containers, about that many bytes of JSON; none when it is under 300. */
export function managedFieldsFor(
  containers: readonly Container[],
  sizeBytes: number,
  time: string,
): unknown[] | undefined {
  if (sizeBytes < 300) return undefined;
  const environment: FieldSet = { '.': {} };
  const spec: FieldSet = {
    'f:containers': Object.fromEntries(
      containers.map(({ name }, at) => [
        `k:{"name":"${name}"}`,
        {
          '.': {},
          'f:image': {},
          'f:imagePullPolicy': {},
          'f:name': {},
          ...(at === 0 ? { 'f:env': environment } : {}),
        },
      ]),
    ),
    'f:restartPolicy': {},
    'f:schedulerName': {},
  };
  const entry = (manager: string, fieldsV1: FieldSet, subresource?: string): object => ({
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource === undefined ? {} : { subresource }),
  });
  const entries = [
    entry('kube-controller-manager', { 'f:metadata': { 'f:labels': {}, 'f:ownerReferences': {} }, 'f:spec': spec }),
    ...(sizeBytes < 1200 ? [] : [entry('kubelet', { 'f:status': status }, 'status')]),
  ];
  const one = 75;
  const missing = Math.max(0, Math.round((sizeBytes - JSON.stringify(entries).length) / one));
  for (let at = 0; at < missing; at += 1) {
    const word = environmentWords[at % environmentWords.length];
    environment[`k:{"name":"${word}_SETTING_${at}"}`] = { '.': {}, 'f:name': {}, 'f:value': {} };
  }
  return entries;
}
