// Health of components by what was heard of them, the worst first; decisions that failed; and what the plans say could break.
import { healthRuleText } from '#shared/model/errors/health-signal.ts';
import { severityRuleText } from '#shared/model/errors/operator-severity.ts';
import type { OpsDecisionOutcome, OpsHealthSignal, OpsRiskFinding } from '#shared/model/errors/ops-models.ts';
import { riskLevels } from '#shared/model/errors/ops-models.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { Ago } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { useAnswer, useConsole, useFeed } from '../../state/use-console.ts';
import { healthWords } from './error-words.ts';

const mostLines = 200;

export function HealthTab() {
  const { errors } = useConsole();
  const ingest = useAction('errors.ingest');
  const { entries, heardAt, state, reason } = useFeed(errors.health);
  if (state === 'refused') return <p className="empty">{reason}</p>;
  if (heardAt === null) return <Placeholder rows={8} waitingFor="what was heard of components" />;
  const signals = [...entries.values()].sort((a, b) => healthWords[a.status].rank - healthWords[b.status].rank || a.component.localeCompare(b.component)); // prettier-ignore
  return (
    <div className="errors-page" data-stale={state === 'live' ? undefined : true}>
      <section aria-label="Health of components">
        <h2>Components</h2>
        {signals.length === 0 ? (
          <>
            <p className="quiet">Nothing was heard of any component yet, so nothing is known of their health.</p>
            <p className="row-of-buttons">
              <ActionButton action={ingest} />
            </p>
          </>
        ) : (
          <Components signals={signals} />
        )}
        <p className="quiet errors-rule">
          {healthRuleText} {severityRuleText}
        </p>
      </section>
      <Decisions />
      <Risks />
    </div>
  );
}

function Components({ signals }: { signals: OpsHealthSignal[] }) {
  const { place } = useConsole();
  return (
    <>
      <table className="errors-table">
        <thead>
          <tr>
            <th scope="col">Health</th>
            <th scope="col">Component</th>
            <th scope="col">Why</th>
            <th scope="col" className="errors-right">Last heard</th>
            <th scope="col" className="errors-right">Last error</th>
          </tr>
        </thead>
        <tbody>
          {signals.slice(0, mostLines).map((one) => (
            <tr key={one.key}>
              <td>
                <span className={`error-state state-${healthWords[one.status].glyph}`}>
                  <Glyph name={healthWords[one.status].glyph} /> {healthWords[one.status].word}
                </span>
              </td>
              <td>
                <button type="button" className="link" onClick={() => place.go({ errorsTab: 'groups', errorFind: `component:${one.component}` })}>
                  {one.component}
                </button>
              </td>
              <td>{one.reason}</td>
              <td className="errors-right"><Ago at={one.lastHeardAt} /></td>
              <td className="errors-right">{one.lastErrorAt === null ? <span className="quiet">none</span> : <Ago at={one.lastErrorAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {signals.length > mostLines ? <p className="quiet">The worst {mostLines} of {grouped(signals.length)}.</p> : null}
    </>
  ); // prettier-ignore
}

function Decisions() {
  const { operations, place } = useConsole();
  const answer = useAnswer<OpsDecisionOutcome[]>('decisions', () => operations.errorDecisions());
  const shown = answer.value ?? [];
  return (
    <section aria-label="Decisions with errors">
      <h2>Decisions of the last 24 hours that an error names</h2>
      {answer.state === 'refused' ? <p role="alert">They could not be read: {answer.reason}</p> : null}
      {answer.state === 'here' && shown.length === 0 ? (
        <p className="quiet">No error names a decision. Decisions without an error are not known here.</p>
      ) : null}
      <ul className="errors-lines">
        {shown.slice(0, 50).map((one) => (
          <li key={one.key}>
            <span className={`error-state state-${one.outcome === 'failed' ? 'fail' : 'inconclusive'}`}>
              <Glyph name={one.outcome === 'failed' ? 'fail' : 'inconclusive'} /> {one.outcome}
            </span>
            <code>{one.decisionId}</code>
            <span>
              {one.reason}, in {one.components.join(', ')}
            </span>
            <Ago at={one.lastAt} />
            {one.correlationIds[0] === undefined ? (
              <span />
            ) : (
              <button
                type="button"
                className="link"
                onClick={() => place.go({ errorsTab: 'correlation', correlation: one.correlationIds[0] ?? null })}
              >
                What happened
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const riskGlyphs = { critical: 'fail', high: 'fail', medium: 'inconclusive', low: 'never' } as const;

function Risks() {
  const { operations, place } = useConsole();
  const answer = useAnswer<OpsRiskFinding[]>('risks', () => operations.errorRisks());
  const shown = (answer.value ?? []).toSorted((a, b) => riskLevels.indexOf(b.level) - riskLevels.indexOf(a.level));
  return (
    <section aria-label="What could break">
      <h2>What the plans say could break</h2>
      {answer.state === 'refused' ? <p role="alert">They could not be read: {answer.reason}</p> : null}
      {answer.state === 'here' && shown.length === 0 ? (
        <p className="quiet">No plan is open here, or every item of the open ones passed within the last day.</p>
      ) : null}
      <ul className="errors-lines">
        {shown.slice(0, mostLines).map((one) => (
          <li key={one.key}>
            <span className={`error-state state-${riskGlyphs[one.level]}`}>
              <Glyph name={riskGlyphs[one.level]} /> {one.level}
            </span>
            <button
              type="button"
              className="link"
              onClick={() => place.go({ view: 'readiness', planId: one.planId, selected: one.itemId === '' ? null : `${one.phaseId}/${one.itemId}` })} // prettier-ignore
            >
              {one.title}
            </button>
            <span>{one.reason}</span>
            {one.at === null ? <span className="quiet">never</span> : <Ago at={one.at} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
