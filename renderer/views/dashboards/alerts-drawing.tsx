// An alert list at work: asks Prometheus for its rules while it is in sight.
import { useMemo } from 'react';
import type { ShapeOf } from '#shared/model/dashboard/panel.ts';
import { AlertPanel } from '../../components/panels/alert-panel.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { PanelAsking, PanelWords } from '../../components/panels/panel-state.tsx';
import { Button } from '../../components/button.tsx';
import { grouped } from '../../components/times.ts';
import { rulesQuestion } from '../../state/panel-alerts.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { alertsOf } from './alerts-of.ts';

export interface AlertsDrawingProps {
  shape: ShapeOf<'alerts'>;
  title: string;
  round: number;
  inSight: boolean;
}

export function AlertsDrawing({ shape, title, round, inSight }: AlertsDrawingProps) {
  const { answer, answeredAt, failure, askedAt, again, cancel } = usePanelQuery(inSight ? rulesQuestion(round) : null, 0); // prettier-ignore
  const shown = useMemo(() => (answer === null ? null : alertsOf(answer, shape)), [answer, shape]);
  if (shown === null) {
    if (failure === null || askedAt !== null) return <PanelAsking what={title} onCancel={cancel} />;
    return (
      <PanelWords glyph="error" title="Could not look" action={<Button onClick={again}>Try again</Button>}>
        {failure.reason}
      </PanelWords>
    );
  }
  return (
    <div className={failure === null ? 'alerts-room' : 'alerts-room alerts-stale'}>
      {failure === null || answeredAt === null ? null : (
        <p className="panel-as-of" role="status">
          <Glyph name="stale" /> as of <Moment at={answeredAt} />: {failure.reason}
        </p>
      )}
      {shown.alerts.length === 0 ? <NoAlerts rules={shown.rules} states={shape.states} /> : <AlertPanel label={title} alerts={shown.alerts} />}
      {shown.more === 0 ? null : <p className="quiet">{grouped(shown.more)} more are not shown.</p>}
    </div>
  ); // prettier-ignore
}

/** Without a rule nothing can fire, which is no good news. */
function NoAlerts({ rules, states }: { rules: number; states: readonly string[] }) {
  if (rules === 0) return <PanelWords glyph="inconclusive" title="No rules">This Prometheus has no alerting rule that this list is about.</PanelWords>; // prettier-ignore
  return (
    <PanelWords glyph="pass" title={`None of ${grouped(rules)} ${rules === 1 ? 'rule' : 'rules'} is ${states.join(' or ')}`} />
  ); // prettier-ignore
}
