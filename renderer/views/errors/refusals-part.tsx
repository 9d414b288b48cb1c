// What was refused last, with the reason; of each only what finds its producer is shown, never an input.
import type { ErrorRefusal } from '#shared/model/errors/error-ingest.ts';
import { outcomeWords } from '#shared/model/errors/error-ingest.ts';
import { Moment } from '../../components/clock-context.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';

/** A file is named by its path. */
const wayWords: Record<string, string> = { http: 'HTTP', otlp: 'OpenTelemetry', engine: 'this console' };

export function RefusalsPart({ refused }: { refused: number }) {
  const { operations } = useConsole();
  const answer = useAnswer<ErrorRefusal[]>(refused === 0 ? null : `refusals ${refused}`, () => operations.errorRefusals());
  const shown = answer.value ?? [];
  if (refused === 0) return null;
  return (
    <section aria-label="Refused last">
      <h2>Refused last</h2>
      {answer.state === 'refused' ? <p role="alert">They could not be read: {answer.reason}</p> : null}
      <div className="errors-scroll">
        <table className="errors-table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Way</th>
              <th scope="col">Reason</th>
              <th scope="col">Of it</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, 20).map((one) => (
              <tr key={one.key}>
                <td><Moment at={one.at} /></td>
                <td>{wayWords[one.source] ?? one.source}</td>
                <td>
                  {outcomeWords[one.reason as 'too_large'] ?? one.reason}: {one.detail}
                </td>
                <td>{one.excerpt === '' ? <span className="quiet">nothing to show</span> : <code>{one.excerpt}</code>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
} // prettier-ignore
