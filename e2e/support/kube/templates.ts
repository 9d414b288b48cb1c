// Pod templates of the made-up workloads: images, ports, probes, environment and volumes such as clusters hold.
import type { Random } from './random.ts';
import type { Container, Fields, Labels, PodTemplate } from './shapes.ts';

const products = ['orders', 'billing', 'catalog', 'search', 'identity', 'mail', 'media', 'reports', 'stock', 'quotes'];
const parts = ['api', 'worker', 'web', 'gateway', 'cache', 'sync', 'indexer', 'scheduler', 'proxy', 'store'];

/** A different name for each number. */
export function appName(number: number): string {
  const product = products[number % products.length] ?? 'app';
  const part = parts[Math.floor(number / products.length + number) % parts.length] ?? 'api';
  const round = Math.floor(number / (products.length * parts.length));
  return round === 0 ? `${product}-${part}` : `${product}-${part}-${round + 1}`;
}

const probe = (path: string, periodSeconds: number): Fields => ({
  httpGet: { path, port: 'http', scheme: 'HTTP' },
  timeoutSeconds: 1,
  periodSeconds,
  successThreshold: 1,
  failureThreshold: 3,
});

function mainContainer(app: string, random: Random): Container {
  const version = `${1 + random.below(4)}.${random.below(30)}.${random.below(10)}`;
  return {
    name: app.split('-')[1] ?? 'app',
    image: `registry.example/${app}:${version}`,
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: app, key: 'url' } } },
    ],
    resources: { limits: { memory: '512Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
    livenessProbe: probe('/live', 10),
    readinessProbe: probe('/ready', 5),
    imagePullPolicy: 'IfNotPresent',
  };
}

const sidecar: Container = {
  name: 'metrics',
  image: 'registry.example/exporter:0.19.0',
  ports: [{ name: 'metrics', containerPort: 9100 }],
  resources: {},
  imagePullPolicy: 'IfNotPresent',
};

/** One app in five has a second container. */
export function podTemplate(app: string, labels: Labels, random: Random, restartPolicy = 'Always'): PodTemplate {
  const main = mainContainer(app, random);
  return {
    metadata: { labels },
    spec: {
      containers: random.below(5) === 0 ? [main, sidecar] : [main],
      restartPolicy,
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      serviceAccountName: 'default',
      schedulerName: 'default-scheduler',
    },
  };
}
