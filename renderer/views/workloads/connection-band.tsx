// How fresh what is shown of Kubernetes is, which context it is, and the way to another; red where nothing proves who answers.
import { useAction } from '../../components/actions-context.ts';
import { Banner } from '../../components/banner.tsx';
import { ActionButton } from '../../components/button.tsx';
import { FreshnessBand } from '../../components/freshness-band.tsx';
import { kindWords } from '../../components/kube-kinds.ts';
import type { KubeConnection } from '#shared/model/kubernetes.ts';
import { SourceLock } from '../environment/source-lock.tsx';
import { connectionFreshness } from './kube-freshness.ts';
import type { WorkloadsScreen } from './use-workloads.ts';

export function ConnectionBand({ screen, kept }: { screen: WorkloadsScreen; kept: boolean }) {
  const { stores, place, connection, kinds } = screen;
  const retry = useAction('kube.retry');
  const another = useAction('kube.contexts');
  const leave = useAction('kube.disconnect');
  // The connection speaks for itself while it is not live; else the kind that is looked at does.
  const whole = connectionFreshness(stores);
  const kind = kinds.get(place.kind);
  const ofKind = whole.state === 'live' && !place.contexts;
  const { many } = kindWords[place.kind];
  return (
    <>
      {connection?.unverified === true ? (
        <Banner tone="bad" title="Certificates are not verified.">
          The kubeconfig says to skip it for {connection.context}: whoever answers at {connection.server} is believed.
        </Banner>
      ) : null}
      <FreshnessBand
        name={ofKind ? many : ['Kubernetes', connection?.context ?? ''].filter(Boolean).join(' ')}
        {...(ofKind ? { many: true, doing: `Reading the ${many}` } : {})}
        freshness={ofKind ? screen.freshness : whole}
        kept={kept}
        waitsFor={ofKind ? `the first list of ${many}` : 'an answer'}
        missing="nobody connected it"
        retryAt={connection?.retryAt ?? (ofKind ? (kind?.retryAt ?? null) : null)}
        action={<ActionButton action={retry} />}
      >
        <Where connection={connection} />
        <SourceLock source="kubernetes" />
        <ActionButton action={another} />
        <span className="band-leave">
          <ActionButton action={leave} />
        </span>
      </FreshnessBand>
    </>
  );
}

/** Which cluster this is, always in sight: the wrong one looks just like the right one. */
function Where({ connection }: { connection: KubeConnection | undefined }) {
  if (connection === undefined || connection.context === null) return null;
  const { context, server, user, version, namespaces, proxy, caDigest } = connection;
  const scope = namespaces.length === 0 ? 'all namespaces' : `only ${namespaces.join(', ')}`;
  const title = [
    `Server: ${server ?? 'not known'}`,
    `User: ${user ?? 'not known'}`,
    `Namespaces: ${scope}`,
    `Proxy: ${proxy ?? 'none'}`,
    `Authority: ${caDigest === null ? 'as this machine trusts' : `the kubeconfig's, SHA-256 ${caDigest}`}`,
  ].join('\n');
  return (
    <span className="where" title={title}>
      <strong>{context}</strong> <span className="quiet">{[version, scope].filter(Boolean).join(', ')}</span>
    </span>
  );
}
