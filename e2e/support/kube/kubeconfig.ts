// The kubeconfig text of a fake cluster, as a user would have it in a file.
import { stringify } from 'yaml';

export interface KubeconfigChanges {
  /** In place of the token. */
  user?: object;
  /** Over the server and its CA. */
  cluster?: object;
  namespace?: string;
}

export function kubeconfigText(
  server: { url: string; caPem: string; token: string },
  more: KubeconfigChanges = {},
): string {
  const cluster = {
    server: server.url,
    'certificate-authority-data': Buffer.from(server.caPem).toString('base64'),
    ...more.cluster,
  };
  const context = {
    cluster: 'fake',
    user: 'fake',
    ...(more.namespace === undefined ? {} : { namespace: more.namespace }),
  };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'fake',
    clusters: [{ name: 'fake', cluster }],
    users: [{ name: 'fake', user: more.user ?? { token: server.token } }],
    contexts: [{ name: 'fake', context }],
  });
}
