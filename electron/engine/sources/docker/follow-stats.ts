// Follows what one container uses: a sample a second, for as long as it is open. Begins and ends on request only.
import type { AnswerStream, EngineReader } from './read-engine.ts';
import { splitLines } from './split-lines.ts';
import { readSample, type StatsSample } from './stats-sample.ts';

/** @throws OpsError as the reader; also for a container that is not there. */
export function followStats(
  reader: EngineReader,
  id: string,
  onSample: (sample: StatsSample) => void,
): Promise<AnswerStream> {
  const take = (line: string): void => {
    const sample = readSample(line);
    if (sample) onSample(sample);
  };
  // What is too long to be a sample is none; without samples what is shown turns stale.
  return reader.follow(
    `/containers/${encodeURIComponent(id)}/stats?stream=1`,
    splitLines(take, () => undefined),
  );
}
