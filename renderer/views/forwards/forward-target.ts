// Whether a port of this machine can lead to a thing, and to which of its ports.
import type { ForwardTarget } from '#shared/model/forward.ts';
import type { Watched } from '#shared/model/watch.ts';
import { cellsOf } from '../../components/kube-row.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { openObject } from '../changes/targets.ts';

export const forwardKinds = ['pods', 'services', 'deployments', 'statefulsets', 'daemonsets', 'replicasets'] as const;
type ForwardKind = ForwardTarget['kind'];
const kindOf = (kind: string): ForwardKind | undefined => forwardKinds.find((one) => one === kind);

/** What is known of the target before a port is chosen; null for things that no port leads to. */
export function forwardTargetOf(stores: ConsoleStores, target: Watched): { target: ForwardTarget; ports: number[] } | null {
  const kind = kindOf(target.kind);
  if (target.source !== 'kubernetes' || kind === undefined || target.namespace === null) return null;
  const row = openObject(stores);
  const ports = kind === 'services' && row?.key === target.key ? cellsOf(row, 'services').ports.flatMap(portOf) : [];
  return { target: { kind, namespace: target.namespace, name: target.name, port: ports[0] ?? 80 }, ports };
} // prettier-ignore

/** `8080/TCP`, `http 80:30080/TCP`: the first number is the service's own port. UDP cannot be forwarded. */
export function portOf(text: string): number[] {
  const found = /(?<port>\d{1,5})(?::\d+)?(?:\/(?<protocol>\w+))?/.exec(text)?.groups;
  const port = Number(found?.['port']);
  return found?.['protocol']?.toUpperCase() === 'UDP' || !(port > 0 && port < 65_536) ? [] : [port];
}

export function askForward(
  { dialog }: Pick<ConsoleStores, 'dialog'>,
  target: ForwardTarget | null,
  ports: number[],
): void {
  dialog.setState({ open: { kind: 'start-forward', target, ports } });
}
