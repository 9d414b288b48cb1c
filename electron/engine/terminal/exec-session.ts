// What a terminal needs of whoever runs a command in a container. The sources know it from where they can see it.
export { saysNoSuchCommand, shells } from '../sources/exec-session.ts';
export type { ExecExit, ExecRequest, ExecSession } from '../sources/exec-session.ts';
