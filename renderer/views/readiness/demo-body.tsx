// The demo: what runs, where, and the switches that break it on purpose.
import type { DemoFault } from '#shared/model/system.ts';
import { useState } from 'react';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { DemoFaults } from '../../components/demo-faults.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';

const signs: Record<string, { glyph: GlyphName; word: string }> = {
  unheard: { glyph: 'waiting', word: 'Whether the demo runs is not known yet' },
  off: { glyph: 'never', word: 'The demo is off' },
  starting: { glyph: 'running', word: 'The demo is starting' },
  running: { glyph: 'pass', word: 'The demo is running' },
  failed: { glyph: 'error', word: 'The demo is not running' },
};

const waitedFor = 'its service, and for a Prometheus where one is installed';
const none: DemoFault[] = [];

const switched = (on: readonly DemoFault[], before: readonly DemoFault[]): DemoFault[] => [
  ...on.filter((fault) => !before.includes(fault)),
  ...before.filter((fault) => !on.includes(fault)),
];

export function DemoBody() {
  const { demo, demoAsked, operations } = useConsole();
  const { asked } = useWhole(demoAsked);
  const start = useAction('demo.start');
  const state = useFeed(demo).entries.get('demo');
  const shown = asked && state?.state !== 'running' ? 'starting' : (state?.state ?? 'unheard');
  const sign = signs[shown];
  const running = state?.state === 'running';
  // A switch stands where it was put until the engine has said how it is.
  const [put, setPut] = useState<{ before: readonly DemoFault[]; on: DemoFault[] } | null>(null);
  const faults = state?.faults ?? none;
  const on = put !== null && put.before === faults ? put.on : faults;
  const change = async (fault: DemoFault, wanted: boolean): Promise<void> => {
    const others = on.filter((one) => one !== fault);
    setPut({ before: faults, on: wanted ? [...others, fault] : others });
    if (!(await operations.setFault(fault, wanted))) setPut(null);
  };
  return (
    <div className="demo">
      <p className="demo-state">
        <Glyph name={sign?.glyph ?? 'never'} /> <strong>{sign?.word}</strong>
        {shown === 'starting'
          ? `: waits for ${state?.state === 'starting' ? waitedFor : 'the engine to answer'}`
          : null}
        {shown === 'starting' || state === undefined || state.reason === '' ? null : <>: {state.reason}</>}
      </p>
      <p className="quiet">
        A small service of Ready Room itself on this machine, and a plan that checks it. Nothing else is touched.
      </p>
      {running ? (
        <>
          <dl className="definition">
            <dt>attestor</dt>
            <dd>
              <code>{state.attestorUrl ?? 'not running'}</code>
            </dd>
            <dt>Prometheus</dt>
            <dd>{state.prometheusUrl === null ? state.prometheusReason : <code>{state.prometheusUrl}</code>}</dd>
          </dl>
          <DemoFaults
            on={on}
            waiting={switched(on, faults)}
            withPrometheus={state.prometheusUrl !== null}
            onChange={(fault, wanted) => void change(fault, wanted)}
          />
          <Button icon="stop" onClick={() => void operations.stopDemo()}>
            Stop the demo
          </Button>
        </>
      ) : shown === 'starting' ? null : (
        <ActionButton action={start} kind="primary" />
      )}
    </div>
  );
}
