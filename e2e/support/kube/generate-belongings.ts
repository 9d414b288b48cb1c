// What an app has besides its pods: a service and its endpoints, settings, a secret, and for some an ingress, a scaler, a budget.
import type { App, Plan } from './generate-apps.ts';
import { isReady } from './pods.ts';
import { wireTime, type Fields, type Metadata, type NewObject, type Pod } from './shapes.ts';

export function addBelongings(plan: Plan, app: App, number: number, pods: Pod[]): void {
  const { name, namespace } = app;
  const own = (more: Partial<Metadata> = {}): NewObject['metadata'] => ({
    name,
    namespace,
    uid: plan.random.uid(),
    creationTimestamp: wireTime(app.createdAt),
    labels: { app: name },
    ...more,
  });
  const ports = [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }];
  const clusterIP = `10.96.${number % 256}.${plan.random.below(250) + 2}`;
  plan.add('services', {
    metadata: own(),
    spec: { type: 'ClusterIP', clusterIP, clusterIPs: [clusterIP], selector: { app: name }, ports },
    status: { loadBalancer: {} },
  });
  plan.add('endpointslices', {
    metadata: own({ name: `${name}-${plan.random.suffix(5)}`, labels: { 'kubernetes.io/service-name': name } }),
    addressType: 'IPv4',
    endpoints: pods.filter(({ status }) => status.podIP !== undefined).map(endpoint),
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  });
  plan.add('configmaps', {
    metadata: own(),
    data: { 'app.yaml': `name: ${name}\nlogLevel: info\n`, 'features.json': '{}' },
  });
  plan.add('secrets', {
    metadata: own(),
    type: 'Opaque',
    data: { url: base64(`postgres://${name}:not-a-secret@database/${name}`), token: base64('not-a-secret-either') },
  });
  const target: Fields = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  if (number % 4 === 0) plan.add('ingresses', ingress(own(), name));
  if (number % 5 === 0) plan.add('horizontalpodautoscalers', scaler(own(), target, app.replicas));
  if (number % 3 === 0) plan.add('poddisruptionbudgets', budget(own(), name, pods));
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const endpoint = (pod: Pod): Fields => ({
  addresses: [pod.status.podIP],
  conditions: { ready: isReady(pod), serving: isReady(pod), terminating: false },
  nodeName: pod.spec.nodeName,
  targetRef: { kind: 'Pod', name: pod.metadata.name, namespace: pod.metadata.namespace, uid: pod.metadata.uid },
});

const ingress = (metadata: NewObject['metadata'], name: string): NewObject => ({
  metadata,
  spec: {
    ingressClassName: 'public',
    rules: [
      {
        host: `${name}.example.test`,
        http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } }] },
      },
    ],
  },
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.10' }] } },
});

const scaler = (metadata: NewObject['metadata'], scaleTargetRef: Fields, replicas: number): NewObject => ({
  metadata,
  spec: {
    scaleTargetRef,
    minReplicas: 1,
    maxReplicas: replicas + 4,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  },
  status: { currentReplicas: replicas, desiredReplicas: replicas, currentMetrics: [], conditions: [] },
});

const budget = (metadata: NewObject['metadata'], name: string, pods: Pod[]): NewObject => ({
  metadata,
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
  status: {
    currentHealthy: pods.filter(isReady).length,
    desiredHealthy: Math.max(0, pods.length - 1),
    disruptionsAllowed: pods.every(isReady) ? 1 : 0,
    expectedPods: pods.length,
    observedGeneration: 1,
  },
});
