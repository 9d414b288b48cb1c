// Alerts of a rule set as a list: what fires, what is pending, since when; it decides nothing.
import { Glyph } from '../glyph.tsx';
import { Ago } from '../clock-context.tsx';
import { MiddleText } from '../middle-text.tsx';
import { LabelWords } from './label-words.tsx';

export interface ShownAlert {
  key: string;
  name: string;
  state: 'firing' | 'pending' | 'inactive' | 'unknown';
  /** Epoch milliseconds; null where it is not known. */
  since: number | null;
  labels: Readonly<Record<string, string>>;
  /** What its author wrote of it. */
  summary: string;
}

const signs = { firing: 'fail', pending: 'waiting', inactive: 'pass', unknown: 'inconclusive' } as const;
const words = { firing: 'firing', pending: 'pending', inactive: 'not firing', unknown: 'not known' };

export function AlertPanel({ label, alerts }: { label: string; alerts: readonly ShownAlert[] }) {
  return (
    <ul className="panel-alerts" aria-label={label} tabIndex={0}>
      {alerts.map(({ key, name, state, since, labels, summary }) => (
        <li key={key} className={`panel-alert panel-alert-${state}`}>
          <Glyph name={signs[state]} />
          <div>
            <p className="panel-alert-name">
              <strong>
                <MiddleText text={name} />
              </strong>
              <span className="quiet">
                {words[state]}
                {since === null ? null : (
                  <>
                    {' '}
                    for <Ago at={since} suffix="" />
                  </>
                )}
              </span>
            </p>
            {summary === '' ? null : <p>{summary}</p>}
            <LabelWords labels={labels} />
          </div>
        </li>
      ))}
    </ul>
  );
}
