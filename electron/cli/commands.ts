// What can be typed: every command, its options, and the help that is printed from the same table.

export interface OptionSpec {
  type: 'boolean' | 'string';
  multiple?: boolean;
  /** What stands for the value in the help. */
  value?: string;
  doc: string;
}

export interface CommandSpec {
  name: string;
  /** Positional arguments; those in brackets, which come last, may be left out. */
  operands: string[];
  options: Record<string, OptionSpec>;
  doc: string;
  /** Of a command whose first operand is a way, the options of each. */
  ways?: Record<string, readonly string[]>;
  /** An option that goes with no other. */
  alone?: string;
  /** Options that mean something only beside another. */
  needs?: Record<string, string>;
}

const data: OptionSpec = { type: 'string', value: 'DIR', doc: 'Where the record is kept; default READYROOM_DATA' };
const help: OptionSpec = { type: 'boolean', doc: 'Print this help' };

export const commands: CommandSpec[] = [
  {
    name: 'check',
    operands: ['PLAN'],
    doc: 'Run a plan and say what it came to',
    options: {
      phase: { type: 'string', multiple: true, value: 'ID', doc: 'Only this phase; may be given again' },
      var: {
        type: 'string',
        multiple: true,
        value: 'NAME=VALUE',
        doc: 'Set a variable of the plan; may be given again',
      },
      json: { type: 'boolean', doc: 'The whole run as JSON on standard output, progress on standard error' },
      junit: { type: 'string', value: 'FILE', doc: 'Write the run as JUnit XML' },
      markdown: { type: 'string', value: 'FILE', doc: 'Write the run as Markdown' },
      timeout: { type: 'string', value: 'SECONDS', doc: 'Cancel the run after this long' },
      'kube-context': {
        type: 'string',
        value: 'NAME',
        doc: 'Connect this context of the kubeconfig first, for items that look at Kubernetes',
      },
      trust: { type: 'boolean', doc: 'Consent to what the plan wants to do on this machine, such as commands' },
      data,
      'no-record': { type: 'boolean', doc: 'Keep nothing of this run' },
      help,
    },
  },
  {
    name: 'backtest',
    operands: ['RULES'],
    doc: 'Say when the alerts of a Prometheus rule file would have fired over a past time',
    options: {
      prometheus: { type: 'string', value: 'URL', doc: 'The server that has the samples of that time' },
      record: { type: 'string', value: 'PATH', doc: 'Instead of a server: the folder of a record, also beside a console that runs, default its last day; or a bundle, FILE.rrb, default all of it' }, // prettier-ignore
      start: {
        type: 'string',
        value: 'TIME',
        doc: 'The first evaluation: 2026-02-03T04:05:06Z, or seconds since 1970',
      },
      end: { type: 'string', value: 'TIME', doc: 'No evaluation after this' },
      interval: {
        type: 'string',
        value: '30s',
        doc: 'Between two evaluations; default the interval of each group, or 1m',
      },
      json: { type: 'boolean', doc: 'As JSON on standard output' },
      help,
    },
  },
  {
    name: 'dashboard',
    operands: ['FILE'],
    doc: 'Say what of a Grafana dashboard would be drawn, and what not and why; nothing is kept',
    options: {
      json: { type: 'boolean', doc: 'Everything that was read, as JSON on standard output' },
      help,
    },
  },
  {
    name: 'criteria',
    operands: ['FILE'],
    doc: 'Judge a set of success criteria once',
    options: {
      prometheus: { type: 'string', value: 'URL', doc: 'The server that is asked' },
      json: { type: 'boolean', doc: 'As JSON on standard output' },
      help,
    },
  },
  {
    name: 'baseline',
    operands: ['HOW', 'FILE'],
    ways: { capture: ['prometheus', 'out'], compare: ['prometheus', 'with', 'json'] },
    doc: 'HOW is capture, what queries come to, into a file; or compare, such a file with another or with now',
    options: {
      prometheus: { type: 'string', value: 'URL', doc: 'The server that is asked' },
      out: { type: 'string', value: 'FILE', doc: 'capture: where it is written; default baseline-DATE.json' },
      with: { type: 'string', value: 'FILE', doc: 'compare: the later side; without it, now, by --prometheus' },
      json: { type: 'boolean', doc: 'compare: as JSON on standard output' },
      help,
    },
  },
  {
    name: 'demo',
    operands: [],
    alone: 'drill',
    doc: 'Start a reference attestor and, where there is one, a Prometheus to try a plan on; Ctrl-C ends it',
    options: {
      break: { type: 'string', multiple: true, value: 'FAULT', doc: 'Break it: health, log_gap or target' },
      check: { type: 'boolean', doc: 'Run its plan, keeping nothing, and end with the exit code of that' },
      drill: {
        type: 'boolean',
        doc: 'Go through an incident from a bad deploy to its close, keeping nothing, and say how long the diagnosis took',
      },
      help,
    },
  },
  {
    name: 'serve',
    operands: [],
    doc: 'Serve the console on this machine and print its address, good for one browser session; Ctrl-C ends it',
    options: { port: { type: 'string', value: 'N', doc: 'The port; default a free one' }, data, help },
  },
  {
    name: 'incident',
    operands: ['HOW', '[ID]'],
    ways: { list: ['json', 'data'], show: ['json', 'data'], export: ['out', 'before', 'after', 'sign', 'json', 'data'], postmortem: ['out', 'data'] }, // prettier-ignore
    doc: 'HOW is list; show, one such as INC-3 with every change; export, all that its review needs in one file; or postmortem',
    options: {
      out: { type: 'string', value: 'FILE', doc: 'export: where it is written, ending .rrb; default INC-3.rrb here. postmortem: a file ending .md, .html or .pdf; default Markdown on standard output' }, // prettier-ignore
      before: { type: 'string', value: 'MIN', doc: 'export: minutes before the incident that go along; default 60' },
      after: { type: 'string', value: 'MIN', doc: 'export: minutes after it; default 30' },
      sign: { type: 'boolean', doc: "export: sign it with this machine's key, made on first use" },
      json: { type: 'boolean', doc: 'As JSON on standard output; of export, what was written' },
      data,
      help,
    },
  },
  {
    name: 'review',
    operands: ['BUNDLE'],
    needs: { json: 'check' },
    doc: 'Check a bundle and serve the console on it, read-only, as serve does; Ctrl-C ends it',
    options: {
      port: { type: 'string', value: 'N', doc: 'The port; default a free one' },
      check: { type: 'boolean', doc: 'Only check the bundle, events included, and say what is proven' },
      json: { type: 'boolean', doc: 'check: as JSON on standard output' },
      data,
      help,
    },
  },
  {
    name: 'backup',
    operands: ['FILE'],
    doc: 'Copy the record into a new file, also while a console writes it, and prove the copy',
    options: { data, help },
  },
  {
    name: 'verify',
    operands: [],
    doc: 'Check that the record is what was recorded: every event against the hash it was chained with',
    options: { json: { type: 'boolean', doc: 'As JSON on standard output' }, data, help },
  },
  {
    name: 'doctor',
    operands: [],
    doc: 'Say what was found on this machine, where it was looked for and what answered',
    options: { json: { type: 'boolean', doc: 'As JSON' }, data, help },
  },
];

const exitCodes = `Exit codes of check:
  0  proven: all that was asked for passed
  1  something failed
  2  bad usage, or a plan that cannot be used
  3  not proven: could not look, not enough evidence, nothing ran, manual items open, or cancelled`;

const criteriaExitCodes = `Exit codes:
  0  proven: every criterion was looked at, and passed
  1  one failed
  2  bad usage, or a file that cannot be used
  3  not proven: could not look, not enough evidence, or a person has to judge`;

const baselineExitCodes = `Exit codes:
  0  captured with values for every metric; compared, and harm is excluded for every metric
  1  compared, and one regressed
  2  bad usage, or a file that cannot be used
  3  not proven: a metric has no values, is missing, or there are too few runs to tell`;

const backtestExitCodes = `Each evaluation is what an instant query at its time would give; they are asked as range queries with the interval as step.
Recording rules are not run. Of a record, RULES may also be a file of triggers; what was not recorded is named, and firings are held
against its incidents.

Exit codes:
  0  every evaluation was made, whatever fired
  2  bad usage, or rules that cannot be used
  3  not everything could be evaluated, or cancelled`;

const verifyExitCodes = `The root it prints stands for everything recorded so far: kept elsewhere, it also tells a record that was rewritten whole.

Exit codes:
  0  whole
  1  something was altered, or is missing
  2  bad usage, or there is no record
  3  it could not be read`;

const dashboardExitCodes = `Exit codes:
  0  it can be imported, whatever of it is not drawn
  2  bad usage, or no dashboard`;

const incidentExitCodes = `The record is only read, beside a console that runs on it. What is exported is redacted once more, and says what was.

Exit codes:
  0  listed, shown or written
  2  bad usage, or no such incident
  3  not written`;

const reviewExitCodes = `Comments are kept in the record of this user, or of --data; the bundle is never changed.

Exit codes of --check:
  0  every event fits its chain of hashes, or was redacted on export; a signature, where there is one, holds
  1  events were altered, or the signature is broken
  2  no bundle, or damaged`;

export function helpText(): string {
  const lines = commands.map(
    (command) => `  ${[command.name, ...command.operands].join(' ').padEnd(18)}  ${command.doc}`,
  );
  return `readyroom: checklists that prove themselves\n\nUsage: readyroom COMMAND [OPTION]...\n\nCommands:\n${lines.join('\n')}\n
Options:\n  --help        Print this help, or after a command that command's\n  --version     Print the version\n\n${exitCodes}\n`;
}

export function commandHelp(command: CommandSpec): string {
  const rows = Object.entries(command.options).map(([name, option]): [string, string] => [
    option.value === undefined ? `--${name}` : `--${name} ${option.value}`,
    option.doc,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length));
  const options = rows.map(([left, doc]) => `  ${left.padEnd(width)}  ${doc}`).join('\n');
  const usage = ['readyroom', command.name, ...command.operands, '[OPTION]...'].join(' ');
  const after: Record<string, string> = {
    check: exitCodes,
    backtest: backtestExitCodes,
    dashboard: dashboardExitCodes,
    verify: verifyExitCodes,
    incident: incidentExitCodes,
    review: reviewExitCodes,
    criteria: criteriaExitCodes,
    baseline: baselineExitCodes,
  };
  const codes = after[command.name] === undefined ? '' : `\n${after[command.name]}\n`;
  return `${command.doc}.\n\nUsage: ${usage}\n\nOptions:\n${options}\n${codes}`;
}
