// Which clusters there are to test against: the fake always, a real one where READYROOM_E2E_KUBECONFIG names its kubeconfig.
import { startFakeCluster } from '../kube/fake-cluster.ts';
import { writeKubeconfig } from '../kube-engine.ts';
import { openClusterUnderTest, type ClusterUnderTest, type Images } from './cluster-under-test.ts';

export interface ClusterChoice {
  name: string;
  isFake: boolean;
  open: () => Promise<ClusterUnderTest>;
}

async function openFake(): Promise<ClusterUnderTest> {
  const fake = await startFakeCluster({ pods: 40, metricsApi: true, stepMs: 60, progressDeadlineMs: 60_000 });
  const kubeconfig = writeKubeconfig(fake.kubeconfig());
  const cluster = await openClusterUnderTest({ name: 'the fake cluster', kubeconfig, context: null, images: imagesOf({}), patienceMs: 15_000, fake }); // prettier-ignore
  return {
    ...cluster,
    end: async () => {
      await cluster.end();
      await fake.stop();
    },
  };
}

/** READYROOM_E2E_IMAGE for clusters that reach no registry: then nothing else is pulled. */
function imagesOf(env: Record<string, string | undefined>): Images {
  const own = env['READYROOM_E2E_IMAGE'];
  const pause = env['READYROOM_E2E_PAUSE_IMAGE'] ?? (own === undefined ? 'registry.k8s.io/pause:3.10' : null);
  return { pause, busybox: own ?? 'busybox:1.36' };
}

/** `env`: READYROOM_E2E_CONTEXT for another context than the current one. */
export function clustersToTest(env: Record<string, string | undefined>): ClusterChoice[] {
  const kubeconfig = env['READYROOM_E2E_KUBECONFIG'] ?? '';
  const fake: ClusterChoice = { name: 'the fake cluster', isFake: true, open: openFake };
  if (kubeconfig === '') return [fake];
  const name = `the real cluster of ${kubeconfig}`;
  const place = { name, kubeconfig, context: env['READYROOM_E2E_CONTEXT'] ?? null, images: imagesOf(env), patienceMs: 180_000, fake: null }; // prettier-ignore
  return [fake, { name, isFake: false, open: () => openClusterUnderTest(place) }];
}
