// One thing that did not work: what, why, and for a plan every place that is wrong and what is allowed there.
import type { PlanProblem } from '#shared/model/plan.ts';
import { Button } from './button.tsx';
import { Glyph } from './glyph.tsx';
import { grouped } from './times.ts';

export interface ProblemListProps {
  what: string;
  why: string;
  file: string;
  problems: PlanProblem[];
  onDismiss: () => void;
}

export function ProblemList({ what, why, file, problems, onDismiss }: ProblemListProps) {
  return (
    <div className="trouble" role="alert">
      <Glyph name="fail" label="did not work" />
      <div className="trouble-words">
        <strong>{what}</strong>
        {why === ''
          ? ` was refused: ${grouped(problems.length)} ${problems.length === 1 ? 'place' : 'places'}`
          : `: ${why}`}
        {problems.length === 0 ? null : (
          <ol className="problems">
            {problems.map((problem) => (
              <li key={`${problem.line}:${problem.column}:${problem.message}`}>
                <code className="problem-place">
                  {file}:{problem.line}:{problem.column}
                </code>
                <span>
                  {problem.message}
                  {problem.path === '' ? null : <code className="quiet"> {problem.path}</code>}
                </span>
              </li>
            ))}
          </ol>
        )}
      </div>
      <Button icon="close" kind="quiet" label={`Dismiss: ${what}`} onClick={onDismiss} />
    </div>
  );
}
