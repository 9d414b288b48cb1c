// Which server is asked and how fresh it is, in sight above every part of the metrics; in red where nothing proves who answers.
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { FreshnessBand } from '../../components/freshness-band.tsx';
import { activeEnvironment } from '../../state/environment-stores.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import type { ServerView } from './use-prometheus.ts';

export function PrometheusBand({ server, children }: { server: ServerView; children?: React.ReactNode }) {
  const { operations } = useConsole();
  const { name, status, freshness, named } = server;
  if (!named || status === undefined) return named ? null : <NoneNamed name={name} />;
  const { warning = '' } = status;
  return (
    <>
      {warning === '' ? null : (
        <Banner tone="bad" title={`${name}: look twice.`}>
          {sentence(warning)}
        </Banner>
      )}
      <FreshnessBand
        name={name}
        freshness={freshness}
        kept
        waitsFor="its first answer"
        missing="nobody named it"
        action={
          <Button icon="reload" onClick={() => void operations.retryMetrics()}>
            Retry
          </Button>
        }
      >
        <Where server={server} />
        {children}
      </FreshnessBand>
    </>
  );
}

/** What is told as a part of a sentence, as one of its own. */
const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** The wrong server looks just like the right one. */
function Where({ server: { name, status } }: { server: ServerView }) {
  if (status?.place === null || status === undefined) return null;
  const { place, version, capabilities } = status;
  const can = capabilities.length === 0 ? '' : `\nCan be asked for: ${capabilities.join(', ')}`;
  return (
    <span className="metrics-where" title={`${place}${version === null ? '' : `\nVersion ${version}`}${can}`}>
      <span className="quiet">{name}</span> <code>{place}</code>{' '}
      {version === null ? null : <span className="quiet">{version}</span>}
    </span>
  );
}

function NoneNamed({ name }: { name: string }) {
  const { environment, dialog } = useConsole();
  useFeed(environment.environments);
  const active = activeEnvironment(environment);
  return (
    <div className="fresh" role="status" aria-label={`Freshness of ${name}`}>
      <p>
        <strong>No {name} is named</strong>
        {active === null ? '' : ` in the environment ${active.name}`}.
      </p>
      {active === null ? null : (
        <Button onClick={() => dialog.setState({ open: { kind: 'environment', key: active.key } })}>Name one…</Button>
      )}
    </div>
  );
}
