// One connection to a port of a pod, as a stream: one WebSocket with a data and an error channel, each begun by the
// server with the port's number.
import { Duplex } from 'node:stream';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ClusterChanger } from './change-cluster.ts';
import { podChannels } from './pod-channels.ts';

const protocols = ['v4.channel.k8s.io'];
const channel = { data: 0, error: 1 };
const portBytes = 2;

/** @throws OpsError where the API server or the pod refuses. A refusal that comes later ends the stream with an OpsError. */
export async function dialPod(
  changer: Pick<ClusterChanger, 'socket'>,
  { namespace, pod, port }: { namespace: string; pod: string; port: number },
): Promise<Duplex> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/portforward?ports=${port}`;
  const channels = podChannels(await changer.socket(path, protocols));
  let room: (() => void) | null = null;

  const stream = new Duplex({
    read: () => {
      room?.();
      room = null;
    },
    write: (bytes: Buffer, _encoding, done) => {
      channels.send(channel.data, bytes).then(() => done(), done);
    },
    // There is no half of an end in this protocol: what the pod still has to say comes until it closes.
    final: (done) => done(),
    destroy: (error, done) => {
      channels.close();
      done(error);
    },
  });
  void pump();
  return stream;

  async function pump(): Promise<void> {
    const begun = new Set<number>();
    for await (const { channel: from, bytes } of channels.messages) {
      const rest = begun.has(from) ? bytes : bytes.subarray(portBytes);
      begun.add(from);
      if (rest.length === 0 || stream.destroyed) continue;
      if (from === channel.error)
        return void stream.destroy(new OpsError('unavailable', rest.toString('utf8').slice(0, 300)));
      if (!stream.push(rest)) await new Promise<void>((resolve) => (room = resolve));
    }
    if (!stream.destroyed) stream.push(null);
  }
}
