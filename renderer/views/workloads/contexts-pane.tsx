// The contexts of the kubeconfig as it is now, each with what it leads to and how it logs in. Nothing is connected by itself.
import { useEffect, useState } from 'react';
import type { KubeAuth, KubeConfigView, KubeConnection, KubeContext } from '#shared/model/kubernetes.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import type { ConsoleStores } from '../../state/console.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { noMarks } from './use-workloads.ts';

/** Reads it anew; the earlier answer stays meanwhile. */
export function readContexts({ kube, operations, now }: ConsoleStores): void {
  kube.config.want(`kubeconfig ${now()}`, () => operations.kubeConfig());
}

/** Names between blanks or commas. */
const namesOf = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((name) => name !== ''))];

export function ContextsPane({ connection }: { connection: KubeConnection | undefined }) {
  const stores = useConsole();
  const answer = useWhole(stores.kube.config.store);
  const leave = useAction('kube.disconnect');
  const [only, setOnly] = useState('');
  useEffect(() => readContexts(stores), [stores]);
  const config = answer.value;
  return (
    <div className="contexts">
      <h2>Connect to Kubernetes</h2>
      <p>Choose the context to look at. One is connected at a time; looking changes nothing there.</p>
      {answer.state === 'refused' ? <p role="alert">The kubeconfig could not be read: {answer.reason}</p> : null}
      {answer.state === 'asking' && config === null ? <Placeholder rows={4} waitingFor="the kubeconfig" /> : null}
      {config === null ? null : (
        <>
          {config.contexts.length === 0 ? null : <OnlyNamespaces text={only} onText={setOnly} />}
          <Contexts config={config} connection={connection} namespaces={namesOf(only)} />
          <Files config={config} />
        </>
      )}
      <p className="row-of-buttons">
        <Button icon="reload" onClick={() => readContexts(stores)}>
          Read the kubeconfig again
        </Button>
        {connection === undefined || connection.state === 'off' ? null : <ActionButton action={leave} />}
        {connection?.state === 'live' ? (
          <Button icon="back" onClick={() => stores.place.go({ contexts: false })}>
            Back to {connection.context}
          </Button>
        ) : null}
      </p>
    </div>
  );
}

function OnlyNamespaces({ text, onText }: { text: string; onText: (text: string) => void }) {
  return (
    <label className="field contexts-only">
      <span>Only these namespaces (optional)</span>
      <input
        type="text"
        value={text}
        placeholder="All that you may see"
        onChange={(event) => onText(event.target.value)}
      />
      <small>For when you may not list the whole cluster. Blanks or commas between them.</small>
    </label>
  );
}

interface ContextsProps {
  config: KubeConfigView;
  connection: KubeConnection | undefined;
  namespaces: string[];
}

function Contexts({ config, connection, namespaces }: ContextsProps) {
  if (config.contexts.length === 0) {
    return (
      <p className="contexts-none">
        The kubeconfig names no context. Get one from whoever runs the cluster, put it where one is looked for, or name
        it in <code>KUBECONFIG</code> and start Ready Room again.
      </p>
    );
  }
  return (
    <ul className="context-list">
      {config.contexts.map((context) => (
        <Context
          key={context.name}
          context={context}
          connected={connection?.context === context.name && connection.state !== 'off'}
          namespaces={namespaces}
        />
      ))}
    </ul>
  );
}

interface ContextProps {
  context: KubeContext;
  connected: boolean;
  namespaces: string[];
}

function Context({ context, connected, namespaces }: ContextProps) {
  const stores = useConsole();
  const { name, server, user, namespace, current, auth, problem } = context;
  return (
    <li className={problem === '' ? 'context' : 'context context-bad'} aria-label={name}>
      <div className="context-words">
        <p className="context-name">
          <strong>{name}</strong>
          {current ? <em className="mark">current</em> : null}
          {connected ? <em className="mark context-connected">connected</em> : null}
        </p>
        <p className="quiet">
          {server === '' ? 'no server' : <code>{server}</code>} as <code>{user}</code>
          {namespace === null ? (
            ''
          ) : (
            <>
              , namespace <code>{namespace}</code>
            </>
          )}
        </p>
        <p className={auth.kind === 'unsupported' ? 'state-error' : 'quiet'}>{authWords(auth)}</p>
        {problem === '' ? null : (
          <p className="context-problem">
            <Glyph name="error" /> {problem}
          </p>
        )}
      </div>
      <Button
        kind={current ? 'primary' : 'plain'}
        label={`Connect to ${name}`}
        disabled={refusalOf(context)}
        onClick={() => connectTo(stores, context, namespaces)}
      >
        {connected ? 'Connect anew' : 'Connect'}
      </Button>
    </li>
  );
}

/** Why it cannot be connected to; null where it can be tried. */
export function refusalOf({ problem, auth }: KubeContext): string | null {
  if (problem !== '') return problem;
  return auth.kind === 'unsupported' ? auth.problem : null;
}

/** A login command runs only once a person has seen it: the question stands before it. */
export function connectTo(stores: ConsoleStores, context: KubeContext, namespaces: string[]): void {
  const { auth, name } = context;
  if (auth.kind === 'exec' && !auth.agreed) {
    stores.place.go({ view: 'workloads' });
    stores.dialog.setState({ open: { kind: 'kube-login', context: name, namespaces } });
  } else void startConnect(stores, name, namespaces, auth.kind === 'exec' ? auth.digest : null);
}

export async function startConnect(
  { operations, place, kube }: ConsoleStores,
  context: string,
  namespaces: string[],
  agreedDigest: string | null,
): Promise<boolean> {
  const connected = await operations.connectKube(context, namespaces, agreedDigest);
  if (!connected) return false;
  // Another context has other objects.
  kube.table.setState(noMarks);
  place.go({ view: 'workloads', contexts: false, object: null, opened: false });
  return true;
}

const plainAuth: Record<string, string> = {
  none: 'does not log in',
  token: 'logs in with the token in the kubeconfig',
  token_file: 'logs in with a token from a file',
  certificate: 'logs in with a client certificate',
  basic: 'logs in with a name and a password',
};

export function authWords(auth: KubeAuth): string {
  if (auth.kind === 'unsupported') return `cannot log in from here: ${auth.problem}`;
  if (auth.kind !== 'exec') return plainAuth[auth.kind] ?? auth.kind;
  const missing = auth.path === null ? `, which was not found: ${auth.problem}` : '';
  return `logs in by running ${auth.argv[0] ?? 'a command'}${missing}${auth.agreed ? ', as you agreed' : ''}`;
}

function Files({ config }: { config: KubeConfigView }) {
  return (
    <section aria-label="Where the kubeconfig was looked for">
      <h3>Looked at, in this order</h3>
      <ul className="candidates">
        {config.files.map(({ path, answer, used }) => (
          <li key={path} className={used ? 'candidate-chosen' : ''}>
            <code>{path}</code> <span>{answer}</span>
            {used ? <em className="mark">used</em> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
