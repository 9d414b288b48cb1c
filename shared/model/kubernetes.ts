// Kubernetes objects as the tables show them, and how fresh each kind is. A row is made where the object arrives; the
// whole object is read only when a person opens it.
import { z } from 'zod';
import { freshnessSchema } from './system.ts';
import type { TroubleKind } from './watch.ts';

const epochMs = z.number();

/** Every kind that can be followed, by the plural name under which the API server has it. */
export const kubeKinds = [
  'nodes',
  'namespaces',
  'pods',
  'deployments',
  'statefulsets',
  'daemonsets',
  'replicasets',
  'jobs',
  'cronjobs',
  'services',
  'endpointslices',
  'ingresses',
  'configmaps',
  'secrets',
  'persistentvolumeclaims',
  'horizontalpodautoscalers',
  'poddisruptionbudgets',
  'events',
] as const;
export const kubeKindSchema = z.enum(kubeKinds);
export type KubeKind = (typeof kubeKinds)[number];

/** `ended`: done by intention, e.g. a completed pod. `unknown` is never shown as healthy. */
export const kubeHealths = ['ok', 'progressing', 'trouble', 'ended', 'unknown'] as const;
export type KubeHealth = (typeof kubeHealths)[number];

export interface ObjectRef {
  /** As the object itself says it, e.g. `Pod`. */
  kind: string;
  namespace: string | null;
  name: string;
  uid: string;
}

interface WorkloadCells {
  desired: number;
  current: number;
  ready: number;
  updated: number;
  available: number;
  images: string[];
  revision: string | null;
  paused: boolean;
}

export interface ContainerEnd {
  container: string;
  /** As the kubelet names it, e.g. `OOMKilled`. */
  reason: string;
  exitCode: number | null;
}

/** What the table of each kind shows beside name, namespace, status and age. Sizes in bytes, CPU in cores. */
export interface KubeCells {
  nodes: {
    ready: 'True' | 'False' | 'Unknown';
    roles: string[];
    version: string;
    cordoned: boolean;
    taints: number;
    pressures: string[];
    cpuCores: number;
    memoryBytes: number;
    podCapacity: number;
  };
  namespaces: { phase: string };
  pods: {
    phase: string;
    ready: number;
    containers: number;
    restarts: number;
    lastRestartAt: number | null;
    /** How the container that ended last did; null where none ended. */
    lastEnd: ContainerEnd | null;
    node: string | null;
    ip: string | null;
    images: string[];
    containerNames: string[];
  };
  deployments: WorkloadCells;
  statefulsets: WorkloadCells;
  daemonsets: WorkloadCells;
  replicasets: WorkloadCells;
  jobs: {
    completions: number;
    succeeded: number;
    failed: number;
    active: number;
    startedAt: number | null;
    finishedAt: number | null;
  };
  cronjobs: {
    schedule: string;
    suspended: boolean;
    active: number;
    lastScheduledAt: number | null;
    lastSucceededAt: number | null;
  };
  services: {
    type: string;
    clusterIp: string | null;
    addresses: string[];
    ports: string[];
    selector: Record<string, string>;
  };
  endpointslices: { service: string | null; ready: number; notReady: number; ports: string[] };
  ingresses: { className: string | null; hosts: string[]; addresses: string[] };
  /** Names of keys only; values never leave the API server's answer. */
  configmaps: { keys: string[] };
  secrets: { type: string; keys: string[] };
  persistentvolumeclaims: {
    phase: string;
    volume: string | null;
    capacityBytes: number | null;
    storageClass: string | null;
    accessModes: string[];
  };
  horizontalpodautoscalers: { target: string; min: number; max: number; current: number; desired: number };
  poddisruptionbudgets: {
    minAvailable: string | null;
    maxUnavailable: string | null;
    allowed: number;
    currentHealthy: number;
    desiredHealthy: number;
  };
  events: {
    type: string;
    reason: string;
    message: string;
    count: number;
    object: ObjectRef;
    firstAt: number;
    lastAt: number;
    from: string;
  };
}

export interface KubeRow<K extends KubeKind = KubeKind> {
  /** The object's uid. */
  key: string;
  kind: K;
  namespace: string | null;
  name: string;
  /** The resourceVersion this row was made of. */
  version: string;
  createdAt: number;
  /** When it was asked to go; null while nobody asked. */
  deletedAt: number | null;
  labels: Record<string, string>;
  /** The controller that owns it. */
  owner: ObjectRef | null;
  /** One word as people know it from kubectl, e.g. `CrashLoopBackOff`. */
  status: string;
  health: KubeHealth;
  /** What is wrong, worst first, in words; empty when nothing is seen to be. */
  troubles: string[];
  /** Of each trouble, in the same order, what kind it is; absent when there is none. */
  troubleKinds?: TroubleKind[];
  /** Since when the object itself says that it is so; absent where it does not. */
  troubledSince?: number;
  cells: KubeCells[K];
}

/** Rows are made by the engine alone and there are tens of thousands: the edge checks their identity, not every cell. */
export const kubeRowSchema = z.custom<KubeRow>(
  (value) => typeof value === 'object' && value !== null && 'key' in value && 'kind' in value && 'cells' in value,
);

/** How a user of the kubeconfig proves who they are. A command runs only after a person agreed to it. */
export const kubeAuthSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['none', 'token', 'token_file', 'certificate', 'basic', 'oidc']) }),
  z.object({
    kind: z.literal('exec'),
    argv: z.array(z.string()),
    /** The executable that was found for it, or null and why. */
    path: z.string().nullable(),
    problem: z.string(),
    installHint: z.string(),
    /** Of what would run; agreed to as a whole. */
    digest: z.string(),
    agreed: z.boolean(),
  }),
  z.object({ kind: z.literal('unsupported'), problem: z.string() }),
]);
export type KubeAuth = z.infer<typeof kubeAuthSchema>;

export const kubeContextSchema = z.object({
  name: z.string(),
  cluster: z.string(),
  server: z.string(),
  /** SHA-256 of the cluster's CA, null where the system's are used; absent where it was not read. */
  caDigest: z.string().nullable().optional(),
  user: z.string(),
  namespace: z.string().nullable(),
  /** The one that the kubeconfig names as current. */
  current: z.boolean(),
  auth: kubeAuthSchema,
  /** Why it cannot be used; empty when it can. */
  problem: z.string(),
});
export type KubeContext = z.infer<typeof kubeContextSchema>;

export const kubeConfigSchema = z.object({
  /** Every file that was looked at, in order, with what was found. */
  files: z.array(z.object({ path: z.string(), answer: z.string(), used: z.boolean() })),
  contexts: z.array(kubeContextSchema),
});
export type KubeConfigView = z.infer<typeof kubeConfigSchema>;

export const kubeConnectionSchema = z.object({
  key: z.literal('kubernetes'),
  state: freshnessSchema,
  since: epochMs,
  reason: z.string(),
  seenAt: epochMs.nullable(),
  /** When it is dialled again; null while it is not waiting. */
  retryAt: epochMs.nullable(),
  context: z.string().nullable(),
  server: z.string().nullable(),
  /** Empty for all. */
  namespaces: z.array(z.string()),
  version: z.string().nullable(),
  user: z.string().nullable(),
  proxy: z.string().nullable(),
  /** SHA-256 of the cluster's CA as the kubeconfig has it; null where the system's are used. */
  caDigest: z.string().nullable(),
  /** Certificates are not checked: shown as a red banner. */
  unverified: z.boolean(),
  /** Whether metrics.k8s.io answers. */
  usage: z.boolean(),
});
export type KubeConnection = z.infer<typeof kubeConnectionSchema>;

export const kubeKindStatusSchema = z.object({
  key: kubeKindSchema,
  state: freshnessSchema,
  since: epochMs,
  reason: z.string(),
  seenAt: epochMs.nullable(),
  retryAt: epochMs.nullable(),
  /** Objects known; while the first list is read, those that came so far. */
  count: z.int(),
  /** As the server told it; null where it did not. */
  expected: z.int().nullable(),
  /** Where only some namespaces may be read, these; null for the whole cluster. */
  namespaces: z.array(z.string()).nullable(),
  events: z.int(),
  relists: z.int(),
  reconnects: z.int(),
});
export type KubeKindStatus = z.infer<typeof kubeKindStatusSchema>;

export const kubeObjectSchema = z.object({
  row: kubeRowSchema,
  /** Whole, without managedFields; values of secrets and configmaps are replaced by their sizes. */
  yaml: z.string(),
  json: z.string(),
  conditions: z.array(
    z.object({
      type: z.string(),
      status: z.string(),
      reason: z.string(),
      message: z.string(),
      since: epochMs.nullable(),
    }),
  ),
  containers: z.array(
    z.object({
      name: z.string(),
      image: z.string(),
      init: z.boolean(),
      state: z.string(),
      ready: z.boolean(),
      restarts: z.int(),
      exitCode: z.int().nullable(),
      lastEnd: z.string(),
      envNames: z.array(z.string()),
      ports: z.array(z.string()),
    }),
  ),
  readAt: epochMs,
  /** Set for one of the past: its row and its versions were recorded; conditions and containers here say nothing. */
  notRecorded: z.boolean().optional(),
});
export type KubeObject = z.infer<typeof kubeObjectSchema>;

export const kubeUsageSchema = z.object({
  /** `namespace/name` of a pod, the name of a node. */
  key: z.string(),
  cpuCores: z.number(),
  memoryBytes: z.number(),
  at: epochMs,
});
export type KubeUsage = z.infer<typeof kubeUsageSchema>;
