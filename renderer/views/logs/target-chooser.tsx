// Where no log is chosen: the projects and containers whose lines can be read, and the way to those of Kubernetes.
import { useState } from 'react';
import { useAction } from '../../components/actions-context.ts';
import { Button } from '../../components/button.tsx';
import { ContainerSign } from '../../components/container-sign.tsx';
import { rowOfContainer } from '../../components/container-row.ts';
import { Icon } from '../../components/icon.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { grouped } from '../../components/times.ts';
import { targetText } from '../../state/log-place.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';

/** More are found by their name. */
const most = 200;

export function TargetChooser({ broken }: { broken: boolean }) {
  const stores = useConsole();
  const { entries } = useFeed(stores.containers);
  const [text, setText] = useState('');
  const workloads = useAction('go.workloads');
  const containers = useAction('go.containers');
  const all = Array.from(entries.values(), rowOfContainer);
  const wanted = text.toLowerCase();
  const found = all.filter(({ container }) => `${container.project} ${container.name}`.toLowerCase().includes(wanted));
  const projects = [...new Set(found.flatMap(({ container }) => container.project ?? []))].toSorted();
  const open = (log: string): void => stores.place.go({ log, logAs: '' });
  return (
    <div className="page logs-choose">
      {broken ? <p role="alert">The address names a log that there cannot be; choose one here.</p> : null}
      <p>Whose log? Its lines are read from the moment you choose; secrets are replaced before they are shown.</p>
      <label className="filter-text box-find">
        <Icon name="search" />
        <input
          data-filter
          type="search"
          aria-label="Find a container or project"
          placeholder="Find a container or project  ( / )"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <section>
        <h2>Compose projects, all containers in one ({grouped(projects.length)})</h2>
        <ul className="logs-targets">
          {projects.slice(0, most).map((project) => (
            <li key={project}>
              <Button icon="logs" onClick={() => open(targetText({ source: 'docker', project }))}>
                <MiddleText text={project} />
              </Button>
            </li>
          ))}
        </ul>
        {projects.length === 0 ? <p className="quiet">None is known.</p> : null}
      </section>
      <section>
        <h2>Containers ({grouped(found.length)})</h2>
        <ul className="logs-targets">
          {found.slice(0, most).map(({ key, container, sign }) => (
            <li key={key}>
              <Button
                title={`${container.name}: ${container.status}`}
                onClick={() => open(targetText({ source: 'docker', containerIds: [container.id] }))}
              >
                <ContainerSign name={sign} /> <MiddleText text={container.name} />
              </Button>
            </li>
          ))}
        </ul>
        {found.length > most ? <p className="quiet">{grouped(found.length - most)} more; find them by name.</p> : null}
        {found.length === 0 ? <p className="quiet">None is known{text === '' ? '; Containers says why' : ' by that name'}.</p> : null}
        {found.length === 0 && text === '' ? <p className="row-of-buttons"><Button icon="containers" onClick={containers.run}>Go to Containers</Button></p> : null}
      </section>
      <section>
        <h2>Kubernetes</h2>
        <p className="quiet">The log of a pod or workload is opened where it stands in its table.</p>
        <p className="row-of-buttons">
          <Button icon="workloads" onClick={workloads.run}>
            Go to Workloads
          </Button>
        </p>
      </section>
    </div>
  ); // prettier-ignore
}
