// Nodes and namespaces of the made-up cluster.
import type { Size } from './generate.ts';
import type { Random } from './random.ts';
import { wireTime, type Condition, type NewObject } from './shapes.ts';

const dayMs = 86_400_000;

export function generateNodes(size: Size, random: Random): NewObject[] {
  return Array.from({ length: size.nodes }, (_, at) => {
    const isControlPlane = at === 0;
    const name = isControlPlane ? 'control-1' : `node-${at}`;
    const isReady = size.nodes < 3 || at !== size.nodes - 1;
    return {
      metadata: {
        name,
        uid: random.uid(),
        creationTimestamp: wireTime(size.now - 40 * dayMs - at * 1000),
        labels: {
          'kubernetes.io/hostname': name,
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/os': 'linux',
          'topology.kubernetes.io/zone': `zone-${(at % 3) + 1}`,
          ...(isControlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
        },
      },
      spec: { podCIDR: `10.244.${at % 256}.0/24`, providerID: `fake://${name}` },
      status: nodeStatus(name, at, isReady, size.now),
    };
  });
}

function nodeStatus(name: string, at: number, isReady: boolean, now: number): NonNullable<NewObject['status']> {
  const room = { cpu: '8', memory: '32Gi', pods: '250', 'ephemeral-storage': '200Gi' };
  return {
    capacity: room,
    allocatable: room,
    addresses: [
      { type: 'InternalIP', address: `192.168.${Math.floor(at / 250)}.${(at % 250) + 2}` },
      { type: 'Hostname', address: name },
    ],
    conditions: conditions(isReady, now),
    nodeInfo: {
      kubeletVersion: 'v1.36.0',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      kernelVersion: '6.1.0-28-amd64',
      containerRuntimeVersion: 'containerd://2.1.4',
      architecture: 'amd64',
      operatingSystem: 'linux',
    },
  };
}

function conditions(isReady: boolean, now: number): Condition[] {
  const since = wireTime(now - (isReady ? 30 * dayMs : 11 * 60_000));
  const lastHeartbeatTime = wireTime(now - (isReady ? 20_000 : 12 * 60_000));
  const unknown = { reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' };
  const pressure = (type: string, reason: string): Condition => ({
    type,
    status: isReady ? 'False' : 'Unknown',
    ...(isReady ? { reason } : unknown),
    lastHeartbeatTime,
    lastTransitionTime: since,
  });
  return [
    pressure('MemoryPressure', 'KubeletHasSufficientMemory'),
    pressure('DiskPressure', 'KubeletHasNoDiskPressure'),
    pressure('PIDPressure', 'KubeletHasSufficientPID'),
    {
      type: 'Ready',
      status: isReady ? 'True' : 'Unknown',
      ...(isReady ? { reason: 'KubeletReady', message: 'kubelet is posting ready status' } : unknown),
      lastHeartbeatTime,
      lastTransitionTime: since,
    },
  ];
}

export const generateNamespaces = (names: string[], random: Random, now: number): NewObject[] =>
  names.map((name) => ({
    metadata: {
      name,
      uid: random.uid(),
      creationTimestamp: wireTime(now - 39 * dayMs),
      labels: { 'kubernetes.io/metadata.name': name },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }));
