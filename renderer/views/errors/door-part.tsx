// How services send their errors: the address and the token of the console that is served, ready to copy; and what to do
// where it does not listen.
import { useState } from 'react';
import type { IngestDoor } from '#shared/model/errors/error-ingest.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';

const sample = { error_id: 'err_', timestamp: '', layer: 'L5', component: 'shop.worker', error_class: 'infra.database.timeout', severity: 'ERROR', message: 'The database did not answer in time', correlation_id: '', release: 'shop@1.4.2' }; // prettier-ignore

/** A whole envelope of this moment, so that the line can be run as it stands. */
function sampleAt(nowMs: number): string {
  const hex = (bytes: number): string =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return JSON.stringify({ ...sample, error_id: `err_${hex(16)}`, timestamp: new Date(nowMs).toISOString(), correlation_id: hex(16) }); // prettier-ignore
}

export function DoorPart() {
  const { operations } = useConsole();
  const answer = useAnswer<IngestDoor>('door', () => operations.ingestDoor());
  const door = answer.value;
  return (
    <section aria-label="How to send">
      <h2>How services send theirs</h2>
      {answer.state === 'refused' ? <p role="alert">It could not be read: {answer.reason}</p> : null}
      {door === null ? null : door.address === null ? <NotServed door={door} /> : <Served door={door} address={door.address} />}
    </section>
  ); // prettier-ignore
}

function NotServed({ door }: { door: IngestDoor }) {
  return (
    <>
      <p>
        This window listens to nobody: the desktop app has no HTTP server. Files are followed here all the same. To take errors
        over HTTP, close it and run <code>node electron/cli/readyroom.js serve</code>: it shows the same record in a browser,
        and its address and token stand here then.
      </p>
      <p className="quiet">
        The token will be that of <code>{door.tokenFile}</code>.
      </p>
    </>
  ); // prettier-ignore
}

function Served({ door, address }: { door: IngestDoor; address: string }) {
  const { now } = useConsole();
  const [shown, setShown] = useState(false);
  const [body] = useState(() => sampleAt(now()));
  const header = `Authorization: Bearer $(cat '${door.tokenFile}')`;
  const one = `curl -sS ${address}/ops/errors -H "${header}" -H 'Content-Type: application/json' -d '${body}'`;
  const collector = `export OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=${address}/v1/logs OTEL_EXPORTER_OTLP_PROTOCOL=http/json OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20$(cat '${door.tokenFile}')"`;
  const summary = `curl -sS '${address}/ops/incidents/infra-summary?hours=24' -H "${header}"`;
  return (
    <>
      <Line title="One envelope, a list of them, or lines with application/x-ndjson" what="the command" text={one} />
      <Line title="Log records of OpenTelemetry, as JSON" what="the settings" text={collector} />
      <Line title="The failures of the last hours, for other tools" what="the command" text={summary} />
      <div className="errors-token">
        <span>
          The token, of <code>{door.tokenFile}</code>, which only you can read:
        </span>
        <code>{shown ? door.token : '••••••••••••'}</code>
        <Button onClick={() => setShown(!shown)}>{shown ? 'Hide' : 'Show'}</Button>
        <CopyButton what="the token" text={door.token} title="Copies it without showing it" />
      </div>
    </>
  );
}

function Line({ title, what, text }: { title: string; what: string; text: string }) {
  return (
    <div className="errors-send">
      <p className="quiet">{title}</p>
      <pre className="code-area">{text}</pre>
      <CopyButton what={what} text={text} />
    </div>
  );
}
