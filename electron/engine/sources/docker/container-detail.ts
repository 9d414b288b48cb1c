// A container in full, as it is shown when opened: what an inspection says, without the values of its environment.
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import { timeOf, type Inspected } from './container-shapes.ts';

const outputLimitChars = 4096;
const checksKept = 5;

export function detailOf(
  container: Container,
  found: Inspected,
  more: { digests: string[]; readAt: number },
): ContainerDetail {
  const policy = found.HostConfig.RestartPolicy;
  const retries = policy?.MaximumRetryCount ?? 0;
  return {
    container,
    imageId: found.Image,
    digests: more.digests,
    command: [found.Path, ...(found.Args ?? [])].filter((part) => part !== ''),
    workingDir: found.Config.WorkingDir,
    restartPolicy: `${policy?.Name || 'no'}${retries > 0 ? `:${retries}` : ''}`,
    envNames: (found.Config.Env ?? []).toSorted(),
    mounts: (found.Mounts ?? []).map((mount) => ({
      type: mount.Type,
      source: mount.Source,
      destination: mount.Destination,
      readOnly: !mount.RW,
    })),
    networks: Object.entries(found.NetworkSettings?.Networks ?? {}).map(([name, network]) => ({
      name,
      address: network.IPAddress,
    })),
    healthLog: (found.State.Health?.Log ?? []).slice(-checksKept).map((check) => ({
      at: timeOf(check.Start) ?? more.readAt,
      exitCode: check.ExitCode,
      output: check.Output.slice(0, outputLimitChars),
    })),
    readAt: more.readAt,
  };
}
