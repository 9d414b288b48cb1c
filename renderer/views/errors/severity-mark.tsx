// How much an operator should mind, as a word in a frame of its own weight: never by colour alone.
import type { OperatorSeverity } from '#shared/model/errors/ops-models.ts';

/** `settled`: it was so; nobody has to act on it now. */
export const SeverityMark = ({ severity, settled = false }: { severity: OperatorSeverity; settled?: boolean }) => (
  <em className={settled ? 'error-mark' : `error-mark error-mark-${severity}`}>{severity}</em>
);
