// One dashboard at work: its variables, its time, its panels. All of how it is looked at is in the address.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { DashboardDetail } from '#shared/model/dashboard/dashboard.ts';
import { allValue } from '#shared/model/dashboard/variable.ts';
import { layoutOf } from '#shared/model/dashboard/layout.ts';
import { isMoving, spanText } from '#shared/model/span.ts';
import { Button } from '../../components/button.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { createCrosshair, CrosshairContext } from '../../components/chart/crosshair.ts';
import type { Span } from '../../components/chart/chart-types.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import type { ConsoleStores } from '../../state/console.ts';
import { dashboardLookOf, type DashboardLook } from '../../state/dashboard-place.ts';
import { useConsole, useOtherMoment, useWhole } from '../../state/use-console.ts';
import { DashboardGrid } from './dashboard-grid.tsx';
import { DashboardHead } from './dashboard-head.tsx';
import { HappenedContext, useWhatHappened } from './happened.ts';
import { relookDashboard } from './relook.ts';
import { useAskedServer, useScrapeInterval } from './use-scrape-interval.ts';
import { useShownTime, type ShownTime } from './shown-time.ts';
import { VariableBar } from './variable-bar.tsx';
import { dependsOnTime, problemsNow, valuesNow } from './variables-now.ts';

export function DashboardScreen() {
  const stores = useConsole();
  const { state, value, reason } = useWhole(stores.dashboards.opened.store);
  const back = (): void => stores.place.go({ dashboard: null, dashboardAs: '', span: '' });
  // Answers of another Prometheus are none: with the environment everything begins anew.
  const asked = useAskedServer();
  if (value !== null)
    return <Opened key={`${value.summary.key} ${asked}`} detail={value} asked={asked} onBack={back} />;
  if (state !== 'refused') return <Placeholder rows={8} waitingFor="the dashboard" />;
  return (
    <div className="empty">
      <p role="alert">The dashboard could not be opened: {reason}</p>
      <div className="empty-actions">
        <Button onClick={() => stores.dashboards.opened.again()}>Try again</Button>
        <Button onClick={back}>Back to the list</Button>
      </div>
    </div>
  );
}

/** When the way to Prometheus opens there is something to ask, whatever the refresh is. */
function useAgainWhenLive({ sources }: ConsoleStores, again: () => void): void {
  const state = useStore(sources.store, ({ entries }) => entries.get('prometheus')?.state);
  const before = useRef(state);
  useEffect(() => {
    if (state === 'live' && before.current !== 'live') again();
    before.current = state;
  }, [state, again]);
}

function Opened({ detail, asked, onBack }: { detail: DashboardDetail; asked: string; onBack: () => void }) {
  const stores = useConsole();
  const { place, dialog, now } = stores;
  const { dashboard, summary } = detail;
  const { zone } = useClock();
  const { dashboardAs, span: wantedSpan } = useWhole(place.store);
  const look = useMemo(() => dashboardLookOf(dashboardAs), [dashboardAs]);
  const refresh = look.refresh ?? dashboard.refresh;
  const { moment } = useWhole(stores.clock.store);
  const time = useShownTime({ text: wantedSpan, own: dashboard.time, zone, refresh: moment === null ? refresh : '', now });
  useOtherMoment(time.again);
  const [crosshair] = useState(createCrosshair);
  useAgainWhenLive(stores, time.again);
  const answer = useVariables(stores, detail, look, wantedSpan, time, asked);
  const values = useMemo(() => valuesNow(dashboard.variables, answer), [dashboard, answer]);
  const problems = useMemo(() => problemsNow(dashboard.variables, answer), [dashboard, answer]);
  const sections = useMemo(() => layoutOf(dashboard, values, new Set(look.turned)), [dashboard, values, look.turned]);
  const { title, uid } = dashboard;
  const { key } = summary;
  const utc = zone === 'utc';
  const scrapeMs = useScrapeInterval(asked, time.round);
  const setting = useMemo(() => ({ span: time.span, moving: time.moving, dashboard: { key, title, uid }, utc, scrapeMs }), [time, key, title, uid, utc, scrapeMs]); // prettier-ignore
  const happened = useWhatHappened(dashboard, setting, values);
  const onEnlarge = useCallback((enlarged: string | null) => relookDashboard(stores, { enlarged }), [stores]);
  const onZoom = useCallback((span: Span) => place.go({ span: spanText(span) }), [place]);
  const onTurn = useCallback((key: string) => relookDashboard(stores, { turned: turnedNow(stores, key) }), [stores]);
  const choose = (name: string, chosen: string[]): void => relookDashboard(stores, { variables: { ...look.variables, [name]: chosen } }); // prettier-ignore
  const text = wantedSpan === '' ? `${dashboard.time.from}..${dashboard.time.to}` : wantedSpan;
  return (
    <div className="dash">
      <DashboardHead
        detail={detail}
        spanText={text}
        refresh={refresh}
        paused={isMoving(text) ? null : 'The time shown does not move, so it is not asked again.'}
        onBack={onBack}
        onNotes={() => dialog.setState({ open: { kind: 'dashboard-report', key: summary.key } })}
        onSpan={(span) => place.go({ span })}
        onRefresh={(every) => relookDashboard(stores, { refresh: every })}
        onNow={time.again}
      >
        <VariableBar variables={dashboard.variables} answer={answer} onChoose={choose} />
      </DashboardHead>
      {happened.problems.map((words) => (
        <p key={words} className="quiet dash-problem">
          {words}
        </p>
      ))}
      <HappenedContext value={happened}>
      <CrosshairContext value={crosshair}>
        <div className={look.enlarged === null ? 'dash-scroll' : 'dash-scroll dash-scroll-alone'}>
          {dashboard.counts.panels === 0 ? <p className="empty">This dashboard has no panels.</p> : null}
          <DashboardGrid sections={sections} setting={setting} round={time.round} problems={problems} enlarged={look.enlarged} {...{ onTurn, onEnlarge, onZoom }} />
        </div>
      </CrosshairContext>
      </HappenedContext>
    </div>
  );
} // prettier-ignore

function turnedNow({ place }: ConsoleStores, key: string): string[] {
  const { turned } = dashboardLookOf(place.store.getState().dashboardAs);
  return turned.includes(key) ? turned.filter((one) => one !== key) : [...turned, key];
}

/** Asked when the choice changes, with the time where they depend on it, and each round while one could not be read. */
function useVariables({ dashboards, operations }: ConsoleStores, detail: DashboardDetail, look: DashboardLook, text: string, time: ShownTime, asked: string) {
  const { variables } = dashboards;
  const answer = useWhole(variables.store);
  const { dashboard, summary } = detail;
  const some = dashboard.variables.length > 0;
  const failing = answer.value?.some(({ problem, options }) => problem !== null && options.every(({ value }) => value === allValue)) === true;
  const depends = dashboard.variables.some(dependsOnTime);
  const key = some ? `${summary.key} ${JSON.stringify([asked, look.variables, depends ? text : '', failing ? time.round : ''])}` : null;
  useEffect(() => {
    variables.want(key, () => operations.dashboardVariables(summary.key, look.variables, time.span));
    // The key says what is asked; the moments alone are no reason to ask again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [variables, key]);
  useEffect(() => () => variables.want(null, async () => []), [variables]);
  return answer;
} // prettier-ignore
