// The road to a service inside a cluster: through the proxy of its API server, with GET alone. Whoever may read the service's
// proxy may ask it; nothing has to be published.
import { Readable } from 'node:stream';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Opened } from '../kubernetes/cluster-client.ts';
import type { Send } from './call.ts';

/** An answer of the API server as it comes, of whatever status. @throws OpsError */
export type OpenInCluster = (path: string, signal: AbortSignal) => Promise<Opened>;

const silenceLimitMs = 10_000;

/** @param url `kubernetes://NAMESPACE/SERVICE:PORT/prefix`; `https:SERVICE:PORT` where the service speaks TLS. */
export function sendThroughCluster(url: URL, open: OpenInCluster): Send {
  return async ({ path, method, body, signal }) => {
    if (method === 'DELETE') throw new OpsError('denied', 'nothing is changed through the API of Kubernetes');
    if (method === 'POST' && !/\/api\/v1\/(query|query_range)$/.test(path))
      throw new OpsError('denied', 'nothing is changed through the API of Kubernetes');
    const [, service = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(path) ?? [];
    const proxied = `/api/v1/namespaces/${encodeURIComponent(url.host)}/services/${encodeURIComponent(service)}/proxy${rest}`;
    // A form is a query as well, and needs no permission to create anything.
    const query = body === null ? '' : `${rest.includes('?') ? '&' : '?'}${body}`;
    const opened = await open(`${proxied}${query}`, signal);
    return { status: opened.status, headers: {}, body: Readable.from(opened.chunks(() => silenceLimitMs)) };
  };
}
