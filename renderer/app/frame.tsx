// The frame around every view: rail, title, search, clock, bands, and the bar with the state of the sources.
import { useMemo } from 'react';
import { ActionsContext } from '../components/actions-context.ts';
import { ClockProvider } from '../components/clock-context.tsx';
import { Icon } from '../components/icon.tsx';
import { latePart } from '../components/late-part.tsx';
import { SayContext } from '../components/say-context.ts';
import { Rail } from '../components/rail.tsx';
import { StatusBar } from '../components/status-bar.tsx';
import type { Action } from '../components/button.tsx';
import { viewNames, type ViewName } from '../state/place.ts';
import { pastReason, useConsole, useFeed, useWhole } from '../state/use-console.ts';
import { activeEnvironment } from '../state/environment-stores.ts';
import { ContainersView } from '../views/containers/containers-view.tsx';
import { DiagnosticsView } from '../views/diagnostics/diagnostics-view.tsx';
import { EnvironmentSwitcher } from '../views/environment/switcher.tsx';
import { ForwardsView } from '../views/forwards/forwards-view.tsx';
import { ErrorsView } from '../views/errors/errors-view.tsx';
import { IncidentChip } from '../views/incidents/incident-chip.tsx';
import { IncidentDialogs } from '../views/incidents/incident-dialogs.tsx';
import { IncidentsView } from '../views/incidents/incidents-view.tsx';
import { JournalView } from '../views/journal/journal-view.tsx';
import { LogsView } from '../views/logs/logs-view.tsx';
import { ReadinessView } from '../views/readiness/readiness-view.tsx';
import { ReviewDialogs } from '../views/reviews/review-dialogs.tsx';
import { SettingsView } from '../views/settings/settings-view.tsx';
import { TerminalView } from '../views/terminal/terminal-view.tsx';
import { FiringChip } from '../views/triggers/firing-band.tsx';
import { ErrorWordDialog } from '../views/errors/error-word-dialog.tsx';
import { TriggerDialogs } from '../views/triggers/trigger-dialogs.tsx';
import { TriggersView } from '../views/triggers/triggers-view.tsx';
import { WatchView } from '../views/watch/watch-view.tsx';
import { WorkloadsView } from '../views/workloads/workloads-view.tsx';
import { sectionWords } from './actions-frame.ts';
import { startRun, runRefusal } from './actions-readiness.ts';
import { Bands } from './bands.tsx';
import { ClockMenu } from './clock-menu.tsx';
import { ChangeDialogs } from './change-dialogs.tsx';
import { FrameDialogs } from './frame-dialogs.tsx';
import { PastView } from './past-view.tsx';
import { TroubleList } from './trouble-list.tsx';
import { useBundleAddress } from './use-bundle-address.ts';
import { useBundleDrop } from './use-bundle-drop.ts';
import { useActions } from './use-actions.ts';
import { useKeys } from './use-keys.ts';
import { useStatusChips } from './status-chips.tsx';
import { useTheme } from './use-theme.ts';
import { WhoDialog } from './who-dialog.tsx';

// What draws charts is as large as all the rest, and most who open the console do not begin there.
const CriteriaView = latePart(
  'the criteria',
  async () => (await import('../views/criteria/criteria-view.tsx')).CriteriaView,
);
const MetricsView = latePart(
  'the metrics',
  async () => (await import('../views/metrics/metrics-view.tsx')).MetricsView,
);

export function Frame() {
  const { settings, clock } = useConsole();
  const { moment } = useWhole(clock.store);
  const { zone } = useWhole(settings.store);
  useTheme();
  return (
    <ClockProvider now={clock.present} fixed={moment?.at ?? null} zone={zone}>
      <FrameBody />
    </ClockProvider>
  );
}

function FrameBody() {
  const stores = useConsole();
  const { view } = useWhole(stores.place.store);
  const past = useWhole(stores.clock.store).moment !== null;
  const actions = useActions();
  useKeys(actions);
  useBundleAddress();
  useBundleDrop();
  return (
    <ActionsContext value={actions}>
      <SayContext value={stores.said.say}>
        <div className={`frame ${past ? 'frame-past ' : ''}environment-${useEnvironmentColour()}`}>
          <Rail top={<EnvironmentSwitcher />} sections={useSections(actions)} current={view} />
          <div className="frame-main">
            <header className="frame-head">
              <h1>{sectionWords[view].word}</h1>
              <SearchButton action={actions.get('palette')} />
              <ClockMenu />
              <IncidentChip />
              <FiringChip />
            </header>
            <Bands />
            <TroubleList />
            <main className="view">
              <PastView view={view}>
                <View
                  view={view}
                  run={(phases, items) => startRun(stores, phases, items)}
                  refusal={past ? pastReason : runRefusal(stores)}
                />
              </PastView>
            </main>
          </div>
          <StatusBar
            chips={useStatusChips()}
            said={useWhole(stores.said.store).words}
            onOpen={() => stores.place.go({ view: 'diagnostics' })}
          />
        </div>
        <FrameDialogs actions={actions} />
        <ChangeDialogs />
        <TriggerDialogs />
        <ErrorWordDialog />
        <IncidentDialogs />
        <ReviewDialogs />
        <WhoDialog />
      </SayContext>
    </ActionsContext>
  );
}

/** Tints the edge of the frame, so that the wrong environment looks wrong. */
function useEnvironmentColour(): string {
  const { environment } = useConsole();
  useFeed(environment.environments);
  return activeEnvironment(environment)?.colour ?? 'none';
}

interface ViewProps {
  view: ViewName;
  run: (phaseIds: string[], itemIds: string[]) => void;
  refusal: string | null;
}

function View({ view, run, refusal }: ViewProps) {
  if (view === 'watch') return <WatchView />;
  if (view === 'workloads') return <WorkloadsView />;
  if (view === 'containers') return <ContainersView />;
  if (view === 'logs') return <LogsView />;
  if (view === 'terminal') return <TerminalView />;
  if (view === 'forwards') return <ForwardsView />;
  if (view === 'metrics') return <MetricsView />;
  if (view === 'triggers') return <TriggersView />;
  if (view === 'criteria') return <CriteriaView />;
  if (view === 'incidents') return <IncidentsView />;
  if (view === 'errors') return <ErrorsView />;
  if (view === 'journal') return <JournalView />;
  if (view === 'diagnostics') return <DiagnosticsView />;
  if (view === 'settings') return <SettingsView />;
  return <ReadinessView onRun={run} runRefusal={refusal} />;
}

function useSections(actions: Map<string, Action>) {
  return useMemo(
    () =>
      viewNames.flatMap((name) => {
        const action = actions.get(`go.${name}`);
        return action === undefined
          ? []
          : [{ name, word: sectionWords[name].word, icon: sectionWords[name].icon, action }];
      }),
    [actions],
  );
}

function SearchButton({ action }: { action: Action | undefined }) {
  if (action === undefined) return null;
  const mod = /Mac/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';
  return (
    <button type="button" className="search-button" title="Search actions, plans, containers" onClick={action.run}>
      <Icon name="search" />
      <span>Search actions, plans, containers</span>
      <kbd>{mod}</kbd>
    </button>
  );
}
