// One port-forward as a row: what it leads to, its address here, and how it is.
import type { Forward } from '#shared/model/forward.ts';
import { Button } from '../../components/button.tsx';
import { Ago } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { kindWords } from '../../components/kube-kinds.ts';
import { mayChange } from '../../components/lock-words.ts';
import { grouped, sizeInWords } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';
import { useLock } from '../environment/use-lock.ts';

const signs: Record<Forward['state'], { glyph: GlyphName; word: string }> = {
  starting: { glyph: 'running', word: 'starting' },
  live: { glyph: 'pass', word: 'live' },
  waiting: { glyph: 'inconclusive', word: 'waits for a pod' },
  failed: { glyph: 'fail', word: 'failed' },
  ended: { glyph: 'not_applicable', word: 'ended' },
};

export function ForwardRow({ forward, lost }: { forward: Forward; lost: boolean }) {
  const { target, state, reason, pod, context } = forward;
  const sign = lost && state !== 'ended' ? { glyph: 'stale' as const, word: `not known, was ${signs[state].word}` } : signs[state]; // prettier-ignore
  return (
    <tr className={`forward forward-${state}`}>
      <th scope="row">
        <span className="quiet">{kindWords[target.kind].one}</span>{' '}
        <strong>
          {target.namespace}/{target.name}
        </strong>
        :{target.port}
        <small className="quiet">{context}</small>
      </th>
      <td className="forward-pod">
        {pod ?? <span className="quiet">none</span>}
        {forward.moves === 0 ? null : <small className="quiet">{movesInWords(forward.moves)}</small>}
      </td>
      <td>
        <Address forward={forward} />
      </td>
      <td className={`forward-state state-${sign.glyph}`}>
        <span className="forward-word">
          <Glyph name={sign.glyph} /> {sign.word}
        </span>
        {reason === '' ? null : <small>{reason}</small>}
      </td>
      <td>
        <Ago at={forward.since} suffix="" />
      </td>
      <td className="number">
        {grouped(forward.connections)} <span className="quiet">of {grouped(forward.total)}</span>
      </td>
      <td className="number forward-bytes">
        {sizeInWords(forward.bytesIn)} in
        <br />
        {sizeInWords(forward.bytesOut)} out
      </td>
      <td>
        <Ways forward={forward} lost={lost} />
      </td>
    </tr>
  );
}

const movesInWords = (moves: number): string => (moves === 1 ? 'moved once' : `moved ${grouped(moves)} times`);

/** Copied, not opened: what listens there need not be a web page. */
function Address({ forward: { localPort, state } }: { forward: Forward }) {
  const { said, trouble } = useConsole();
  const address = `127.0.0.1:${localPort}`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      said.say(`${address} copied`);
    } catch {
      trouble.add({ what: `Copy ${address}`, why: 'the clipboard was refused to this page' });
    }
  };
  if (state === 'ended') return <code className="quiet">{address}</code>;
  return (
    <span className="forward-address">
      <code>{address}</code>
      <Button icon="copy" kind="quiet" label={`Copy ${address}`} onClick={() => void copy()} />
    </span>
  );
}

/** One that leads nowhere is started again as it was, while its context is connected and may be changed. */
function Ways({ forward, lost }: { forward: Forward; lost: boolean }) {
  const { operations, who } = useConsole();
  const { state: lockState, lock } = useLock('kubernetes');
  const { key, target, state, context } = forward;
  const refusal = lost ? 'the engine cannot be reached' : null;
  const elsewhere = lock?.name === context ? null : `it led into ${context}, and ${lock?.name ?? 'nothing'} is connected`;
  const name = `${target.namespace}/${target.name}`;
  if (state !== 'ended' && state !== 'failed') {
    return (
      <Button title={`Stop the port-forward to ${name}`} icon="stop" disabled={refusal} onClick={() => void operations.stopForward(key)}>
        Stop
      </Button>
    );
  }
  return (
    <span className="forward-ways">
      {mayChange(lockState) ? (
        <Button
          title={`Start the port-forward to ${name} again, at the same port of this machine`}
          disabled={refusal ?? elsewhere}
          onClick={() => void who.as((by) => operations.restartForward(forward, by))}
        >
          Start again
        </Button>
      ) : null}
      <Button
        title={state === 'failed' ? `Stop the port-forward to ${name} and take it off the list` : `Take the port-forward to ${name} off the list`}
        disabled={refusal}
        onClick={() => void operations.removeForward(forward)}
      >
        Remove
      </Button>
    </span>
  );
} // prettier-ignore
