// Consent to the command by which a context logs in: all of it is shown, and it is run only when a person says so.
import type { KubeAuth } from '#shared/model/kubernetes.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';
import { startConnect } from './contexts-pane.tsx';

export function LoginDialog() {
  const { dialog, kube } = useConsole();
  const { open } = useWhole(dialog);
  const config = useWhole(kube.config.store).value;
  if (open?.kind !== 'kube-login') return null;
  const auth = config?.contexts.find(({ name }) => name === open.context)?.auth;
  return auth?.kind === 'exec' ? <Question {...open} auth={auth} /> : null;
}

interface QuestionProps {
  context: string;
  namespaces: string[];
  auth: Extract<KubeAuth, { kind: 'exec' }>;
}

function Question({ context, namespaces, auth }: QuestionProps) {
  const stores = useConsole();
  const refusals = useRefusals();
  const close = (): void => stores.dialog.setState({ open: null });
  const run = async (): Promise<void> => {
    if (!(await startConnect(stores, context, namespaces, auth.digest))) return;
    refusals.settle();
    close();
  };
  return (
    <Dialog title={`Run a command to log in to ${context}?`} onClose={close} wide>
      <div className="dialog-body">
        <p>The kubeconfig says to run this on your machine, with your rights. What it prints is the login.</p>
        <pre className="login-argv" tabIndex={0} aria-label="The command">
          {auth.argv.map(quoted).join(' ')}
        </pre>
        <dl className="definition">
          <dt>Program</dt>
          <dd>
            {auth.path === null ? (
              <span className="state-error">not found: {auth.problem}</span>
            ) : (
              <code>{auth.path}</code>
            )}
          </dd>
          {auth.installHint === '' ? null : (
            <>
              <dt>To install it</dt>
              <dd className="login-hint">{auth.installHint}</dd>
            </>
          )}
        </dl>
        <p className="quiet">
          You are asked once for this very command (<code>{auth.digest.slice(0, 12)}</code>); a changed one is asked for
          again. It may open a browser.
        </p>
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={close}>Do not run it</Button>
          <Button
            kind="danger"
            disabled={auth.path === null ? 'its program was not found' : null}
            onClick={() => void run()}
          >
            Run it and connect
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}

/** As a shell would need it, so that it can be read and tried. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
