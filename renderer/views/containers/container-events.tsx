// The newest changes of one container out of the journal. They are picked on this screen, and it says so.
import type { Container } from '#shared/model/container.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { Ago } from '../../components/clock-context.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';

export const changeType = 'docker.changed';

export function ContainerEvents({ container }: { container: Container }) {
  const { operations, place } = useConsole();
  const { id, name, state, health, restartCount } = container;
  const key = `changes ${id} ${state} ${health} ${restartCount}`;
  const answer = useAnswer(key, () => operations.journal(null, changeType));
  if (answer.state === 'refused') return <p role="alert">The journal could not be read: {answer.reason}</p>;
  if (answer.value === null) return <Placeholder rows={2} waitingFor="the journal" />;
  const own = answer.value.filter((event) => isAbout(event, container));
  return (
    <>
      {own.length === 0 ? <p className="quiet">Nothing of {name} among them.</p> : null}
      <ul className="box-events">
        {own.map((event) => (
          <li key={event.sequence}>
            <Ago at={event.time} />
            <span>
              {changeWords(event)}
              {isEarlier(event, container) ? <span className="quiet"> (another container of this name)</span> : null}
            </span>
          </li>
        ))}
      </ul>
      <p className="quiet">
        Picked by name on this screen out of the newest changes of all containers, {answer.value.length} in all.{' '}
        <button type="button" className="link" onClick={() => place.go({ view: 'journal', type: changeType })}>
          All in the journal
        </button>
      </p>
    </>
  );
}

const fieldOf = (event: JournalEvent, name: string): string => {
  const value = (Object(event.data) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
};

export function isAbout(event: JournalEvent, { name, id }: Pick<Container, 'name' | 'id'>): boolean {
  return [event.subject ?? '', fieldOf(event, 'name'), fieldOf(event, 'id')].some((one) => one === name || one === id);
}

const actions: Record<string, string> = {
  create: 'created',
  start: 'started',
  die: 'ended',
  oom: 'killed for want of memory',
  pause: 'paused',
  unpause: 'no longer paused',
  rename: 'renamed',
  destroy: 'removed',
  found_appeared: 'appeared while Docker was out of sight',
  found_changed: 'changed while Docker was out of sight',
  found_removed: 'removed while Docker was out of sight',
};

/** What happened, in words; an action of another name is shown as Docker names it. */
export function changeWords(event: JournalEvent): string {
  const action = fieldOf(event, 'action');
  const words = actions[action] ?? action.replace('health_status', 'health');
  if (words === '') return JSON.stringify(event.data);
  const { exitCode } = Object(event.data) as { exitCode?: unknown };
  const ended = action === 'die' && typeof exitCode === 'number' ? ` with exit code ${exitCode}` : '';
  const state = [fieldOf(event, 'state'), fieldOf(event, 'health')].filter((one) => one !== '' && one !== 'none');
  return `${words}${ended}${state.length === 0 ? '' : `: ${state.join(', ')}`}`;
}

/** The same name, but another container: it was made anew since. */
const isEarlier = (event: JournalEvent, { id }: Container): boolean => ![id, ''].includes(fieldOf(event, 'id'));
