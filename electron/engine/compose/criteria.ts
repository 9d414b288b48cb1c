// Wires criteria, objectives, baselines and soak tests to the record and to Prometheus.
import { join } from 'node:path';
import type { DefinitionSample } from '#shared/contract/criteria.ts';
import { createCriteriaBoard, type CriteriaBoard } from '../criteria/criteria-board.ts';
import { createFailingNotices, type FailingNoticesOptions } from '../criteria/failing-notices.ts';
import { readSamples } from '../criteria/samples.ts';
import { createBaselineBoard, type BaselineBoard } from '../baselines/baseline-board.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import { createObjectiveBoard, type ObjectiveBoard } from '../objectives/objective-board.ts';
import { createSoakBoard, type SoakBoard } from '../soaks/soak-board.ts';
import type { Recording } from './recording.ts';

export interface Criteria {
  board: CriteriaBoard;
  objectives: ObjectiveBoard;
  baselines: BaselineBoard;
  soaks: SoakBoard;
  samples: () => DefinitionSample[];
  close: () => void;
}

export interface CriteriaOptions {
  resourcesDir: string;
  reader: MetricsReader;
  /** The active environment, by its name. */
  environment: () => string;
  /** The desktop, and whether it is to be told nothing. */
  notices: Omit<FailingNoticesOptions, 'now'>;
}

export function createCriteria(
  recording: Recording,
  { resourcesDir, reader, environment, notices }: CriteriaOptions,
): Criteria {
  const { read, writer, journal, redactor, now, onDefect } = recording;
  const safeText = (text: string): string => redactor.text(text).text;
  const common = { read, writer, journal, reader, now, later, safeText, onDefect, onFailing: createFailingNotices({ ...notices, now }) }; // prettier-ignore
  const board = createCriteriaBoard(common);
  const objectives = createObjectiveBoard(common);
  const baselines = createBaselineBoard({ ...common, environment });
  const soaks = createSoakBoard(common);
  return {
    board,
    objectives,
    baselines,
    soaks,
    samples: () => readSamples(join(resourcesDir, 'criteria')),
    close: () => {
      for (const part of [board, objectives, baselines, soaks]) part.close();
    },
  };
}

function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
