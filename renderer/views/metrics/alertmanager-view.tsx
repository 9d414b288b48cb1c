// What the Alertmanager has: alerts with what holds them back, or silences. Making and ending one is shown only where the
// environment is unlocked for it.
import { useState } from 'react';
import type { AlertmanagerAnswer } from '#shared/model/alertmanager.ts';
import type { Labels } from '#shared/model/series.ts';
import { Button } from '../../components/button.tsx';
import { mayChange } from '../../components/lock-words.ts';
import { activeEnvironment } from '../../state/environment-stores.ts';
import { alertmanagerQuestion, pageEveryMs } from '../../state/prometheus-questions.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { usePanelQuery, type PanelHold } from '../../state/use-panel-query.ts';
import { SourceLock } from '../environment/source-lock.tsx';
import { useLock } from '../environment/use-lock.ts';
import { ManagedAlerts } from './managed-alerts.tsx';
import { PrometheusBand } from './prometheus-band.tsx';
import { SilenceDialog } from './silence-dialog.tsx';
import { Silences } from './silences-list.tsx';
import { questionAt, usePrometheus } from './use-prometheus.ts';

/** What a person may do here now. */
export interface SilenceHand {
  /** Whether anything that changes the Alertmanager may be shown. */
  open: boolean;
  /** Begins a silence of what has these labels. */
  onSilence: (labels: Labels) => void;
  onChanged: () => void;
}

export interface ManagedProps {
  hold: PanelHold<AlertmanagerAnswer>;
  stale: boolean;
  hand: SilenceHand;
}

export function AlertmanagerView({ part }: { part: 'alertmanager' | 'silences' }) {
  const server = usePrometheus('alertmanager');
  const { status, freshness, named } = server;
  const hold = usePanelQuery(questionAt(status, alertmanagerQuestion), pageEveryMs);
  const { state } = useLock('alertmanager');
  const [silenced, setSilenced] = useState<Labels | null>(null);
  const hand: SilenceHand = { open: mayChange(state), onSilence: setSilenced, onChanged: hold.again };
  const props: ManagedProps = { hold, stale: freshness.state !== 'live', hand };
  return (
    <>
      <PrometheusBand server={server}>
        <SourceLock source="alertmanager" />
        {hand.open ? (
          <Button icon="plus" onClick={() => setSilenced({})}>
            Silence…
          </Button>
        ) : null}
      </PrometheusBand>
      {!named ? <NoAlertmanager /> : part === 'silences' ? <Silences {...props} /> : <ManagedAlerts {...props} />}
      {silenced === null || !hand.open ? null : (
        <SilenceDialog
          labels={silenced}
          onClose={(done) => {
            setSilenced(null);
            if (done) hold.again();
          }}
        />
      )}
    </>
  );
}

function NoAlertmanager() {
  const { environment, dialog } = useConsole();
  useFeed(environment.environments);
  const active = activeEnvironment(environment);
  return (
    <div className="empty">
      <p>There is no Alertmanager to be asked.</p>
      <p className="quiet">
        The one that Prometheus sends its alerts to is followed by itself; another can be named in the environment.
      </p>
      <div className="empty-actions">
        <Button
          kind="primary"
          disabled={active === null ? 'the environments are not known yet' : null}
          onClick={() => dialog.setState({ open: { kind: 'environment', key: active?.key ?? null } })}
        >
          Name an Alertmanager…
        </Button>
      </div>
    </div>
  );
}
