// Where Docker was looked for and what answered there, with the next step; shown while it cannot be watched.
import { Button } from '../../components/button.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import type { Freshness } from '../../components/freshness.ts';

const steps = {
  off: [
    <>
      Start Docker: Docker Desktop, Colima or Podman on a desktop, <code>sudo systemctl start docker</code> on a server.
    </>,
    <>
      If it runs elsewhere, name it: set <code>DOCKER_HOST</code>, or choose it with <code>docker context use</code>,
      and start Ready Room again.
    </>,
    <>Then retry. Nothing needs to be installed for the other screens.</>,
  ],
  denied: [
    <>
      Give yourself the permission: <code>sudo usermod -aG docker $USER</code>, then log out and in. Who is in that
      group can do on this machine what root can.
    </>,
    <>
      Or use a Docker of your own, without root: <code>dockerd-rootless-setuptool.sh install</code>.
    </>,
    <>
      Behind TLS or ssh it is the key that was refused: check <code>DOCKER_CERT_PATH</code> or the key of your ssh
      agent.
    </>,
    <>Then retry.</>,
  ],
};

export function DockerPlaces({ freshness }: { freshness: Freshness }) {
  const { operations, place } = useConsole();
  const { state, since } = freshness;
  const found = useAnswer(`docker places ${state} ${since}`, () => operations.diagnose());
  if (state !== 'off' && state !== 'denied') return null;
  const docker = found.value?.find((one) => one.name.toLowerCase() === 'docker');
  return (
    <section className="box-places" aria-label="Where Docker was looked for">
      <h2>{state === 'off' ? 'Next step' : 'How to get permission'}</h2>
      <ol className="box-steps">
        {steps[state].map((step, at) => (
          // They never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>{step}</li>
        ))}
      </ol>
      <h2>Looked for at</h2>
      {found.state === 'asking' ? <Placeholder rows={3} waitingFor="every place to be looked at" /> : null}
      {found.state === 'refused' ? <p role="alert">The places could not be looked at: {found.reason}</p> : null}
      {docker === undefined ? null : (
        <ul className="candidates">
          {docker.candidates.map((candidate) => (
            <li key={candidate.place} className={candidate.chosen ? 'candidate-chosen' : ''}>
              <code>{candidate.place}</code> <span>{candidate.answer}</span>
              {candidate.chosen ? <em className="mark">chosen</em> : null}
            </li>
          ))}
        </ul>
      )}
      <p className="row-of-buttons">
        <Button icon="diagnostics" onClick={() => place.go({ view: 'diagnostics' })}>
          Diagnostics
        </Button>
      </p>
    </section>
  );
}
