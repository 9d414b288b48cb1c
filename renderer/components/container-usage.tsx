// What a container uses, as cells: a figure, or a dash that says why there is none.
import type { ContainerStats } from '#shared/model/container-stats.ts';
import { useContainerStats } from './stats-context.ts';
import { coresInWords, sizeInWords } from './times.ts';

const unseen = 'only rows in sight are measured';

export function CpuCell({ containerKey }: { containerKey: string }) {
  const stats = useContainerStats(containerKey);
  const cores = stats?.cpuCores ?? null;
  const share = cores === null ? '' : `${Math.round(cores * 100)} % of one core`;
  return <Figure stats={stats} words={cores === null ? null : coresInWords(cores)} hover={share} />;
}

export function MemoryCell({ containerKey }: { containerKey: string }) {
  const stats = useContainerStats(containerKey);
  const { memoryBytes: used = null, memoryLimitBytes: limit = null } = stats ?? {};
  const share = used === null || !limit ? '' : `${Math.round((used / limit) * 100)} % of ${sizeInWords(limit)}`;
  return (
    <Figure stats={stats} words={used === null ? null : sizeInWords(used)} hover={share || 'its limit is not known'} />
  );
}

interface FigureProps {
  stats: ContainerStats | undefined;
  words: string | null;
  hover: string;
}

function Figure({ stats, words, hover }: FigureProps) {
  if (words === null) {
    const reason = stats?.reason || unseen;
    return (
      <span className="usage-none" title={`Not known: ${reason}`} role="img" aria-label={`not known: ${reason}`}>
        –
      </span>
    );
  }
  const old = stats?.state !== 'live';
  return (
    <span className={old ? 'usage-old' : ''} title={old ? `${hover}; old: ${stats?.reason ?? unseen}` : hover}>
      {words}
    </span>
  );
}
