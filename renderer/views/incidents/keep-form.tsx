// Which dashboards are kept with an incident besides those that are kept by themselves.
import { useState } from 'react';
import { incidentName } from '#shared/model/incident/incident.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { ActForm } from './act-form.tsx';
import type { FormProps } from './lead-forms.tsx';

export function KeepForm({ incident, onClose }: FormProps) {
  const { operations, dashboards } = useConsole();
  const { entries, heardAt } = useFeed(dashboards.list);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { id } = incident;
  const turn = (key: string): void =>
    setChosen(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  return (
    <ActForm
      title={`Dashboards of ${incidentName(incident)}`}
      button="Keep"
      missing={chosen.length === 0 ? 'choose a dashboard' : null}
      onClose={onClose}
      act={(by) => operations.actOnIncident('keepDashboards', { id, by, keys: [...chosen] })}
    >
      <p>
        Prometheus is asked for what they show from the look back to the end of the incident, with the values that their
        variables have by themselves. What came of it is in the history.
      </p>
      {heardAt === null ? (
        <Placeholder rows={4} waitingFor="the dashboards" />
      ) : (
        <fieldset className="chooser">
          <legend>Dashboards</legend>
          <div className="chooser-list">
            {[...entries.values()].map(({ key, title }) => (
              <label key={key}>
                <input type="checkbox" checked={chosen.includes(key)} onChange={() => turn(key)} />
                <span>{title}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </ActForm>
  );
}
