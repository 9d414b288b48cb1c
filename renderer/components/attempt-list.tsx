// Every look of one result, in order: one line each.
import type { Attempt } from '#shared/model/run.ts';
import { Moment } from './clock-context.tsx';
import { Glyph, glyphWords } from './glyph.tsx';
import { durationInWords } from './times.ts';

export function AttemptList({ attempts }: { attempts: Attempt[] }) {
  if (attempts.length === 0) return null;
  return (
    <section>
      <h3>{attempts.length === 1 ? 'One attempt' : `${attempts.length} attempts`}</h3>
      <ol className="attempts">
        {attempts.map((attempt) => (
          <li key={attempt.startedAt}>
            <Glyph name={attempt.outcome} label={glyphWords[attempt.outcome]} />
            <span className="attempt-at">
              <Moment at={attempt.startedAt} />
            </span>
            <span className="attempt-took">{durationInWords(attempt.durationMs)}</span>
            <span>{attempt.reason}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
