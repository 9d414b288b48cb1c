// Every path that names no stored resource: health, discovery, access reviews and metrics.
import { isAllowed, rulesFor } from './access.ts';
import { bodyOf, sendJson, type Call } from './answer.ts';
import { serveMetrics } from './serve-metrics.ts';
import { discoveryOf } from './serve-discovery.ts';
import { noSuchPath } from './status.ts';

const healthPaths = ['/readyz', '/livez', '/healthz'];
const reviews = '/apis/authorization.k8s.io/v1/';

export async function serveOthers(call: Call): Promise<void> {
  const { path, request, response, world } = call;
  if (request.method === 'GET' && healthPaths.includes(path)) {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('ok');
    return;
  }
  if (request.method === 'POST' && path === `${reviews}selfsubjectaccessreviews`) return reviewAccess(call);
  if (request.method === 'POST' && path === `${reviews}selfsubjectrulesreviews`) return reviewRules(call);
  if (request.method !== 'GET') throw noSuchPath();
  const discovered = discoveryOf(path, world.metricsApi);
  if (discovered !== null) return sendJson(call, 200, discovered);
  if (world.metricsApi && path.startsWith('/apis/metrics.k8s.io/v1beta1/')) return serveMetrics(call);
  throw noSuchPath();
}

interface AccessReview {
  spec?: {
    resourceAttributes?: {
      verb?: string;
      group?: string;
      resource?: string;
      subresource?: string;
      namespace?: string;
      name?: string;
    };
  };
}

async function reviewAccess(call: Call): Promise<void> {
  const review = await bodyOf<AccessReview>(call);
  const { verb = '', group = '', resource = '', subresource, namespace = '' } = review.spec?.resourceAttributes ?? {};
  const full = subresource === undefined || subresource === '' ? resource : `${resource}/${subresource}`;
  const allowed = isAllowed(call.world.faults, { verb, group, resource: full, namespace });
  await sendJson(call, 201, {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: review.spec ?? {},
    status: { allowed, reason: allowed ? 'RBAC: allowed by ClusterRoleBinding "ops" of ClusterRole "admin"' : '' },
  });
}

async function reviewRules(call: Call): Promise<void> {
  const review = await bodyOf<{ spec?: { namespace?: string } }>(call);
  await sendJson(call, 201, {
    kind: 'SelfSubjectRulesReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: review.spec ?? {},
    status: {
      resourceRules: rulesFor(call.world.faults, review.spec?.namespace ?? ''),
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/version', '/readyz', '/livez', '/api', '/apis'] }],
      incomplete: false,
    },
  });
}
