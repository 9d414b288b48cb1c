// How much an operator should mind, as a word in a frame of its own weight: never by colour alone.
import type { OperatorSeverity } from '#shared/model/errors/ops-models.ts';

export const SeverityMark = ({ severity }: { severity: OperatorSeverity }) => (
  <em className={`error-mark error-mark-${severity}`}>{severity}</em>
);
