// Looks into a panel: each query as it was sent, what came of it, how long it took, and what Prometheus said of it.
import type { Panel } from '#shared/model/dashboard/panel.ts';
import { durationText } from '#shared/model/duration.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { durationInWords, grouped } from '../../components/times.ts';
import { activeEnvironment } from '../../state/environment-stores.ts';
import type { PanelTarget, TargetAnswer } from '../../state/panel-answers.ts';
import { useConsole } from '../../state/use-console.ts';
import type { PanelAnswerHold } from '../../state/use-panel-answer.ts';
import { openInExplore } from './panel-choices.ts';
import { targetAsCurl, type PanelQuestions } from './questions-of.ts';
import type { AnswerFacts } from './shown-series.ts';

export interface InspectDialogProps {
  title: string;
  panel: Panel;
  asks: PanelQuestions;
  hold: PanelAnswerHold;
  facts: AnswerFacts | null;
  onClose: () => void;
}

export function InspectDialog({ title, panel, asks, hold, facts, onClose }: InspectDialogProps) {
  const stores = useConsole();
  const url = activeEnvironment(stores.environment)?.prometheusUrl ?? null;
  const hidden = panel.queries.filter((query) => query.hidden).length;
  const explore = (): void => {
    onClose();
    openInExplore(stores, asks.questions);
  };
  return (
    <Dialog title={title === '' ? 'Panel without a title' : title} onClose={onClose} wide>
      <div className="dialog-body inspect">
        <p>
          {asks.questions.length === 0 ? 'It asks nothing. ' : null}
          {hold.answeredAt === null ? 'It has no answer yet.' : <>Answered at <Moment at={hold.answeredAt} />{facts?.reduced ? `; ${grouped(facts.samples)} samples, reduced to what can be drawn` : ''}.</>}
          {hold.failure === null ? null : <span className="state-error"> The last question came to nothing: {hold.failure.reason}</span>}
          {hidden === 0 ? null : ` ${grouped(hidden)} hidden ${hidden === 1 ? 'query is' : 'queries are'} not asked.`}
        </p>
        {asks.questions.length === 0 ? null : <p className="quiet">{scrapeWords(asks)}</p>}
        {asks.questions.map((target) => (
          <Target key={target.refId} target={target} answer={hold.answer?.targets.find((one) => one.target.refId === target.refId)} url={url} />
        ))}
        {panel.notes.length === 0 ? null : (
          <section aria-label="Import notes">
            <h3>Import notes</h3>
            <ul className="report">
              {panel.notes.map(({ path, words }) => (
                <li key={`${path} ${words}`}>
                  {words} <code className="quiet">{path}</code>
                </li>
              ))}
            </ul>
          </section>
        )}
        <footer className="dialog-foot">
          <Button disabled={asks.questions.length === 0 ? 'it asks nothing' : null} onClick={explore}>
            Open in Explore
          </Button>
          <Button disabled={hold.askedAt === null ? null : 'it is being asked'} onClick={hold.again}>
            Ask again
          </Button>
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </footer>
      </div>
    </Dialog>
  );
} // prettier-ignore

function Target({
  target,
  answer,
  url,
}: {
  target: PanelTarget;
  answer: TargetAnswer | undefined;
  url: string | null;
}) {
  const curl = targetAsCurl(url, target);
  return (
    <section className="inspect-target" aria-label={`Query ${target.refId}`}>
      <h3>
        Query {target.refId}, {target.kind}
      </h3>
      <pre tabIndex={0}>{target.query}</pre>
      {target.written === target.query ? null : (
        <details>
          <summary>As the dashboard has it</summary>
          <pre tabIndex={0}>{target.written}</pre>
        </details>
      )}
      <p>{answerWords(target, answer)}</p>
      {warningsOf(answer).map((words) => (
        <p key={words} className="state-inconclusive">
          {words}
        </p>
      ))}
      <div className="row-of-buttons">
        <CopyButton what="as curl" text={curl} />
        <CopyButton what="the query" text={target.query} />
      </div>
    </section>
  );
}

/** By what steps go that nobody wrote down. */
function scrapeWords({ scrape: { everyMs, told } }: PanelQuestions): string {
  const every = durationText(everyMs);
  return told
    ? `Steps that are not written down go by the ${every} in which most targets are scraped.`
    : `How often targets are scraped is not known; ${every} are assumed for steps that are not written down.`;
}

function answerWords({ kind, stepMs }: PanelTarget, answer: TargetAnswer | undefined): string {
  if (answer === undefined) return `Not answered yet; a step of ${durationText(stepMs)}.`;
  const { result } = answer;
  const took = `took ${durationInWords(answer.tookMs)}`;
  if (result.kind === 'refused') return `Refused, ${took}: ${result.reason}`;
  if (result.kind === 'instant') return `${grouped(result.instant.totalRows)} rows, ${took}`;
  const { series, totalSeries, totalSamples, stepMs: drawnMs, sampling } = result.frame;
  const step = sampling?.everyMs ?? drawnMs;
  const shown = totalSeries > series.length ? `${grouped(series.length)} of ${grouped(totalSeries)} series` : `${grouped(totalSeries)} series`;
  return `${shown}, ${grouped(totalSamples)} samples, a step of ${durationText(step)}, ${took}${kind === 'range' ? '' : ', at one moment'}`;
} // prettier-ignore

function warningsOf(answer: TargetAnswer | undefined): string[] {
  if (answer === undefined || answer.result.kind === 'refused') return [];
  const { warnings, infos } = answer.result.kind === 'range' ? answer.result.frame : answer.result.instant;
  return [...warnings.map((words) => `Prometheus warns: ${words}`), ...infos.map((words) => `Prometheus notes: ${words}`)]; // prettier-ignore
}
