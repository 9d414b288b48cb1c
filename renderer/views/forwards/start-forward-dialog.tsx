// Starts a port-forward: what it leads to, its port there, the port here, and who starts it.
import { useState } from 'react';
import type { ForwardTarget } from '#shared/model/forward.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { kindWords } from '../../components/kube-kinds.ts';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';
import { forwardKinds, portOf } from './forward-target.ts';

export interface StartForwardDialogProps {
  /** What it was started from; null where nothing is known yet. */
  target: ForwardTarget | null;
  /** Ports that the target is known to have. */
  ports: readonly number[];
  onClose: () => void;
}

interface Draft {
  kind: ForwardTarget['kind'];
  namespace: string;
  name: string;
  port: string;
  localPort: string;
  by: string;
}

export function StartForwardDialog({ target, ports, onClose }: StartForwardDialogProps) {
  const { operations, settings, place } = useConsole();
  const refusals = useRefusals();
  const [tried, setTried] = useState(false);
  const known = useKnownPorts(target, ports);
  const [written, setDraft] = useState<Omit<Draft, 'port'> & { port: string | null }>(() => ({
    kind: target?.kind ?? 'pods',
    namespace: target?.namespace ?? '',
    name: target?.name ?? '',
    port: null,
    localPort: '',
    by: settings.store.getState().name,
  }));
  // The first port that it has stands there until another is written.
  const draft: Draft = { ...written, port: written.port ?? String(known[0] ?? '') };
  const wrong = problemsOf(draft);
  const problem = (field: keyof Draft): string => (tried ? (wrong[field] ?? '') : '');
  const set = (change: Partial<Draft>): void => setDraft({ ...written, ...change });
  const start = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(wrong).length > 0) return;
    const { kind, namespace, name, by } = draft;
    const to = { kind, namespace: namespace.trim(), name: name.trim(), port: Number(draft.port) };
    const localPort = draft.localPort.trim() === '' ? null : Number(draft.localPort);
    if (!(await operations.startForward(to, localPort, by.trim()))) return;
    refusals.settle();
    settings.set({ name: by.trim() });
    onClose();
    place.go({ view: 'forwards' });
  };
  return (
    <Dialog title="Forward a port of this machine" onClose={onClose}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <Choice
          legend="To a"
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          options={forwardKinds.map((value) => ({ value, word: kindWords[value].one }))}
        />
        <div className="forward-names">
          <Field label="Namespace" value={draft.namespace} problem={problem('namespace')} code maxLength={253} onChange={(namespace) => set({ namespace })} />
          <Field label="Name" value={draft.name} problem={problem('name')} code maxLength={253} onChange={(name) => set({ name })} />
        </div>
        <div className="forward-names">
          <Field
            label={draft.kind === 'services' ? 'Port of the service' : 'Port of the pod'}
            value={draft.port}
            problem={problem('port')}
            hint={known.length > 1 ? `It has ${known.join(', ')}` : ''}
            code
            maxLength={5}
            onChange={(port) => set({ port })}
          />
          <Field
            label="Port of this machine"
            value={draft.localPort}
            problem={problem('localPort')}
            placeholder="any that is free"
            code
            maxLength={5}
            onChange={(localPort) => set({ localPort })}
          />
        </div>
        <Field label="Your name" value={draft.by} problem={problem('by')} maxLength={200} autoComplete="name" onChange={(by) => set({ by })} />
        <p className="quiet">
          It listens on 127.0.0.1 alone. Where its pod goes, it moves to the one that takes its place, and says so.
        </p>
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit icon="forwards">
            Start
          </Button>
        </footer>
      </form>
    </Dialog>
  ); // prettier-ignore
}

/** Those that were given, and of a pod those that its containers name. */
function useKnownPorts(target: ForwardTarget | null, ports: readonly number[]): readonly number[] {
  const { operations } = useConsole();
  const pod = target?.kind === 'pods' ? target : null;
  const answer = useAnswer(pod === null ? null : `ports ${pod.namespace}/${pod.name}`, () =>
    operations.kubeObject('pods', pod?.namespace ?? null, pod?.name ?? ''),
  );
  // Without an answer the port is written by hand.
  return [...ports, ...(answer.value?.containers ?? []).flatMap((container) => container.ports.flatMap(portOf))];
}

function problemsOf({ namespace, name, port, localPort, by }: Draft): Partial<Record<keyof Draft, string>> {
  const isPort = (text: string): boolean =>
    /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535;
  const said: [keyof Draft, boolean, string][] = [
    ['namespace', namespace.trim() === '', 'a namespace is needed'],
    ['name', name.trim() === '', 'a name is needed'],
    ['port', !isPort(port), 'a port from 1 to 65535 is needed'],
    ['localPort', localPort.trim() !== '' && !isPort(localPort), 'empty, or a port from 1 to 65535'],
    ['by', by.trim() === '', 'say who you are'],
  ];
  return Object.fromEntries(said.filter(([, wrong]) => wrong).map(([field, , words]) => [field, words]));
}
