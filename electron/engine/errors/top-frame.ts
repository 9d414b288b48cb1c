// Where in the application an error was raised, out of frames or of a stack trace: module and function, never a line, so
// that an edit above it makes no other error of it. The trace itself is not kept.

interface Frame {
  module: string;
  function: string;
  inApp: boolean;
}

const foreign =
  /node_modules|site-packages|dist-packages|\/lib\/python|^node:|internal\/|<frozen|^java\.|^javax\.|^sun\.|^jdk\./;
const mostLines = 200;

/** The innermost frame of the application as `module#function`; null where none can be told. */
export function topFrame(frames: readonly Frame[]): string | null {
  const found = frames.find(({ inApp }) => inApp) ?? frames[0];
  return found === undefined ? null : `${found.module}#${found.function}`.slice(0, 300);
}

/** Reads traces of JavaScript, Python and Java; the innermost frame first. */
export function framesOfTrace(trace: string): Frame[] {
  const lines = trace.slice(0, 50_000).split('\n', mostLines);
  const python = lines.some((line) => line.startsWith('Traceback (most recent call last)'));
  const frames = lines.flatMap((line) => (line.length > 1000 ? [] : (python ? pythonFrame(line) : jsFrame(line) ?? javaFrame(line)) ?? [])); // prettier-ignore
  return python ? frames.toReversed() : frames;
}

const frame = (module: string, name: string): Frame => ({
  module: moduleOf(module),
  function: name,
  inApp: !foreign.test(module),
});

/** Without the folder of this machine, the query of a bundler and the hash in a built file's name. */
function moduleOf(path: string): string {
  const plain = path.replace(/^(file|https?):\/\/[^/]*/, '').replace(/[?#].*$/, '').replace(/\\/g, '/');
  const parts = plain.split('/').filter((part) => part !== '');
  return parts.slice(-3).join('/').replace(/-[A-Za-z0-9_]{8}(?=\.[cm]?js$)/, '');
} // prettier-ignore

function jsFrame(line: string): Frame | null {
  const named = /^\s+at (?:async )?(\S[^()]{0,200}?) \(([^()\s]{1,400}?)(?::\d+){1,2}\)$/.exec(line);
  if (named?.[1] !== undefined && named[2] !== undefined) return frame(named[2], named[1].replace(/^new /, ''));
  const bare = /^\s+at (?:async )?([^()\s]{1,400}?)(?::\d+){1,2}$/.exec(line);
  return bare?.[1] === undefined ? null : frame(bare[1], '(anonymous)');
}

function pythonFrame(line: string): Frame | null {
  const found = /^\s+File "([^"]{1,400})", line \d+, in (\S{1,200})$/.exec(line);
  return found?.[1] === undefined || found[2] === undefined ? null : frame(found[1], found[2]);
}

function javaFrame(line: string): Frame | null {
  const found = /^\s+at ([\w$.]{1,300})\.([\w$<>]{1,200})\([^)]{0,200}\)$/.exec(line);
  if (found?.[1] === undefined || found[2] === undefined) return null;
  return { module: found[1], function: found[2], inApp: !foreign.test(found[1]) };
}
