// What the cluster suite puts into its namespace: whole manifests that a namespace with the restricted Pod Security
// standard takes. What a container does is said by its script, which the fake understands too.
import type { Images, Manifest } from './cluster-under-test.ts';

const restricted = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: false,
  capabilities: { drop: ['ALL'] },
};
const podSecurity = {
  runAsNonRoot: true,
  runAsUser: 65_534,
  runAsGroup: 65_534,
  seccompProfile: { type: 'RuntimeDefault' },
};
const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '200m', memory: '64Mi' } };

interface Program {
  image: string;
  script?: string;
  port?: number;
}

function podSpec({ image, script, port }: Program, restartPolicy: 'Always' | 'Never'): Record<string, unknown> {
  const container = {
    name: 'main',
    image,
    imagePullPolicy: 'IfNotPresent',
    ...(script === undefined ? {} : { command: ['sh', '-c', script] }),
    ...(port === undefined ? {} : { ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }] }),
    ...(port === undefined ? {} : { readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 1 } }),
    resources,
    securityContext: restricted,
  };
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy,
    terminationGracePeriodSeconds: 1,
    securityContext: podSecurity,
    containers: [container],
  };
}

function deployment(name: string, replicas: number, program: Program): Manifest {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels }, spec: podSpec(program, 'Always') },
    },
  };
}

const stay = 'while true; do sleep 1; done';

export const manifests = {
  quiet: (name: string, replicas: number, images: Images): Manifest =>
    deployment(
      name,
      replicas,
      images.pause === null ? { image: images.busybox, script: stay } : { image: images.pause },
    ),
  counting: (name: string, { busybox }: Images): Manifest =>
    deployment(name, 1, { image: busybox, script: 'n=0; echo "ready to count"; while true; do n=$((n+1)); echo "tick $n"; sleep 1; done' }), // prettier-ignore
  crashing: (name: string, { busybox }: Images): Manifest =>
    deployment(name, 1, { image: busybox, script: 'echo "about to fall over"; exit 1' }),
  unpullable: (name: string): Manifest => deployment(name, 1, { image: 'registry.invalid/readyroom/none:missing' }),
  /** Answers with the name of its pod at /name.txt. */
  webServer: (name: string, replicas: number, { busybox }: Images): Manifest =>
    deployment(name, replicas, { image: busybox, port: 8080, script: 'hostname > /tmp/name.txt; exec httpd -f -p 8080 -h /tmp' }), // prettier-ignore
  service: (name: string): Manifest => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { app: name } },
    spec: { type: 'ClusterIP', selector: { app: name }, ports: [{ name: 'web', port: 80, targetPort: 'http', protocol: 'TCP' }] }, // prettier-ignore
  }),
  failingJob: (name: string, { busybox }: Images): Manifest => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: { app: name } },
    spec: {
      backoffLimit: 0,
      completions: 1,
      parallelism: 1,
      template: {
        metadata: { labels: { app: name } },
        spec: podSpec({ image: busybox, script: 'echo "cannot be done"; exit 1' }, 'Never'),
      },
    },
  }),
  /** With the annotation that `kubectl apply` leaves, which repeats every value. */
  configMap: (name: string, value: string): Manifest => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, annotations: applied({ data: { 'settings.yaml': value } }) },
    data: { 'settings.yaml': value },
    binaryData: { 'key.bin': Buffer.from(value).toString('base64') },
  }),
  secret: (name: string, value: string): Manifest => {
    const data = { password: Buffer.from(value).toString('base64') };
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      metadata: { name, annotations: applied({ data }) },
      data,
    };
  },
};

const applied = (object: unknown): Record<string, string> => ({
  'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object),
});
