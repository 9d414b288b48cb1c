// Wires Pre-flight: plans, their checklists, runs, and people's words.
import { createChecklists, type Checklists } from '../checklist/checklists.ts';
import { createPlanList, type PlanList } from '../checklist/plan-list.ts';
import { createWords, type Words } from '../checklist/words.ts';
import { loadPlan, type LoadedPlan } from '../plans/load-plan.ts';
import { createPlanLibrary, type PlanLibrary } from '../plans/plan-library.ts';
import { createCommandRules } from '../probe-host/command-rules.ts';
import { startProbeHost, type ProbeHost } from '../probe-host/client.ts';
import { probeKinds } from '../probes/index.ts';
import type { KubeReader, ProbeContext } from '../probes/probe.ts';
import { readApart } from '../reading/read-apart.ts';
import { createLookSetup } from '../runs/look-setup.ts';
import { createRunControl, type RunControl } from '../runs/run-control.ts';
import { createRunHistory, type RunHistory } from '../runs/run-history.ts';
import { closeInterruptedRuns, createRunRecord } from '../runs/run-record.ts';
import type { Recording } from './recording.ts';

export interface Preflight {
  library: PlanLibrary;
  list: PlanList;
  checklists: Checklists;
  words: Words;
  control: RunControl;
  history: RunHistory;
  /** Runs a command in the probe-host, never in this process. */
  command: ProbeHost['run'];
  close: () => Promise<void>;
}

/** After the screens have had their first answers, and long before the engine has grown. */
const warmAfterMs = 1000;

/**
 * `probeHostEntry`: the script of the process that runs commands; by default the source. `kube`: asked when a probe does.
 * `rulesDir`: where a person may keep rules for commands.
 */
export function createPreflight(
  recording: Recording,
  { rulesDir, probeHostEntry, kube }: { rulesDir: string; probeHostEntry: string | undefined; kube: KubeReader },
): Preflight {
  const { read, writer, journal, redactor, now, onDefect } = recording;
  closeInterruptedRuns({ read, writer, journal, now }).catch(onDefect);
  const onUnreadable = (row: { name: string }, message: string): void =>
    void recording.log.error(`The kept plan "${row.name}" can no longer be read`, message);
  const library = createPlanLibrary({
    read,
    writer,
    journal,
    kinds: probeKinds,
    redactor,
    now,
    onUnreadable,
    load: loadText,
  });
  const checklists = createChecklists({ read, library, onChange: (planId) => list.touch(planId) });
  const rules = createCommandRules(rulesDir);
  const probeHost = startProbeHost({
    limits: rules.limits(),
    ...(probeHostEntry !== undefined && { entry: probeHostEntry }),
  });
  // The list is for what plans run; a login command is agreed to one by one, and the keychain's are our own.
  const commandOfPlan: ProbeContext['command'] = async (request) => {
    const allowed = rules.allowed();
    return probeHost.run({ ...request, ...(allowed && { allowed }) });
  };
  const warming = setTimeout(probeHost.warm, warmAfterMs).unref();
  const control = createRunControl({
    read,
    record: createRunRecord({ writer, journal, onDefect }),
    now,
    elapsedMs: () => performance.now(),
    setUp: (known, vars, signal, checklist) =>
      createLookSetup({
        known,
        vars,
        signal,
        checklist,
        kinds: probeKinds,
        redactor,
        command: commandOfPlan,
        kube,
        now,
        onDefect,
      }),
    onDefect,
  });
  const list: PlanList = createPlanList({ library, checklists, runs: control });
  return {
    library,
    list,
    checklists,
    words: createWords({ read, writer, journal, library, checklists, redactor, now }),
    control,
    history: createRunHistory({ read, orderOf: library.orderOf }),
    command: probeHost.run,
    close: async () => {
      clearTimeout(warming);
      await control.close();
      await probeHost.close();
      list.close();
    },
  };
}

/** A hostile text of a megabyte takes seconds. */
const loadText = (content: string | Buffer): Promise<LoadedPlan> =>
  readApart('plan', content, (given) => loadPlan(typeof given === 'string' ? given : Buffer.from(given), { kinds: probeKinds })); // prettier-ignore
