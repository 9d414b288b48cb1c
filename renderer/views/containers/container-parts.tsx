// The parts of a container's details, each as a short list.
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { healthSigns, healthWords } from '../../components/container-row.ts';
import { ContainerSign } from '../../components/container-sign.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { grouped } from '../../components/times.ts';
import { toggledTerm } from '../../components/filter-terms.ts';
import type { DetailView } from './use-container-detail.ts';
import type { ContainersScreen } from './use-containers.ts';

interface ContainerFactsProps {
  screen: ContainersScreen;
  container: Container;
  detail: DetailView;
}

const ago = (at: number | null, none: string) => (at === null ? none : <><Ago at={at} />, <Moment at={at} /></>); // prettier-ignore

export function ContainerFacts({ screen, container, detail: { value: detail, again } }: ContainerFactsProps) {
  return (
    <section className="box-part" aria-label="Overview">
      <h3>Overview</h3>
      <dl className="definition">
        <dt>Health</dt>
        <dd className="box-sign-words">
          <ContainerSign name={healthSigns[container.health]} />{' '}
          {container.health === 'none' ? 'no health check, so nobody knows' : healthWords[container.health]}
        </dd>
        <dt>Started</dt>
        <dd>{ago(container.startedAt, 'never')}</dd>
        {container.finishedAt === null ? null : (
          <>
            <dt>Last ended</dt>
            <dd>{ago(container.finishedAt, '')}</dd>
          </>
        )}
        {container.exitCode === null ? null : (
          <>
            <dt>Exit code</dt>
            <dd>{container.exitCode}</dd>
          </>
        )}
        <dt>Created</dt>
        <dd>{ago(container.createdAt, '')}</dd>
        <dt>Restarts</dt>
        <dd>
          {grouped(container.restartCount)}
          {detail === null ? '' : `, policy: ${detail.restartPolicy || 'none'}`}
        </dd>
        <dt>Image</dt>
        <dd>
          <code>{container.image}</code>
        </dd>
        {detail === null ? null : <ReadInFull detail={detail} onAgain={again} />}
        <ProjectFact screen={screen} container={container} />
      </dl>
    </section>
  );
}

function ReadInFull({ detail, onAgain }: { detail: ContainerDetail; onAgain: () => void }) {
  return (
    <>
      <dt>Image id</dt>
      <dd>
        <code>{detail.imageId}</code>
      </dd>
      <dt>Command</dt>
      <dd>
        <code>{detail.command.join(' ') || 'that of the image'}</code>
      </dd>
      <dt>Works in</dt>
      <dd>
        <code>{detail.workingDir || '/'}</code>
      </dd>
      <dt>Read</dt>
      <dd>
        <Ago at={detail.readAt} />,{' '}
        <button type="button" className="link" onClick={onAgain}>
          read again
        </button>
      </dd>
    </>
  );
}

function ProjectFact({ screen, container }: Pick<ContainerFactsProps, 'screen' | 'container'>) {
  const { place, stores } = screen;
  const { project, service } = container;
  if (project === null) return null;
  return (
    <>
      <dt>Compose</dt>
      <dd>
        <button
          type="button"
          className="link"
          title={`Show only the project ${project}`}
          onClick={() => stores.place.go({ find: toggledTerm(place.find, `project:${project}`) })}
        >
          {project}
        </button>
        {service === null ? null : <> / {service}</>}
      </dd>
    </>
  );
}

export function HealthLog({ detail }: { detail: ContainerDetail }) {
  if (detail.container.health === 'none') return <p className="quiet">It has no health check.</p>;
  if (detail.healthLog.length === 0) return <p className="quiet">No check has been made yet.</p>;
  return (
    <ul className="health-log">
      {detail.healthLog
        .toSorted((a, b) => b.at - a.at)
        .map((check) => (
          <li key={check.at}>
            <Glyph
              name={check.exitCode === 0 ? 'pass' : 'fail'}
              label={check.exitCode === 0 ? 'passed' : `failed with ${check.exitCode}`}
            />
            <Ago at={check.at} />
            <pre>{check.output.trim() || 'no output'}</pre>
          </li>
        ))}
    </ul>
  );
}

export function Ports({ ports }: { ports: Container['ports'] }) {
  if (ports.length === 0) return <p className="quiet">It opens no port.</p>;
  return (
    <ul className="box-list">
      {ports.map(({ ip, publicPort, privatePort, protocol }) => (
        <li key={`${ip}:${publicPort}:${privatePort}/${protocol}`}>
          <code>
            {privatePort}/{protocol}
          </code>{' '}
          {publicPort === null ? (
            <span className="quiet">not published</span>
          ) : (
            <>
              at{' '}
              <code>
                {ip?.includes(':') === true ? `[${ip}]` : (ip ?? '*')}:{publicPort}
              </code>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

export function Networks({ detail }: { detail: ContainerDetail }) {
  if (detail.networks.length === 0) return <p className="quiet">It is in no network.</p>;
  return (
    <ul className="box-list">
      {detail.networks.map(({ name, address }) => (
        <li key={name}>
          <code>{name}</code> {address === '' ? <span className="quiet">no address now</span> : <code>{address}</code>}
        </li>
      ))}
    </ul>
  );
}

export function Mounts({ detail }: { detail: ContainerDetail }) {
  if (detail.mounts.length === 0) return <p className="quiet">It has no mounts.</p>;
  return (
    <ul className="box-list">
      {detail.mounts.map(({ type, source, destination, readOnly }) => (
        <li key={destination}>
          <code>{destination}</code> {readOnly ? <em className="mark">read-only</em> : null}
          <br />
          <span className="quiet">
            {type} of <code>{source}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Names({ names, none }: { names: readonly string[]; none: string }) {
  if (names.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className="box-names">
      {names.map((name) => (
        <li key={name}>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
