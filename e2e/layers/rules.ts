// The arrows between layers: who may import whom. One list, from the outermost folders inwards.

export interface Rule {
  /** In words, for the message. */
  says: string;
  /** The importing files it is about. */
  of: RegExp;
  /** Whether one of them may import `target`: a file of the project, a package, or a Node module. */
  allows: (target: string, from: string) => boolean;
}

const project = /^(shared|electron|renderer|e2e|bench)\//;
const only =
  (...folders: string[]) =>
  (target: string): boolean =>
    !project.test(target) || folders.some((folder) => target.startsWith(`${folder}/`));
const none =
  (...patterns: RegExp[]) =>
  (target: string): boolean =>
    !patterns.some((pattern) => pattern.test(target));

const engine = 'electron/engine';
const inner = '(probes|sources|store)';
/** What a plan may reach is decided at every connection, and every part may be on an errand; neither knows anybody. */
const leaves = ['electron/engine/consent', 'electron/engine/correlation'];

export const rules: Rule[] = [
  { says: 'shared imports nothing but shared', of: /^shared\//, allows: only('shared') },
  {
    says: 'shared is pure: no Node module, no Electron',
    of: /^shared\//,
    allows: none(/^node:/, /^electron$/),
  },
  { says: 'the engine imports shared and itself', of: /^electron\/engine\//, allows: only('shared', engine) },
  {
    says: 'the server imports shared, the engine and itself',
    of: /^electron\/server\//,
    allows: only('shared', engine, 'electron/server'),
  },
  {
    says: 'the command line imports shared, the engine, the server and itself',
    of: /^electron\/cli\//,
    allows: only('shared', engine, 'electron/server', 'electron/cli'),
  },
  { says: 'main imports shared and itself', of: /^electron\/main\//, allows: only('shared', 'electron/main') },
  { says: 'the preload imports Electron alone', of: /^electron\/preload\//, allows: (target) => target === 'electron' },
  {
    // It generates the plan format's JSON Schema from the engine's own definitions.
    says: 'the build imports shared, the engine and itself',
    of: /^electron\/build\//,
    allows: only('shared', engine, 'electron/build'),
  },
  {
    says: 'Electron is known to main and the preload alone',
    of: /^(shared|renderer|electron\/(engine|server|cli|build))\//,
    allows: none(/^electron$/, /^electron\/(?!engine\/|server\/|cli\/|main\/|preload\/|build\/)/),
  },
  { says: 'the page imports shared and itself', of: /^renderer\/(?!vite\.config)/, allows: only('shared', 'renderer') },
  { says: 'the page knows no Node', of: /^renderer\/(?!vite\.config)/, allows: none(/^node:/) },
  {
    says: 'components know neither state, client, views nor app',
    of: /^renderer\/components\//,
    allows: none(/^renderer\/(state|client|views|app)\//),
  },
  { says: 'views do not know the client', of: /^renderer\/views\//, allows: none(/^renderer\/client\//) },
  {
    says: 'state knows the client, not what is drawn',
    of: /^renderer\/state\//,
    allows: none(/^renderer\/(views|components|app)\//),
  },
  {
    says: 'the client knows nothing of the page',
    of: /^renderer\/client\//,
    allows: none(/^renderer\/(state|views|components|app)\//),
  },
  {
    says: 'sources and store know neither each other nor what uses them',
    of: new RegExp(`^${engine}/(sources|store)/`),
    allows: (target, from) => {
      const own = from.split('/').slice(0, 3).join('/');
      return only('shared', ...leaves, own)(target);
    },
  },
  {
    // A probe that asks an instrument looks through the source that knows how to reach it.
    says: 'probes know sources, but neither the store nor what uses them',
    of: new RegExp(`^${engine}/probes/`),
    allows: only('shared', ...leaves, `${engine}/sources`, `${engine}/probes`),
  },
  {
    says: 'leaves import shared and themselves',
    of: new RegExp(`^(${leaves.join('|')})/`),
    allows: only('shared', ...leaves),
  },
  {
    says: 'handlers go through a capability, not to probes, sources or store',
    of: new RegExp(`^${engine}/handlers/`),
    allows: none(new RegExp(`^${engine}/${inner}/`)),
  },
  {
    says: 'capabilities do not know the handlers',
    // The process that reads a bundle is a host of its own: the past is all that it answers.
    of: new RegExp(`^${engine}/(?!handlers/|engine\\.ts|review/review-host\\.ts)`),
    allows: none(new RegExp(`^${engine}/handlers/`)),
  },
  {
    says: 'only a host knows the composition root',
    of: new RegExp(`^${engine}/(?!hosts/)`),
    allows: none(new RegExp(`^${engine}/engine\\.ts$`)),
  },
  {
    // A wrong argument there ends the process that made the call.
    says: 'foreign functions are called in the probe-host alone',
    of: new RegExp(`^(?!${engine}/probe-host/)(shared|electron|renderer)/`),
    allows: none(/^koffi/, new RegExp(`^${engine}/probe-host/(host|run-command|launch|posix-spawn|libc)\\.ts$`)),
  },
  {
    // Its informers stop for ever after a reset and hammer the server after a 410; its plugins run in this process.
    says: 'clusters are followed by the console itself, not by the client library',
    of: new RegExp(`^(?!${engine}/sources/kubernetes/oidc-login\\.ts)electron/`),
    allows: none(/^@kubernetes\/client-node/),
  },
  {
    // Operators are told the models of shared/model/errors; what is raw stays where those are made.
    says: 'raw error envelopes stay with the errors',
    of: new RegExp(`^(?!${engine}/(errors/|store/error-))(shared|renderer|electron)/`),
    allows: none(new RegExp(`^${engine}/(errors/envelope|store/error-rows)\\.ts$`)),
  },
  {
    says: 'nobody imports end-to-end tests or benchmarks',
    of: /^(shared|electron|renderer)\//,
    allows: none(/^(e2e|bench)\//),
  },
];

/** What `from` may not import, each as a sentence. */
export function violationsOf(from: string, targets: readonly string[]): string[] {
  return rules
    .filter((rule) => rule.of.test(from))
    .flatMap((rule) =>
      targets.filter((target) => !rule.allows(target, from)).map((target) => `${from} imports ${target}: ${rule.says}`),
    );
}
