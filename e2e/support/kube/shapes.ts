// The parts of Kubernetes objects that the fake reads or writes itself; everything else in them is passed through.

export type Fields = Record<string, unknown>;
export type Labels = Record<string, string>;

export type OwnerReference = {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
};

export type Metadata = {
  name: string;
  namespace?: string;
  generateName?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Labels;
  annotations?: Labels;
  ownerReferences?: OwnerReference[];
  managedFields?: unknown[];
};

/** As stored: without kind and apiVersion, which the server puts in front where the wire has them. */
export type KubeObject = { metadata: Metadata; spec?: Fields; status?: Fields; [field: string]: unknown };

/** What a writer must bring; the store fills in the rest. */
export type NewObject = Omit<KubeObject, 'metadata'> & {
  metadata: Partial<Metadata> & { name: string };
  [field: string]: unknown;
};

export type Condition = {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime: string;
  lastUpdateTime?: string;
  lastHeartbeatTime?: string;
  lastProbeTime?: string | null;
  observedGeneration?: number;
};

export type Container = {
  name: string;
  image: string;
  ports?: { name?: string; containerPort: number }[];
  [field: string]: unknown;
};

export type ContainerState = {
  running?: { startedAt: string };
  waiting?: { reason: string; message?: string };
  terminated?: {
    exitCode: number;
    reason: string;
    startedAt: string;
    finishedAt: string;
    containerID?: string;
    message?: string;
  };
};

export type ContainerStatus = {
  name: string;
  image: string;
  imageID: string;
  containerID?: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: ContainerState;
  lastState: ContainerState;
};

export type PodSpec = { nodeName?: string; containers: Container[]; [field: string]: unknown };

export type PodStatus = {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  reason?: string;
  conditions: Condition[];
  containerStatuses?: ContainerStatus[];
  podIP?: string;
  startTime?: string;
  [field: string]: unknown;
};

export type Pod = KubeObject & { spec: PodSpec; status: PodStatus };

export type PodTemplate = {
  metadata: { labels: Labels; annotations?: Labels };
  spec: PodSpec;
};

export type WorkloadSpec = {
  replicas?: number;
  selector: { matchLabels: Labels };
  template: PodTemplate;
  [field: string]: unknown;
};

export type Workload = KubeObject & { spec: WorkloadSpec; status: Fields };

/** The owner that runs an object, or null. */
export const controllerOf = (object: KubeObject): OwnerReference | null =>
  object.metadata.ownerReferences?.find((owner) => owner.controller === true) ?? null;

let lastSecond = 0;
let lastText = '1970-01-01T00:00:00Z';

/** Seconds are the wire's precision of times. Objects repeat their times, so the last one is kept. */
export function wireTime(at: number): string {
  const second = Math.floor(at / 1000);
  if (second !== lastSecond) {
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
    lastSecond = second;
  }
  return lastText;
}
